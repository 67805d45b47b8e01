"""A group of events as an incident: members, counts, contradictions, grades."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ..domain import Claim, Incident, Member
from ..domain.ids import digest
from . import describe
from .contradictions import Said, contradictions
from .counts import counts
from .grading import grade
from .judged import incident_id
from .links import Key
from .origins import Origins
from .profile import Mention
from .told import Told

METHOD, VERSION = "centre", "2"
Placed = Mapping[str, Sequence[tuple[Key, Mention]]]
"""For each report its events with the label of the group in which each is."""


def incident(label: Key, group: Sequence[Mention], placed: Placed, origins: Origins) -> Incident:
    """The incident of the group `label`; its members stand in the order of becoming known."""
    kind, status = describe.kind_of(group), describe.status_of(group)
    start, end = describe.dates(group)
    rows = counts(group)
    made = {m.event.id for m in group if not _was_read(m)}
    rows = tuple(replace(c, event=None) if c.event in made else c for c in rows)
    told = {m.told.report.id: m.told for m in group}
    said = _said(label, told, placed)
    stems = origins.of(list(told.values()))
    witnesses = {r: stem for r, stem in stems.items() if not told[r].report.invented}
    letters = {r: t.source.reliability for r, t in told.items()}
    members = tuple(
        Member(
            report=r,
            source=t.source.name,
            published=t.report.published,
            events=tuple(m.event.id for m in group if m.told.report.id == r and _was_read(m)),
            claims=tuple(s.claim.id for s in said if s.told.report.id == r),
            grade=grade(r, letters, witnesses, rows),
            origin=stems[r],
        )
        for r, t in told.items()
    )
    return Incident(
        id=incident_id(min(group, key=lambda m: m.order).key),
        what=describe.what(group, kind, status),
        type=kind,
        start=start,
        end=end,
        places=describe.places(group),
        counts=rows,
        reports=tuple(told),
        sources=tuple(dict.fromkeys(t.source.name for t in told.values())),
        independent_origins=len(set(witnesses.values())),
        contradictions=contradictions(group, rows, said, _wholly(label, told, placed)),
        confidence=None,
        status=status,
        members=members,
        digest=digest(_inputs(group, told)),
    )


def _was_read(m: Mention) -> bool:
    """Whether an event stands in the reading, and was not made of a figure (`flows`)."""
    return any(e.id == m.event.id for e in m.told.reading.events)


def _said(label: Key, told: Mapping[str, Told], placed: Placed) -> list[Said]:
    """Claims go to the incident of the event told nearest to them in their report."""
    rows = [
        Said(t, claim)
        for report, t in told.items()
        for claim in t.reading.claims
        if min(placed[report], key=lambda x: (_apart(claim, x[1]), x[1].order))[0] == label
    ]
    return sorted(rows, key=_said_order)


def _apart(claim: Claim, m: Mention) -> int:
    """Characters between a claim and an event; 0 when they overlap, -1 when it asserts it."""
    if m.event.asserted_by == claim.id:
        return -1
    event = m.event.span
    return max(0, event.start - claim.span.end, claim.span.start - event.end)


def _said_order(said: Said) -> tuple[object, ...]:
    report = said.told.report
    return report.received, report.id, said.claim.span.start, said.claim.id


def _wholly(label: Key, reports: Iterable[str], placed: Placed) -> frozenset[str]:
    """The reports of which at least half of the placed events are in this incident."""
    share = {r: Counter(where for where, _ in placed[r]) for r in reports}
    return frozenset(r for r, n in share.items() if 2 * n[label] >= n.total())


def _inputs(group: Collection[Mention], told: Mapping[str, Told]) -> list[object]:
    """What an incident was made from: the method, its events and the texts they stand in."""
    texts = sorted((r, t.report.sha256, t.source.reliability) for r, t in told.items())
    return [METHOD, VERSION, texts, sorted([*m.key, digest(m.event)] for m in group)]
