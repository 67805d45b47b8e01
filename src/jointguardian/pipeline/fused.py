"""Incidents fused from readings as people corrected them; what changed last is worked out anew."""

from collections.abc import Iterable, Set

from ..domain import Incident, Judgement, Reading, Report, Source
from ..fusion import Incidents, Told
from ..picture.review.applied import by_report, judged_incidents, judged_reading, judged_sources
from ..picture.review.rulings import Ruling, fold, standing

INCIDENT = "i_"
"""How the ids of incidents begin: judgements about them are fusion's."""

Pairs = tuple[tuple[Report, Reading], ...]
Judgements = tuple[Judgement, ...]
Sources = tuple[Source, ...]


def fusions(judgements: Iterable[Judgement]) -> Judgements:
    """The judgements that stand and that fusion honours."""
    return tuple(j for j in standing(tuple(judgements)) if j.subject.startswith(INCIDENT))


def corrected(report: str, reading: Reading, mine: dict[str, dict[str, Ruling]]) -> Reading:
    """The reading with the rulings about it (by report)."""
    return judged_reading(report, reading, mine[report]) if report in mine else reading


class Fused:
    """One index of incidents for moments that differ little from each other."""

    def __init__(self) -> None:
        self._index: Incidents | None = None
        self._inside: set[str] = set()
        self._ruled: Judgements = ()

    def whole(
        self, pairs: Pairs, judgements: Judgements, sources: Sources
    ) -> tuple[tuple[Reading, ...], tuple[Incident, ...], Sources]:
        """The readings as people corrected them, the incidents fused from those, and the sources."""
        rulings = fold(judgements)
        graded = judged_sources(sources, rulings)
        mine = by_report(rulings)
        readings = tuple(corrected(report.id, reading, mine) for report, reading in pairs)
        by_name = {s.name: s for s in graded}
        rows = zip((r for r, _ in pairs), readings, strict=True)
        told = {r.id: Told(r, reading, by_name[r.source]) for r, reading in rows}
        index = self._index_for(told.keys())
        index.take(told.values())
        ruled = fusions(judgements)
        if ruled != self._ruled:
            index.judge(ruled)
        self._inside, self._ruled = set(told), ruled
        return readings, judged_incidents(index.incidents(), rulings), graded

    def _index_for(self, reports: Set[str]) -> Incidents:
        """The fusion of the last time without the reports that are not meant now.

        Where less than half of them are meant it begins anew.
        """
        if self._index is None or 2 * len(self._inside & reports) < len(reports):
            self._index, self._inside, self._ruled = Incidents(), set(), ()
        for gone in self._inside - reports:
            self._index.drop(gone)
        return self._index
