"""The rows of a log as the system would record them: a text, and the values that the log states.

A row's text is its report text, then, after a blank line, each other cell as `Header: cell`. So every
stated value has its place in the text, and a name in any column is found and sealed with it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, time, tzinfo
from typing import Protocol, TypeVar

from ..domain import Casualty, Grade, Place, PlaceMention, Span
from ..domain.ids import digest
from ..domain.log import COUNTED, LogCell, LogMapping
from ..errors import InputError
from ..geo import distance_km
from .log_book import Book, Sheet, key_of
from .log_cells import count_of, degrees_of, grade_of, names_of, position_of
from .log_dates import Day, parse_day, parse_time, published, zone_of
from .log_mapping import says_nothing

T = TypeVar("T")
BARE = frozenset({"serial", "date", "time", "zone", "source", "status", "ignore"})
"""A row in which nothing else stands says nothing: a form that waits to be filled in."""
OFF_KM = 25.0
"""A point farther than this from the place that the row names is pointed out. Own choice."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, in the words of one line; `fatal`: the row cannot go in."""

    column: str
    what: str
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it would be recorded. Spans point into `text`; `free` is where the free text ends."""

    sheet: str
    row: int
    key: str
    raw: str
    text: str
    free: int
    cells: tuple[LogCell, ...]
    source: str
    day: str | None = None
    published: str | None = None
    place: PlaceMention | None = None
    type: str | None = None
    status: str = "happened"
    counts: tuple[Casualty, ...] = ()
    actors: tuple[tuple[str, Span], ...] = ()
    recipients: tuple[tuple[str, Span], ...] = ()
    grade: Grade | None = None
    persons: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def rejected(self) -> str | None:
        """Why the row cannot go in; None where it can."""
        bad = [p for p in self.problems if p.fatal]
        return self.line(bad[0]) if bad else None

    def line(self, problem: Problem) -> str:
        """A problem with its place, on one line."""
        where = f"sheet {self.sheet}, row {self.row}"
        column = f", column {problem.column}" if problem.column else ""
        return f"{where}{column}: {problem.what}"

    @property
    def told(self) -> str:
        """A digest of what the row says and how it is understood."""
        said = (self.text, self.free, self.source, self.day, self.published, self.place, self.type,
                self.status, self.counts, self.actors, self.recipients, self.grade)  # fmt: skip
        return digest(said)[:24]


class Places(Protocol):
    """Where names and points lie; `zone` is the MGRS zone of the operation."""

    @property
    def zone(self) -> str: ...
    def named(self, name: str, near: tuple[float, float] | None) -> Place | None: ...
    def municipality_at(self, lat: float, lon: float) -> str | None: ...


@dataclass(slots=True)
class _Row:
    """A row being read: its cells by field, and what is wrong so far."""

    sheet: Sheet
    number: int
    cells: tuple[str, ...]
    mapping: LogMapping
    spans: dict[int, Span] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, name: str) -> list[tuple[int, str]]:
        """The cells of a field that say something."""
        columns = self.mapping.of_field(name)
        found = ((n, self.cells[n].strip()) for n in columns if n < len(self.cells))
        return [(n, c) for n, c in found if c]

    def one(self, name: str) -> tuple[int, str]:
        """The cell of a single field; ("", -1 as number) where it is blank."""
        return next(iter(self.of(name)), (-1, ""))

    def tried(self, n: int, parse: Callable[[], T], *, fatal: bool = False) -> T | None:
        """What `parse` gives, or a problem of the column."""
        try:
            return parse()
        except InputError as fault:
            what = f"{fault.what}; {fault.way_out}" if fault.way_out else fault.what
            self.trouble(n, what, fatal=fatal)
            return None

    def trouble(self, n: int, what: str, *, fatal: bool = False) -> None:
        """Notes a problem of the column."""
        header = self.mapping.columns[n].header if n >= 0 else ""
        self.problems.append(Problem(header, " ".join(what.split()), fatal))


def entries(book: Book, mapping: LogMapping, places: Places) -> Iterator[Entry]:
    """Every row that says something, in the order of the file. Raises InputError for a wrong zone."""
    zone = zone_of(mapping.zone) or UTC
    types, statuses = dict(mapping.types), dict(mapping.statuses)
    seen: Counter[str] = Counter()
    for sheet in book.sheets:
        above = ""
        order = column_order(sheet, mapping)
        for number, cells in sheet.rows:
            row = _Row(sheet, number, _laid(cells, order, len(mapping.columns)), mapping)
            if mapping.fill_down:
                above = row.one("date")[1] or above
            if not _says_something(row):
                continue
            made = _entry(row, above, zone, types, statuses, places)
            seen[made.key] += 1
            yield made if seen[made.key] == 1 else replace(made, key=f"{made.key}#{seen[made.key]}")


def column_order(sheet: Sheet, mapping: LogMapping) -> list[int]:
    """For each column of the sheet its number in the mapping, -1 where that does not have it."""
    numbers = {key_of(c.header): n for n, c in enumerate(mapping.columns)}
    return [numbers.get(key_of(h), -1) for h in sheet.headers]


def _laid(cells: tuple[str, ...], order: list[int], width: int) -> tuple[str, ...]:
    """The row's cells in the order of the mapping."""
    laid = [""] * width
    for n, cell in zip(order, cells, strict=False):
        if n >= 0:
            laid[n] = cell
    return tuple(laid)


def _says_something(row: _Row) -> bool:
    return any(
        c.strip() and not says_nothing(c.strip()) and row.mapping.columns[n].field not in BARE
        for n, c in enumerate(row.cells)
    )


def _entry(
    row: _Row,
    above: str,
    zone: tzinfo,
    types: Mapping[str, str],
    statuses: Mapping[str, str],
    places: Places,
) -> Entry:
    text, free = _composed(row)
    day, when = _when(row, above, zone)
    type_, status = _type(row, types), _status(row, statuses)
    counts = _counts(row)
    if type_ is None and counts and not row.of("type"):
        row.trouble(
            -1, "people are counted and no type is given: the counts stand in the text only"
        )
    return Entry(
        sheet=row.sheet.name,
        row=row.number,
        key=_key(row, day),
        raw=" | ".join(row.cells)[:2000],
        text=text,
        free=free,
        cells=tuple(LogCell(n, s.start, s.end) for n, s in sorted(row.spans.items())),
        source=" ".join(row.one("source")[1].split()) or row.mapping.source,
        day=day,
        published=when,
        place=_place(row, places),
        type=type_,
        status=status,
        counts=counts,
        actors=_names(row, "actors"),
        recipients=_names(row, "recipients"),
        grade=_grade(row),
        persons=tuple(row.spans[n] for n, _ in row.of("person") if n in row.spans),
        problems=tuple(row.problems),
    )


def _composed(row: _Row) -> tuple[str, int]:
    """The row's text and where its free part ends; the cells' places go into `row.spans`."""
    parts: list[str] = []
    at = 0

    def put(piece: str) -> int:
        nonlocal at
        parts.append(piece)
        at += len(piece)
        return at - len(piece)

    texts = row.of("text")
    for number, (n, _) in enumerate(texts):
        if number:
            put("\n")
        label = row.mapping.columns[n].label
        if len(texts) > 1 and number and label:
            put(f"{label}: ")
        start = put(row.cells[n])
        row.spans[n] = Span(start, at)
    free = at
    for n, cell in enumerate(row.cells):
        if n in row.spans or not cell.strip() or row.mapping.columns[n].field == "ignore":
            continue
        put(
            ("\n\n" if free and at == free else "\n" if at else "")
            + f"{row.mapping.columns[n].header}: "
        )
        row.spans[n] = Span(put(cell), at)
    return "".join(parts), free


def _when(row: _Row, above: str, zone: tzinfo) -> tuple[str | None, str | None]:
    """The day as told, and the moment of publication in UTC. A row without its date cannot go in."""
    if not row.mapping.of_field("date"):
        return None, None
    _, cell = row.one("date")
    column = row.mapping.of_field("date")[0]
    cell = cell or above
    if not cell:
        row.trouble(column, "the row has no date; write it, or let blank dates take the one above",
                    fatal=True)  # fmt: skip
        return None, None
    told = row.tried(column, lambda: parse_day(cell, row.mapping.day_first), fatal=True)
    if told is None:
        return None, None
    at, own = _time(row, told)
    return told.day.isoformat(), published(told.day, at, own or _zone(row) or zone)


def _time(row: _Row, told: Day) -> tuple[time | None, tzinfo | None]:
    n, cell = row.one("time")
    if not cell or says_nothing(cell):
        return told.at, told.zone
    found = row.tried(n, lambda: parse_time(cell))
    return (found[0], found[1] or told.zone) if found else (told.at, told.zone)


def _zone(row: _Row) -> tzinfo | None:
    n, cell = row.one("zone")
    return row.tried(n, lambda: zone_of(cell)) if cell else None


def _type(row: _Row, types: Mapping[str, str]) -> str | None:
    n, cell = row.one("type")
    word = " ".join(cell.split())
    if not word or says_nothing(word):
        return None
    if word not in types:
        row.trouble(n, f"{word!r} is not mapped to a type; map it, or leave it without an event")
    return types.get(word) or None


def _status(row: _Row, statuses: Mapping[str, str]) -> str:
    n, cell = row.one("status")
    word = " ".join(cell.split())
    if word and not says_nothing(word) and not statuses.get(word):
        row.trouble(n, f"{word!r} is not mapped to a status; taken as happened")
    return statuses.get(word) or "happened"


def _counts(row: _Row) -> tuple[Casualty, ...]:
    found: list[Casualty] = []
    for kind in COUNTED:
        for n, cell in row.of(kind):
            column = row.mapping.columns[n]
            told = row.tried(n, lambda: count_of(cell, kind, column.who, column.counted_by))  # noqa: B023
            if told is not None and (told.low or told.high):
                found.append(replace(told, span=row.spans.get(n)))
    return tuple(found)


def _names(row: _Row, name: str) -> tuple[tuple[str, Span], ...]:
    return tuple(
        pair
        for n, cell in row.of(name)
        if n in row.spans and not says_nothing(cell)
        for pair in names_of(row.cells[n], row.spans[n].start)
    )


def _grade(row: _Row) -> Grade | None:
    n, cell = row.one("grade")
    if cell and not says_nothing(cell):
        bare = "".join(c for c in cell if c.isalnum())
        return row.tried(n, lambda: grade_of(bare[:1], bare[1:]))
    (n, letter), (m, digit) = row.one("reliability"), row.one("credibility")
    letter = "" if says_nothing(letter) else letter
    digit = "" if says_nothing(digit) else digit
    return row.tried(n if letter else m, lambda: grade_of(letter, digit))


def _point(row: _Row, zone: str) -> tuple[tuple[float, float] | None, int]:
    """The row's position and the column that gives it: degrees before the grid reference."""
    (n, lat), (m, lon) = row.one("lat"), row.one("lon")
    if lat and lon and not says_nothing(lat):
        pair = row.tried(n, lambda: (degrees_of(lat, "lat"), degrees_of(lon, "lon")))
        if pair != (0.0, 0.0):
            return pair, n
    elif lat or lon:
        row.trouble(n if lat else m, "one of latitude and longitude is missing")
    n, grid = row.one("mgrs")
    if not grid or says_nothing(grid):
        return None, n
    return row.tried(n, lambda: position_of(grid, zone)), n


def _place(row: _Row, places: Places) -> PlaceMention | None:
    point, at = _point(row, places.zone)
    name_at, name = row.one("place")
    if not name or says_nothing(name):
        name_at, name = row.one("municipality")
    name = "" if says_nothing(name) else " ".join(name.split())
    known = places.named(name, point) if name else None
    if name and known is None and point is None:
        row.trouble(name_at, f"no place is called {name!r}; correct it, or give a grid reference")
    if point and known and known.kind == "settlement":
        away = distance_km(*point, known.lat, known.lon)
        if away > OFF_KM:
            row.trouble(
                at, f"the position lies {away:.0f} km from {known.name}; check which is right"
            )
    if not name and point is None:
        return None
    span = row.spans.get(name_at if name else at)
    return _mention(name, point, known, span, places)


_PRECISION = {"settlement": "settlement", "municipality": "municipality", "country": "country",
              "crossing": "exact", "site": "exact"}  # fmt: skip


def _mention(
    name: str,
    point: tuple[float, float] | None,
    known: Place | None,
    span: Span | None,
    places: Places,
) -> PlaceMention:
    """The place with the row's own point where it has one, else with that of the gazetteer."""
    shown = known.name if known else (name or "position")
    lat, lon = point or ((known.lat, known.lon) if known else (None, None))
    municipality = places.municipality_at(lat, lon) if lat is not None and lon is not None else None
    if municipality is None and known:
        municipality = known.id if known.kind == "municipality" else known.municipality
    precision = "exact" if point else _PRECISION.get(known.kind, "region") if known else "unknown"
    return PlaceMention(
        text=name or shown,
        name=shown,
        country=known.country if known else None,
        lat=lat,
        lon=lon,
        gazetteer_id=known.id if known else None,
        precision=precision,
        span=span,
        municipality=municipality,
    )


def _key(row: _Row, day: str | None) -> str:
    """What stays while a row is corrected: its serial, else its date, time and place."""
    serial = " ".join(row.one("serial")[1].split())
    if serial:
        scope = {"day": day or "", "sheet": row.sheet.name}.get(row.mapping.serial_scope, "")
        return f"{scope}/{serial}" if scope else serial
    lasting = [c for f in ("date", "time", "place", "mgrs") for _, c in row.of(f)]
    return digest(lasting or list(row.cells))[:16]
