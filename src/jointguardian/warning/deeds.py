"""Signs out of incidents: hostile deeds, military alert, barred roads, people who flee."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain import Count, Event, Incident
from ..domain.dates import first_day
from .evidence import Evidence
from .severity import harm_weight, kind_weight
from .signs import Sign

HAPPENED = ("happened", "ongoing")
ALERT = ("mobilize",)
BARRING = ("obstruct", "restrict", "curfew", "ban")
"""Modes that keep people from moving."""
LASTS = 28
"""Days for which a restriction that stays in force raises a sign each day: as long as the index looks."""


def material_conflict(evidence: Evidence) -> Iterator[Sign]:
    """Hostile deeds, by their severity, without the two kinds that have an indicator of their own."""
    return _signs(
        "material-conflict", evidence, lambda i, modes: not _alerts(i) and not _bars(modes)
    )


def alert(evidence: Evidence) -> Iterator[Sign]:
    """Forces and police raised, alerted or moved."""
    return _signs("alert", evidence, lambda i, _: _alerts(i))


def movement(evidence: Evidence) -> Iterator[Sign]:
    """Roads and crossings barred: incidents, and restrictions that a person entered or confirmed."""
    yield from _signs("movement", evidence, lambda i, modes: not _alerts(i) and _bars(modes))
    for one in evidence.restrictions:
        since = first_day(one.since)
        until = min(first_day(one.until) if one.until else evidence.day, evidence.day)
        for n in range(min((until - since).days + 1, LASTS)):
            yield Sign(
                indicator="movement",
                day=since + timedelta(days=n),
                known=since + timedelta(days=n),
                weight=1.0,
                ref=one.id,
                why=f"{one.place}: {one.kind} since {one.since}",
                places=(one.municipality,) if one.municipality else (),
                reports=one.reports,
            )


def displacement(evidence: Evidence) -> Iterator[Sign]:
    """People who were displaced, as incidents count them."""
    for incident, _ in _dated(evidence):
        for told in _told(incident, kinds=("displaced",)):
            if told.harm > 0:
                yield told.sign("displacement", incident, 0.0)


def _alerts(incident: Incident) -> bool:
    return incident.type in ALERT


def _bars(modes: Sequence[str]) -> bool:
    return any(m in BARRING for m in modes)


def _signs(
    name: str, evidence: Evidence, wanted: Callable[[Incident, Sequence[str]], bool]
) -> Iterator[Sign]:
    for incident, events in _dated(evidence):
        modes = sorted({e.mode for e in events if e.mode and e.asserted_by is None})
        weight = max((kind_weight(incident.type, m) for m in modes), default=0.0)
        weight = weight or kind_weight(incident.type)
        if weight == 0 or not wanted(incident, modes):
            continue
        dyads = tuple(dict.fromkeys(p for e in events for p in pairs(e)))
        for told in _told(incident, kinds=("killed", "injured")):
            yield told.sign(name, incident, weight, dyads)
            weight = 0.0


def pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Who did it to whom, of the actors that are known."""
    for actor in event.actors:
        for target in event.recipients:
            if actor.id and target.id and actor.id != target.id:
                yield actor.id, target.id


def _dated(evidence: Evidence) -> Iterator[tuple[Incident, list[Event]]]:
    """Incidents that happened on a known day, with the events of their members."""
    for incident in evidence.incidents:
        whole = incident.start is not None and len(incident.start) == len("2023-05-29")
        if (
            whole
            and incident.status in HAPPENED
            and first_day(incident.start or "") <= evidence.day
        ):
            yield incident, list(evidence.events_of(incident))


@dataclass(frozen=True, slots=True)
class _Told:
    """What an incident's harm had grown by, when one more report became known."""

    known: date
    harm: float

    def sign(
        self,
        name: str,
        incident: Incident,
        weight: float,
        dyads: tuple[tuple[str, str], ...] = (),
    ) -> Sign:
        return Sign(
            indicator=name,
            day=first_day(incident.start or ""),
            known=self.known,
            weight=weight + self.harm,
            ref=incident.id,
            why=incident.what,
            places=tuple(dict.fromkeys(p.municipality for p in incident.places if p.municipality)),
            dyads=dyads,
            reports=incident.reports,
        )


def _told(incident: Incident, kinds: Sequence[str]) -> Iterator[_Told]:
    """The steps in which an incident became known: its first report, and each that told of more harm.

    Of rival counts the largest told so far weighs, which is the least sure to hold; nobody is briefed
    with it.
    """
    day = first_day(incident.start or "")
    published = {m.report: m.published for m in incident.members}
    known = sorted({max(first_day(p[:10]), day) for p in published.values() if p} or {day})
    reached = 0.0
    for step in known:
        so_far = [c for c in incident.counts if _by(published.get(c.report), step)]
        harm = harm_weight(**{k: _most(so_far, k) for k in kinds})
        if step == known[0] or harm > reached:
            yield _Told(step, max(harm - reached, 0.0))
            reached = max(harm, reached)


def _by(published: str | None, day: date) -> bool:
    return published is None or first_day(published[:10]) <= day


def _most(counts: Sequence[Count], kind: str) -> int:
    return max((c.n for c in counts if c.kind == kind), default=0)
