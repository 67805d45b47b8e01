"""Every committed write is told, in order, and nothing that was not committed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.news import News, Written

AT = datetime(2023, 5, 29, tzinfo=UTC)


def test_a_recorded_report_is_told_with_its_link(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op") as operation:
        room = OperationRoom(operation)
        heard: list[Written] = []
        stop = room.news.listen(heard.append)
        room.add_report(LOCAL, "A patrol was stopped in Zvecan.", None, "Team 3")
        assert [w.kind for w in heard] == ["sources", "report"]
        assert heard[-1].link == operation.record.export_head().links
        stop()
        told = len(heard)
        room.add_report(LOCAL, "Another patrol was stopped in Zvecan.", None, "Team 3")
        assert len(heard) == told
        assert room.news.since(heard[-1].link)


def test_a_write_that_fails_is_not_told(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op") as operation:
        room = OperationRoom(operation)
        heard: list[Written] = []
        room.news.listen(heard.append)
        with pytest.raises(ZeroDivisionError), operation.record._journal.writing("x", note={}):
            _ = 1 / 0
        assert heard == []


def test_only_the_writes_after_a_link_are_remembered() -> None:
    news = News()
    for link in (1, 2, 3):
        news.tell(link, "report", AT)
    assert [w.link for w in news.since(1)] == [2, 3]
