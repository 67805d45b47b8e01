"""What changed in an incident since a moment, in short lines: "injured: 30, was 25"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...domain import Count, Incident
from ..wording import group_words, guarded, joined
from .index import Row

ORDINALS = {2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth"}
LINES = 3


@dataclass(frozen=True, slots=True)
class Delta:
    """One change: `kind` is new, count, source or contradicted."""

    kind: str
    text: str


def deltas(row: Row, since: int) -> tuple[Delta, ...]:
    """What became known of a row after `since` (microseconds); nothing for what is older."""
    told = row.subject
    if not isinstance(told, Incident):
        return (Delta("new", "New report"),) if max(row.known) > since else ()
    late = {r for r, at in zip(told.reports, row.known, strict=False) if at > since}
    if not late:
        return ()
    if len(late) == len(told.reports):
        return tuple(_as_new(told))
    return (*_contradicted(told, late), *_counts(told, late), *_sources(told, late))


def last_step(row: Row) -> int:
    """A moment just before the row's last change."""
    return max(row.known) - 1


def _as_new(told: Incident) -> Iterator[Delta]:
    sources = len(told.sources)
    by = f", told by {sources} sources" if sources > 1 else ""
    yield Delta("new", f"New{by}")
    yield from (Delta("contradicted", guarded(c)) for c in told.contradictions[:LINES])


def _contradicted(told: Incident, late: set[str]) -> Iterator[Delta]:
    """Contradictions that name a source which came late, or that there could not be before."""
    early = [m for m in told.members if m.report not in late]
    known = {m.source for m in early}
    new = {m.source for m in told.members if m.report in late} - known
    for text in told.contradictions:
        if len(early) < 2 or any(source in text for source in new):
            yield Delta("contradicted", guarded(text))


def _counts(told: Incident, late: set[str]) -> Iterator[Delta]:
    for kind, group in dict.fromkeys((c.kind, c.group or c.who) for c in told.counts):
        mine = [c for c in told.counts if (c.kind, c.group or c.who) == (kind, group)]
        mine = [c for c in mine if not _own_part(told.counts, c)]
        before = {c.n for c in mine if c.report not in late}
        fresh = [c for c in mine if c.report in late and c.n not in before]
        if fresh:
            yield Delta("count", _count_words(kind, group, fresh, before))


def _count_words(kind: str, group: str, fresh: Sequence[Count], before: set[int]) -> str:
    """ "30 injured (KFOR), was 25": the new numbers as told, and every earlier one."""
    said = joined(f"{c.n:,} {kind}" for c in fresh)
    was = f", was {joined(f'{n:,}' for n in sorted(before))}" if before else ""
    by = joined(c.counted_by or "" for c in fresh)
    counted = f"; counted by {guarded(by)}" if by else ""
    return f"{group_words(group)}: {said}{was}{counted}"


def _own_part(counts: Sequence[Count], count: Count) -> bool:
    return count.part_of is not None and counts[count.part_of].group == count.group


def _sources(told: Incident, late: set[str]) -> Iterator[Delta]:
    known = dict.fromkeys(m.source for m in told.members if m.report not in late)
    number = len(known)
    for source in dict.fromkeys(m.source for m in told.members if m.report in late):
        if source in known:
            yield Delta("source", f"{source} tells more")
            continue
        number += 1
        yield Delta("source", f"{ORDINALS.get(number, 'Another')} source: {source}")


def shortened(found: tuple[Delta, ...], most: int = LINES) -> tuple[Delta, ...]:
    """The first lines, the last saying how many more there are."""
    if len(found) <= most:
        return found
    more = len(found) - most + 1
    rest = replace(found[most - 1], kind="source", text=f"and {more} more changes")
    return (*found[: most - 1], rest)
