"""The present, kept up to date: what one sight of the record knows, with its incidents fused.

A write costs what it changes. All viewers who may see the same share one `Live`.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ..access import Viewer
from ..compute import Progress, silent
from ..domain import (
    Camp,
    Incident,
    Judgement,
    Movement,
    Municipality,
    Reading,
    Report,
    Reserve,
    Sector,
    Source,
    Strength,
)
from ..fusion import Incidents, Told
from ..picture import Known
from ..picture.lookups import Lookups, Ordered, report_order
from ..picture.review.applied import by_report, judged_incidents, judged_sources
from ..picture.review.rulings import Ruling, fold
from ..record.changes import Changes, Mark
from .fused import corrected, fusions
from .operation import Operation

FACTS: dict[str, type] = {
    "strengths": Strength,
    "reserves": Reserve,
    "movements": Movement,
    "camps": Camp,
    "sectors": Sector,
    "municipalities": Municipality,
}
"""The kinds of facts that the picture is made of."""
SHOWN = 100
"""Reports between two steps of the progress."""
FRESH = timedelta(seconds=60)
"""How old the moment of an unchanged present may be."""


ENTERED = frozenset({"strengths", "reserves", "movements"})
"""Those that a watch enters as they become known; the ground is the same whenever it was entered."""


def facts_of(operation: Operation, viewer: Viewer, as_of: datetime | None = None) -> dict[str, Any]:
    """What `Known` holds beside reports and incidents.

    In a replay the force's numbers count by their own dates, as everything does there.
    """
    pack, then = operation.pack, None if operation.settings.replay else as_of
    facts: dict[str, Any] = {
        kind: operation.record.facts(viewer, kind, cls, then if kind in ENTERED else None)
        for kind, cls in FACTS.items()
    }
    return {
        "operation": operation.settings.title,
        "marking": operation.settings.marking.upper(),
        "issues": pack.issues if pack else (),
        "actors": pack.actors if pack else (),
        "attributes": pack.attributes if pack else (),
        **facts,
    }


class Live:
    """What viewers of one sight know now. Not for several threads at once."""

    def __init__(self, operation: Operation, viewer: Viewer, progress: Progress = silent) -> None:
        self._operation, self._viewer, self._progress = operation, viewer, progress
        self._known: Known | None = None
        self._begin()

    def _begin(self) -> None:
        self._mark = Mark()
        self._due: datetime | None = None
        self._look = Lookups()
        self._reports = Ordered[Report]()
        self._readings = Ordered[Reading]()
        self._automatic = Ordered[Reading]()
        self._incidents = Ordered[Incident]()
        self._index = Incidents()
        self._fused: dict[str, Incident] = {}
        self._judgements: tuple[Judgement, ...] = ()
        self._ruled: tuple[Judgement, ...] = ()
        self._reruled: set[str] = set()
        self._rulings: dict[str, Ruling] = {}
        self._mine: dict[str, dict[str, Ruling]] = {}
        self._sources: tuple[Source, ...] = ()
        self._facts: dict[str, Any] = {}

    def known(self) -> Known:
        """Everything known now: the same value as long as nothing is written."""
        now = self._operation.clock()
        due = self._due is not None and now >= self._due
        link = self._operation.record.newest_link()
        if self._known is not None and not due and link == self._mark.link:
            if now - self._known.as_of > FRESH or now < self._known.as_of:
                self._known = replace(self._known, as_of=now, lookups=self._look)
            return self._known
        changes = self._changes(Mark() if due else self._mark, now)
        self._follow(changes, now)
        self._known = self._whole(now)
        return self._known

    def _changes(self, since: Mark, now: datetime) -> Changes:
        return self._operation.record.changes(self._viewer, since, now, tuple(FACTS))

    def _follow(self, changes: Changes, now: datetime) -> None:
        record = self._operation.record
        if changes.whole:
            self._begin()
            pairs = record.readings(self._viewer, now)
            changes = replace(
                changes,
                pairs=pairs,
                judgements=record.judgements(self._viewer, now),
                sources=True,
                facts=frozenset(FACTS),
            )
        self._due = record.next_due(self._viewer, now) if self._ahead(changes) else self._due
        if changes.facts or not self._facts:
            self._facts = facts_of(self._operation, self._viewer)
        anew = self._rule(changes)
        for report in changes.gone:
            self._forget(report)
        changed = {r.id: (r, read) for r, read in changes.pairs}
        for report in anew - changed.keys():
            told = self._look.reports[report], self._look.automatic[report]
            changed[report] = told
        self._take(changed.values())
        self._mark = changes.mark

    def _ahead(self, changes: Changes) -> bool:
        """Whether there may be something that becomes known later."""
        return changes.whole or changes.later or self._due is not None

    def _rule(self, changes: Changes) -> set[str]:
        """Take new judgements and sources over; the reports that are to be taken in anew."""
        anew: set[str] = set()
        if changes.judgements is not None:
            before, was = self._mine, self._rulings
            self._judgements = changes.judgements
            self._rulings = fold(self._judgements)
            self._mine = by_report(self._rulings)
            subjects = was.keys() | self._rulings.keys()
            self._reruled = {s for s in subjects if was.get(s) != self._rulings.get(s)}
            both = before.keys() | self._mine.keys()
            anew = {r for r in both if before.get(r) != self._mine.get(r)}
            ruled = fusions(self._judgements)
            if ruled != self._ruled:
                self._index.judge(ruled)
            self._ruled = ruled
        if changes.sources or changes.judgements is not None:
            told = self._operation.record.sources(self._viewer, None)
            before_ = self._look.sources
            self._sources = judged_sources(told, self._rulings)
            self._look.sources = {s.name: s for s in self._sources}
            regraded = {s.name for s in self._sources if before_.get(s.name) not in (None, s)}
            anew |= (
                {r.id for r in self._reports.rows if r.source in regraded} if regraded else set()
            )
        return {r for r in anew if r in self._look.reports}

    def _take(self, pairs: Collection[tuple[Report, Reading]]) -> None:
        for n, (report, automatic) in enumerate(pairs):
            if n % SHOWN == 0 and len(pairs) > SHOWN:
                self._progress(n, len(pairs), "reports fused")
            if report.id in self._look.reports:
                self._unlist(self._look.reports[report.id])
            reading = corrected(report.id, automatic, self._mine)
            self._look.put_report(report, automatic, reading)
            key = report_order(report)
            self._reports.put(key, report)
            self._readings.put(key, reading)
            self._automatic.put(key, automatic)
            self._index.take([Told(report, reading, self._look.sources[report.source])])

    def _forget(self, report: str) -> None:
        if report in self._look.reports:
            self._unlist(self._look.reports[report])
            self._look.drop_report(report)
            self._index.drop(report)

    def _unlist(self, report: Report) -> None:
        for rows in (self._reports, self._readings, self._automatic):
            rows.drop(report_order(report))

    def _fuse(self) -> None:
        """Bring the incidents up to date with the index and with what people decided of them."""
        changed, gone = self._index.changed()
        self._fused.update((i.id, i) for i in changed)
        for id_ in gone:
            self._fused.pop(id_, None)
        again = {i.id for i in changed} | self._reruled & self._fused.keys()
        self._reruled = set()
        shown = judged_incidents((self._fused[i] for i in sorted(again)), self._rulings)
        for id_ in (*again, *gone):
            was = self._look.incidents.get(id_)
            if was is not None:
                self._incidents.drop(_incident_order(was))
                self._look.drop_incident(id_)
        for incident in shown:
            self._incidents.put(_incident_order(incident), incident)
            self._look.put_incident(incident)

    def _whole(self, now: datetime) -> Known:
        self._fuse()
        return Known(
            as_of=now,
            reports=self._reports.rows,
            readings=self._readings.rows,
            incidents=self._incidents.rows,
            sources=self._sources,
            automatic=self._automatic.rows if self._judgements else (),
            judgements=self._judgements,
            lookups=self._look,
            **self._facts,
        )


def _incident_order(incident: Incident) -> tuple[str, str]:
    return incident.start or "9999", incident.id
