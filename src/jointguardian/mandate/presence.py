"""Who was where on a day: in, out, or not known; the day by day of a withdrawal and an entry.

In is what was seen for certain; out is a verification of the whole area and party; everything else is
not known. It is the check of a rule that lets nobody of a party be in an area, exemptions left aside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .areas import Area
from .check import check_rule
from .evidence import Evidence
from .findings import BREACH, COMPLIANT, Finding, Used
from .rules import Bound, Instrument, Mandate, Party, Rule
from .validity import binding

IN, OUT, UNKNOWN = "in", "out", "not-known"
SPEAKS = 3
"""Days for which a sighting or a verification tells of the days after it: as the rules of a withdrawal have it."""
_ALWAYS = "1900-01-01"
_NONE = Instrument("", "", _ALWAYS, read=True, source="")


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a party was in an area on a day. `low` and `high` bound how many, where that is told.

    `ordered` are the ids of the provisions that bind the party there on that day; `facts` is what it rests
    on and `missing` what would have to be known.
    """

    area: str
    party: str
    day: str
    state: str
    low: float | None
    high: float | None
    ordered: tuple[str, ...]
    facts: tuple[Used, ...]
    missing: tuple[str, ...]


def presence(mandate: Mandate, evidence: Evidence, area: Area, party: Party, day: date) -> Presence:
    """Whether a party was in an area on a day, as far as the evidence goes."""
    seen = _found(party, area, "presence", mandate.areas, evidence, day)
    entered = _found(party, area, "entry", mandate.areas, evidence, day)
    told = entered if entered.finding == BREACH and seen.finding != BREACH else seen
    state = {BREACH: IN, COMPLIANT: OUT}.get(told.finding, UNKNOWN)
    return Presence(
        area=area.id,
        party=party.id,
        day=day.isoformat(),
        state=state,
        low=told.low if state == IN else (0.0 if state == OUT else None),
        high=told.high if state != OUT else 0.0,
        ordered=tuple(_ordered(mandate.rules, area, party, day)),
        facts=told.facts,
        missing=told.missing if state == UNKNOWN else (),
    )


def _found(
    party: Party, area: Area, what: str, areas: Mapping[str, Area], evidence: Evidence, day: date
) -> Finding:
    nobody = Rule(
        id="presence",
        instrument=_NONE,
        clause="",
        text="",
        verified=True,
        basis="",
        first=_ALWAYS,
        last=None,
        who=party,
        where=area,
        what=what,
        bound=Bound(0, "persons"),
        speaks_for=SPEAKS,
    )
    found = check_rule(nobody, areas, evidence, day)
    assert found is not None, "a rule without an end binds"
    return found


def _ordered(rules: Iterable[Rule], area: Area, party: Party, day: date) -> Iterable[str]:
    """The rules on this party's presence that hold in this area, or in one that it is a part of."""
    for rule in rules:
        holds = area.id == rule.where.id or area.id in rule.where.parts
        mine = rule.what == "presence" and rule.who.id == party.id and holds
        if mine and binding(rule.first, rule.last, day) is not False:
            yield rule.id
