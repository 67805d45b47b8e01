"""Patrols overdue, planned against done, coverage; and restrictions that reports propose."""

from datetime import UTC, datetime

import pytest

from jointguardian.domain import Municipality, Patrol, Restriction, Span
from jointguardian.picture.model import Passage
from jointguardian.picture.patrols import (
    coverage,
    in_force,
    key_of,
    proposals,
    state_of,
    tallies,
    week_of,
)

NOW = datetime(2023, 5, 31, 12, tzinfo=UTC)


def patrol(
    pid: str, start: str, end: str, towns: tuple[str, ...] = ("zvecan",), **more: object
) -> Patrol:
    return Patrol(pid, "unit", "foot", start, end, towns, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "state", "shown"),
    [
        ("2023-05-31T10:00+00:00", "2023-05-31T14:00+00:00", "planned", "overdue"),
        ("2023-05-31T11:30+00:00", "2023-05-31T14:00+00:00", "planned", "planned"),
        ("2023-05-31T08:00+00:00", "2023-05-31T10:00+00:00", "under-way", "overdue"),
        ("2023-05-31T08:00+00:00", "2023-05-31T11:30+00:00", "under-way", "under-way"),
        ("2023-05-30T08:00+00:00", "2023-05-30T10:00+00:00", "done", "done"),
        ("2023-05-30T08:00+00:00", "2023-05-30T10:00+00:00", "cancelled", "cancelled"),
    ],
)
def test_overdue_follows_from_the_clock(start: str, end: str, state: str, shown: str) -> None:
    assert state_of(patrol("p", start, end, state=state), NOW) == shown


def test_a_week_begins_on_monday_and_ends_on_sunday() -> None:
    days = ("2023-05-28T23:00+00:00", "2023-05-29T00:00+00:00", "2023-06-04T23:00+00:00")
    rows = [patrol(d, d, "2023-06-05T01:00+00:00") for d in days]
    assert [s.patrol.id for s in week_of(rows, "2023-05-29", NOW)] == list(days[1:])


def test_planned_is_set_against_done_in_each_municipality() -> None:
    rows = [
        patrol("a", "2023-05-29T08:00+00:00", "2023-05-29T10:00+00:00", ("zvecan", "leposavic"), state="done"),
        patrol("b", "2023-05-30T08:00+00:00", "2023-05-30T10:00+00:00"),
        patrol("c", "2023-05-30T08:00+00:00", "2023-05-30T10:00+00:00", state="cancelled"),
    ]  # fmt: skip
    found = {t.municipality: t for t in tallies(rows, ["2023-05-29"], NOW)}
    zvecan = found["zvecan"]
    assert (zvecan.planned, zvecan.done, zvecan.overdue, zvecan.cancelled) == (3, 1, 1, 1)
    assert found["leposavic"].done == 1


def town(tid: str) -> Municipality:
    return Municipality(tid, tid, {}, 42.0, 21.0, 1.0, 1, 2011, "", "src")


def test_coverage_counts_days_since_the_last_patrol_done() -> None:
    rows = [
        patrol("a", "2023-05-22T08:00+00:00", "2023-05-22T10:00+00:00", state="done",
               done_end="2023-05-22T10:00+00:00"),
        patrol("b", "2023-06-02T08:00+00:00", "2023-06-02T10:00+00:00"),
    ]  # fmt: skip
    never, seen = coverage(rows, [town("zvecan"), town("pec")], NOW)
    assert (never.municipality, never.days) == ("pec", None)
    assert (seen.days, seen.next) == (9, "2023-06-02T08:00+00:00")


def passage(state: str, start: int = 0, day: str = "2023-05-30") -> Passage:
    words = "The crossing at Jarinje was closed."
    return Passage("r1", "AP", day, ("Jarinje",), state, Span(start, start + 9), words, False)


def restriction(**more: object) -> Restriction:
    row = {"id": "x", "kind": "roadblock", "place": "Jarinje", "since": "2023-05-29", **more}
    return Restriction(**row)  # type: ignore[arg-type]


def test_words_are_proposed_until_a_person_decides() -> None:
    closed = passage("closed")
    (one,) = proposals([closed], [])
    assert (one.kind, one.about) == ("crossing-closed", ())
    assert proposals([closed], [restriction(passages=(key_of(closed),), state="rejected")]) == ()


def test_open_is_proposed_only_as_the_end_of_something() -> None:
    assert proposals([passage("open")], []) == ()
    (one,) = proposals([passage("open")], [restriction()])
    assert one.about == ("x",)


def test_in_force_are_those_that_began_and_were_not_lifted_or_rejected() -> None:
    rows = [
        restriction(id="now"),
        restriction(id="later", since="2023-06-05"),
        restriction(id="over", until="2023-05-29"),
        restriction(id="none", state="rejected"),
    ]
    assert [r.id for r in in_force(rows, "2023-05-30")] == ["now"]
