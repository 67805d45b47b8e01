"""What happened: summary, sectors, incident table, freedom of movement."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ...domain import Incident, Sector
from ..model import Passage
from ..ranges import Spread, in_words, spreads
from ..wording import counted, day_words, guarded, joined, quoted
from . import refs
from .material import Material
from .tree import Item, Note, Ref, Row, Sentence, Table

LEADING = 5  # incidents named in the summary
CHANGES = 12  # changes named in the summary
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
NONE_TOLD = (
    "No report known at this time tells of an incident in the period. "
    "That is not the same as quiet."
)


def against(now: int, before: int) -> str:
    """ "up from 2", "down from 7", "up from none" or "as many as before"."""
    if now == before:
        return "as many as before"
    return f"{'up' if now > before else 'down'} from {before or 'none'}"


def total(material: Material) -> Sequence[Item]:
    """How many incidents of which type, and how many there were in the period before."""
    picture = material.picture
    if not picture.incidents:
        return [Note(NONE_TOLD)]
    reports = tuple(dict.fromkeys(r for i in picture.incidents for r in i.reports))
    kinds = Counter(i.type for i in picture.incidents)
    split = joined((f"{n} {kind}" for kind, n in kinds.most_common()), most=6)
    change = against(len(picture.incidents), len(picture.earlier))
    text = (
        f"{counted(len(picture.incidents), 'incident')}, {change} in the equally long period "
        f"before, told by {counted(len(reports), 'report')} ({split})."
    )
    return [Sentence(text, refs.of_reports(reports), "total")]


def leading(material: Material) -> Sequence[Item]:
    """The weightiest incidents, with what was counted; the one that the product is about."""
    ranked = sorted(material.picture.incidents, key=weight, reverse=True)
    return [_told(incident) for incident in ranked[:LEADING]]


def _told(incident: Incident) -> Sentence:
    told = f"{incident.what}: told by {counted(len(incident.reports), 'report')}"
    origins = f"{told} from {counted(incident.independent_origins, 'origin')}"
    counts = "; ".join(_guarded(s) for s in spreads(incident)[:6])
    text = f"{origins}. Counted: {counts}." if counts else f"{origins}."
    return Sentence(text, refs.of_incident(incident), f"told-{incident.id}")


def weight(incident: Incident) -> tuple[int, int, str]:
    """Most people hurt, then most reports, first."""
    hurt = sum(c.kind in ("killed", "injured") and c.n > 0 for c in incident.counts)
    return min(hurt, 1) * 100 + len(incident.reports), incident.independent_origins, incident.id


def _guarded(spread: Spread) -> str:
    return guarded(in_words(spread))


def changes(material: Material) -> Sequence[Item]:
    """What became known since the previous period."""
    picture = material.picture
    told = [c for c in picture.changes if c.reports and c.kind != "new"]
    fresh = [c for c in picture.changes if c.kind == "new" and c.reports]
    items: list[Item] = []
    if fresh:
        reports = tuple(dict.fromkeys(r for c in fresh for r in c.reports))
        text = f"New since the previous period: {counted(len(fresh), 'incident')}."
        items.append(Sentence(text, refs.of_reports(reports), "new"))
    items += [Sentence(c.text, refs.of_reports(c.reports)) for c in told[:CHANGES]]
    if len(told) > CHANGES:
        items.append(Note(f"{len(told) - CHANGES} further changes are in the room."))
    return items


def by_sector(material: Material) -> Sequence[Item]:
    """One sentence a sector that stood at the date, and what lies outside all of them."""
    picture = material.picture
    items: list[Item] = []
    placed: set[str] = set()
    for sector in picture.sectors:
        inside = [i for i in picture.incidents if _inside(i, sector)]
        before = sum(_inside(i, sector) for i in picture.earlier)
        placed |= {i.id for i in inside}
        items.append(_sector(sector, inside, before))
    outside = [i for i in picture.incidents if i.id not in placed]
    if outside:
        items.append(Sentence(
            f"Outside the sectors or not located: {_listed(outside)}.", _refs_of(outside), "outside"
        ))  # fmt: skip
    if not picture.sectors:
        items.insert(0, Note("No sector is known for this date."))
    return items


def _inside(incident: Incident, sector: Sector) -> bool:
    return any(p.municipality in sector.municipalities for p in incident.places)


def _sector(sector: Sector, inside: Sequence[Incident], before: int) -> Item:
    about = " (area approximate)" if sector.approximate else ""
    if not inside:
        then = f" ({before} in the period before)" if before else ""
        return Note(f"{sector.name}{about}: no incident told in the period{then}; "
                    "that is not the same as quiet.")  # fmt: skip
    text = f"{sector.name}{about}: {_listed(inside, against(len(inside), before))}."
    return Sentence(text, _refs_of(inside), f"sector-{sector.id}")


def _listed(incidents: Sequence[Incident], change: str = "") -> str:
    ranked = sorted(incidents, key=weight, reverse=True)
    return f"{counted(len(ranked), 'incident')}{change and f', {change}'}: {_most(ranked)}"


def _most(ranked: Sequence[Incident], most: int = 3) -> str:
    """The weightiest by name, the rest as a number; what an incident is has commas of its own."""
    rest = [f"{len(ranked) - most} more"] if len(ranked) > most else []
    return "; ".join([*(i.what for i in ranked[:most]), *rest])


def _refs_of(incidents: Sequence[Incident]) -> tuple[Ref, ...]:
    ranked = sorted(incidents, key=weight, reverse=True)
    events = [r for i in ranked for r in refs.of_incident(i)[1:2]]
    return refs.trimmed([*(Ref("incident", i.id) for i in ranked[:6]), *events])


def incidents(material: Material) -> Sequence[Item]:
    """The table of incidents."""
    found = material.picture.incidents
    if not found:
        return [Note("None told.")]
    columns = ("DTG", "Place", "Type", "Incident", "Actors", "Casualties", "Status", "Source A–F",
               "Information 1–6")  # fmt: skip
    return [Table(columns, tuple(_row(i, material) for i in found))]


def _row(incident: Incident, material: Material) -> Row:
    found = spreads(incident)
    counts = "; ".join(_guarded(s) + (" (rival counts)" if s.rivals else "") for s in found)
    cells = (
        day_groups(incident.start, incident.end),
        material.where(incident) or "not told",
        incident.type,
        incident.what,
        material.actors(incident),
        counts or "none told",
        incident.status,
        _tally(m.grade.reliability for m in incident.members),
        _tally(m.grade.credibility for m in incident.members),
    )
    cited = refs.trimmed((*refs.of_incident(incident), *_count_refs(incident, found)))
    return Row(cells, cited, f"row-{incident.id}")


def _tally(marks: Iterable[str]) -> str:
    """ "2× B, C": the reports' marks side by side, never averaged."""
    rows = sorted(Counter(marks).items())
    return joined((f"{n}× {mark}" if n > 1 else mark for mark, n in rows), most=6)


def day_groups(start: str | None, end: str | None) -> str:
    """The days as date-time groups begin and end; the hour is not known: "29MAY23 to 31MAY23"."""
    if start is None:
        return "not dated"
    first, last = (_day_group(d) for d in (start, end or start))
    return first if first == last else f"{first} to {last}"


def _day_group(partial: str) -> str:
    parts = partial[:10].split("-")
    month = MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    return f"{parts[2] if len(parts) > 2 else ''}{month}{parts[0][2:] if month else parts[0]}"


def _count_refs(incident: Incident, found: Sequence[Spread]) -> tuple[Ref, ...]:
    return refs.of_counts(incident, (incident.counts[n] for s in found for n in s.counts))


def by_type(material: Material) -> Sequence[Item]:
    """The number of incidents by type beside that of the period before."""
    picture = material.picture
    now = Counter(i.type for i in picture.incidents)
    before = Counter(i.type for i in picture.earlier)
    rows = []
    for kind in sorted(now):
        here = [i for i in picture.incidents if i.type == kind]
        change = against(now[kind], before[kind])
        cells = (kind, str(now[kind]), str(before[kind]), change)
        rows.append(Row(cells, _refs_of(here), f"type-{kind}"))
    ended = sorted(before.keys() - now.keys())
    items: list[Item] = []
    if rows:
        columns = ("Type", "This period", "Period before", "Change")
        items.append(Table(columns, tuple(rows)))
    if ended:
        told = joined((f"{before[k]} {k}" for k in ended), most=16)
        items.append(Note(f"Told in the period before, not in this one: {told}."))
    return items


def freedom_of_movement(material: Material) -> Sequence[Item]:
    """What the reports say of roads, bridges and crossings, in their own words, day by day."""
    picture = material.picture
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
