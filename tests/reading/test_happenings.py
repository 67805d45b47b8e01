"""Actors, persons, status, casualties and events of single sentences."""

from datetime import date

import pytest

from jointguardian.domain import Actor, Event, PersonMention
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read

KNOWLEDGE = Knowledge(
    load_gazetteer(),
    (
        Actor("kurti", "Albin Kurti", "person", "XKX"),
        Actor("vucic", "Aleksandar Vučić", "person", "SRB", ("Aleksandar Vucic",)),
        Actor("private", "Marko Izmisljen", "person", "SRB", (), (), False),
    ),
)
DAY = date(2023, 5, 30)


def events(text: str) -> tuple[Event, ...]:
    return read(text, published=DAY, knowledge=KNOWLEDGE).events


def persons(text: str) -> dict[str, PersonMention]:
    reading = read(text, published=DAY, knowledge=KNOWLEDGE)
    return {p.span.of(text): p for p in reading.persons}


def names(event: Event) -> tuple[list[str], list[str]]:
    return [a.text for a in event.actors], [a.text for a in event.recipients]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Kosovo police detained two men in Zvecan.", "coerce", ["Kosovo police"], ["men"]),
        (
            "Two men were detained by Serbian police in Zvecan.",
            "coerce",
            ["Serbian police"],
            ["men"],
        ),
        ("Serbs clashed with soldiers in Zvecan.", "assault", ["Serbs", "soldiers"], []),
        ("Belgrade deployed troops near Leposavic.", "mobilize", ["Serbia"], ["troops"]),
        ("Turkey will deploy a battalion to Kosovo.", "mobilize", ["Turkey"], ["battalion"]),
    ],
)
def test_who_does_what_to_whom(
    text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    event = events(text)[0]
    assert event.type == kind
    assert names(event) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("KFOR deployed troops in Zvecan.", "happened"),
        ("KFOR will deploy troops in Zvecan.", "planned"),
        ("KFOR said it was deploying troops to Zvecan.", "planned"),
        ("Serbia would consider deploying troops.", "hypothetical"),
        ("Serbia did not deploy troops.", "denied"),
        ("Vucic called on KFOR to deploy troops.", "called-for"),
        ("Serbia threatened that it would attack.", "threatened"),
    ],
)
def test_status_follows_the_leading_verbs(text: str, status: str) -> None:
    assert events(text)[-1].status == status


def injured(text: str) -> list[tuple[int | None, str, str | None, str | None]]:
    rows = [c for e in events(text) for c in e.casualties if c.kind == "injured"]
    return [(c.best, c.who, c.qualifier, c.part_of) for c in rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Clashes wounded 30 peacekeepers.", [(30, "peacekeepers", None, None)]),
        ("In clashes at least 50 injured citizens were seen.", [(50, "injured citizens", "at least", None)]),
        ("There was shooting but nobody was hurt.", [(0, "persons", None, None)]),
        ("34 soldiers, including 14 Italians, were wounded in clashes.",
         [(34, "soldiers", None, None), (14, "Italians", None, "soldiers")]),
        ("Gunmen attacked a patrol, injuring another officer.", [(1, "officer", None, None)]),
        ("The clashes came as 700 troops were sent to Kosovo.", []),
    ],
)  # fmt: skip
def test_the_injured_are_counted_by_group(
    text: str, rows: list[tuple[int | None, str, str | None, str | None]]
) -> None:
    assert injured(text) == rows


def test_a_count_told_by_a_speaker_names_him() -> None:
    row = events("Clashes broke out. President Aleksandar Vucic said 52 Serbs were injured.")[0]
    assert [c.counted_by for c in row.casualties] == ["Aleksandar Vučić"]


def test_mentions_of_one_clash_are_one_event() -> None:
    text = "Serbs clashed with KFOR in Zvecan on Monday. In the clashes 25 soldiers were injured."
    found = events(text)
    assert len(found) == 1
    assert [c.best for c in found[0].casualties] == [25]
    assert found[0].start == "2023-05-29"


def test_a_capital_acts_as_government_and_is_no_place_of_the_event() -> None:
    event = events("Belgrade sent units to Zvecan on Monday.")[0]
    assert names(event)[0] == ["Serbia"]
    assert [p.name for p in event.places] == ["Zvečan"]
    assert event.places[0].municipality == "zvecan"


def test_a_distance_is_no_scene() -> None:
    event = events("Police fired tear gas in Zvecan, 45 km north of Pristina.")[0]
    assert [p.name for p in event.places] == ["Zvečan"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Police held former police officer Bogdan Izmisljen.", "Bogdan Izmisljen", "former police officer"),
        ("Police held Bogdan Izmisljen, a teacher from Zvecan.", "Bogdan Izmisljen", "teacher from Zvecan"),
        ("The dead were Lt. Bogdan Shembull and others.", "Bogdan Shembull", "Lt"),
        ("Marko Izmisljen came home.", "Marko Izmisljen", "person"),
        ("The victim was Qemajl Shembull.", "Qemajl Shembull", "person"),
    ],
)  # fmt: skip
def test_private_names_are_found_for_sealing(text: str, name: str, role: str) -> None:
    person = persons(text)[name]
    assert not person.public
    assert role.startswith(person.role) or person.role == role


def test_later_surnames_of_private_persons_are_found() -> None:
    text = "Former teacher Bogdan Izmisljen was held. Izmisljen had left. Nobody knew Izmisljen's plan."
    reading = read(text, published=DAY, knowledge=KNOWLEDGE)
    assert [p.span.of(text) for p in reading.persons] == [
        "Bogdan Izmisljen",
        "Izmisljen",
        "Izmisljen",
    ]


def test_office_holders_are_public_and_places_are_no_persons() -> None:
    text = "Defence Minister Guido Crosetto met Albin Kurti in Zubin Potok and North Mitrovica."
    found = persons(text)
    assert {name: p.public for name, p in found.items()} == {
        "Guido Crosetto": True,
        "Albin Kurti": True,
    }
