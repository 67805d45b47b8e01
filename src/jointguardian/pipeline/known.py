"""What the record knew at a moment, for a viewer, with incidents fused from what he may see."""

import gc
from collections import OrderedDict
from datetime import datetime
from threading import RLock

from ..access import Viewer
from ..compute import Progress, silent
from ..domain import Incident, Judgement, Reading, Report, Source
from ..picture import Known
from .fused import Fused
from .live import Live, facts_of
from .operation import Operation

KEPT = 32
"""How many fused sets of the past are kept in memory: one for each recently visited moment."""
LIVES = 4
"""How many sights of the present are kept up to date: viewers who may see the same share one."""

Pairs = tuple[tuple[Report, Reading], ...]
Judgements = tuple[Judgement, ...]
Sources = tuple[Source, ...]
Judged = tuple[tuple[Reading, ...], tuple[Incident, ...], Sources]
Sees = tuple[str, frozenset[str], frozenset[str]]


class KnownReader:
    """Reads the record as of a moment.

    The present is kept up to date: a write costs what it changes. The past is read when it is asked
    for; what is seen equal, by whomever, is fused once.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self._live: OrderedDict[Sees, Live] = OrderedDict()
        self._judged: OrderedDict[tuple[object, ...], Judged] = OrderedDict()
        self._known: OrderedDict[tuple[object, ...], tuple[int, Known]] = OrderedDict()
        self._past = Fused()
        self._one_at_a_time = RLock()

    def at(self, viewer: Viewer, as_of: datetime | None) -> Known:
        """Everything that `viewer` may see of what was known at `as_of` (None: now)."""
        with self._one_at_a_time:
            if as_of is None:
                return self._now(viewer).known()
            return self._kept(viewer, as_of)

    def warm(self, viewer: Viewer, progress: Progress = silent) -> None:
        """Make the present of a viewer ready, so that nobody waits for it afterwards.

        What is there then stays: it is taken out of the garbage collector's sight, whose passes over
        a large archive would stop the room for seconds.
        """
        gc.disable()
        try:
            with self._one_at_a_time:
                self._now(viewer, progress).known()
        finally:
            gc.enable()
        gc.freeze()

    def _now(self, viewer: Viewer, progress: Progress = silent) -> Live:
        sees = viewer.level, viewer.compartments, viewer.organisations
        if sees not in self._live:
            self._live[sees] = Live(self.operation, viewer, progress)
        self._live.move_to_end(sees)
        while len(self._live) > LIVES:
            self._live.popitem(last=False)
        return self._live[sees]

    def _kept(self, viewer: Viewer, moment: datetime) -> Known:
        """The past as it was read last, where nothing was written since."""
        link = self.operation.record.newest_link()
        key = viewer.level, viewer.compartments, viewer.organisations, moment
        had = self._known.get(key)
        if had is None or had[0] != link:
            self._known[key] = had = link, self._then(viewer, moment)
        self._known.move_to_end(key)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return had[1]

    def _then(self, viewer: Viewer, moment: datetime) -> Known:
        record = self.operation.record
        pairs = record.readings(viewer, moment)
        judgements = record.judgements(viewer, moment)
        key = pairs, judgements, record.sources(viewer, None)
        if key not in self._judged:
            self._judged[key] = self._past.whole(*key)
        self._judged.move_to_end(key)
        while len(self._judged) > KEPT:
            self._judged.popitem(last=False)
        readings, incidents, sources = self._judged[key]
        return Known(
            as_of=moment,
            reports=tuple(report for report, _ in pairs),
            readings=readings,
            incidents=incidents,
            sources=sources,
            automatic=tuple(reading for _, reading in pairs) if judgements else (),
            judgements=judgements,
            **facts_of(self.operation, viewer, moment),
        )
