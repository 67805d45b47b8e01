"""What happened: summary, sectors, incident table, freedom of movement."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ...domain import Incident, Sector
from ..model import Passage, Picture
from ..ranges import Spread, in_words, spreads
from ..wording import counted, day_words, guarded, joined, period_words, quoted
from . import refs
from .tree import Item, Note, Ref, Row, Sentence, Table

LEADING = 5  # incidents named in the summary
CHANGES = 12  # changes named in the summary


def summary(picture: Picture) -> Sequence[Item]:
    """The most told incidents first, then what changed since the previous period."""
    if not picture.incidents:
        return [Note("No report known at this time tells of an incident in the period. "
                     "That is not the same as quiet.")]  # fmt: skip
    return [_total(picture), *_leading(picture.incidents), *_changes(picture)]


def _total(picture: Picture) -> Sentence:
    reports = tuple(dict.fromkeys(r for i in picture.incidents for r in i.reports))
    kinds = Counter(i.type for i in picture.incidents)
    split = joined((f"{n} {kind}" for kind, n in kinds.most_common()), most=6)
    text = (
        f"{counted(len(picture.incidents), 'incident')} told by {counted(len(reports), 'report')} "
        f"({split}); in the equally long period before: {len(picture.earlier)}."
    )
    return Sentence(text, refs.of_reports(reports))


def _leading(incidents: Sequence[Incident]) -> Iterable[Sentence]:
    ranked = sorted(incidents, key=weight, reverse=True)
    for incident in ranked[:LEADING]:
        told = f"{incident.what}: told by {counted(len(incident.reports), 'report')}"
        origins = f"{told} from {counted(incident.independent_origins, 'origin')}"
        counts = "; ".join(_guarded(s) for s in spreads(incident)[:6])
        text = f"{origins}. Counted: {counts}." if counts else f"{origins}."
        yield Sentence(text, refs.of_incident(incident))


def weight(incident: Incident) -> tuple[int, int, str]:
    """Most people hurt, then most reports, first."""
    hurt = sum(c.kind in ("killed", "injured") and c.n > 0 for c in incident.counts)
    return min(hurt, 1) * 100 + len(incident.reports), incident.independent_origins, incident.id


def _guarded(spread: Spread) -> str:
    return guarded(in_words(spread))


def _changes(picture: Picture) -> Iterable[Item]:
    told = [c for c in picture.changes if c.reports and c.kind != "new"]
    fresh = [c for c in picture.changes if c.kind == "new" and c.reports]
    if fresh:
        reports = tuple(dict.fromkeys(r for c in fresh for r in c.reports))
        text = f"New since the previous period: {counted(len(fresh), 'incident')}."
        yield Sentence(text, refs.of_reports(reports))
    for change in told[:CHANGES]:
        yield Sentence(change.text, refs.of_reports(change.reports))
    if len(told) > CHANGES:
        yield Note(f"{len(told) - CHANGES} further changes are in the room.")


def by_sector(picture: Picture) -> Sequence[Item]:
    """One sentence a sector that stood at the date, and what lies outside all of them."""
    items: list[Item] = []
    placed: set[str] = set()
    for sector in picture.sectors:
        inside = [i for i in picture.incidents if _inside(i, sector)]
        placed |= {i.id for i in inside}
        items.append(_sector(sector, inside))
    outside = [i for i in picture.incidents if i.id not in placed]
    if outside:
        items.append(Sentence(
            f"Outside the sectors or not located: {_listed(outside)}.", _refs_of(outside)
        ))  # fmt: skip
    if not picture.sectors:
        items.insert(0, Note("No sector is known for this date."))
    return items


def _inside(incident: Incident, sector: Sector) -> bool:
    return any(p.municipality in sector.municipalities for p in incident.places)


def _sector(sector: Sector, inside: Sequence[Incident]) -> Item:
    about = " (area approximate)" if sector.approximate else ""
    if not inside:
        return Note(f"{sector.name}{about}: no incident told in the period; "
                    "that is not the same as quiet.")  # fmt: skip
    return Sentence(f"{sector.name}{about}: {_listed(inside)}.", _refs_of(inside))


def _listed(incidents: Sequence[Incident]) -> str:
    ranked = sorted(incidents, key=weight, reverse=True)
    return f"{counted(len(ranked), 'incident')}: {_most(ranked)}"


def _most(ranked: Sequence[Incident], most: int = 3) -> str:
    """The weightiest by name, the rest as a number; what an incident is has commas of its own."""
    rest = [f"{len(ranked) - most} more"] if len(ranked) > most else []
    return "; ".join([*(i.what for i in ranked[:most]), *rest])


def _refs_of(incidents: Sequence[Incident]) -> tuple[Ref, ...]:
    ranked = sorted(incidents, key=weight, reverse=True)
    events = [r for i in ranked for r in refs.of_incident(i)[1:2]]
    return refs.trimmed([*(Ref("incident", i.id) for i in ranked[:6]), *events])


def incidents(picture: Picture) -> Sequence[Item]:
    """The table of incidents, and their number by type beside that of the period before."""
    if not picture.incidents:
        return [Note("None told.")]
    rows = tuple(_row(i) for i in picture.incidents)
    columns = ("Date", "Place", "Incident", "Status", "Counts by group", "Sources", "Grades")
    return [Table(columns, rows), *_by_type(picture)]


def _row(incident: Incident) -> Row:
    found = spreads(incident)
    counts = "; ".join(_guarded(s) + (" (rival counts)" if s.rivals else "") for s in found)
    grades = Counter(str(m.grade) for m in incident.members)
    cells = (
        period_words(incident.start, incident.end),
        joined(p.name for p in incident.places),
        incident.what,
        incident.status,
        counts or "none told",
        f"{counted(len(incident.reports), 'report')}, "
        f"{counted(incident.independent_origins, 'origin')}",
        joined((f"{n}× {g}" for g, n in sorted(grades.items())), most=6),
    )
    return Row(cells, refs.trimmed((*refs.of_incident(incident), *_count_refs(incident, found))))


def _count_refs(incident: Incident, found: Sequence[Spread]) -> tuple[Ref, ...]:
    return refs.of_counts(incident, (incident.counts[n] for s in found for n in s.counts))


def _by_type(picture: Picture) -> Iterable[Item]:
    now = Counter(i.type for i in picture.incidents)
    before = Counter(i.type for i in picture.earlier)
    rows = []
    for kind in sorted(now.keys() | before.keys()):
        here = [i for i in picture.incidents if i.type == kind]
        if here:
            cells = (kind, str(now[kind]), str(before[kind]))
            rows.append(Row(cells, _refs_of(here)))
    yield Table(("Type", "This period", "Period before"), tuple(rows))
    ended = sorted(before.keys() - now.keys())
    if ended:
        yield Note(f"Told in the period before, not in this one: {joined(ended, most=16)}.")


def freedom_of_movement(picture: Picture) -> Sequence[Item]:
    """What the reports say of roads, bridges and crossings, in their own words, day by day."""
    if not picture.passages:
        return [Note("No report known at this time tells of roads, bridges or crossings in the "
                     "period. That is not the same as open.")]  # fmt: skip
    rows = tuple(
        Row(
            (day_words(p.day), joined(p.places), p.state, quoted(p.quote), _whose(p)),
            refs.of_passage(p, picture),
        )
        for p in picture.passages
    )
    return [Table(("Day", "Where", "State", "In the report's words", "Source"), rows)]


def _whose(passage: Passage) -> str:
    return f"{passage.source} (invented)" if passage.invented else passage.source
