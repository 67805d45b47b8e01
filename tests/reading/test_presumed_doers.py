"""Doers and scenes that a text leaves out or only points to."""

from jointguardian.domain import Event
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read

KNOWLEDGE = Knowledge(load_gazetteer())


def event(text: str, type_: str) -> Event:
    return next(e for e in read(text, knowledge=KNOWLEDGE).events if e.type == type_)


def doers(text: str, type_: str) -> list[str]:
    return [a.text for a in event(text, type_).actors]


def test_an_arrest_without_a_doer_is_the_work_of_the_police_named_before() -> None:
    text = "Lebanese police searched houses in Tripoli. Six people were detained."
    assert doers(text, "coerce") == ["Lebanese police"]


def test_bare_units_are_those_of_the_force_named_before() -> None:
    text = "UNIFIL troops moved into Tyre. Soldiers arrested two men."
    assert doers(text, "coerce") == ["UNIFIL troops"]


def test_who_only_condemns_an_attack_did_not_make_it() -> None:
    assert doers("The envoy condemned the attack on a convoy in Mali.", "assault") == []


def test_a_border_is_a_scene() -> None:
    places = event("Lebanon sent troops to the Syrian border.", "mobilize").places
    assert [p.text for p in places] == ["border"] or "border" in places[0].text


def test_a_past_tense_taken_for_a_participle_is_the_verb_of_its_sentence() -> None:
    assert doers("Turkey imposed sanctions on Armenia.", "sanction") == ["Turkey"]
