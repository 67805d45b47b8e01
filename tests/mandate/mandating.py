"""A small mandate to test with: a square country of two zones, its strip beyond, and three rules."""

import json
from datetime import date

from jointguardian.domain import Observation
from jointguardian.mandate import Atlas, Evidence, Finding, Mandate, check, read_atlas, read_mandate

RULES = """
instruments:
  - {id: pact, title: The pact, date: "1999-06-09", read: true, source: made up}
parties:
  - {id: army, name: the army, members: [yugoslav-army, police], perhaps: [militia]}
  - {id: force, name: the force, members: [kfor]}
  - {id: local, name: the local police, members: [kosovo-police]}
  - {id: germans, name: German personnel, members: [DEU]}
areas:
  - {id: south, name: the south, municipalities: [south], uncertain km: 2, basis: made up}
  - {id: north, name: the north, municipalities: [north], uncertain km: 2, basis: made up}
  - {id: country, name: the country, outline: true, parts: [south, north], basis: made up}
  - {id: strip, name: the strip, beyond: country, km: 5, uncertain km: 1, basis: made up}
  - {id: corner, name: the corner, not drawn: true, inside: strip, basis: made up}
provisions:
  - id: out
    instrument: pact
    clause: Article 1
    text: The army leaves the south by 15 June; liaison excepted, and what the commander permits.
    verified: true
    basis: read
    when: {from: "1999-06-16"}
    where: south
    who: army
    what: presence
    how many: {at most: 0, unit: persons}
    unless:
      - {function: liaison}
      - {permitted by: commander}
    speaks for: 3 days
  - id: ceiling
    instrument: pact
    clause: Article 2
    text: No more than 400 Germans.
    verified: false
    basis: told
    when: {from: "2023-06", until: "2024"}
    where: country
    who: germans
    what: strength
    how many: {at most: 400, unit: persons}
    speaks for: 92 days
  - id: weapons
    instrument: pact
    clause: Article 3
    text: Three in ten of the weapons declared are handed over by 20 July.
    verified: true
    basis: read
    when: {from: "1999-07-21"}
    where: country
    who: army
    what: handed-over
    how many: {at least: 0.3, unit: weapons, share of: declared}
  - id: turn
    instrument: pact
    clause: Article 4
    text: The force acts after the local police.
    verified: false
    basis: told
    when: {from: "2013-04-19"}
    where: country
    who: force
    what: response
    how many: {at most: 0, unit: times}
    after: [local]
"""


def _square(id_: str, south: float, north: float) -> dict[str, object]:
    ring = [[20, south], [21, south], [21, north], [20, north], [20, south]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"id": id_}, "geometry": shape}


def _collection(*features: dict[str, object]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


ATLAS: Atlas = read_atlas(
    _collection(_square("XK", 42, 43)),
    _collection(_square("south", 42, 42.5), _square("north", 42.5, 43)),
)
ACTORS = ("yugoslav-army", "police", "militia", "kfor", "kosovo-police")


def mandate(text: str = RULES) -> Mandate:
    """The rules of a text."""
    return read_mandate([("rules.yaml", text)], ATLAS, ACTORS, ["association"])


MANDATE = mandate()


def found(rule: str, day: str, *seen: Observation, of: Mandate = MANDATE) -> Finding | None:
    """The finding of one rule on a day."""
    findings = check(of, Evidence(ATLAS.plane, seen), date.fromisoformat(day))
    return next((f for f in findings if f.provision == rule), None)


def verdict(rule: str, day: str, *seen: Observation) -> str | None:
    """The finding's word."""
    one = found(rule, day, *seen)
    return one.finding if one else None


def troops(id_: str = "o", start: str = "1999-06-17", **told: object) -> Observation:
    """Twenty of the army in the middle of the south, nobody's permission told."""
    told = {"lat": 42.2, "lon": 20.5, "low": 20, "high": 20, "function": "combat",
            "permitted": "none", **told}  # fmt: skip
    return Observation(id_, "presence", "yugoslav-army", start, **told)  # type: ignore[arg-type]


def clear(
    id_: str = "c", start: str = "1999-06-17", place: str = "south", **told: object
) -> Observation:
    """The verification that none of the army is in a place."""
    told = {"low": 0, "high": 0, "complete": True, **told}
    return Observation(id_, "presence", "army", start, place=place, **told)  # type: ignore[arg-type]
