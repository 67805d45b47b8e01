"""Judgements of one moment keep their order; a sealed name is known without being told."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.domain import Judgement, Report
from jointguardian.record import Record, Secret

AT = datetime(2031, 5, 1, 20, tzinfo=UTC)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(f"sqlite:///{tmp_path / 'record.db'}") as made:
        yield made


def test_judgements_of_one_moment_stay_in_the_order_in_which_they_were_made(record: Record) -> None:
    told = [Judgement("correct", "r_1/event/0-9", {"set.type": w, "turn": n}, "Ana", AT)
            for n, w in enumerate(("protest", "assault", "aid", "protest"))]  # fmt: skip
    assert all(record.add_judgement(one) for one in told)
    assert record.judgements(LOCAL, AT) == tuple(told)


def test_rejecting_is_a_judgement(record: Record) -> None:
    assert record.add_judgement(Judgement("reject", "r_1/event/0-9", {}, "Ana", AT))


def test_whether_a_name_is_sealed_can_be_asked(record: Record) -> None:
    text = "Marko Primjerovic was held."
    report = Report("r_1", "Post", text, "0" * 64, AT)
    record.add_report(report, secrets=[Secret("r_1", 0, 17, text[:17])])
    assert record.seals("Marko Primjerovic")
    assert record.seals("marko primjerović")
    assert not record.seals("Somebody Else")
