"""How incidents hang together: links resolved to what stands now, the chain around one, cycles; pure."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain import Incident, IncidentLink, Reading
from ..domain.ids import derived_id
from .model import Known

MOST = 40
"""Links of a chain that are shown."""
WORDS = {
    "causes": "causes",
    "retaliates-for": "retaliates for",
    "same-campaign": "is of one campaign with",
    "follows": "follows",
}


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link with both incidents as they stand now; `from_what` and `to_what` are their words."""

    id: str
    kind: str
    words: str
    from_incident: str
    from_what: str
    from_start: str | None
    to_incident: str
    to_what: str
    to_start: str | None
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Ends:
    """Finds what an incident has become: itself, or the one that it was merged into."""

    known: Known

    @property
    def incidents(self) -> Mapping[str, Incident]:
        """Incidents by id."""
        return self.known.look.incidents

    def holder(self, report: str, event: str) -> str | None:
        """The incident of an event."""
        return self.known.look.incident_of(report, event)

    @property
    def readings(self) -> Mapping[str, Reading]:
        """Readings by report."""
        return self.known.look.readings

    def now(self, incident: str, at: str = "") -> str | None:
        """The id of what the incident is part of now; `at` is its event, `report@offset`."""
        if incident in self.incidents:
            return incident
        report, _, offset = at.rpartition("@")
        reading = self.readings.get(report)
        if reading is None or not offset.isdecimal():
            return None
        inside = (e for e in reading.events if e.span.start <= int(offset) < e.span.end)
        held = (self.holder(report, e.id) for e in inside)
        return next((h for h in held if h is not None), None)

    def anchor(self, incident: Incident) -> str:
        """Where the event stands that an incident has its id from, `report@offset`; else empty."""
        for member in incident.members:
            reading = self.readings.get(member.report)
            for event in reading.events if reading else ():
                if derived_id("i", member.report, event.id) == incident.id:
                    return f"{member.report}@{event.span.start}"
        return ""


def standing_links(links: Iterable[IncidentLink], ends: Ends) -> tuple[LinkLine, ...]:
    """The links that stand, between incidents as they are now; a link of one with itself is gone."""
    found: dict[tuple[str, str, str], LinkLine] = {}
    for link in sorted(links, key=lambda x: x.at):
        if link.state != "standing":
            continue
        one = ends.now(link.from_incident, link.from_at)
        other = ends.now(link.to_incident, link.to_at)
        if one is None or other is None or one == other:
            continue
        found[one, other, link.kind] = _line(link, ends.incidents[one], ends.incidents[other])
    return tuple(found.values())


def _line(link: IncidentLink, one: Incident, other: Incident) -> LinkLine:
    return LinkLine(
        id=link.id,
        kind=link.kind,
        words=WORDS[link.kind],
        from_incident=one.id,
        from_what=one.what,
        from_start=one.start,
        to_incident=other.id,
        to_what=other.what,
        to_start=other.start,
        by=link.by,
        at=link.at,
        reason=link.reason,
    )


def of_incident(lines: Iterable[LinkLine], incident: str) -> tuple[LinkLine, ...]:
    """The links at one end of which the incident stands."""
    return tuple(x for x in lines if incident in (x.from_incident, x.to_incident))


def chain(lines: Sequence[LinkLine], incident: str) -> tuple[LinkLine, ...]:
    """All links that hang together with the incident, by the day of what comes first."""
    near: dict[str, list[LinkLine]] = {}
    for line in lines:
        near.setdefault(line.from_incident, []).append(line)
        near.setdefault(line.to_incident, []).append(line)
    found: dict[str, LinkLine] = {}
    seen, waiting = {incident}, deque([incident])
    while waiting and len(found) < MOST:
        for line in near.get(waiting.popleft(), ()):
            found[line.id] = line
            fresh = {line.from_incident, line.to_incident} - seen
            seen |= fresh
            waiting.extend(sorted(fresh))
    return tuple(sorted(found.values(), key=_in_time))


def _in_time(line: LinkLine) -> tuple[str, str]:
    starts = [s for s in (line.from_start, line.to_start) if s]
    return min(starts, default="9999"), line.id


def cycle(lines: Sequence[LinkLine], one: str, other: str) -> tuple[str, ...]:
    """The incidents from `other` back to `one` by causes; empty when `one` may cause `other`."""
    after: dict[str, list[str]] = {}
    for line in lines:
        if line.kind == "causes":
            after.setdefault(line.from_incident, []).append(line.to_incident)
    paths: deque[tuple[str, ...]] = deque([(other,)])
    seen = {other}
    while paths:
        path = paths.popleft()
        if path[-1] == one:
            return path
        for following in after.get(path[-1], ()):
            if following not in seen:
                seen.add(following)
                paths.append((*path, following))
    return ()
