"""The stream: every write once to each listener, whoever wrote it; and who is here."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.errors import InputError
from jointguardian.pipeline import OperationRoom, create_operation, open_operation
from jointguardian.pipeline.presence import GONE_AFTER, Presence
from jointguardian.pipeline.stream import MISSED, Told

TEXT = "A patrol was stopped in Zvecan."


def test_two_listeners_hear_the_same_writes_once(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op") as operation:
        room = OperationRoom(operation)
        one: list[Told] = []
        two: list[Told] = []
        stop = room.stream.listen(one.append)
        room.stream.listen(two.append)
        room.add_report(LOCAL, TEXT, None, "Team 3")
        room.stream.look()
        assert one == two
        assert [t.kind for t in one] == ["sources", "report"]
        stop()
        room.stream.presence()
        assert [t.kind for t in two][-1] == "presence"
        assert len(one) == 2


def test_what_another_process_wrote_is_found_by_looking(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op") as operation:
        room = OperationRoom(operation)
        heard: list[Told] = []
        room.stream.listen(heard.append)
        with open_operation(tmp_path / "op") as other:
            OperationRoom(other).add_report(LOCAL, TEXT, None, "Team 3")
        assert heard == []
        room.add_report(LOCAL, "Another patrol was stopped.", None, "Team 4")
        mine = [t.link for t in heard]
        room.stream.look()
        room.stream.look()
        links = [t.link for t in heard]
        assert len(links) == len(set(links)) == len(mine) + 2
        assert sorted(links) == list(range(min(links), operation.record.newest_link() + 1))


def test_one_who_was_away_hears_what_he_missed_or_that_it_was_too_much(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op") as operation:
        room = OperationRoom(operation)
        before = operation.record.newest_link()
        room.add_report(LOCAL, TEXT, None, "Team 3")
        assert [t.link for t in room.stream.missed(before)] == [before + 1, before + 2]
        assert room.stream.missed(before + 2) == ()
        assert [t.kind for t in room.stream.missed(before + 99)] == ["reset"]
        assert [t.kind for t in room.stream.missed(before - MISSED)] == ["reset"]


class Clock:
    """Stands until it is moved."""

    now = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_presence_tells_of_others_until_they_leave_or_fall_silent() -> None:
    clock = Clock()
    presence = Presence(clock)
    assert presence.here("Ana", "t1", "i_1")
    assert not presence.here("Ana", "t1", "i_1")
    presence.here("Besnik", "t2", "i_1")
    assert [p.name for p in presence.of("i_1", "Ana")] == ["Besnik"]
    assert presence.here("Besnik", "t2", "i_1", editing="Type")
    assert [p.editing for p in presence.of("i_1", "Ana")] == ["Type"]
    presence.here("Ana", "t3", "i_1")
    assert len(presence.of("i_1")) == 2
    clock.now += GONE_AFTER + timedelta(seconds=1)
    presence.here("Ana", "t1", "i_2")
    assert presence.of("i_1") == ()
    assert presence.everybody() == {"i_2": ("Ana",)}
    assert presence.left("t1")
    assert not presence.left("t1")
    with pytest.raises(InputError):
        presence.here("Ana", "x" * 99, "i_1")
