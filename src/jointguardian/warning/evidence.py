"""What an indicator may look at: what was known of a place up to a day, and nothing later."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..domain import Event, Incident, Member, Reading, Restriction, Trigger
from ..domain.dates import first_day


@dataclass(frozen=True, slots=True)
class Evidence:
    """Incidents and readings known on `day`; `place` is a municipality id, None for the whole area.

    `triggers` are dates that are known beforehand, `neighbours` the municipalities next to the
    place, `restrictions` those of movement that persons entered.
    """

    incidents: Sequence[Incident]
    readings: Sequence[Reading]
    day: date
    place: str | None = None
    triggers: Sequence[Trigger] = ()
    neighbours: Collection[str] = ()
    restrictions: Sequence[Restriction] = ()
    _by_report: dict[str, Reading] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    _days: list[date] = field(init=False, default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by_report.update((r.report.id, r) for r in self.readings if r.report.id)
        self._days.extend(self._published())

    def events_of(self, incident: Incident) -> Iterator[Event]:
        """What the members of an incident tell, where their readings are at hand."""
        yield from (event for _, event in self.told_of(incident))

    def told_of(self, incident: Incident) -> Iterator[tuple[Member, Event]]:
        """The same with the member that tells each."""
        for member in incident.members:
            reading = self._by_report.get(member.report)
            if reading is not None:
                yield from ((member, e) for e in reading.events if e.id in member.events)

    def reports_within(self, days: int) -> int:
        """Reports published in the `days` days up to `day` that name the place."""
        first = self.day - timedelta(days=days - 1)
        return sum(first <= day <= self.day for day in self._days)

    def last_report(self) -> date | None:
        """The day of the newest report that names the place."""
        return max((d for d in self._days if d <= self.day), default=None)

    def _published(self) -> Iterator[date]:
        for reading in self.readings:
            if reading.report.published and self._names(reading):
                yield first_day(reading.report.published[:10])

    def _names(self, reading: Reading) -> bool:
        return self.place is None or any(p.municipality == self.place for p in reading.places)
