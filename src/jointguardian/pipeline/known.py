"""What the record knew at a moment, for a viewer, with incidents fused from what he may see."""

from collections import OrderedDict
from datetime import datetime

from ..access import Viewer
from ..domain import (
    Camp,
    Incident,
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
from ..warning import Evidence, indicator_values
from .operation import Operation

KEPT = 32
"""How many fused sets are kept in memory: one for each recently visited moment."""


class KnownReader:
    """Reads the record as of a moment. What is seen equal, by whomever, is fused once.

    The key is the whole of what the viewer sees, readings included: two viewers of the same
    reports may see different claims in them.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self._fused: OrderedDict[tuple[object, ...], tuple[Incident, ...]] = OrderedDict()

    def at(self, viewer: Viewer, as_of: datetime | None) -> Known:
        """Everything that `viewer` may see of what was known at `as_of` (None: now)."""
        record, moment = self.operation.record, as_of or self.operation.clock()
        pairs = record.readings(viewer, moment)
        readings = tuple(reading for _, reading in pairs)
        sources = record.sources(viewer, None)
        incidents = self._incidents(viewer, moment, pairs, sources)
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
        )

    def _incidents(
        self,
        viewer: Viewer,
        moment: datetime,
        pairs: tuple[tuple[Report, Reading], ...],
        sources: tuple[Source, ...],
    ) -> tuple[Incident, ...]:
        judgements = self.operation.record.judgements(viewer, moment)
        key = (pairs, judgements)
        if key in self._fused:
            self._fused.move_to_end(key)
            return self._fused[key]
        by_name = {s.name: s for s in sources}
        told = [Told(report, reading, by_name[report.source]) for report, reading in pairs]
        self._fused[key] = fuse(told, judgements=judgements)
        while len(self._fused) > KEPT:
            self._fused.popitem(last=False)
        return self._fused[key]
