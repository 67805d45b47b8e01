"""A log on its way out: the mission's own columns, in their order and form, then what the system adds.

A row that came in goes out as it stands in its (sealed) report; for every other report the columns
are filled from what is known of it. Nothing leaves without a person who lets it go.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cached_property, lru_cache

from ..domain import (
    Count,
    Event,
    Grade,
    Incident,
    Municipality,
    PlaceMention,
    Reading,
    Report,
    Span,
)
from ..domain.dates import MONTHS, format_dtg
from ..domain.log import COUNTED, LogColumn, LogMapping, LogRow
from ..domain.marking import LEVELS
from ..domain.vocab import vocabulary
from ..errors import InputError
from ..exchange.log import LogColumnOut, LogTable
from ..geo import cell, fold, to_mgrs
from ..picture import Known
from ..picture.build import municipality
from ..sources.log_book import OURS, RELEASED
from ..sources.log_dates import zone_of

ADDED = (
    "report", "incident", "what", "grade", "counts by source", "contradictions",
    "latitude", "longitude", "MGRS", "H3 cell", "row of the log",
)  # fmt: skip
"""The columns that the system adds, each with `OURS` in front."""
STANDARD = LogMapping(
    name="Guardian log",
    shape="",
    source="",
    columns=tuple(
        LogColumn(header, field_, form=form)
        for header, field_, form in (
            ("Serial", "serial", "text"),
            ("Date", "date", "text yyyy-mm-dd"),
            ("Time (Z)", "time", "text hh:mm"),
            ("Place", "place", "text"),
            ("Municipality", "municipality", "text"),
            ("MGRS", "mgrs", "text"),
            ("Source", "source", "text"),
            ("Grade", "grade", "text"),
            ("Type", "type", "text"),
            ("Description", "text", "text"),
            ("Killed", "killed", "number"),
            ("Injured", "injured", "number"),
            ("Missing", "missing", "number"),
            ("Detained", "detained", "number"),
            ("Actors", "actors", "text"),
            ("Recipients", "recipients", "text"),
            ("Status", "status", "text"),
        )
    ),
)
"""What goes out where the operation has no log of its own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of what is known goes out: ISO days, a municipality; one row a `report` or `incident`."""

    since: str | None = None
    until: str | None = None
    place: str | None = None
    per: str = "report"

    def __post_init__(self) -> None:
        if self.per not in ("report", "incident"):
            raise InputError(f"no rows per {self.per!r}", way_out="use report or incident")


@dataclass
class LogWriter:
    """Writes rows from what one viewer knew at one moment; `rows` are those of the log in sight."""

    known: Known
    mapping: LogMapping
    rows: Mapping[str, LogRow]
    wanted: Wanted
    _zone: tzinfo = field(default=UTC, init=False)

    def __post_init__(self) -> None:
        self._zone = zone_of(self.mapping.zone) or UTC

    @cached_property
    def _municipalities(self) -> dict[str, Municipality]:
        return {m.id: m for m in self.known.municipalities}

    @cached_property
    def _here(self) -> str | None:
        return municipality(self.known.municipalities, self.wanted.place)

    @cached_property
    def _incidents_of(self) -> dict[str, list[Incident]]:
        found: dict[str, list[Incident]] = {}
        for incident in self.known.incidents:
            for report in incident.reports:
                found.setdefault(report, []).append(incident)
        return found

    @cached_property
    def _types(self) -> dict[str, str]:
        """The log's own word for each of our types: the first that is mapped to it."""
        found: dict[str, str] = {}
        for word, type_ in self.mapping.types:
            found.setdefault(type_, word)
        return found

    @cached_property
    def _statuses(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for word, status in self.mapping.statuses:
            found.setdefault(status, word)
        return found

    def table(self, release: Sequence[tuple[str, str]]) -> LogTable:
        """The whole log as it would be written."""
        names = [LogColumnOut(c.header, c.form) for c in self.mapping.columns]
        added = [LogColumnOut(f"{OURS}{name}", _ADDED_FORMS.get(name, "text")) for name in ADDED]
        rows = tuple(self.lines())
        return LogTable(
            name=self.mapping.sheet,
            title=self.mapping.title,
            release=tuple(release),
            columns=(*names, *added),
            rows=rows,
            separator=self.mapping.separator,
        )

    def lines(self) -> list[tuple[str, ...]]:
        """The rows, by day."""
        if self.wanted.per == "incident":
            chosen = [i for i in self.known.incidents if self._holds(i.start, i.places)]
            return [self._of_incident(i) for i in sorted(chosen, key=lambda i: i.start or "")]
        pairs = zip(self.known.reports, self.known.readings, strict=True)
        return [self._of_report(r, read) for r, read in pairs if self._wants(r, read)]

    @property
    def marking(self) -> str:
        """The highest level among the reports that go out."""
        pairs = zip(self.known.reports, self.known.readings, strict=True)
        if self.wanted.per == "incident":
            return self.known.marking
        levels = [r.marking.level for r, read in pairs if self._wants(r, read)]
        known = [LEVELS.index(x) for x in levels if x in LEVELS]
        own = self.known.marking.lower()
        floor = LEVELS.index(own) if own in LEVELS else 0
        return LEVELS[max([floor, *known])].upper()

    def _wants(self, report: Report, reading: Reading) -> bool:
        day = reading.events[0].start if reading.events else None
        return self._holds(day or report.published_day, reading.places)

    def _holds(self, day: str | None, places: Sequence[PlaceMention]) -> bool:
        w = self.wanted
        if w.since and (day is None or day[: len(w.since)] < w.since):
            return False
        if w.until and (day is None or day > w.until):
            return False
        return self._here is None or any(p.municipality == self._here for p in places)

    # --- one row -----------------------------------------------------------------------------

    def _of_report(self, report: Report, reading: Reading) -> tuple[str, ...]:
        row = self.rows.get(report.id)
        event = next(iter(reading.events), None)
        found = self._incidents_of.get(report.id, [])
        incident = next((i for i in found if event and _holds(i, event)), next(iter(found), None))
        grade = _grade(incident, report.id)
        if row is not None and row.log == self.mapping.name:
            own = _verbatim(report, row, len(self.mapping.columns))
        else:
            moment = report.published or ""
            seen = _Seen(
                report.text, report.source, moment, event, grade, event.casualties if event else ()
            )
            own = self._composed(seen)
        place = next(iter(event.places if event else ()), next(iter(reading.places), None))
        state = (
            ("missing from the newest file" if row.state == "missing" else "there") if row else ""
        )
        return (*own, *self._added(report.id, incident, grade, place, state))

    def _of_incident(self, incident: Incident) -> tuple[str, ...]:
        place = next(
            (p for p in incident.places if p.lat is not None), next(iter(incident.places), None)
        )
        told = f"{incident.what}. Told by {', '.join(incident.sources)}."
        event = _event_of(incident)
        grades = {str(m.grade): m.grade for m in incident.members}
        best = grades[min(grades)] if grades else None
        own = self._composed(
            _Seen(told, "; ".join(incident.sources), "", event, best, incident.counts)
        )
        return (*own, *self._added("; ".join(incident.reports), incident, None, place, ""))

    def _added(
        self,
        report: str,
        incident: Incident | None,
        grade: Grade | None,
        place: PlaceMention | None,
        state: str,
    ) -> tuple[str, ...]:
        point = (place.lat, place.lon) if place and place.lat is not None else None
        lat, lon = (point[0] or 0.0, point[1] or 0.0) if point else (None, None)
        grades = str(grade or "") or "; ".join(
            f"{m.source}: {m.grade}" for m in (incident.members if incident else ())
        )
        return (
            report,
            incident.id if incident else "",
            incident.what if incident else "",
            grades,
            _counts(incident),
            " | ".join(incident.contradictions) if incident else "",
            "" if lat is None else f"{lat:g}" if float(f"{lat:g}") == lat else repr(lat),
            "" if lon is None else f"{lon:g}" if float(f"{lon:g}") == lon else repr(lon),
            _mgrs(lat, lon),
            "" if lat is None or lon is None else cell(lat, lon),
            state,
        )

    def _composed(self, seen: "_Seen") -> tuple[str, ...]:
        texts = self.mapping.of_field("text")
        return tuple(
            (seen.text if n == texts[0] else "")
            if column.field == "text"
            else self._value(column, seen)
            for n, column in enumerate(self.mapping.columns)
        )

    def _value(self, column: LogColumn, seen: "_Seen") -> str:
        if column.field in COUNTED:
            return _count(column, seen)
        make = _VALUES.get(column.field)
        return make(self, seen, column) if make else ""

    def _date(self, seen: "_Seen", column: LogColumn) -> str:
        local = self._local(seen)
        day = (seen.event.start if seen.event else None) or seen.moment[:10]
        if column.form.removeprefix("text ") == "dtg":
            return format_dtg(local) if local else day
        return written(day, column.form, day_first=self.mapping.day_first)

    def _time(self, seen: "_Seen", column: LogColumn) -> str:
        local = self._local(seen)
        if local is None:
            return ""
        return f"{local:%H%M}" if column.form == "text hhmm" else f"{local:%H:%M}"

    def _local(self, seen: "_Seen") -> datetime | None:
        """The moment of publication in the log's zone (Z where the log has a column for it)."""
        if len(seen.moment) <= 10:
            return None
        zone = UTC if self.mapping.of_field("zone") else self._zone
        return datetime.fromisoformat(seen.moment).astimezone(zone)

    def _zone_name(self, seen: "_Seen", column: LogColumn) -> str:
        return "Z" if len(seen.moment) > 10 else ""

    def _type(self, seen: "_Seen", column: LogColumn) -> str:
        if seen.event is None:
            return ""
        whole = f"{seen.event.type}/{seen.event.mode}" if seen.event.mode else seen.event.type
        label = vocabulary("event_types")[seen.event.type].label if seen.event.type else ""
        return self._types.get(whole) or self._types.get(seen.event.type) or label

    def _status(self, seen: "_Seen", column: LogColumn) -> str:
        status = seen.event.status if seen.event else ""
        return self._statuses.get(status, status)

    def _place(self, seen: "_Seen", column: LogColumn) -> str:
        return seen.place.text if seen.place else ""

    def _grid(self, seen: "_Seen", column: LogColumn) -> str:
        return _mgrs(seen.place.lat, seen.place.lon) if seen.place else ""

    def _degrees(self, seen: "_Seen", column: LogColumn) -> str:
        value = getattr(seen.place, column.field, None)
        return "" if value is None else repr(value)

    def _municipality(self, seen: "_Seen", column: LogColumn) -> str:
        id_ = (seen.place.municipality if seen.place else None) or ""
        found = self._municipalities.get(id_)
        return found.name if found else id_

    def _grade(self, seen: "_Seen", column: LogColumn) -> str:
        if seen.grade is None:
            return ""
        return {"reliability": seen.grade.reliability, "credibility": seen.grade.credibility}.get(
            column.field, str(seen.grade)
        )

    def _named(self, seen: "_Seen", column: LogColumn) -> str:
        mentions = getattr(seen.event, column.field, ()) if seen.event else ()
        return "; ".join(m.known_as for m in mentions)

    def _source(self, seen: "_Seen", column: LogColumn) -> str:
        return seen.source


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the columns of one row are filled from."""

    text: str
    source: str
    moment: str
    event: Event | None
    grade: Grade | None
    counts: Sequence[object]

    @property
    def place(self) -> PlaceMention | None:
        return next(iter(self.event.places), None) if self.event else None


_Maker = Callable[[LogWriter, _Seen, LogColumn], str]
_VALUES: dict[str, _Maker] = {
    "date": LogWriter._date,
    "time": LogWriter._time,
    "zone": LogWriter._zone_name,
    "place": LogWriter._place,
    "mgrs": LogWriter._grid,
    "lat": LogWriter._degrees,
    "lon": LogWriter._degrees,
    "municipality": LogWriter._municipality,
    "source": LogWriter._source,
    "grade": LogWriter._grade,
    "reliability": LogWriter._grade,
    "credibility": LogWriter._grade,
    "type": LogWriter._type,
    "status": LogWriter._status,
    "actors": LogWriter._named,
    "recipients": LogWriter._named,
}
_ADDED_FORMS = {"latitude": "number", "longitude": "number"}


def written(day: str, form: str, *, day_first: bool) -> str:
    """An ISO day in a column's form; as it is where the form is an Excel date's."""
    pattern = form.removeprefix("text").strip()
    if not form.startswith("text") or len(day) != 10 or not pattern or pattern == "yyyy-mm-dd":
        return day
    year, month, number = day.split("-")
    if pattern == "dd mmm yyyy":
        return f"{number} {MONTHS[int(month) - 1].title()} {year}"
    first, second = (number, month) if day_first else (month, number)
    text = pattern.replace("yyyy", year).replace("yy", year[2:])
    return text.replace("D", first).replace("M", second)


def _verbatim(report: Report, row: LogRow, width: int) -> tuple[str, ...]:
    """The cells of a row as they stand in its sealed text."""
    cells = [""] * width
    for c in row.cells:
        if c.column < width:
            cells[c.column] = report.text[c.start : c.end]
    return tuple(cells)


def _holds(incident: Incident, event: Event) -> bool:
    return any(event.id in m.events for m in incident.members)


def _grade(incident: Incident | None, report: str) -> Grade | None:
    members = incident.members if incident else ()
    return next((m.grade for m in members if m.report == report), None)


def _event_of(incident: Incident) -> Event:
    return Event(
        id=incident.id, type=incident.type, mode=None, status=incident.status, actors=(),
        recipients=(), start=incident.start, end=incident.end, date_precision="day",
        places=incident.places, casualties=(), means=(), asserted_by=None, span=Span(0, 0),
        confidence=1.0,
    )  # fmt: skip


def _count(column: LogColumn, seen: _Seen) -> str:
    """The count of a column: of its group where it names one, else the first of its kind."""
    rows = [c for c in seen.counts if getattr(c, "kind", "") == column.field]
    if column.who:
        rows = [c for c in rows if fold(column.who) in fold(getattr(c, "who", ""))]
    if not rows:
        return ""
    first = rows[0]
    if isinstance(first, Count):
        return str(first.n)
    low, high = getattr(first, "low", None), getattr(first, "high", None)
    if low is None:
        return ""
    return str(low) if low == high else f"{low}-{high}" if high else f"{low}+"


def _counts(incident: Incident | None) -> str:
    """Every count with its counter, updates and rivals told as such."""
    return "; ".join(_said(c) for c in (incident.counts if incident else ()))


def _said(count: Count) -> str:
    by = f" (counted by {count.counted_by})" if count.counted_by else ""
    how = {"rivals": ", rival", "updates": ", update", "same": ", same"}.get(
        count.relation or "", ""
    )
    about = f"{count.qualifier} " if count.qualifier else ""
    return f"{count.kind} {count.who}: {about}{count.n}{by}{how}"


@lru_cache(maxsize=65536)
def _mgrs(lat: float | None, lon: float | None) -> str:
    if lat is None or lon is None:
        return ""
    try:
        return to_mgrs(lat, lon)
    except InputError:
        return ""


def release_lines(
    by: str, to: str, at: datetime, known: Known, marking: str, wanted: Wanted
) -> tuple[tuple[str, str], ...]:
    """What stands before the log in its file: who let it go to whom, and what it is."""
    days = f"{wanted.since or 'the beginning'} to {wanted.until or 'the end'}"
    return (
        (RELEASED.removeprefix("# ").strip(), f"{by} on {format_dtg(at)}, to {to}"),
        ("Operation", known.operation),
        ("Marking", marking),
        ("As known at", format_dtg(known.as_of)),
        ("Days", days),
        ("Place", wanted.place or "all"),
        ("Rows", f"one row per {wanted.per}"),
        ("Names", "names of private persons stay sealed (█)"),
    )
