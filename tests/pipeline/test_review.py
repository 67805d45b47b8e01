"""Corrections are rows: respected as of their moment, by fusion, by a second reading and the next report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import ActorMention, Casualty, Event, Reading, Report
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.picture import incident_page, report_page
from jointguardian.picture.review.values import Decision, Item
from jointguardian.pipeline import Operation, OperationRoom, create_operation
from jointguardian.pipeline.ingest import prepare
from jointguardian.sources import Found, Intake, report_of
from telling import make_told

NOW = datetime(2023, 6, 2, 12, tzinfo=UTC)
FIRST = datetime(2023, 5, 30, 20, tzinfo=UTC)
TEXT = "The Western Guard said 30 soldiers were injured in Zvecan on 29 May 2023."


class Desk:
    """An operation with told reports, and short words to judge them."""

    def __init__(self, operation: Operation) -> None:
        self.operation, self.room = operation, OperationRoom(operation)

    def tell(self, rid: str, text: str = TEXT, **more: object) -> None:
        made = make_told(rid, text, **more)  # type: ignore[arg-type]
        self.operation.record.add_sources([made.source])
        self.operation.record.add_report(made.report, made.reading)

    def items(self, as_of: datetime | None = None) -> tuple[Item, ...]:
        return self.room.review(LOCAL, as_of)

    def one(self, thing: str, report: str = "r1") -> Item:
        return next(i for i in self.items() if i.thing == thing and i.report in (report, None))

    def judge(self, item: Item, action: str, *fields: str, **values: str) -> Item:
        return self.at(None, item, action, *fields, **values)

    def at(
        self, moment: datetime | None, item: Item, action: str, *fields: str, **values: str
    ) -> Item:
        told = Decision(item.id, action, values, fields, "Ana", "the text says so", moment)
        return self.room.judge(LOCAL, told)

    def read(self, as_of: datetime | None = None) -> Reading:
        return self.room.report(LOCAL, "r1", as_of).reading

    @property
    def rows(self) -> int:
        return len(self.operation.record.judgements(LOCAL))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A replayed operation with two reports that rival each other."""
    with create_operation(tmp_path / "op", pack="kosovo") as made:
        operation = replace(made, clock=lambda: NOW)
        found = Desk(operation)
        found.tell("r1", rows=(("injured", "soldiers", 30, None, "KFOR"),),
                   claims=(("Western Guard", "states", (), "30 soldiers were injured"),))  # fmt: skip
        found.tell("r2", rows=(("injured", "soldiers", 41, None, "hospital"),), hours=1)
        yield found


def test_what_rivals_waits_first_and_says_why(desk: Desk) -> None:
    first = desk.items()[0]
    assert first.thing == "count"
    assert "rival figures" in first.why
    weights = [i.weight for i in desk.items()]
    assert weights == sorted(weights, reverse=True)


def test_each_kind_of_automatic_value_can_be_judged(desk: Desk) -> None:
    things = {i.thing for i in desk.items()}
    assert {"event", "count", "claim", "incident", "account", "source"} <= things
    for thing in ("event", "count", "claim", "incident", "account", "source"):
        judged = desk.judge(desk.one(thing), "accept")
        assert not judged.waiting
        assert {v.state for v in judged.values} == {"accepted"}
        assert {v.by for v in judged.values} == {"Ana"}


def test_a_corrected_count_goes_into_the_incident_and_keeps_what_was_read(desk: Desk) -> None:
    judged = desk.judge(desk.one("count"), "correct", n="41")
    value = judged.value("n")
    assert value
    assert (value.automatic, value.shown, value.state) == ("30", "41", "corrected")
    (incident,) = desk.room.incidents(LOCAL)
    assert {c.n for c in incident.counts} == {41}
    assert not [c for c in incident.counts if c.relation == "rivals"]


def test_the_past_shows_what_was_known_then(desk: Desk) -> None:
    desk.judge(desk.one("event"), "correct", type="protest")
    assert desk.read().events[0].type == "protest"
    assert desk.read(FIRST).events[0].type == "assault"


def test_in_a_replay_a_judgement_counts_from_the_moment_looked_at(desk: Desk) -> None:
    desk.at(FIRST, desk.one("event"), "correct", type="protest")
    assert desk.read(FIRST).events[0].type == "protest"
    assert desk.read(FIRST - timedelta(hours=1)).events[0].type == "assault"


def test_outside_a_replay_the_past_is_closed(desk: Desk) -> None:
    settings = msgspec.structs.replace(desk.operation.settings, replay=False)
    live = Desk(replace(desk.operation, settings=settings))
    with pytest.raises(InputError, match="known then"):
        live.at(FIRST, desk.one("event"), "accept")
    assert live.room.why_not_judge(LOCAL, None) == ""


def test_the_same_decision_twice_is_one_row_and_a_changed_mind_another(desk: Desk) -> None:
    event = desk.one("event")
    for word in ("protest", "protest", "assault", "protest", "protest"):
        judged = desk.at(FIRST, event, "correct", type=word)
    assert desk.rows == 3
    assert judged.value("type").shown == "protest"  # type: ignore[union-attr]
    assert desk.operation.record.verify().ok


def test_a_rejected_event_is_told_no_more_and_can_come_back(desk: Desk) -> None:
    event = desk.one("event")
    desk.judge(event, "reject")
    assert desk.read().events == ()
    assert [i.reports for i in desk.room.incidents(LOCAL)] == [("r2",)]
    page = report_page(desk.room.known_at(LOCAL, None), "r1")
    assert [i.by for i in page.review if i.rejected] == ["Ana"]
    desk.judge(event, "accept")
    assert len(desk.read().events) == 1


def test_an_optional_value_is_emptied_an_essential_one_takes_the_thing_along(desk: Desk) -> None:
    event = desk.one("event")
    desk.judge(event, "reject", "start")
    assert desk.read().events[0].start is None
    desk.judge(event, "correct", end="")
    assert desk.read().events[0].end is None
    desk.judge(event, "reject", "status")
    assert desk.read().events == ()


def test_actors_and_places_are_resolved_to_ids(desk: Desk) -> None:
    desk.judge(desk.one("event"), "correct", recipients="KFOR; somebody", places="Leposavic")
    event = desk.read().events[0]
    assert [(a.text, a.id) for a in event.recipients] == [("KFOR", "kfor"), ("somebody", None)]
    assert [p.municipality for p in event.places] == ["leposavic"]


@pytest.mark.parametrize(
    ("thing", "field", "value"),
    [
        ("event", "type", "war"),
        ("event", "status", ""),
        ("event", "start", "yesterday"),
        ("event", "places", "Nowhereville-on-Sea"),
        ("event", "colour", "red"),
        ("count", "n", "many"),
        ("count", "n", "30-20"),
        ("count", "n", "2.5"),
        ("claim", "stance", "shouts"),
        ("claim", "speaker", "x" * 600),
        ("claim", "speaker", "bell \x07"),
        ("account", "credibility", "9"),
        ("account", "incident", "i_none"),
        ("source", "reliability", "Z"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    desk: Desk, thing: str, field: str, value: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.judge(desk.one(thing), "correct", **{field: value})
    assert "\n" not in refused.value.line
    assert desk.rows == 0


def test_who_may_not_judge_is_told_so(desk: Desk) -> None:
    visitor = Viewer("visitor", "public")
    told = Decision(desk.one("event").id, "accept")
    with pytest.raises(NotPermitted):
        desk.room.judge(visitor, told)
    assert "visitor may not judge" in desk.room.why_not_judge(visitor, None)
    with pytest.raises(UnknownName):
        desk.room.judge(LOCAL, replace(told, item="v_0000"))


def test_a_private_name_stays_sealed(desk: Desk) -> None:
    text = "The driver Marko Primjerovic was held in Zvecan on 29 May 2023."
    _ingest(desk, text)
    with pytest.raises(InputError, match="sealed"):
        desk.judge(desk.one("claim"), "correct", speaker="Marko Primjerovic")


def _ingest(desk: Desk, text: str) -> tuple[Report, Reading]:
    found = report_of(Found(text), Intake(NOW, "Post", "2023-05-30"))
    report, reading, secrets = prepare(desk.operation, found)
    desk.operation.record.add_sources([make_told("x", TEXT, source="Post").source])
    desk.operation.record.add_report(report, reading, secrets)
    return report, reading


def test_a_corrected_speaker_is_known_in_the_next_report(desk: Desk) -> None:
    text = "The Western Guard said that it will stay in Zvecan."
    before = prepare(desk.operation, report_of(Found(text), Intake(NOW, "Post", None)))[1]
    desk.judge(desk.one("claim"), "correct", speaker="KFOR")
    after = prepare(desk.operation, report_of(Found(text), Intake(NOW, "Post", None)))[1]
    assert "kfor" not in [c.speaker_id for c in before.claims]
    assert "kfor" in [c.speaker_id for c in after.claims]


def test_a_corrected_place_comes_first_in_the_next_report(desk: Desk) -> None:
    report, reading = _ingest(desk, "Police closed the road in Leposavic on 29 May 2023.")
    place = next(i for i in desk.items() if i.thing == "place" and i.report == report.id)
    desk.judge(place, "correct", place="Prizren")
    again = desk.operation.knowledge.gazetteer.scan("Police in Leposavic said")
    assert again[0][1][0].name == "Prizren"
    assert len(again[0][1]) > 1
    known = desk.room.report(LOCAL, report.id, None).reading
    assert {p.name for p in known.places if p.text == "Leposavic"} == {"Prizren"}
    assert {p.text for p in known.places} == {p.text for p in reading.places}


def test_a_graded_source_is_graded_from_then_on(desk: Desk) -> None:
    desk.at(FIRST, desk.one("source"), "correct", reliability="B")
    later = desk.room.known_at(LOCAL, None)
    sooner = desk.room.known_at(LOCAL, FIRST - timedelta(hours=1))
    assert "B" in {s.reliability for s in later.sources if s.name.startswith("Outlet")}
    assert {s.reliability for s in sooner.sources if s.name.startswith("Outlet")} == {"C"}


def test_a_report_is_taken_out_of_an_incident_and_put_back(desk: Desk) -> None:
    account = desk.one("account", "r2")
    desk.judge(account, "reject")
    assert sorted(len(i.reports) for i in desk.room.incidents(LOCAL)) == [1, 1]
    left = next(i for i in desk.room.incidents(LOCAL) if i.id == account.incident)
    page = incident_page(desk.room.known_at(LOCAL, None), left.id)
    gone = next(i for i in page.review if i.thing == "account" and i.rejected)
    assert gone.by == "Ana"
    desk.judge(gone, "accept")
    assert [len(i.reports) for i in desk.room.incidents(LOCAL)] == [2]


def test_an_information_grade_is_no_proposal_any_more(desk: Desk) -> None:
    desk.judge(desk.one("account"), "correct", credibility="1")
    (incident,) = desk.room.incidents(LOCAL)
    grade = next(m.grade for m in incident.members if m.report == "r1")
    assert (grade.credibility, grade.proposed) == ("1", False)


def test_an_incidents_own_words_are_corrected(desk: Desk) -> None:
    desk.judge(desk.one("incident"), "correct", what="Clash at the town hall", confidence="high",
               type="protest")  # fmt: skip
    (incident,) = desk.room.incidents(LOCAL)
    assert (incident.what, incident.confidence, incident.type) == (
        "Clash at the town hall", "high", "protest",
    )  # fmt: skip


def test_a_second_reading_of_the_report_keeps_the_judgements(desk: Desk) -> None:
    desk.judge(desk.one("event"), "correct", type="protest")
    desk.judge(desk.one("count"), "correct", n="33")
    read = desk.operation.record.readings(LOCAL)[0][1]
    old = read.events[0]
    more: Event = replace(old, id="e_other", type="consult", span=type(old.span)(0, 18),
                          casualties=(), recipients=(ActorMention("KFOR"),))  # fmt: skip
    same = replace(old, id="e_new", span=type(old.span)(2, old.span.end - 3))
    again = replace(read, events=(more, same), version="2")
    desk.operation.record.add_reading("r1", again, at=NOW)
    events = desk.read().events
    assert [e.type for e in events] == ["consult", "protest"]
    rows: tuple[Casualty, ...] = events[1].casualties
    assert [c.best for c in rows] == [33]
