"""The reader as a whole: a page with known facts, any text at all, and its promises on spans."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.domain import Actor, Casualty, Event, Reading
from jointguardian.domain.dates import parse_partial
from jointguardian.domain.vocab import vocabulary
from jointguardian.errors import InputError
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read

GOLDEN = Path(__file__).parent / "golden"
ACTORS = (
    Actor("vucic", "Aleksandar Vučić", "person", "SRB", ("Aleksandar Vucic",)),
    Actor("nato", "NATO", "organisation"),
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(load_gazetteer(), ACTORS)


@pytest.fixture(scope="module")
def page() -> str:
    return (GOLDEN / "two_readings.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading(knowledge: Knowledge, page: str) -> Reading:
    return read(page, published=None, report_id="r1", knowledge=knowledge)


def expected(kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        (GOLDEN / "two_readings.json").read_text(encoding="utf-8")
    )[kind]
    return rows


@pytest.mark.parametrize("want", expected("figures"), ids=lambda w: f"{w['value']} {w['unit']}")
def test_figures_carry_unit_date_and_qualifier(reading: Reading, want: dict[str, Any]) -> None:
    assert any(all(getattr(f, k) == v for k, v in want.items()) for f in reading.figures)


def casualties(event: Event, kind: str) -> list[Casualty]:
    return [c for c in event.casualties if c.kind == kind]


@pytest.mark.parametrize("want", expected("casualties"), ids=lambda w: f"{w['best']} {w['who']}")
def test_casualties_are_kept_by_group(reading: Reading, want: dict[str, Any]) -> None:
    rows = [
        c for e in reading.events if e.start == want["start"] for c in casualties(e, want["kind"])
    ]
    hit = [c for c in rows if c.best == want["best"] and want["who"] in c.who]
    assert [c.qualifier for c in hit] == [want["qualifier"]]


@pytest.mark.parametrize("want", expected("events"), ids=lambda w: f"{w['type']} {w['start']}")
def test_events_have_type_date_status_and_actor(reading: Reading, want: dict[str, Any]) -> None:
    assert any(
        (e.type, e.start, e.status) == (want["type"], want["start"], want["status"])
        and any(want["actor"].lower() in a.known_as.lower() for a in e.actors)
        for e in reading.events
    )


@pytest.mark.parametrize("want", expected("persons"), ids=lambda w: str(w["text"]))
def test_private_persons_are_told_from_office_holders(
    reading: Reading, page: str, want: dict[str, Any]
) -> None:
    hits = [p for p in reading.persons if p.span.of(page) == want["text"]]
    assert hits
    assert all(p.public == want["public"] for p in hits)
    assert all(p.role == want["role"] for p in hits if "role" in want)


def test_a_planned_deployment_is_not_told_as_happened(reading: Reading) -> None:
    day = [e for e in reading.events if e.start in {"2023-05-30", "2023-06-03"}]
    assert {e.status for e in day if e.type == "mobilize"} == {"planned"}


def test_glued_sentences_are_parted(reading: Reading, page: str) -> None:
    turkish = [e.span.of(page) for e in reading.events if e.start == "2023-06-03"]
    assert turkish
    assert not any("seven-day" in words for words in turkish)


def test_the_same_text_gives_the_same_reading(knowledge: Knowledge, page: str) -> None:
    again = read(page, published=date(2023, 6, 4), knowledge=knowledge)
    assert again == read(page, published=date(2023, 6, 4), knowledge=knowledge)
    assert len({e.id for e in again.events}) == len(again.events)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_refused(knowledge: Knowledge, text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read(text, knowledge=knowledge)


PIECES = (
    "Serbs clashed with KFOR on Monday in Zvecan . At least 11 soldiers and 19 others were injured ,"
    ' said President Vucic ; 3.5% " “ ” of May 2023 yesterday 700 troops ten thousand - 1999 the'
    " police arrested Dejan Pantic 0 00 9999 29 February 10-15 a.m. 's – \n \n\n half a dozen"
)
WORDS = st.sampled_from(PIECES.split(" "))
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
).filter(lambda t: bool(t.strip()))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, published=st.one_of(st.none(), st.dates()))
def test_any_text_can_be_read_and_every_span_lies_inside(text: str, published: date | None) -> None:
    reading = read(text, published=published, knowledge=Knowledge(load_gazetteer(), ACTORS))
    spans = [e.span for e in reading.events] + [f.span for f in reading.figures]
    spans += [p.span for p in reading.places if p.span] + [p.span for p in reading.persons]
    spans += [c.span for e in reading.events for c in e.casualties if c.span]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    for figure in reading.figures:
        assert figure.low is None or figure.low <= figure.value
        assert figure.high is None or figure.value <= figure.high


@settings(max_examples=80, deadline=None)
@given(text=TEXTS, published=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2199, 12, 31))))
def test_events_speak_the_vocabularies(text: str, published: date | None) -> None:
    reading = read(text, published=published, knowledge=Knowledge(load_gazetteer(), ACTORS))
    types, statuses = vocabulary("event_types"), vocabulary("statuses")
    for event in reading.events:
        assert event.type in types
        assert event.mode is None or event.mode in types[event.type].modes
        assert event.status in statuses
        assert 0 <= event.confidence <= 1
        for day in (event.start, event.end):
            assert day is None or parse_partial(day)
        for row in event.casualties:
            assert row.kind in vocabulary("casualty_kinds")
