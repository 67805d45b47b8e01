"""Warnings that an operation gave are kept, and scored when their time is up."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from ..access import Viewer, require
from ..domain import GivenWarning, Outcome, TensionDay, TrackRecord
from ..domain.ids import derived_id
from ..warning.level import LEVELS
from ..warning.outcomes import onsets, outcomes
from ..warning.scale import SCALE
from ..warning.signs import AREA
from .sights import sights
from .tension import Tensions

HORIZON = SCALE.window
"""Days for which a warning holds good: the memory of the index, and the longest that is back-tested."""
REPLAYED = (
    "Worked out afterwards from the reports alone, each day with what was known on it. The reports were "
    "gathered around crises: this illustrates and proves no skill."
)
GIVEN = "Warnings as they were given. A few of them prove little: see the back-test."


class Warnings:
    """One operation's warnings and what came of them."""

    def __init__(self, tensions: Tensions) -> None:
        self.tensions, self.operation = tensions, tensions.operation

    def give(self, viewer: Viewer) -> tuple[GivenWarning, ...]:
        """Record a warning for the area and each place whose level rose since its last one.

        Once a day; a level that was withheld begins anew. What everybody may know is said from that alone
        and is for everybody; what only this viewer's sight shows carries the marking of his level. Raises
        NotPermitted.
        """
        require(viewer, "draft")
        made = []
        for sight, marking in sights(viewer):
            new = list(self._rising(sight, {(w.unit, w.day) for w in self.given(viewer)}))
            if new:
                self.operation.record.add_facts("warnings", new, marking=marking)
            made += new
        return tuple(made)

    def _rising(self, sight: Viewer, before: Collection[tuple[str, str]]) -> Iterator[GivenWarning]:
        now = self.operation.clock().astimezone(UTC)
        for told in self.tensions.levels(sight):
            yesterday = self.tensions.history(sight, None, told.unit, now.date() - timedelta(1))
            rises = told.level is not None and _rises(yesterday[0].level, told.level)
            if told.level is not None and rises and (told.unit, told.day) not in before:
                yield _warning(told.unit, told.day, told.level, told.index, now.isoformat())

    def given(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[GivenWarning, ...]:
        """The warnings that were given, the newest first."""
        rows = self.operation.record.facts(viewer, "warnings", GivenWarning, as_of)
        return tuple(sorted(rows, key=lambda w: (w.day, w.unit), reverse=True))

    def record(self, viewer: Viewer, as_of: datetime | None = None) -> TrackRecord:
        """What came of the warnings that were given."""
        mine: dict[str, list[GivenWarning]] = {}
        for warning in self.given(viewer, as_of):
            mine.setdefault(warning.unit, []).append(warning)
        first = min((w.day for ws in mine.values() for w in ws), default=None)
        if first is None:
            return _counted((), None, self._today(as_of), replayed=False, note=GIVEN)
        found = (
            o
            for unit, given in mine.items()
            for o in self._outcomes(viewer, as_of, unit, given, date.fromisoformat(first))
        )
        return _counted(tuple(found), first, self._today(as_of), replayed=False, note=GIVEN)

    def replayed(
        self, viewer: Viewer, as_of: datetime | None, since: date, unit: str = AREA
    ) -> TrackRecord:
        """What would have come of a warning at each rise of the level, day by day since `since`."""
        days = self.tensions.history(viewer, as_of, unit, since)
        found = self._outcomes(viewer, as_of, unit, list(_replayed(unit, days)), since)
        return _counted(
            tuple(found), since.isoformat(), self._today(as_of), replayed=True, note=REPLAYED
        )

    def _outcomes(
        self,
        viewer: Viewer,
        as_of: datetime | None,
        unit: str,
        given: Sequence[GivenWarning],
        since: date,
    ) -> Sequence[Outcome]:
        today = self._today(as_of)
        return outcomes(given, self.began(viewer, as_of, unit, since), unit, today)

    def began(
        self, viewer: Viewer, as_of: datetime | None, unit: str, since: date
    ) -> tuple[date, ...]:
        """The onsets of escalation of a unit since a day, in what is known."""
        return onsets(self.tensions.signs(viewer, as_of), unit, since, self._today(as_of))

    def _today(self, as_of: datetime | None) -> date:
        return (as_of or self.operation.clock()).astimezone(UTC).date()


def _rises(before: str | None, level: str) -> bool:
    """Whether a level warns and is above the one before."""
    if level == LEVELS[0]:
        return False
    return before is None or LEVELS.index(level) > LEVELS.index(before)


def _replayed(unit: str, days: Sequence[TensionDay]) -> Iterator[GivenWarning]:
    before: str | None = None
    for day in days:
        if day.level is not None and _rises(before, day.level):
            yield _warning(unit, day.day, day.level, day.index, day.day, replayed=True)
        before = day.level


def _warning(
    unit: str, day: str, level: str, index: float, at: str, *, replayed: bool = False
) -> GivenWarning:
    return GivenWarning(
        derived_id("w", unit, day, level), unit, day, level, index, HORIZON, at, replayed
    )


def _counted(
    found: tuple[Outcome, ...], since: str | None, until: date, *, replayed: bool, note: str
) -> TrackRecord:
    told = [o.verdict for o in found]
    return TrackRecord(
        outcomes=found,
        hits=told.count("hit"),
        late=told.count("late"),
        false_alarms=told.count("false-alarm"),
        missed=told.count("missed"),
        pending=told.count("pending"),
        since=since,
        until=until.isoformat(),
        replayed=replayed,
        note=note,
    )
