"""Who does what to whom: the text's own words for each side, resolved to actors."""

import pytest

from jointguardian.domain import ActorMention, Event, Reading
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read
from jointguardian.reading.document import Document
from jointguardian.reading.roles import main_roles
from jointguardian.reading.steps import named

KNOWLEDGE = Knowledge(load_gazetteer())


def main(text: str) -> tuple[list[str], list[str]]:
    """The words of both sides of the main deed."""
    doers, met = main_roles(named(Document(text=text), KNOWLEDGE))
    return [s.of(text) for s in doers], [s.of(text) for s in met]


def reading(text: str) -> Reading:
    return read(text, knowledge=KNOWLEDGE)


def event(text: str, type_: str) -> Event:
    return next(e for e in reading(text).events if e.type == type_)


def mentions(text: str) -> list[ActorMention]:
    return [a for e in reading(text).events for a in (*e.actors, *e.recipients)]


@pytest.mark.parametrize(
    ("text", "doers", "met"),
    [
        ("The Lebanese army arrested two men.", ["The Lebanese army"], ["two men"]),
        ("Two villagers were killed by unidentified gunmen.",
         ["unidentified gunmen"], ["Two villagers"]),
        ("Turkey imposed sanctions on Armenia.", ["Turkey"], ["Armenia"]),
        ("Mali threatened to expel the French ambassador.",
         ["Mali"], ["the French ambassador"]),
        ("Rwandan soldiers and M23 rebels attacked the town of Rutshuru.",
         ["Rwandan soldiers", "M23 rebels"], ["the town of Rutshuru"]),
        ("Israel rejected a Lebanese proposal.", ["Israel"], ["a Lebanese proposal"]),
        ("Senior Polish and Czech officials accused Russia.",
         ["Senior Polish", "Czech officials"], ["Russia"]),
        ("Uganda withdrew its troops from Congo.", ["Uganda"], ["Congo"]),
        ("Police fired tear gas to disperse protesters.", ["Police"], ["protesters"]),
        ("The World Food Programme (WFP) provided aid to refugees.",
         ["The World Food Programme (WFP)"], ["refugees"]),
    ],
)  # fmt: skip
def test_both_sides_in_the_words_of_the_text(text: str, doers: list[str], met: list[str]) -> None:
    assert main(text) == (doers, met)


def test_a_noun_of_deed_has_sides_of_its_own() -> None:
    found = event("Israel's arrest of three fishermen angered Lebanon.", "coerce")
    assert [a.text for a in found.actors] == ["Israel"]
    assert [r.text for r in found.recipients] == ["three fishermen"]


def test_in_talks_both_sides_act() -> None:
    found = event("President Paul Sample held talks with Turkish officials.", "consult")
    assert [a.text for a in found.actors] == ["President Paul Sample", "Turkish officials"]
    assert found.recipients == ()


def test_a_pronoun_shows_the_words_that_it_stands_for() -> None:
    text = "UNIFIL reached the village. It arrested two men."
    found = event(text, "coerce")
    assert [(a.text, a.name) for a in found.actors] == [("UNIFIL", "UNIFIL")]


def test_an_actor_of_no_dictionary_has_a_kind_and_a_country_from_its_words() -> None:
    found = event("Congolese rebels killed three Dutch nurses.", "assault")
    assert [(a.name, a.kind, a.country) for a in found.actors] == [
        ("Congolese rebels", "armed-group", "COD")
    ]
    assert [(r.name, r.kind, r.country) for r in found.recipients] == [
        ("Dutch nurses", "community", "NLD")
    ]


def test_a_thing_under_attack_is_known_by_its_owner() -> None:
    found = event("Azerbaijani forces shelled Armenian positions.", "assault")
    assert [(r.text, r.name) for r in found.recipients] == [("Armenian positions", "Armenia")]


def test_a_bomb_is_nobody() -> None:
    assert event("A bomb killed two soldiers.", "assault").actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, masked gunmen killed a Malian soldier.\nThey burned two houses.",
        "“Militants”, said the mission, attacked a convoy of the UN; it lost 2 trucks.",
        "Protesters, along with farmers from Kidal, blocked roads (RN-17) today.",
    ],
)
def test_the_words_of_an_actor_are_those_at_its_span(text: str) -> None:
    for mention in mentions(text):
        assert mention.span is not None
        assert mention.span.of(text) == mention.text
