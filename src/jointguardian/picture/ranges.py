"""An incident's counts by group: the spread that was told, never a sum and never one figure."""

from dataclasses import dataclass

from ..domain import Count, Incident
from .wording import group_words


@dataclass(frozen=True, slots=True)
class Spread:
    """What was counted of one group: lowest, highest and newest number, and the counts' indices.

    `low <= newest <= high`. Counts of a part of the group itself ("three of them badly") are left
    out. `rivals` is true when counters contradict each other.
    """

    kind: str
    group: str
    low: int
    newest: int
    high: int
    rivals: bool
    counts: tuple[int, ...]


def spreads(incident: Incident) -> tuple[Spread, ...]:
    """One spread for each kind and group, killed first, then by size."""
    found: dict[tuple[str, str], list[int]] = {}
    for n, count in enumerate(incident.counts):
        if not _part_of_own_group(incident.counts, count):
            found.setdefault((count.kind, count.group or count.who), []).append(n)
    made = [_spread(incident.counts, *key, rows) for key, rows in found.items()]
    return tuple(sorted(made, key=lambda s: (s.kind != "killed", s.kind, -s.high, s.group)))


def _part_of_own_group(counts: tuple[Count, ...], count: Count) -> bool:
    return count.part_of is not None and counts[count.part_of].group == count.group


def _spread(counts: tuple[Count, ...], kind: str, group: str, rows: list[int]) -> Spread:
    numbers = [counts[n].n for n in rows]
    newest = max(rows, key=lambda n: (counts[n].as_of or "", n))
    rivals = any(counts[n].relation == "rivals" for n in rows)
    return Spread(kind, group, min(numbers), counts[newest].n, max(numbers), rivals, tuple(rows))


def in_words(spread: Spread) -> str:
    """ "KFOR: 25 to 41 injured"; equal ends as one number."""
    number = (
        f"{spread.low:,}" if spread.low == spread.high else f"{spread.low:,} to {spread.high:,}"
    )
    return f"{group_words(spread.group)}: {number} {spread.kind}"
