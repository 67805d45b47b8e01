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

    def at(self, viewer: Viewer, as_of: datetime | None) -> Known:
        """Everything that `viewer` may see of what was known at `as_of` (None: now)."""
        record, moment = self.operation.record, as_of or self.operation.clock()
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
        )

    def _judged(self, pairs: Pairs, judgements: Judgements, sources: Sources) -> Judged:
        """The readings as people corrected them, the incidents fused from those, and the sources."""
        key = (pairs, judgements, sources)
        if key in self._fused:
            self._fused.move_to_end(key)
            return self._fused[key]
        self._fused[key] = _judged(pairs, judgements, sources)
        while len(self._fused) > KEPT:
            self._fused.popitem(last=False)
        return self._fused[key]


def _judged(pairs: Pairs, judgements: Judgements, sources: Sources) -> Judged:
    rulings = fold(judgements)
    graded = judged_sources(sources, rulings)
    mine = by_report(rulings)
    readings = tuple(
        judged_reading(report.id, reading, mine[report.id]) if report.id in mine else reading
        for report, reading in pairs
    )
    by_name = {s.name: s for s in graded}
    told = [
        Told(report, reading, by_name[report.source])
        for (report, _), reading in zip(pairs, readings, strict=True)
    ]
    return readings, judged_incidents(fuse(told, judgements=standing(judgements)), rulings), graded
