"""Which observations a rule counts on a day, and how many that makes: bounds, never a guess."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from ..domain import Observation
from ..domain.dates import first_day, last_day
from .areas import Area, covers
from .evidence import Evidence, Span
from .rules import NOBODY, Exemption, Rule
from .sectors import UNIT
from .truth import Truth, every, negated, some


@dataclass(frozen=True, slots=True)
class Row:
    """An observation that may bear on a rule: whether it counts, and why that is not known."""

    seen: Observation
    span: Span
    counts: Truth
    exempt: Truth
    open: tuple[str, ...]
    low: float
    high: float
    whole: bool


def rows_of(rule: Rule, evidence: Evidence, reach: date, first: date, day: date) -> list[Row]:
    """What may bear on a rule: what was seen counts from `first` to `day`, a verification from `reach`."""
    found = evidence.bearing(rule.what, rule.who, rule.where, min(reach, first), day)
    days, asked = tuple(d.toordinal() for d in (reach, first, day)), _exemption_asked(rule)
    return [_row(rule, evidence, days, asked, *one) for one in found]


def _row(
    rule: Rule, evidence: Evidence, days: tuple[int, ...], asked: str,
    seen: Observation, span: Span, theirs: Truth, inside: Truth,
) -> Row:  # fmt: skip
    reach, first, day = days
    held, speaks = span.within(first, day), span.within(reach, day)
    exempt = _exempted(rule, seen, evidence)
    low, high = number(seen, rule.bound.unit)
    outside = True if rule.own is None else rule.own.left_by(seen, evidence.inside)
    known = (theirs, inside, held, negated(exempt), outside)
    return Row(
        seen,
        span,
        every(known),
        exempt,
        _asked(rule, seen, asked, known) if None in known else (),
        low,
        high,
        seen.complete and theirs is True and speaks is True and _whole_party(rule, seen),
    )


def _asked(rule: Rule, seen: Observation, asked: str, known: Sequence[Truth]) -> tuple[str, ...]:
    """What is not known of a row, in words."""
    words = (
        f"whether {seen.who or 'those seen'} belongs to {rule.who.name}",
        f"whether it was inside {rule.where.name}",
        f"the day, known only as {seen.start}",
        asked,
        "whether it was outside its own sector",
    )
    return tuple(word for word, value in zip(words, known, strict=True) if value is None)


def _exempted(rule: Rule, seen: Observation, evidence: Evidence) -> Truth:
    one_of = [_exempt(rule, one, seen, evidence) for one in rule.unless]
    return some([*one_of, _in_turn(rule, seen, evidence)] if rule.after else one_of)


def number(seen: Observation, unit: str) -> tuple[float, float]:
    """The least and most that were seen, in a unit; something of another unit is at least there."""
    if seen.unit != unit:
        return (1.0 if (seen.low or 0) > 0 else 0.0), inf
    if seen.low is None and seen.high is None:
        return 1.0, inf
    return seen.low or 0.0, inf if seen.high is None else seen.high


def _whole_party(rule: Rule, seen: Observation) -> bool:
    return seen.who == rule.who.id or (rule.who.members == {seen.who} and not rule.who.perhaps)


def _exemption_asked(rule: Rule) -> str:
    asked = [f"that {one.permitted_by} permitted it" for one in rule.unless if one.permitted_by]
    asked += ["its function" for one in rule.unless if one.function]
    asked += ["what they carried" for one in rule.unless if one.means]
    asked += ["the size of the group" for one in rule.unless if one.number is not None]
    asked += [f"whether {p.name} acted before" for p in rule.after]
    return "whether it was exempt: " + (", ".join(dict.fromkeys(asked)) or "where it was")


def _exempt(rule: Rule, one: Exemption, seen: Observation, evidence: Evidence) -> Truth:
    span = (seen.start, seen.end or seen.start)
    return every(
        [
            _among(seen.function, one.function),
            _among(seen.means, one.means),
            one.who.has(seen.who) if one.who else True,
            evidence.inside(seen, one.where) if one.where else True,
            _permitted(seen, one.permitted_by),
            _at_most(seen, rule.bound.unit, one.number),
            True if one.first is None else _not_before(span[0], one.first),
            True if one.last is None else _not_before(one.last, span[1]),
        ]
    )


def _among(told: str, wanted: frozenset[str]) -> Truth:
    return True if not wanted else (told in wanted if told else None)


def _permitted(seen: Observation, by: str | None) -> Truth:
    if by is None:
        return True
    return None if not seen.permitted else seen.permitted == by and seen.permitted != NOBODY


def _at_most(seen: Observation, unit: str, most: float | None) -> Truth:
    if most is None:
        return True
    low, high = number(seen, unit)
    return True if high <= most else (False if low > most else None)


def _not_before(later: str, earlier: str) -> Truth:
    """Whether one partial day is certainly on or after another."""
    if first_day(later) >= last_day(earlier):
        return True
    return False if last_day(later) < first_day(earlier) else None


def _in_turn(rule: Rule, seen: Observation, evidence: Evidence) -> Truth:
    """Whether all who have to act first at the happening did so before."""
    if not seen.about:
        return None
    others = evidence.about(seen.about, rule.what)
    whole = any(o.complete for o in others)
    return every(
        some([_earlier(o, seen) for o in others if party.has(o.who) and not o.complete] or
             [False if whole else None])
        for party in rule.after
    )  # fmt: skip


def _earlier(one: Observation, other: Observation) -> Truth:
    """Whether something came before; of one day that is known only where both have their time."""
    exact = len(one.start) > len("2023-05-29") < len(other.start)
    if one.start[:10] == other.start[:10] and not exact:
        return None
    if exact:
        return one.start < other.start
    later = _not_before(other.start, one.start)
    return later if last_day(one.start) != first_day(other.start) else None


def least(rows: Iterable[Row], day: date) -> float:
    """The least number that some observations show for certain on a day.

    Positions of different units on the day itself are added up; sightings may be of the same
    persons, so that of these the largest counts.
    """
    units: dict[str, float] = {}
    single = 0.0
    for row in rows:
        single = max(single, row.low)
        if row.seen.about.startswith(UNIT) and _on(row.span, day.toordinal()):
            units[row.seen.about] = max(units.get(row.seen.about, 0.0), row.low)
    return max(single, sum(units.values()))


def _on(span: Span, day: int) -> bool:
    return span.sure_first <= day <= span.sure_last


@dataclass(frozen=True, slots=True)
class Whole:
    """What was verified of the whole area: no more than `high`, since the day `since`."""

    rows: tuple[Row, ...]
    high: float
    since: int


def whole_of(rule: Rule, rows: Sequence[Row], areas: Mapping[str, Area]) -> Whole | None:
    """The newest verification that covers the rule's area; None where there is none.

    Of several for one place on one day the largest number counts.
    """
    newest: dict[str, list[Row]] = {}
    for row in rows:
        if row.whole and row.seen.place:
            mine = newest.setdefault(row.seen.place, [])
            if mine and row.span.sure_first > mine[0].span.sure_first:
                mine.clear()
            if not mine or row.span.sure_first == mine[0].span.sure_first:
                mine.append(row)
    exact = {place: [r for r in mine if r.span.exact] for place, mine in newest.items()}
    chosen = _places(rule, {p: m for p, m in exact.items() if m}, areas)
    if not chosen:
        return None
    used = [max(exact[p], key=lambda r: counted_of(r)) for p in sorted(chosen)]
    return Whole(
        tuple(used), sum(counted_of(r) for r in used), min(r.span.sure_first for r in used)
    )


def counted_of(row: Row) -> float:
    """How many of a verification count: none where they are exempt."""
    return 0.0 if row.exempt else row.high


def _places(
    rule: Rule, known: Mapping[str, Sequence[Row]], areas: Mapping[str, Area]
) -> frozenset[str]:
    """The fewest places that are the whole of the rule's area."""
    alone = [p for p in known if covers(areas, frozenset({p}), rule.where.id)]
    if alone:
        return frozenset({max(alone, key=lambda p: (known[p][0].span.sure_first, p))})
    every_place = frozenset(known)
    return every_place & _needed(areas, rule.where.id) if covers(
        areas, every_place, rule.where.id
    ) else frozenset()  # fmt: skip


def _needed(areas: Mapping[str, Area], area: str) -> frozenset[str]:
    found = {area}
    for part in areas[area].parts if area in areas else ():
        found |= _needed(areas, part)
    return frozenset(found)
