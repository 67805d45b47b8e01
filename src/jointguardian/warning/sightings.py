"""What was seen of an indicator of a warning problem, and on which days it counts as observed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain import Claim, Event, Incident, Member, Reading, Sighting, TensionDay, Trigger
from ..domain.dates import first_day
from .context import BEHIND, in_year
from .evidence import Evidence
from .problem_file import Deed, Indicator, Problem

DAY = timedelta(days=1)
NAMED = 3
"""Kinds of events that are named of an incident."""


@dataclass(frozen=True, slots=True)
class Held:
    """A sighting, and the first and last day on which it counts."""

    first: date
    last: date
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Sources:
    """What indicators are looked for in: what is known, the kind of each actor by its id, and the tension index of
    each place (and of the area, `area`) by day."""

    evidence: Evidence
    kinds: Mapping[str, str]
    index: Mapping[str, Sequence[TensionDay]]


def held(one: Indicator, problem: Problem, sources: Sources) -> tuple[Held, ...]:
    """What was seen of an indicator, in the order of days; what was known too late to count is left out."""
    ways = {"deed": _deeds, "said": _said, "ahead": _ahead, "barred": _barred, "index": _index}
    found = ways[one.kind](one, one.where(problem), sources)
    return tuple(sorted((h for h in found if h.first <= h.last), key=_order))


def _order(one: Held) -> tuple[date, str, str]:
    return one.first, one.sighting.day, one.sighting.ref


def _lasting(one: Indicator, day: date, known: date, sighting: Sighting) -> Held:
    return Held(max(day, known), day + (one.days - 1) * DAY, sighting)


def _deeds(one: Indicator, where: Sequence[str], sources: Sources) -> Iterator[Held]:
    assert one.deed is not None
    deed, evidence = one.deed, sources.evidence
    for incident in evidence.incidents:
        if incident.status not in deed.status:
            continue
        told = [
            (member, event)
            for member, event in evidence.told_of(incident)
            if _fits(event, deed, sources.kinds) and _there(event, incident, where)
        ]
        known = _known(incident, deed, [member for member, _ in told])
        if known is not None:
            yield _deed(one, incident, known, told)


def _deed(
    one: Indicator, incident: Incident, known: date, told: Sequence[tuple[Member, Event]]
) -> Held:
    day = _day(incident, known)
    kinds = sorted({f"{e.type} ({e.mode})" if e.mode else e.type for _, e in told})
    reports = tuple(dict.fromkeys(member.report for member, _ in told))
    why = f"{incident.what}: told as {', '.join(kinds[:NAMED])}"
    words = told[0][1].span
    return _lasting(
        one,
        day,
        known,
        Sighting(day.isoformat(), known.isoformat(), incident.id, why, reports, words),
    )


def _day(incident: Incident, known: date) -> date:
    """The day of an incident; one that lies ahead, or whose day is not told, counts from when it was known."""
    whole = incident.start is not None and len(incident.start) == len("2023-05-29")
    return min(first_day(incident.start or ""), known) if whole else known


def _there(event: Event, incident: Incident, where: Sequence[str]) -> bool:
    """Whether an event was at one of some municipalities; where it names none, the incident's first place tells."""
    told = [p.municipality for p in event.places if p.municipality]
    here = told or [p.municipality for p in incident.places[:1] if p.municipality]
    return not where or bool(set(here) & set(where))


def _fits(event: Event, deed: Deed, kinds: Mapping[str, str]) -> bool:
    what = not (deed.types or deed.modes) or event.type in deed.types or event.mode in deed.modes
    by = {a.id for a in event.actors} | {a.kind or kinds.get(a.id or "") for a in event.actors}
    to = {a.id for a in event.recipients} | {a.kind for a in event.recipients}
    return (
        what
        and (deed.claimed or event.asserted_by is None)
        and event.status in deed.status
        and (not deed.by or bool(by & set(deed.by)))
        and (not deed.to or bool(to & set(deed.to)))
    )


def _known(incident: Incident, deed: Deed, told: Sequence[Member]) -> date | None:
    """Since when it is known, with as many harmed as were asked for; None where it is not."""
    first = _first(m.published for m in told)
    if first is None:
        return None
    published = {m.report: m.published for m in incident.members}
    reached = [first]
    for kinds, least in (
        (("killed",), deed.killed),
        (("killed", "injured"), deed.harmed),
        (("displaced",), deed.displaced),
    ):
        if least > 0:
            counts = (c for c in incident.counts if c.kind in kinds and c.n >= least)
            since = _first(published.get(c.report) for c in counts)
            if since is None:
                return None
            reached.append(since)
    return max(reached)


def _first(days: Iterator[str | None]) -> date | None:
    return min((first_day(d[:10]) for d in days if d), default=None)


def _said(one: Indicator, where: Sequence[str], sources: Sources) -> Iterator[Held]:
    assert one.said is not None
    for reading in sources.evidence.readings:
        here = {p.municipality for p in reading.places}
        if reading.report.published is None or (where and not here & set(where)):
            continue
        for claim in reading.claims:
            if claim.stance in one.said.stances and _speaks(claim, one.said.by, sources.kinds):
                yield _claim(one, claim, reading)


def _speaks(claim: Claim, by: Sequence[str], kinds: Mapping[str, str]) -> bool:
    id_ = claim.speaker_id or ""
    return not by or id_ in by or kinds.get(id_) in by


def _claim(one: Indicator, claim: Claim, reading: Reading) -> Held:
    known = first_day((reading.report.published or "")[:10])
    who = claim.speaker or reading.report.source or "a publisher"
    about = f" {', '.join(claim.targets)}" if claim.targets else ""
    reports = (reading.report.id,) if reading.report.id else ()
    why = f"{who} {claim.stance.replace('-', ' ')}{about}"
    said = Sighting(known.isoformat(), known.isoformat(), claim.id, why, reports, claim.span)
    return _lasting(one, known, known, said)


def _ahead(one: Indicator, where: Sequence[str], sources: Sources) -> Iterator[Held]:
    assert one.ahead is not None
    for trigger in sources.evidence.triggers:
        concerns = not where or not trigger.places or set(trigger.places) & set(where)
        if not concerns or (one.ahead.kinds and trigger.kind not in one.ahead.kinds):
            continue
        known = first_day(trigger.known) if trigger.known else date.min
        for day in _days(trigger, sources.evidence.day):
            begin = max(known, day - one.ahead.within * DAY)
            sighting = Sighting(
                day.isoformat(), begin.isoformat(), trigger.id, f"{trigger.label} ({trigger.kind})"
            )
            yield Held(begin, day + BEHIND, sighting)


def _days(trigger: Trigger, near: date) -> Iterator[date]:
    first = first_day(trigger.date)
    if not trigger.yearly:
        yield first
        return
    yield from (in_year(first, year) for year in (near.year - 1, near.year, near.year + 1))


def _barred(one: Indicator, where: Sequence[str], sources: Sources) -> Iterator[Held]:
    assert one.barred is not None
    for row in sources.evidence.restrictions:
        if (where and row.municipality not in where) or (
            one.barred.kinds and row.kind not in one.barred.kinds
        ):
            continue
        last = first_day(row.until) if row.until else sources.evidence.day
        yield Held(
            first_day(row.since),
            last + (one.days - 1) * DAY if row.until else last,
            Sighting(row.since, row.since, row.id, f"{row.place}: {row.kind}", row.reports),
        )


def _index(one: Indicator, where: Sequence[str], sources: Sources) -> Iterator[Held]:
    assert one.index is not None
    for unit in where or ("area",):
        for told in sources.index.get(unit, ()):
            if told.level is not None and told.index >= one.index.least:
                day = first_day(told.day)
                why = f"tension index {told.index:.0f}, {told.level}"
                yield Held(day, day, Sighting(told.day, told.day, unit, why))
