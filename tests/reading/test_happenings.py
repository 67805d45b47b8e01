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
    return [a.known_as for a in event.actors], [a.known_as for a in event.recipients]


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
        ("Serbia might deploy troops.", "hypothetical"),
        ("Serbia did not deploy troops.", "denied"),
        ("KFOR must deploy troops in Zvecan.", "called-for"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Kosovo was shut out of the exercise, US Ambassador Jane Example confirmed.",
        "US Ambassador Jane Example announced that Kosovo was expelled from the exercise.",
        "Washington has excluded Kosovo from the exercise, US Ambassador Jane Example said.",
    ],
)
def test_who_announces_a_sanction_is_not_its_recipient(text: str) -> None:
    sanction = next(e for e in events(text) if e.type == "sanction")
    assert names(sanction) == (["United States"], ["Kosovo"])


def test_who_answers_riots_did_not_riot() -> None:
    text = "The ambassador Jane Example gave a sharp response to riots that injured 12 soldiers."
    assert [names(e)[0] for e in events(text)] == [[]]


def test_those_who_died_are_not_the_doers() -> None:
    assert names(events("Two villagers died in Zvecan.")[0]) == ([], ["villagers"])


def test_a_group_counted_beside_another_is_no_part_of_it() -> None:
    text = "On Monday NATO troops dispersed Serb protesters, injuring 7 of them and 4 KFOR members."
    assert [(n, part) for n, _, _, part in injured(text)] == [(7, None), (4, None)]
    assert injured(text)[0][1] == "Serb protesters"


def test_a_count_brought_up_to_date_tells_of_the_day_before_at_the_latest() -> None:
    event = events("KFOR on Tuesday raised its count of troops injured in clashes to 30.")[0]
    assert (event.start, event.end) == ("2023-05-29", "2023-05-30")


def test_a_toll_is_not_of_those_who_report_it() -> None:
    text = "The death toll rose to at least five when police found a body in Banjska."
    event = events(text)[0]
    assert [c.who for c in event.casualties] == ["persons"]
    assert names(event) == ([], [])


def claims(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    reading = read(text, published=DAY, knowledge=KNOWLEDGE)
    return [(c.speaker, c.targets) for c in reading.claims]


def test_a_statement_is_no_part_of_its_speakers_name() -> None:
    assert claims("In a statement KFOR said calm had returned.")[0][0] == "KFOR"


def test_who_was_attacked_is_not_accused() -> None:
    text = "KFOR said an aggressive crowd attacked its soldiers without provocation."
    assert claims(text) == [("KFOR", ("crowd",))]
    text = "KFOR said 20 Italian soldiers had been attacked without provocation by a crowd."
    assert claims(text) == [("KFOR", ("crowd",))]
