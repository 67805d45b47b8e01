"""A group of events as an incident: members, counts, contradictions, grades."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ..domain import Claim, Incident, Member
from ..domain.ids import digest
from . import describe
from .contradictions import Said, contradictions
from .counts import counts
from .grading import Grades
from .judged import incident_id
from .links import Key
from .memo import Memo
from .origins import Origins
from .profile import Mention
from .told import Told

METHOD, VERSION = "centre", "2"
Placed = Mapping[str, Sequence[tuple[Key, Mention]]]
"""For each report its events with the label of the group in which each is."""


class Builder:
    """Makes incidents; what it worked out of single reports is kept."""

    def __init__(self) -> None:
        self._memo = Memo()
        self._origins = Origins(self._memo)

    def forget(self, report: str) -> None:
        """A report is no more, or is another now."""
        self._memo.forget(report)

    def incident(self, label: Key, group: Sequence[Mention], placed: Placed) -> Incident:
        """The incident of the group `label`; its members stand in the order of becoming known."""
        kind, status = describe.kind_of(group), describe.status_of(group)
        start, end = describe.dates(group)
        read = {m.key for m in group if _was_read(m)}
        made = {m.event.id for m in group if m.key not in read}
        rows = counts(group, self._memo)
        rows = tuple(replace(c, event=None) if c.event in made else c for c in rows)
        told = {m.told.report.id: m.told for m in group}
        said = _said(label, told, placed)
        stems = self._origins.of(label, list(told.values()))
        witnesses = {r: stem for r, stem in stems.items() if not told[r].report.invented}
        events = _by_report((m.told.report.id, m.event.id) for m in group if m.key in read)
        claims = _by_report((s.told.report.id, s.claim.id) for s in said)
        grades = Grades({r: t.source.reliability for r, t in told.items()}, witnesses, rows)
        wholly = _wholly(label, told, placed)
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
            contradictions=contradictions(group, rows, said, wholly, self._memo),
            confidence=None,
            status=status,
            members=tuple(
                Member(
                    report=r,
                    source=t.source.name,
                    published=t.report.published,
                    events=tuple(events.get(r, ())),
                    claims=tuple(claims.get(r, ())),
                    grade=t.reading.grade or grades.of(r),
                    origin=stems[r],
                )
                for r, t in told.items()
            ),
            digest=digest(self._inputs(group, told)),
        )

    def _inputs(self, group: Collection[Mention], told: Mapping[str, Told]) -> list[object]:
        """What an incident was made from: the method, its events and the texts they stand in."""
        texts = sorted((r, t.report.sha256, _letter(t)) for r, t in told.items())
        events = sorted([*m.key, self._digest(m)] for m in group)
        return [METHOD, VERSION, texts, events]

    def _digest(self, m: Mention) -> str:
        return self._memo.get(m.key[0], ("digest", m.event.id), lambda: digest(m.event))


def _letter(t: Told) -> str:
    """What the grade rests on: the source's letter, and the grade that a log states."""
    return f"{t.source.reliability}{t.reading.grade or ''}"


def _by_report(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for report, one in pairs:
        found.setdefault(report, []).append(one)
    return found


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
