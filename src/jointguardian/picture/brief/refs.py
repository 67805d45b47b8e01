"""From lines of the picture to references."""

from collections.abc import Iterable, Sequence

from ...domain import Count, Incident
from ..model import ClaimLine, EventLine, Passage, Picture
from .tree import Ref

MOST = 12  # references shown with one sentence


def of_incident(incident: Incident) -> tuple[Ref, ...]:
    """The incident and the first event of each member."""
    members = (Ref("event", m.events[0], m.report) for m in incident.members if m.events)
    return trimmed([Ref("incident", incident.id), *members])


def of_contradiction(incident: Incident, text: str) -> tuple[Ref, ...]:
    """The incident and the first event of each member that the contradiction names."""
    named = [m for m in incident.members if m.source in text and m.events]
    events = (Ref("event", m.events[0], m.report) for m in named)
    return trimmed([Ref("incident", incident.id), *events])


def of_counts(incident: Incident, counts: Iterable[Count]) -> tuple[Ref, ...]:
    """The events in which counts stand."""
    return trimmed(
        [
            Ref("event", c.event, c.report) if c.event else Ref("report", c.report, c.report)
            for c in counts
        ]
    )


def of_claim(line: ClaimLine) -> tuple[Ref, ...]:
    """A claim in its report."""
    return (Ref("claim", line.claim.id, line.report),)


def of_event(line: EventLine) -> tuple[Ref, ...]:
    """An event in its report, and its incident."""
    inside = (Ref("incident", line.incident),) if line.incident else ()
    return (Ref("event", line.event.id, line.report), *inside)


def of_passage(passage: Passage, picture: Picture) -> tuple[Ref, ...]:
    """The report, and the events that its words support."""
    events = (
        Ref("event", e.event.id, e.report)
        for e in picture.events
        if e.report == passage.report and e.event.span.overlap(passage.span)
    )
    return trimmed([Ref("report", passage.report, passage.report), *events])


def of_reports(reports: Iterable[str]) -> tuple[Ref, ...]:
    """Whole reports."""
    return trimmed([Ref("report", r, r) for r in reports])


def of_fact(source: str) -> tuple[Ref, ...]:
    """A fact of the operation's pack, by its source."""
    return (Ref("fact", source),)


def trimmed(refs: Sequence[Ref]) -> tuple[Ref, ...]:
    """Without repeats, at most `MOST`."""
    return tuple(dict.fromkeys(refs))[:MOST]


def known_refs(picture: Picture) -> frozenset[Ref]:
    """Every reference that the picture can answer for."""
    facts = {
        *(r.source for r in picture.strengths),
        *(r.source for r in picture.reserves),
        *(s.source for s in picture.sectors),
        *(m.source for m in picture.movements),
    }
    return frozenset(
        {
            *(Ref("incident", i.id) for i in picture.incidents),
            *(Ref("event", e.event.id, e.report) for e in picture.events),
            *(Ref("claim", c.claim.id, c.report) for c in picture.claims),
            *(Ref("claim", c, p.report) for p in picture.positions for c in p.claims),
            *(Ref("report", r.id, r.id) for r in picture.reports),
            *(Ref("fact", f) for f in facts),
        }
    )
