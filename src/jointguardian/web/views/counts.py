"""An incident's counts, group by group: the range, who says what, what updates and what rivals."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...domain import Count, Incident
from ...picture.ranges import Spread, spreads
from ...picture.wording import group_words
from .words import span_of_numbers

RELATION_WORDS = {"updates": "updates", "rivals": "rivals"}


@dataclass(frozen=True, slots=True)
class Told:
    """One count with its place in the incident's list and the words of its relation."""

    index: int
    count: Count
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """All counts of one kind and group of people. The range spans them; nothing is averaged.

    `parts` are counts of a part of the group itself ("two of them badly"), outside of the range;
    `part_of` names the larger group that this one belongs to.
    """

    kind: str
    who: str
    low: int
    high: int
    rows: tuple[Told, ...]
    parts: tuple[Told, ...]
    rivals: bool
    updated: bool
    part_of: str | None

    @property
    def range(self) -> str:
        """`25–93`."""
        return span_of_numbers(self.low, self.high)


def groups(incident: Incident) -> tuple[Group, ...]:
    """The groups: totals before their parts, the most told first, zeros last."""
    made = [_group(incident, spread) for spread in spreads(incident)]
    return tuple(sorted(made, key=lambda g: (g.high == 0, g.part_of is not None, -len(g.rows))))


def _group(incident: Incident, spread: Spread) -> Group:
    rows = [incident.counts[i] for i in spread.counts]
    parts = [
        i
        for i, count in enumerate(incident.counts)
        if i not in spread.counts and _key(count) == (spread.kind, spread.group)
    ]
    return Group(
        kind=spread.kind,
        who=group_words(spread.group),
        low=spread.low,
        high=spread.high,
        rows=_in_order(incident, spread.counts),
        parts=_in_order(incident, parts),
        rivals=spread.rivals,
        updated=any(r.relation == "updates" for r in rows),
        part_of=_whole(incident, rows),
    )


def _key(count: Count) -> tuple[str, str]:
    return count.kind, count.group or count.who


def _whole(incident: Incident, rows: list[Count]) -> str | None:
    """The group that most of the rows call their whole; None where most name none."""
    wholes = [None if r.part_of is None else _key(incident.counts[r.part_of])[1] for r in rows]
    named = [w for w in wholes if w]
    return group_words(max(named, key=named.count)) if 2 * len(named) > len(wholes) else None


def _in_order(incident: Incident, indices: Iterable[int]) -> tuple[Told, ...]:
    told = (Told(i, incident.counts[i], relation(incident, i)) for i in indices)
    return tuple(sorted(told, key=lambda t: (t.count.as_of or "", t.index)))


def most_told(incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
    """The incidents that most reports tell first; of those, the newest."""
    newest = sorted(incidents, key=lambda i: i.start or "", reverse=True)
    return tuple(sorted(newest, key=lambda i: -len(i.reports)))


def relation(incident: Incident, index: int) -> str:
    """`updates 25`, `rivals 52 (the President)`, `the same`, or nothing."""
    count = incident.counts[index]
    if count.relation is None or count.to is None:
        return ""
    if count.relation == "same":
        return "the same"
    other = incident.counts[count.to]
    by = f" ({other.counted_by})" if other.counted_by else ""
    return f"{RELATION_WORDS.get(count.relation, count.relation)} {other.n}{by}"
