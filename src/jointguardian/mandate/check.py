"""Rules on the record as of a day: breach, compliant, or not determinable, with what is missing.

A breach rests on what was seen for certain; compliance on a verification that covers the whole area
and party, or on a number that is reached for certain. Everything else is not determinable. Nothing
follows from silence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf

from ..domain.dates import last_day
from .areas import Area
from .count import Row, Whole, least, rows_of, whole_of
from .evidence import Evidence
from .findings import BREACH, COMPLIANT, OPEN, Finding, Used
from .once import shown_once
from .rules import Mandate, Party, Rule
from .validity import binding

SHOWN = 12
"""Observations that a finding lists of those that leave it open."""
BEGINNING = date(1900, 1, 1)


def check(mandate: Mandate, evidence: Evidence, day: date) -> tuple[Finding, ...]:
    """The findings of all rules that bind, or may bind, on a day; `evidence` is what was known."""
    made = (check_rule(rule, mandate.areas, evidence, day) for rule in mandate.rules)
    return tuple(finding for finding in made if finding is not None)


def check_rule(
    rule: Rule, areas: Mapping[str, Area], evidence: Evidence, day: date
) -> Finding | None:
    """The finding of one rule; None on a day on which it does not bind."""
    binds = binding(rule.first, rule.last, day)
    if binds is False:
        return None
    if binds is None:
        known = f"it binds from {rule.first}" + (f" until {rule.last}" if rule.last else "")
        return _finding(rule, day, OPEN, (), (f"the day is not known exactly: {known}",))
    case = _Case(rule, areas, evidence, day)
    return _of_each(case) if rule.each else _of_all(case)


@dataclass(frozen=True, slots=True)
class _Case:
    """One rule on one day."""

    rule: Rule
    areas: Mapping[str, Area]
    evidence: Evidence
    day: date

    @property
    def window(self) -> date:
        """The first day whose observations still speak on this one: none from before it binds."""
        return max(last_day(self.rule.first), self.reach)

    @property
    def reach(self) -> date:
        """The first day whose verifications still speak on this one."""
        return self.day - timedelta(days=self.rule.speaks_for)


def _of_all(case: _Case) -> Finding:
    if case.rule.bound.once is not None:
        shown = shown_once(case.rule, case.areas, case.evidence, case.day)
        used = _used(shown.rows[:SHOWN], shown.finding)
        return _finding(case.rule, case.day, shown.finding, used, shown.missing)
    return (_at_least if case.rule.bound.least else _at_most)(case)


def _of_each(case: _Case) -> Finding:
    """The rule for every member of its party: all have to keep to it, one is enough to break it."""
    found = {m: _of_all(_only(case, m)) for m in sorted(case.rule.who.members)}
    graver = next(
        (g for g in (BREACH, OPEN) if g in {f.finding for f in found.values()}), COMPLIANT
    )
    mine = {m: f for m, f in found.items() if f.finding == graver}
    facts = tuple(used for f in mine.values() for used in f.facts)[:SHOWN]
    missing = tuple(f"{m}: {asked}" for m, f in mine.items() for asked in f.missing)
    return _finding(case.rule, case.day, graver, facts, missing)


def _only(case: _Case, member: str) -> _Case:
    alone = Party(member, member, frozenset({member}))
    return replace(case, rule=replace(case.rule, who=alone, each=False))


def _at_most(case: _Case) -> Finding:
    rule, day = case.rule, case.day
    rows = rows_of(rule, case.evidence, case.reach, case.window, day)
    whole = whole_of(rule, rows, case.areas)
    after = [r for r in rows if not _cleared(r, whole)]
    sure = [r for r in after if r.counts]
    found = least(sure, day)
    limit = _limit(case)
    if limit is not None and found > limit[1]:
        return _finding(rule, day, BREACH, _used(sure, BREACH), (), found, _most(after, whole))
    beside = [r for r in after if r.counts is not False and r not in _rows(whole)]
    open_ = beside if _pushes(beside, whole, limit) else []
    if whole is not None and limit is not None and whole.high <= limit[0] and not open_:
        return _finding(rule, day, COMPLIANT, _used(whole.rows, COMPLIANT), (), found, whole.high)
    facts = [*_used(open_, OPEN), *_used(_rows(whole), OPEN)][:SHOWN]
    return _finding(rule, day, OPEN, facts, _missing(case, rows, whole, open_, limit), found)


def _at_least(case: _Case) -> Finding:
    rule, day = case.rule, case.day
    rows = rows_of(rule, case.evidence, BEGINNING, BEGINNING, day)
    whole = whole_of(rule, rows, case.areas)
    sure = [
        r for r in rows if r.counts and not (rule.bound.standing and _taken_back(r, rows, rule))
    ]
    found, limit = least(sure, day), _limit(case)
    if limit is not None and found >= limit[1]:
        return _finding(rule, day, COMPLIANT, _used(sure, COMPLIANT), (), found)
    late = whole is not None and whole.since >= last_day(rule.first).toordinal() - 1
    open_ = [
        r
        for r in rows
        if r.counts is not False and r not in _rows(whole) and not _cleared(r, whole)
    ]
    if whole is not None and late and limit is not None and whole.high < limit[0] and not open_:
        return _finding(rule, day, BREACH, _used(whole.rows, BREACH), (), found, whole.high)
    facts = [*_used(open_, OPEN), *_used(_rows(whole), OPEN)][:SHOWN]
    return _finding(rule, day, OPEN, facts, _missing(case, rows, whole, open_, limit), found)


def _limit(case: _Case) -> tuple[float, float] | None:
    """The bound as a number, from the least to the most that it can be; None where it is not known."""
    bound = case.rule.bound
    if bound.share_of is None:
        return bound.number, bound.number
    told = case.evidence.bearing(
        bound.share_of, case.rule.who, case.rule.where, BEGINNING, case.day
    )
    sure = [
        seen
        for seen, span, theirs, inside in told
        if theirs and inside and span.within(1, case.day.toordinal()) and seen.unit == bound.unit
    ]
    if not sure or any(seen.low is None or seen.high is None for seen in sure):
        return None
    lows, highs = [s.low or 0.0 for s in sure], [s.high or 0.0 for s in sure]
    return bound.number * min(lows), bound.number * max(highs)


def _cleared(row: Row, whole: Whole | None) -> bool:
    """Whether an observation is from before the verification: what it tells of is over."""
    return whole is not None and row.span.may_last < whole.since


def _taken_back(row: Row, rows: Sequence[Row], rule: Rule) -> bool:
    """Whether something told later, or of the same day, may have ended what a row tells of."""
    ends = (r.span.may_last for r in rows if r.counts is not False and r.high < rule.bound.number)
    return row.span.sure_first <= max(ends, default=-1)


def _pushes(rows: Iterable[Row], whole: Whole | None, limit: tuple[float, float] | None) -> bool:
    """Whether what was seen beside a verification may break the bound."""
    verified = whole.high if whole else 0.0
    return limit is None or verified + sum(r.high for r in rows) > limit[0]


def _rows(whole: Whole | None) -> Sequence[Row]:
    return whole.rows if whole else ()


def _most(rows: Iterable[Row], whole: Whole | None) -> float | None:
    highs = [r.high for r in rows if r.counts is not False]
    most = max(highs, default=inf)
    return None if most == inf else most


def _used(rows: Iterable[Row], shows: str) -> tuple[Used, ...]:
    return tuple(Used(r.seen, shows, "; ".join(r.open) if shows == OPEN else "") for r in rows)


def _missing(
    case: _Case,
    rows: Sequence[Row],
    whole: Whole | None,
    open_: Sequence[Row],
    limit: tuple[float, float] | None,
) -> tuple[str, ...]:
    """What would have to be known, in words."""
    rule = case.rule
    asked = [reason for row in open_ for reason in row.open]
    if limit is None:
        asked.append(f"how many {rule.bound.unit} were {rule.bound.share_of} by {rule.who.name}")
    if not rows:
        since = BEGINNING if rule.bound.least else case.window
        days = f"from {since} to {case.day}" if since != case.day else f"on {case.day}"
        days = f"up to {case.day}" if since == BEGINNING else days
        asked.append(f"nothing is recorded of {rule.who.name} in {rule.where.name} {days}")
    if whole is None:
        asked.append(f"nobody verified how many there were in all of {rule.where.name}")
    elif not asked:
        asked.append(
            f"the number: between {least([r for r in rows if r.counts], case.day):g} and {whole.high:g}"
        )
    return tuple(dict.fromkeys(asked))[:SHOWN]


def _finding(
    rule: Rule,
    day: date,
    finding: str,
    facts: Iterable[Used],
    missing: tuple[str, ...],
    low: float | None = None,
    high: float | None = None,
) -> Finding:
    return Finding(
        provision=rule.id,
        instrument=rule.instrument.title,
        clause=rule.clause,
        finding=finding,
        as_of=day.isoformat(),
        place=rule.where.id,
        verified=rule.verified,
        facts=tuple(facts),
        missing=missing,
        low=low,
        high=None if high == inf else high,
    )
