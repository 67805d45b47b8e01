"""What is known, seen over a period and in one place or all: look-ups that lines are made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..domain import Grade, PlaceMention, Reading, Report
from ..domain.dates import first_day, last_day
from .model import Known


@dataclass(frozen=True)
class Period:
    """Days `since` to `until`, both included; an open start when `since` is None."""

    since: str | None
    until: str

    def touches(self, start: str | None, end: str | None) -> bool:
        """Whether something of these partial dates can fall in the period; undated does not."""
        if start is None:
            return False
        begins = self.since is None or last_day(end or start).isoformat() >= self.since
        return begins and first_day(start).isoformat() <= self.until

    def holds(self, day: str | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and (self.since or "") <= day <= self.until


@dataclass(frozen=True)
class Sight:
    """What is known, with the look-ups that lines are made from."""

    known: Known
    period: Period
    place: str | None

    @cached_property
    def reports(self) -> dict[str, Report]:
        """Reports by id."""
        return {r.id: r for r in self.known.reports}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Readings by report id: in the order of the reports, else by their headers."""
        known = self.known
        if len(known.reports) == len(known.readings):
            return {r.id: reading for r, reading in zip(known.reports, known.readings, strict=True)}
        return {
            r.report.id: r
            for r in known.readings
            if r.report.id is not None and r.report.id in self.reports
        }

    @cached_property
    def letters(self) -> dict[str, str]:
        """Reliability by source name."""
        return {s.name: s.reliability for s in self.known.sources}

    @cached_property
    def member_grades(self) -> dict[tuple[str, str], Grade]:
        """Grades by (report, claim id) from the incidents the claims belong to."""
        return {
            (m.report, c): m.grade
            for i in self.known.incidents
            for m in i.members
            for c in m.claims
        }

    @cached_property
    def incident_of(self) -> dict[tuple[str, str], str]:
        """Incident by (report, event id)."""
        return {
            (m.report, e): i.id for i in self.known.incidents for m in i.members for e in m.events
        }

    def quote(self, report: str, start: int, end: int) -> str:
        """The characters of a report."""
        return self.reports[report].text[start:end]

    def at_place(self, places: Iterable[PlaceMention]) -> bool:
        """Whether one of the places is in the wanted municipality (always, when none is wanted)."""
        return self.place is None or any(p.municipality == self.place for p in places)
