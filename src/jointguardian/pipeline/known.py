"""What the record knew at a moment, for a viewer, with incidents fused from what he may see."""

from collections import OrderedDict
from datetime import datetime

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
from ..fusion import Told, fuse
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
        self._last: tuple[tuple[object, ...], tuple[Incident, ...]] | None = None

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
        """The incidents; those of the last time where nothing that they rest on changed."""
        key = (reports, readings, sources, judgements)
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        by_name = {s.name: s for s in sources}
        rows = zip(reports, readings, strict=True)
        told = [Told(report, reading, by_name[report.source]) for report, reading in rows]
        fused = fuse(told, judgements=judgements)
        self._last = (key, fused)
        return fused
