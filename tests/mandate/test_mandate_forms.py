"""Shown once, each member, standing consent, a unit's own sector: never compliant on missing facts."""

from datetime import date

import pytest
from mandating import ACTORS, ATLAS, RULES

from jointguardian.domain import Observation
from jointguardian.errors import SettingsError
from jointguardian.mandate import (
    Evidence,
    Finding,
    Mandate,
    SectorGround,
    Stretch,
    check,
    read_mandate,
)

COMPLIANT, BREACH, OPEN = "compliant", "breach", "not-determinable"
ONCE = """
  - id: shown
    instrument: pact
    clause: Article 5
    text: The south is clear once by 10 June.
    verified: true
    basis: read
    when: {from: "1999-06-10", until: "1999-06-20"}
    where: WHERE
    who: army
    what: presence
    how many: {at most: 0, unit: persons, once by: "1999-06-11"}
    unless: [{permitted by: commander}]
"""
CONSENT = """
  - id: wanted
    instrument: pact
    clause: Article 6
    text: Those who send agree.
    verified: true
    basis: read
    when: {from: "1999-06-10"}
    where: country
    who: senders
    what: consent
    how many: {at least: 1, unit: times, standing: true}
    each member: true
"""
SECTOR = """
  - id: home
    instrument: pact
    clause: Article 7
    text: Units stay in their sectors.
    verified: true
    basis: read
    when: {from: "1999-06-10"}
    where: country
    who: force
    what: presence
    how many: {at most: 0, unit: persons}
    outside own sector: {uncertain km: 2}
"""
SENDERS = (
    "parties:\n",
    "parties:\n  - {id: senders, name: those who send, members: [DEU, FRA]}\n",
)
GROUND = [SectorGround("brigade-south", "South", "1999", "2005", ("south",))]
UNITS = {
    "first": (Stretch("1999-06-01", "2003", "brigade-south"),),
    "staff": (Stretch("1999-06-01", None, None),),
    "moved": (
        Stretch("1999-06-01", "2001", "brigade-south"),
        Stretch("2001", None, None),
    ),
}


def rules(more: str) -> Mandate:
    text = (RULES + more).replace(*SENDERS)
    return read_mandate([("rules.yaml", text)], ATLAS, ACTORS, (), GROUND, UNITS)


def found(mandate: Mandate, rule: str, day: str, *seen: Observation) -> Finding:
    findings = check(mandate, Evidence(ATLAS.plane, seen), date.fromisoformat(day))
    return next(f for f in findings if f.provision == rule)


def army(start: str, end: str | None = None, **told: object) -> Observation:
    told = {"lat": 42.2, "lon": 20.5, "low": 20, "high": 20, "permitted": "none", **told}
    return Observation(f"o{start}", "presence", "yugoslav-army", start, end, **told)  # type: ignore[arg-type]


def clear(start: str, place: str = "south", **told: object) -> Observation:
    told = {"low": 0, "high": 0, "complete": True, **told}
    return Observation(f"c{start}{place}", "presence", "army", start, place=place, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "seen", "wanted"),
    [
        ("1999-06-10", [], OPEN),
        ("1999-06-15", [], OPEN),
        ("1999-06-10", [clear("1999-06-10")], COMPLIANT),
        ("1999-06-10", [clear("1999-06-11")], OPEN),
        ("1999-06-15", [clear("1999-06-11")], COMPLIANT),
        ("1999-06-15", [clear("1999-06-12")], OPEN),
        ("1999-06-15", [clear("1999-06")], OPEN),
        ("1999-06-15", [clear("1999-06-10", high=3)], OPEN),
        ("1999-06-15", [clear("1999-06-10", complete=False)], OPEN),
        ("1999-06-15", [clear("1999-06-10"), army("1999-06-10"), army("1999-06-14")], COMPLIANT),
        ("1999-06-15", [army("1999-06-10")], OPEN),
        ("1999-06-15", [army("1999-06-09", "1999-06-11")], OPEN),
        ("1999-06-15", [army("1999-06-09", "1999-06-12")], BREACH),
        ("1999-06-11", [army("1999-06-09", "1999-06-12")], OPEN),
        ("1999-06-15", [army("1999-06-09", "1999-06-12", permitted="commander")], OPEN),
        ("1999-06-15", [army("1999-06-09", "1999-06-12", permitted="")], OPEN),
        ("1999-06-15", [army("1999-06-09", "1999-06-12"), clear("1999-06-10")], OPEN),
    ],
)
def test_what_is_to_be_shown_once(day: str, seen: list[Observation], wanted: str) -> None:
    one = found(rules(ONCE.replace("WHERE", "south")), "shown", day, *seen)
    assert one.finding == wanted
    assert bool(one.missing) == (wanted == OPEN)


def test_parts_that_were_clear_one_after_the_other_were_never_clear_at_once() -> None:
    mandate = rules(ONCE.replace("WHERE", "country"))
    parts = [clear("1999-06-10", "south"), clear("1999-06-10", "north")]
    assert found(mandate, "shown", "1999-06-15", *parts).finding == OPEN
    whole = clear("1999-06-10", "country")
    assert found(mandate, "shown", "1999-06-15", whole).finding == COMPLIANT


def says(who: str, day: str, yes: bool = True, **told: object) -> Observation:
    number = 1 if yes else 0
    told = {"low": number, "high": number, "unit": "times", "complete": not yes, **told}
    return Observation(f"{who}{day}{yes}", "consent", who, day, place="country", **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        ([], OPEN),
        ([says("DEU", "1999-06-01")], OPEN),
        ([says("DEU", "1999-06-01"), says("FRA", "1999-06-02")], COMPLIANT),
        ([says("DEU", "1999-06-01"), says("FRA", "2001-01-01")], OPEN),
        ([says("DEU", "1999-06-01"), says("FRA", "1999-06-02"), says("FRA", "1999-12-01", False)], BREACH),
        ([says("FRA", "1999-12-01", False)], BREACH),
        ([says("DEU", "1999-06-01"), says("FRA", "1999-12-01"), says("FRA", "1999-12-01", False)], OPEN),
        ([says("DEU", "1999-06-01"), says("FRA", "1999-12-02"), says("FRA", "1999-12-01", False)], COMPLIANT),
        ([says("DEU", "1999-06-01"), says("FRA", "1999-06-02"), says("FRA", "1999-12-01", False, complete=False)], OPEN),
    ],
)  # fmt: skip
def test_consent_of_each_stands_until_it_is_taken_back(
    seen: list[Observation], wanted: str
) -> None:
    assert found(rules(CONSENT), "wanted", "2000-01-01", *seen).finding == wanted


def test_whose_consent_is_missing_is_named() -> None:
    one = found(rules(CONSENT), "wanted", "2000-01-01", says("DEU", "1999-06-01"))
    assert all(m.startswith("FRA: ") for m in one.missing)


def unit(name: str, lat: float, start: str = "2000-01-01", **told: object) -> Observation:
    told = {"lat": lat, "lon": 20.5, "about": f"unit:{name}", **told}
    return Observation(f"{name}{start}", "presence", "kfor", start, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "day", "wanted"),
    [
        (unit("first", 42.8), "2000-01-01", BREACH),
        (unit("first", 42.2), "2000-01-01", OPEN),
        (unit("first", 42.51), "2000-01-01", OPEN),
        (unit("first", 42.8, within_km=40), "2000-01-01", OPEN),
        (unit("staff", 42.8), "2000-01-01", OPEN),
        (unit("nobody", 42.8), "2000-01-01", OPEN),
        (unit("first", 42.8, "2003-05-01"), "2003-05-01", OPEN),
        (unit("moved", 42.8, "2001-06-01"), "2001-06-01", OPEN),
        (unit("moved", 42.8), "2000-01-01", BREACH),
        (unit("first", 42.8, about=""), "2000-01-01", OPEN),
    ],
)
def test_only_what_is_outside_its_own_sector_for_certain_counts(
    seen: Observation, day: str, wanted: str
) -> None:
    assert found(rules(SECTOR), "home", day, seen).finding == wanted


@pytest.mark.parametrize(
    ("more", "old", "new", "told"),
    [
        (ONCE, 'once by: "1999-06-11"', 'once by: "1999-06-09"', "'once by' goes with 'at most'"),
        (ONCE, "at most: 0", "at least: 1", "'once by' goes with 'at most'"),
        (CONSENT, "at least: 1", "at most: 1", "'standing' goes with 'at least'"),
        (CONSENT, "who: senders", "who: army", "'each member' needs to know who belongs"),
        (SECTOR, "{uncertain km: 2}", "{}", "has no 'uncertain km'"),
        (SECTOR, "{uncertain km: 2}", "{uncertain km: 2, of: brigade}", "unknown key 'of'"),
    ],
)
def test_a_form_that_cannot_be_checked_is_refused(more: str, old: str, new: str, told: str) -> None:
    assert old in more
    text = more.replace("WHERE", "south").replace(old, new)
    with pytest.raises(SettingsError) as refusal:
        rules(text)
    assert told in refusal.value.line
    assert "rules.yaml, line" in refusal.value.line


def test_without_sectors_there_is_no_own_one() -> None:
    with pytest.raises(SettingsError, match="the pack has none"):
        read_mandate([("rules.yaml", RULES + SECTOR)], ATLAS, ACTORS)
