"""An incident's counts, group by group: the range, who says what, what updates and what rivals."""

from dataclasses import dataclass

from ...domain import Count, Incident
from .words import span_of_numbers

RELATION_WORDS = {"same": "the same as", "updates": "updates", "rivals": "rivals"}


@dataclass(frozen=True, slots=True)
class Told:
    """One count with its place in the incident's list and the words of its relation."""

    index: int
    count: Count
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """All counts of one kind and group of people. The range spans them; nothing is averaged."""

    kind: str
    who: str
    low: int
    high: int
    rows: tuple[Told, ...]
    rivals: bool
    updated: bool
    part_of: str | None

    @property
    def range(self) -> str:
        """`25–93`."""
        return span_of_numbers(self.low, self.high)


def groups(incident: Incident) -> tuple[Group, ...]:
    """The groups, totals before their parts, the most told first, zeros last."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, count in enumerate(incident.counts):
        found.setdefault((count.kind, (count.group or count.who).casefold()), []).append(index)
    made = [_group(incident, indices) for indices in found.values()]
    return tuple(sorted(made, key=lambda g: (g.high == 0, g.part_of is not None, -len(g.rows))))


def _group(incident: Incident, indices: list[int]) -> Group:
    rows = [incident.counts[i] for i in indices]
    told = [Told(i, incident.counts[i], relation(incident, i)) for i in indices]
    whole = next((r.part_of for r in rows if r.part_of is not None), None)
    names = [r.who for r in rows]
    return Group(
        kind=rows[0].kind,
        who=max(dict.fromkeys(names), key=names.count),
        low=min(r.n for r in rows),
        high=max(r.n for r in rows),
        rows=tuple(sorted(told, key=lambda t: (t.count.as_of or "", t.index))),
        rivals=any(r.relation == "rivals" for r in rows),
        updated=any(r.relation == "updates" for r in rows),
        part_of=incident.counts[whole].who if whole is not None else None,
    )


def most_told(incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
    """The incidents that most reports tell first; of those, the newest."""
    newest = sorted(incidents, key=lambda i: i.start or "", reverse=True)
    return tuple(sorted(newest, key=lambda i: -len(i.reports)))


def relation(incident: Incident, index: int) -> str:
    """`updates 25`, `rivals 52 (the President)`, or nothing."""
    count = incident.counts[index]
    if count.relation is None or count.to is None:
        return ""
    other = incident.counts[count.to]
    by = f" ({other.counted_by})" if other.counted_by else ""
    return f"{RELATION_WORDS.get(count.relation, count.relation)} {other.n}{by}"
