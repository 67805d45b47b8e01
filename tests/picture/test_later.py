"""What later became known of an incident, since when and from whom; and who knew what when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jointguardian.domain import Incident, Judgement
from jointguardian.errors import UnknownName
from jointguardian.fusion import Told, fuse
from jointguardian.picture import Known
from jointguardian.picture.aftermath import Entry, aftermath, stepped
from jointguardian.picture.later import Comparison, Later, later
from telling import PRIZREN, make_told

EVENING = datetime(2023, 5, 29, 20, tzinfo=UTC)
LATER = EVENING + timedelta(days=30)
CLASH = "25 soldiers were injured in clashes in Zvecan."


def known(told: list[Told], moment: datetime, judgements: tuple[Judgement, ...] = ()) -> Known:
    told = [t for t in told if t.report.received <= moment]
    return Known(
        operation="Test",
        as_of=moment,
        reports=tuple(t.report for t in told),
        readings=tuple(t.reading for t in told),
        incidents=fuse(told),
        sources=tuple(t.source for t in told),
        judgements=tuple(j for j in judgements if j.at and j.at <= moment),
    )


def clash(rid: str, n: int, hours: int = 0, **more: object) -> Told:
    text = f"{n} soldiers were injured in clashes in Zvecan."
    return make_told(
        rid, text, rows=(("injured", "soldiers", n, None, "KFOR"),), hours=hours, **more
    )  # type: ignore[arg-type]


def marks(then: Known, now: Known, kind: str) -> list[Later]:
    (incident,) = then.incidents[:1]
    return [m for m in later(then, now, incident.id).marks if m.kind == kind]


def test_a_count_that_came_later_says_what_was_known_then_since_when_and_by_whom() -> None:
    told = [clash("r1", 25), clash("r2", 93, hours=26)]
    (mark,) = marks(known(told, EVENING), known(told, LATER), "count")
    assert (mark.was, mark.now, mark.by) == ("25", "93", "KFOR in Outlet r2")
    assert mark.known == told[1].report.received
    assert mark.text.endswith("25 then; 93, known since 302000ZMAY23 (KFOR in Outlet r2)")


def test_a_report_received_days_after_says_how_many() -> None:
    told = [clash("r1", 25), clash("r2", 25, hours=48)]
    (mark,) = marks(known(told, EVENING), known(told, LATER), "report")
    assert (mark.report, mark.delay_days) == ("r2", 2)
    assert marks(known(told, EVENING), known(told, LATER), "count") == []


def test_nothing_is_marked_where_nothing_came() -> None:
    told = [clash("r1", 25)]
    then = known(told, EVENING)
    assert later(then, known(told, LATER), then.incidents[0].id).marks == ()


def test_a_decision_of_a_person_is_a_mark_with_its_name_and_reason() -> None:
    told = [clash("r1", 25)]
    said = Judgement("correct", "r1:e_r1", {"set.start": "2023-05-28"}, "Ana", LATER, "typing slip")
    (mark,) = marks(known(told, EVENING), known(told, LATER, (said,)), "judgement")
    assert mark.by == "Ana"
    assert mark.now == "corrected start → 2023-05-28: typing slip"


def test_a_new_version_of_a_report_is_a_correction_by_its_source() -> None:
    told = [clash("r1", 25)]
    new = clash("r1b", 26, hours=5)
    new = replace(new, report=replace(new.report, supersedes="r1", source="Outlet r1"))
    now = known([new], LATER)
    (mark,) = marks(known(told, EVENING), now, "correction")
    assert mark.report == "r1b"


def test_an_incident_that_no_report_tells_any_more_is_marked_as_gone() -> None:
    told = [clash("r1", 25)]
    then = known(told, EVENING)
    found = later(then, replace(known(told, LATER), incidents=()), then.incidents[0].id)
    assert found.now is None
    assert [m.kind for m in found.marks] == ["gone"]


def test_an_incident_merged_into_another_is_found_there() -> None:
    told = [clash("r1", 25), make_told("r2", "A market burned in Prizren.", place=PRIZREN)]
    then = known(told, EVENING)
    first, second = sorted(then.incidents, key=lambda i: "r2" in i.reports)
    whole = replace(
        first, reports=("r1", "r2"), members=(*first.members, *second.members), digest="x"
    )
    now = replace(known(told, LATER), incidents=(whole,))
    found = Comparison(then, now).of(second.id)
    assert found.now == first.id
    merged = [m for m in Comparison(then, now).of(first.id).marks if m.kind == "merged"]
    assert [m.now for m in merged] == [second.what]


def test_what_nobody_had_told_of_is_listed_for_its_days() -> None:
    told = [
        clash("r1", 25),
        make_told("r2", "A market burned in Prizren.", place=PRIZREN, hours=30),
    ]
    compared = Comparison(known(told, EVENING), known(told, LATER))
    (one,) = compared.unknown("2023-05-28", "2023-05-30")
    assert one.by == "Outlet r2"
    assert compared.unknown("2023-06-01", "2023-06-02") == ()


def test_an_incident_unknown_then_is_refused() -> None:
    with pytest.raises(UnknownName):
        later(known([], EVENING), known([clash("r1", 25)], LATER), "i_none")


def the_clash(now: Known) -> Incident:
    return next(i for i in now.incidents if "r1" in i.reports)


def test_decisions_stand_between_what_was_known_before_and_after() -> None:
    told = [clash("r1", 25), clash("r2", 93, hours=26)]
    now = known(told, LATER)
    decided = Entry(EVENING, "product", "FLASH 1 released", "Ben")
    early = Entry(EVENING - timedelta(days=9), "product", "SITREP before it", "Ben")
    lines = aftermath(now, the_clash(now), [decided, early])
    assert [e.kind for e in lines] == ["report", "product", "report"]
    assert lines[0].numbers == ("25 injured (KFOR, counted by KFOR)",)
    assert (lines[0].delay_hours or 0) < 0 < (lines[2].delay_hours or 0)


def test_a_number_told_again_is_not_new() -> None:
    told = [clash("r1", 25), clash("r2", 25, hours=2)]
    now = known(told, LATER)
    assert [e.numbers for e in aftermath(now, the_clash(now))][1] == ()


def test_steps_go_to_the_next_report_and_change_and_stop_at_the_ends() -> None:
    told = [clash("r1", 25), clash("r2", 93, hours=26)]
    said = Judgement("accept", "r1:e_r1", {}, "Ana", EVENING + timedelta(hours=1), "")
    now = known(told, LATER, (said,))
    assert stepped(now, EVENING, "report", 1) == told[1].report.received
    assert stepped(now, EVENING, "change", 1) == said.at
    assert stepped(now, EVENING, "report", -1) == told[0].report.received
    assert stepped(now, told[0].report.received, "report", -1) is None
    assert stepped(now, LATER, "report", 1) is None
    assert stepped(now, EVENING, "day", 1) == EVENING + timedelta(days=1)
