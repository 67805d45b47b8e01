"""Replay over a record: what came later, the steps, and who knew what when, through the policy."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Marking, Product, ProductStep
from jointguardian.errors import InputError, UnknownName
from jointguardian.picture import Known
from jointguardian.picture.later import Comparison
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline import replay as module
from telling import make_told

NOW = datetime(2023, 6, 10, 12, tzinfo=UTC)
THEN = datetime(2023, 5, 29, 20, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[OperationRoom]:
    """25 injured on the evening, 93 a day later; the second report is restricted."""
    with create_operation(tmp_path / "op", pack="kosovo") as made:
        for rid, n, hours, marking in (
            ("r1", 25, 0, Marking()),
            ("r2", 93, 26, Marking("restricted")),
        ):
            text = f"{n} soldiers were injured in clashes in Zvecan."
            told = make_told(
                rid, text, rows=(("injured", "soldiers", n, None, "KFOR"),), hours=hours
            )
            made.record.add_sources([told.source])
            made.record.add_report(replace(told.report, marking=marking), told.reading)
        yield OperationRoom(replace(made, clock=lambda: NOW))


def incident(room: OperationRoom) -> str:
    return room.known_at(LOCAL, THEN).incidents[0].id


def test_what_came_later_is_told_with_its_moment(room: OperationRoom) -> None:
    marks = room.replay.of_incident(LOCAL, incident(room), THEN).marks
    assert [(m.kind, m.was, m.now) for m in marks if m.kind == "count"] == [("count", "25", "93")]


def test_nothing_of_a_report_out_of_sight_is_told(room: OperationRoom) -> None:
    public = Viewer("Guest")
    assert room.replay.of_incident(public, incident(room), THEN).marks == ()
    assert len(room.replay.after_action(public, incident(room)).entries) == 1
    assert room.replay.step(public, THEN, "report", 1) is None


def test_steps_follow_what_became_known(room: OperationRoom) -> None:
    assert room.replay.step(LOCAL, THEN, "report", 1) == datetime(2023, 5, 30, 20, tzinfo=UTC)
    assert room.replay.step(LOCAL, THEN, "hour", -1) == datetime(2023, 5, 29, 19, tzinfo=UTC)
    with pytest.raises(InputError):
        room.replay.step(LOCAL, THEN, "year", 1)


def test_a_list_leaves_out_what_was_not_known(room: OperationRoom) -> None:
    found = room.replay.of_list(LOCAL, THEN, incidents=[incident(room), "i_none"])
    assert [f.incident for f in found.incidents] == [incident(room)]


def test_a_comparison_is_made_once_until_something_is_written(
    room: OperationRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[object]()

    class Counted(Comparison):
        def __init__(self, then: Known, now: Known) -> None:
            made.append(then)
            super().__init__(then, now)

    monkeypatch.setattr(module, "Comparison", Counted)
    which = incident(room)
    first, *_ = (room.replay.of_incident(LOCAL, which, THEN) for _ in range(3))
    assert len(made) == 1
    assert room.replay.of_incident(Viewer("Guest"), which, THEN).marks == ()
    assert len(made) == 2
    room.add_report(LOCAL, "90 soldiers were injured in clashes in Zvecan.", "2023-06-01", "A")
    room.replay.of_list(LOCAL, THEN, incidents=[which])
    assert len(made) == 3
    assert room.replay.of_incident(LOCAL, which, THEN).incident == first.incident


def test_a_product_stands_between_the_reports(room: OperationRoom) -> None:
    made = Product(
        "p1", 1, "flash", "1", "2023-05-29T21:00:00+00:00", 24, "Ben", "2023-05-29T21:00:00+00:00"
    )
    step = ProductStep("p1", 1, 1, "released", "Ben", "2023-05-29T21:30:00+00:00", to=("UN",))
    room.operation.record.add_facts("products", [made])
    room.operation.record.add_facts("product_steps", [step])
    entries = room.replay.after_action(LOCAL, incident(room)).entries
    assert [e.kind for e in entries] == ["report", "product", "report"]
    assert entries[1].text == "FLASH 1 released to UN"


def test_an_unknown_incident_is_refused(room: OperationRoom) -> None:
    with pytest.raises(UnknownName):
        room.replay.after_action(LOCAL, "i_none")
