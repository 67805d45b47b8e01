"""Look-ups over what is known: by id, by report, by day; kept up to date one thing at a time."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Generic, TypeVar

from ..domain import Incident, Reading, Report, Source
from ..domain.dates import first_day, last_day
from .points import Points

T = TypeVar("T")
MOST_DAYS = 31
"""Days of something that are entered one by one; what lasts longer is entered by its months."""
MOST_MONTHS = 240
"""Months that are entered of what has no end in sight."""


REMEMBERED = 20_000
"""Changes that are remembered for those who follow."""


class Ordered(Generic[T]):
    """Values in the order of their keys. `rows` is their tuple, made once for each change."""

    def __init__(self) -> None:
        self._keys: list[tuple[Any, ...]] = []
        self._values: list[T] = []
        self._rows: tuple[T, ...] | None = ()

    def put(self, key: tuple[Any, ...], value: T) -> None:
        """Enter a value, in place of one of the same key."""
        at = bisect_left(self._keys, key)
        if at < len(self._keys) and self._keys[at] == key:
            self._values[at] = value
        else:
            self._keys.insert(at, key)
            self._values.insert(at, value)
        self._rows = None

    def drop(self, key: tuple[Any, ...]) -> None:
        """Take the value of a key out."""
        at = bisect_left(self._keys, key)
        del self._keys[at], self._values[at]
        self._rows = None

    @property
    def rows(self) -> tuple[T, ...]:
        """All values, in order."""
        if self._rows is None:
            self._rows = tuple(self._values)
        return self._rows


class Calendar:
    """Ids by the days, or months, that something of them falls on."""

    def __init__(self) -> None:
        self._at: dict[str, set[str]] = {}
        self._of: dict[str, tuple[str, ...]] = {}

    def put(self, id_: str, spans: Iterable[tuple[str, str]]) -> None:
        """Enter an id under the spans (first and last ISO day) of it, in place of those before."""
        self.drop(id_)
        keys = tuple({key for first, last in spans for key in _keys(first, last)})
        self._of[id_] = keys
        for key in keys:
            self._at.setdefault(key, set()).add(id_)

    def drop(self, id_: str) -> None:
        """Take an id out; nothing where it is not in."""
        for key in self._of.pop(id_, ()):
            here = self._at[key]
            here.discard(id_)
            if not here:
                del self._at[key]

    def near(self, since: str | None, until: str) -> set[str] | None:
        """The ids that may have something in a period; None where that could be any."""
        if since is None:
            return None
        first, last = first_day(since), last_day(until)
        if (last - first).days > 12 * MOST_DAYS:
            return None
        days = (last - first).days + 1
        keys = {(first + timedelta(n)).isoformat() for n in range(days)}
        keys |= {k[:7] for k in keys}
        return set().union(*(self._at.get(k, ()) for k in keys))


def _keys(first: str, last: str) -> Iterator[str]:
    start, end = first_day(first), last_day(last)
    if 0 <= (end - start).days < MOST_DAYS:
        yield from ((start + timedelta(n)).isoformat() for n in range((end - start).days + 1))
        return
    month = 12 * start.year + start.month - 1
    for n in range(month, min(12 * end.year + end.month, month + MOST_MONTHS)):
        yield f"{n // 12:04}-{n % 12 + 1:02}"


def report_order(report: Report) -> tuple[str, datetime, str]:
    """The order of reports: by the day of which they tell, then as they became known."""
    return told_day(report), report.received, report.sha256


def told_day(report: Report) -> str:
    """The ISO day of publication, else of receipt."""
    return report.published_day or f"{report.received:%Y-%m-%d}"


class Lookups:
    """Reports with their readings, and incidents, found in an instant.

    `automatic` holds the readings as they were made, `readings` as people corrected them; `naming`
    gives for each municipality the reports that name it with their days; `sealed` counts the
    mentions of private persons; `number` grows with every change.
    """

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.readings: dict[str, Reading] = {}
        self.automatic: dict[str, Reading] = {}
        self.incidents: dict[str, Incident] = {}
        self.sources: dict[str, Source] = {}
        self.incidents_of: dict[str, set[str]] = {}
        self.report_days, self.incident_days = Calendar(), Calendar()
        self.points = Points()
        self.number = 0
        self._touched: deque[str] = deque(maxlen=REMEMBERED)
        self.naming: dict[str, dict[str, str]] = {}
        self.sealed = 0

    def put_report(self, report: Report, automatic: Reading, reading: Reading) -> None:
        """A report with its readings, in place of what was known of it."""
        if report.id in self.readings:
            self.drop_report(report.id)
        self.reports[report.id] = report
        self.automatic[report.id], self.readings[report.id] = automatic, reading
        self.report_days.put(report.id, _days_of(report, reading))
        for municipality in _named(reading):
            self.naming.setdefault(municipality, {})[report.id] = told_day(report)
        self.sealed += sum(not p.public for p in reading.persons)
        self._touch(report.id)

    def drop_report(self, id_: str) -> None:
        """A report that is known no more."""
        reading = self.readings.pop(id_)
        del self.reports[id_], self.automatic[id_]
        self.report_days.drop(id_)
        for municipality in _named(reading):
            self.naming[municipality].pop(id_, None)
        self.sealed -= sum(not p.public for p in reading.persons)
        self._touch(id_)

    def put_incident(self, incident: Incident) -> None:
        """An incident, in place of what was known of it."""
        if incident.id in self.incidents:
            self.drop_incident(incident.id)
        self.incidents[incident.id] = incident
        for report in incident.reports:
            self.incidents_of.setdefault(report, set()).add(incident.id)
        self.incident_days.put(incident.id, _spans_of(incident))
        self.points.put(incident)
        self._touch(incident.id, *incident.reports)

    def drop_incident(self, id_: str) -> None:
        """An incident that is known no more."""
        reports = self.incidents.pop(id_).reports
        for report in reports:
            self.incidents_of[report].discard(id_)
        self._touch(id_, *reports)
        self.incident_days.drop(id_)
        self.points.drop(id_)

    def touched_since(self, number: int) -> set[str] | None:
        """The incidents and reports that changed after a `number`; None where that is forgotten."""
        late = self.number - number
        if not 0 <= late <= len(self._touched):
            return None
        return set(islice(reversed(self._touched), late))

    def _touch(self, *ids: str) -> None:
        self._touched.extend(ids)
        self.number += len(ids)

    def told_in(self, report: str) -> list[Incident]:
        """The incidents that a report tells of, by id."""
        return [self.incidents[i] for i in sorted(self.incidents_of.get(report, ()))]

    def incident_of(self, report: str, event: str) -> str | None:
        """The incident that an event of a report is part of."""
        return next(
            (
                i.id
                for i in self.told_in(report)
                if any(m.report == report and event in m.events for m in i.members)
            ),
            None,
        )


def _spans_of(incident: Incident) -> Iterator[tuple[str, str]]:
    if incident.start is not None:
        yield incident.start, max(incident.start, incident.end or "")
        return
    for m in incident.members:
        if m.published:
            yield m.published[:10], m.published[:10]


def _named(reading: Reading) -> set[str]:
    places = [*reading.places, *(p for e in reading.events for p in e.places)]
    return {p.municipality for p in places if p.municipality}


def _days_of(report: Report, reading: Reading) -> Iterator[tuple[str, str]]:
    yield told_day(report), told_day(report)
    for event in reading.events:
        if event.start is not None and _is_date(event.start) and _is_date(event.end or event.start):
            yield event.start, max(event.start, event.end or "")
    for claim in reading.claims:
        if claim.date and _is_date(claim.date):
            yield claim.date, claim.date


def _is_date(text: str) -> bool:
    try:
        return first_day(text) <= date.max
    except ValueError:
        return False
