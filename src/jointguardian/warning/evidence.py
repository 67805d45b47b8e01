"""What an indicator may look at: what was known of a place up to a day, and nothing later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain import Incident, Reading
from ..domain.dates import first_day, last_day


@dataclass(frozen=True, slots=True)
class Evidence:
    """Incidents and readings known on `day`; `place` is a municipality id, None for the whole area."""

    incidents: Sequence[Incident]
    readings: Sequence[Reading]
    day: date
    place: str | None = None

    def incidents_within(self, days: int) -> list[Incident]:
        """Incidents here that began in the `days` days up to and with `day`."""
        return [i for i in self.incidents if self._here(i) and self._recent(i.start, days)]

    def readings_within(self, days: int) -> list[Reading]:
        """Readings of reports published in the `days` days up to `day` that name the place."""
        return [
            r for r in self.readings if self._names(r) and self._recent(r.report.published, days)
        ]

    def last_report(self) -> date | None:
        """The day of the newest report that names the place."""
        days = [
            first_day(r.report.published)
            for r in self.readings
            if self._names(r) and r.report.published
        ]
        return max((d for d in days if d <= self.day), default=None)

    def _recent(self, start: str | None, days: int) -> bool:
        if start is None:
            return False
        first = self.day - timedelta(days=days - 1)
        return first <= first_day(start) and last_day(start) <= self.day

    def _here(self, incident: Incident) -> bool:
        return self.place is None or any(p.municipality == self.place for p in incident.places)

    def _names(self, reading: Reading) -> bool:
        return self.place is None or any(p.municipality == self.place for p in reading.places)
