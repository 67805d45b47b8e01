"""What has to be shown once in a term: an area that is clear at one moment, whatever comes after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.dates import first_day, last_day
from .areas import Area, covers
from .count import Row, counted_of, rows_of
from .evidence import Evidence
from .findings import BREACH, COMPLIANT, OPEN
from .rules import Rule


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, the rows it rests on, and what is missing."""

    finding: str
    rows: tuple[Row, ...]
    missing: tuple[str, ...]


def shown_once(rule: Rule, areas: Mapping[str, Area], evidence: Evidence, day: date) -> Shown:
    """`compliant` where the whole area was verified within the bound on some day of the term.

    `breach`, once the term is over, where some are known to have stayed without a break from its
    first day until after its last.
    """
    term = first_day(rule.first).toordinal(), last_day(rule.bound.once or rule.first).toordinal()
    rows = rows_of(rule, evidence, first_day(rule.first), first_day(rule.first), day)
    clear = tuple(r for r in rows if _clears(r, rule, areas, term, day.toordinal()))
    stayed = tuple(r for r in rows if _stayed(r, rule, term))
    asked = f"whether all of {rule.where.name} was clear at one moment by {rule.bound.once}"
    if clear and stayed:
        return Shown(OPEN, (*clear, *stayed), (f"{asked}: what is recorded contradicts itself",))
    if clear:
        return Shown(COMPLIANT, clear, ())
    if stayed and day.toordinal() > term[1]:
        return Shown(BREACH, stayed, ())
    return Shown(OPEN, _open(rows), (asked,))


def _clears(
    row: Row, rule: Rule, areas: Mapping[str, Area], term: tuple[int, int], day: int
) -> bool:
    """Whether a verification of the area as a whole lies in the term for certain, and not after `day`."""
    span = row.span
    inside = span.exact and span.sure_first <= min(term[1], day) and span.sure_last >= term[0]
    alone = row.seen.place is not None and covers(areas, frozenset({row.seen.place}), rule.where.id)
    return row.whole and inside and alone and counted_of(row) <= rule.bound.number


def _stayed(row: Row, rule: Rule, term: tuple[int, int]) -> bool:
    lasting = row.span.sure_first <= term[0] and row.span.sure_last > term[1]
    return row.counts is True and lasting and row.low > rule.bound.number


def _open(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(r for r in rows if r.counts is not False or r.seen.complete)
