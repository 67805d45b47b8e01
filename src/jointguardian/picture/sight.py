"""What is known, seen over a period and in one place or all: look-ups that lines are made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..domain import Grade, PlaceMention, Reading, Report
from ..domain.dates import first_day, last_day
from .lookups import report_order
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

    @property
    def reports(self) -> dict[str, Report]:
        """Reports by id."""
        return self.known.look.reports

    @property
    def readings(self) -> dict[str, Reading]:
        """Readings by report id."""
        return self.known.look.readings

    @cached_property
    def letters(self) -> dict[str, str]:
        """Reliability by source name."""
        return {s.name: s.reliability for s in self.known.sources}

    def grade_of(self, report: str, claim: str) -> Grade | None:
        """The grade of a claim from an incident that it belongs to."""
        members = (m for i in self.known.look.told_in(report) for m in i.members)
        return next((m.grade for m in members if m.report == report and claim in m.claims), None)

    def incident_of(self, report: str, event: str) -> str | None:
        """The incident that an event of a report is part of."""
        return self.known.look.incident_of(report, event)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The reports, in order, that may tell of something in the period."""
        near = self.known.look.report_days.near(self.period.since, self.period.until)
        if near is None:
            return tuple(r.id for r in self.known.reports if r.id in self.readings)
        return self.in_order(near)

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids of reports that were read, in the order of reports."""
        found = [self.reports[i] for i in ids if i in self.readings]
        return tuple(r.id for r in sorted(found, key=report_order))

    def quote(self, report: str, start: int, end: int) -> str:
        """The characters of a report."""
        return self.reports[report].text[start:end]

    def at_place(self, places: Iterable[PlaceMention]) -> bool:
        """Whether one of the places is in the wanted municipality (always, when none is wanted)."""
        return self.place is None or any(p.municipality == self.place for p in places)
