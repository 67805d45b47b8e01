"""What became known since the previous period, in words with the reports that say so."""

from collections.abc import Iterable, Iterator, Sequence

from ..domain import Count, Incident
from .model import Change
from .wording import group_words, joined


def changes(now: Sequence[Incident], before: Sequence[Incident]) -> tuple[Change, ...]:
    """New incidents, updated counts, new contradictions, and incidents that became part of others."""
    old = {i.id: i for i in before}
    found: list[Change] = []
    for incident in now:
        was = old.get(incident.id)
        if was is None:
            found.append(Change("new", f"New: {incident.what}.", incident.id, incident.reports))
        elif was.digest != incident.digest or was.counts != incident.counts:
            found += [*_updated(incident, was), *_contradicted(incident, was)]
    here = {i.id for i in now}
    gone = (i for i in before if i.id not in here)
    return (*found, *_gone(gone, now))


def _updated(now: Incident, was: Incident) -> Iterator[Change]:
    for kind, group in dict.fromkeys((c.kind, c.group) for c in now.counts):
        mine = [c for c in now.counts if (c.kind, c.group) == (kind, group)]
        theirs = {
            c.n
            for c in was.counts
            if (c.kind, c.group) == (kind, group) and not _own_part(was.counts, c)
        }
        first = {c.n: c for c in reversed(mine) if not _own_part(now.counts, c)}
        fresh = [c for c in mine if first.get(c.n) is c and c.n not in theirs]
        if fresh:
            said = joined(f"{c.n:,} ({_counter(c, now)})" for c in fresh)
            earlier = joined(f"{n:,}" for n in sorted(theirs))
            before = f"; before: {earlier}" if theirs else ""
            text = f"{now.what}: {group_words(group)} {kind} now also {said}{before}."
            reports = tuple(dict.fromkeys(c.report for c in fresh))
            yield Change("updated", text, now.id, reports)


def _own_part(counts: Sequence[Count], count: Count) -> bool:
    return count.part_of is not None and counts[count.part_of].group == count.group


def _counter(count: Count, incident: Incident) -> str:
    source = next((m.source for m in incident.members if m.report == count.report), count.report)
    return f"{count.counted_by} in {source}" if count.counted_by else source


def _contradicted(now: Incident, was: Incident) -> Iterator[Change]:
    known = {_label(c) for c in was.contradictions}
    fresh_reports = tuple(r for r in now.reports if r not in was.reports) or now.reports
    for text in now.contradictions:
        if _label(text) not in known:
            yield Change("contradicted", f"{now.what}: {text}", now.id, fresh_reports)


def _label(contradiction: str) -> str:
    return contradiction.split(":", 1)[0]


def _gone(gone: Iterable[Incident], now: Sequence[Incident]) -> Iterator[Change]:
    for incident in gone:
        into = next((i for i in now if set(incident.reports) <= set(i.reports)), None)
        if into is not None:
            text = f"{incident.what}: now told as part of {into.what}."
            yield Change("gone", text, into.id, incident.reports)
