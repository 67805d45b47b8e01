"""Planned movements and postures, tried against the rules that bind on their days; pure.

A plan is a sequence of moves: each is tried together with those before it. A rule would break only
where that is certain; where a number, permission or line is not known it is not determinable.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from ..domain import Observation
from ..domain.dates import first_day, last_day
from .areas import Plane
from .check import check_rule
from .count import Row, rows_of
from .evidence import Evidence
from .findings import BREACH, COMPLIANT, Finding
from .rules import Mandate, Party, Rule
from .validity import binding

WOULD_BREAK, IN_LINE, OPEN = "would break", "in line", "not determinable"
BEARING = ("presence", "deployment", "strength")
"""The kinds of observation that a planned move would be."""
CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Move:
    """`who` (a nation, actor or party) plans to be at a place from `start` to `end` (ISO; None: open).

    `low` to `high` persons (None: not known). `arrives` says whether they come from outside of the
    area of the operation, so that they add to those who are there; None: not known. `unit` is the
    id in the order of battle; `permitted` names who permitted it, `none` where nobody did.
    """

    id: str
    who: str
    start: str
    end: str | None = None
    low: float | None = None
    high: float | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    within_km: float = 0.0
    unit: str = ""
    arrives: bool | None = None
    function: str = ""
    means: str = ""
    permitted: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a move would do to one rule, on the first day on which it is gravest; what is missing.

    `low` and `high` bound the number that would count (high None: not known); `finding` is what
    is known of the rule without the move.
    """

    move: str
    provision: str
    instrument: str
    clause: str
    verified: bool
    outcome: str
    day: str
    low: float
    high: float | None
    missing: tuple[str, ...]
    finding: Finding | None


def tried(
    mandate: Mandate, known: Evidence, plane: Plane, moves: Sequence[Move]
) -> tuple[tuple[Trial, ...], ...]:
    """For each move, in order, the trials of all rules that bear on it; `known` is the record."""
    return tuple(tuple(_trials(mandate, known, plane, moves[: n + 1])) for n in range(len(moves)))


def would_break(trials: Iterable[Trial]) -> bool:
    """Whether a move must not be put into a plan as if nothing were."""
    return any(t.outcome == WOULD_BREAK for t in trials)


def _trials(
    mandate: Mandate, known: Evidence, plane: Plane, moves: Sequence[Move]
) -> Iterator[Trial]:
    gravity = (WOULD_BREAK, OPEN, IN_LINE)
    for rule in mandate.rules:
        on_days = [_on(rule, mandate, known, plane, moves, day) for day in _days(rule, moves[-1])]
        found = [t for t in on_days if t is not None]
        if found:
            yield min(found, key=lambda t: (gravity.index(t.outcome), t.day))


def _days(rule: Rule, move: Move) -> list[date]:
    """The days to try: the ends of the move, and where the rule begins within it."""
    first, last = first_day(move.start), last_day(move.end or move.start)
    begins = last_day(rule.first)
    inside = begins >= first and (move.end is None or begins <= last)
    days = {first, last_day(move.start), last, *([begins] if inside else [])}
    return sorted(d for d in days if binding(rule.first, rule.last, d) is not False)


def _on(
    rule: Rule, mandate: Mandate, known: Evidence, plane: Plane, moves: Sequence[Move], day: date
) -> Trial | None:
    move = moves[-1]
    if rule.what == CONSENT:
        return _consented(rule, mandate, known, move, day)
    bound = rule.bound
    if rule.what not in BEARING or bound.least or bound.share_of or bound.once or rule.after:
        return None
    planned = [_seen(m, rule.what) for m in moves if _lasts(m, day)]
    rows = rows_of(rule, Evidence(plane, planned), day, day, day)
    if move.id not in {r.seen.id for r in rows}:
        return None
    if binding(rule.first, rule.last, day) is None:
        asked = (f"whether the rule binds on the day: {rule.first} to {rule.last or 'open'}",)
        return _trial(rule, move, day, OPEN, 0, inf, asked, None)
    there = check_rule(rule, mandate.areas, known, day)
    return _counted(rule, moves, rows, there, day)


def _counted(
    rule: Rule, moves: Sequence[Move], rows: Sequence[Row], there: Finding | None, day: date
) -> Trial:
    move, most = moves[-1], rule.bound.number
    mine = next(r for r in rows if r.seen.id == move.id)
    if mine.counts is False:
        return _trial(rule, move, day, IN_LINE, 0, 0, (), there)
    new = {m.id for m in moves if m.arrives is True}
    within = {m.id for m in moves if m.arrives is False}
    sure = [r for r in rows if r.counts]
    already = (there.low if there else None) or 0.0
    low = max(already + _between([r for r in sure if r.seen.id in new]), _between(sure))
    adding = [r for r in rows if r.counts is not False and r.seen.id not in within]
    high = _most(there, rule) + sum(r.high for r in adding)
    outcome = WOULD_BREAK if low > most else IN_LINE if high <= most else OPEN
    asked = () if outcome != OPEN else _asked(move, rows, there)
    return _trial(rule, move, day, outcome, low, high, asked, there)


def _between(rows: Iterable[Row]) -> float:
    """The least that different units are between them: one unit in two moves counts once."""
    units: dict[str, float] = {}
    for row in rows:
        units[row.seen.about] = max(row.low, units.get(row.seen.about, 0.0))
    return sum(units.values())


def _most(there: Finding | None, rule: Rule) -> float:
    """The most that may be there already; where the rule allows nobody, the move counts alone."""
    if rule.bound.number == 0:
        return 0.0
    return inf if there is None or there.high is None else there.high


def _asked(move: Move, rows: Iterable[Row], there: Finding | None) -> tuple[str, ...]:
    asked = [reason for row in rows for reason in row.open]
    if move.high is None:
        asked.append("how many would move")
    if move.arrives is None:
        asked.append("whether they come from outside, and add to those who are there")
    return tuple(dict.fromkeys([*asked, *(there.missing if there else ())]))


def _consented(
    rule: Rule, mandate: Mandate, known: Evidence, move: Move, day: date
) -> Trial | None:
    """Whether the mover's own consent stands; another's word says nothing of this move."""
    if rule.who.has(move.who) is not True:
        return None
    alone = Party(move.who, move.who, frozenset({move.who}))
    found = check_rule(replace(rule, who=alone, each=False), mandate.areas, known, day)
    if found is None:
        return None
    outcome = {BREACH: WOULD_BREAK, COMPLIANT: IN_LINE}.get(found.finding, OPEN)
    low = found.low or 0.0
    high = inf if found.high is None else found.high
    return _trial(rule, move, day, outcome, low, high, found.missing, found)


def _lasts(move: Move, day: date) -> bool:
    return first_day(move.start) <= day and (move.end is None or day <= last_day(move.end))


def _seen(move: Move, what: str) -> Observation:
    """The move as it would be seen."""
    return Observation(
        id=move.id,
        what=what,
        who=move.who,
        start=move.start,
        end=move.end or "9999",
        place=move.place,
        lat=move.lat,
        lon=move.lon,
        within_km=move.within_km,
        low=move.low,
        high=move.high,
        function=move.function,
        means=move.means,
        permitted=move.permitted,
        about=f"unit:{move.unit}" if move.unit else f"move:{move.id}",
        source=move.source,
    )


def _trial(
    rule: Rule, move: Move, day: date, outcome: str, low: float, high: float,
    missing: tuple[str, ...], finding: Finding | None,
) -> Trial:  # fmt: skip
    return Trial(
        move=move.id,
        provision=rule.id,
        instrument=rule.instrument.title,
        clause=rule.clause,
        verified=rule.verified,
        outcome=outcome,
        day=day.isoformat(),
        low=low,
        high=None if high == inf else high,
        missing=missing,
        finding=finding,
    )
