"""What the record knew at a moment, for a viewer, with incidents fused from what he may see."""

from collections import OrderedDict
from collections.abc import Set
from datetime import datetime
from threading import Lock

from ..access import Viewer
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
from ..picture.review.applied import (
    by_report,
    judged_incidents,
    judged_reading,
    judged_sources,
)
from ..picture.review.rulings import fold, standing
from ..warning import Evidence, indicator_values
from .operation import Operation

KEPT = 32
"""How many fused sets are kept in memory: one for each recently visited moment."""
INCIDENT = "i_"
"""How the ids of incidents begin: judgements about them are fusion's."""


Pairs = tuple[tuple[Report, Reading], ...]
Judgements = tuple[Judgement, ...]
Sources = tuple[Source, ...]
Judged = tuple[tuple[Reading, ...], tuple[Incident, ...], Sources]


class KnownReader:
    """Reads the record as of a moment. What is seen equal, by whomever, is fused once.

    The key is the whole of what the viewer sees, readings included: two viewers of the same
    reports may see different claims in them.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self._fused: OrderedDict[tuple[object, ...], Judged] = OrderedDict()
        self._index: Incidents | None = None
        self._inside: set[str] = set()
        self._ruled: Judgements = ()
        self._one_at_a_time = Lock()

    def at(self, viewer: Viewer, as_of: datetime | None) -> Known:
        """Everything that `viewer` may see of what was known at `as_of` (None: now)."""
        record, moment = self.operation.record, as_of or self.operation.clock()
        pack = self.operation.pack
        pairs = record.readings(viewer, moment)
        judgements = record.judgements(viewer, moment)
        readings, incidents, sources = self._judged(pairs, judgements, record.sources(viewer, None))
        return Known(
            operation=self.operation.settings.title,
            as_of=moment,
            reports=tuple(report for report, _ in pairs),
            readings=readings,
            incidents=incidents,
            sources=sources,
            strengths=record.facts(viewer, "strengths", Strength, None),
            reserves=record.facts(viewer, "reserves", Reserve, None),
            movements=record.facts(viewer, "movements", Movement, None),
            camps=record.facts(viewer, "camps", Camp, None),
            sectors=record.facts(viewer, "sectors", Sector, None),
            municipalities=record.facts(viewer, "municipalities", Municipality, None),
            marking=self.operation.settings.marking.upper(),
            indicators=indicator_values(Evidence(incidents, readings, moment.date())),
            automatic=tuple(reading for _, reading in pairs) if judgements else (),
            judgements=judgements,
            issues=pack.issues if pack else (),
            actors=pack.actors if pack else (),
        )

    def _judged(self, pairs: Pairs, judgements: Judgements, sources: Sources) -> Judged:
        """The readings as people corrected them, the incidents fused from those, and the sources."""
        key = (pairs, judgements, sources)
        if key in self._fused:
            self._fused.move_to_end(key)
            return self._fused[key]
        found = self._found(pairs, judgements, sources)
        self._fused[key] = found
        while len(self._fused) > KEPT:
            self._fused.popitem(last=False)
        return found

    def _found(self, pairs: Pairs, judgements: Judgements, sources: Sources) -> Judged:
        rulings = fold(judgements)
        graded = judged_sources(sources, rulings)
        mine = by_report(rulings)
        readings = tuple(
            judged_reading(report.id, reading, mine[report.id]) if report.id in mine else reading
            for report, reading in pairs
        )
        whole = tuple(j for j in standing(judgements) if j.subject.startswith(INCIDENT))
        fused = self._fuse(tuple(r for r, _ in pairs), readings, graded, whole)
        return readings, judged_incidents(fused, rulings), graded

    def _fuse(
        self,
        reports: tuple[Report, ...],
        readings: tuple[Reading, ...],
        sources: Sources,
        judgements: Judgements,
    ) -> tuple[Incident, ...]:
        """The incidents; only what changed since the last time is worked out anew."""
        by_name = {s.name: s for s in sources}
        rows = zip(reports, readings, strict=True)
        told = {r.id: Told(r, reading, by_name[r.source]) for r, reading in rows}
        with self._one_at_a_time:
            index = self._index_for(told.keys())
            index.take(told.values())
            if judgements != self._ruled:
                index.judge(judgements)
            self._inside, self._ruled = set(told), judgements
            return index.incidents()

    def _index_for(self, reports: Set[str]) -> Incidents:
        """The fusion of the last time without the reports that are not meant now.

        Where less than half of them are meant it begins anew.
        """
        if self._index is None or 2 * len(self._inside & reports) < len(reports):
            self._index, self._inside, self._ruled = Incidents(), set(), ()
        for gone in self._inside - reports:
            self._index.drop(gone)
        return self._index
