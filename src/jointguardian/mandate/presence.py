"""Who was where on a day: in, out, or not known; the day by day of a withdrawal and an entry.

In is what was seen for certain on the day; out is a verification of the whole area and party that nothing
seen came after, for some days; everything else is not known. It is the check of a rule that lets nobody
of a party be in an area, exemptions left aside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..domain.dates import first_day, last_day
from .areas import Area
from .check import check_rule
from .evidence import Evidence
from .findings import BREACH, COMPLIANT, OPEN, Finding, Used
from .rules import Bound, Instrument, Mandate, Party, Rule
from .validity import binding

IN, OUT, UNKNOWN = "in", "out", "not-known"
SPEAKS = 3
"""Days for which a verification tells of the days after it: as the rules of a withdrawal have it."""
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
    told = _newest(party, area, mandate.areas, evidence, day)
    entered = _found(party, area, "entry", mandate.areas, evidence, day, day.isoformat())
    told = entered if entered.finding == BREACH and told.finding != BREACH else told
    state = {BREACH: IN, COMPLIANT: OUT}.get(told.finding, UNKNOWN)
    return Presence(
        area=area.id,
        party=party.id,
        day=day.isoformat(),
        state=state,
        low={IN: told.low, OUT: 0.0}.get(state),
        high={IN: told.high, OUT: 0.0}.get(state),
        ordered=tuple(_ordered(mandate.rules, area, party, day)),
        facts=told.facts,
        missing=told.missing if state == UNKNOWN else (),
    )


def _newest(
    party: Party, area: Area, areas: Mapping[str, Area], evidence: Evidence, day: date
) -> Finding:
    """The day's own sightings; else a verification that nothing came after; else what was seen last."""
    own = _found(party, area, "presence", areas, evidence, day, day.isoformat())
    lately = _found(party, area, "presence", areas, evidence, day)
    if own.finding == BREACH or (own.finding == COMPLIANT and _later(own, lately)):
        return own
    seen = max((u.seen.end or u.seen.start for u in lately.facts), default="")
    asked = own.missing or (f"what became of those seen last on {seen}",)
    return replace(lately, finding=OPEN, missing=asked)


def _later(verified: Finding, lately: Finding) -> bool:
    """Whether a verification is not older than anything that was seen, or may have been."""
    since = min(first_day(u.seen.start) for u in verified.facts)
    return all(last_day(u.seen.end or u.seen.start) <= since for u in lately.facts)


def _found(
    party: Party,
    area: Area,
    what: str,
    areas: Mapping[str, Area],
    evidence: Evidence,
    day: date,
    first: str = _ALWAYS,
) -> Finding:
    nobody = Rule(
        id="presence",
        instrument=_NONE,
        clause="",
        text="",
        verified=True,
        basis="",
        first=first,
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
