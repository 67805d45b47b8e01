"""A log on its page: its columns with what they are taken for, and rows as they would be recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ...domain.dates import format_dtg, parse_moment
from ...domain.log import COUNTED, LogColumn, LogMapping
from ...domain.vocab import vocabulary
from ...pipeline.log import Book, Entry

EXAMPLES = 3
LONGEST = 90


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of the log: some of its cells, and what it is taken for."""

    n: int
    header: str
    examples: tuple[str, ...]
    column: LogColumn

    @property
    def counts(self) -> bool:
        """Whether it counts people."""
        return self.column.field in COUNTED


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as it stands, as it would be recorded, and what is wrong with it."""

    raw: str
    recorded: str
    problem: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: why it cannot go in (empty where it can), what is wrong with it as a whole, its cells."""

    sheet: str
    row: int
    rejected: str
    notes: tuple[str, ...]
    cells: tuple[CellView, ...]


def columns_of(book: Book, mapping: LogMapping) -> tuple[ColumnView, ...]:
    """The columns with some distinct cells each."""
    where = {header: n for n, header in enumerate(book.first.headers)}
    found = []
    for n, column in enumerate(mapping.columns):
        at = where.get(column.header)
        cells = book.first.column(at)[:200] if at is not None else ()
        shown = tuple(dict.fromkeys(_short(c) for c in cells))[:EXAMPLES]
        found.append(ColumnView(n, column.header, shown, column))
    return tuple(found)


def rows_of(entries: tuple[Entry, ...], mapping: LogMapping) -> tuple[RowView, ...]:
    """The rows as they would be recorded."""
    return tuple(_row(entry, mapping) for entry in entries)


def shown_columns(mapping: LogMapping) -> tuple[tuple[int, LogColumn], ...]:
    """The columns that are taken in."""
    return tuple((n, c) for n, c in enumerate(mapping.columns) if c.field != "ignore")


def _row(entry: Entry, mapping: LogMapping) -> RowView:
    raw = {c.column: entry.text[c.start : c.end] for c in entry.cells}
    wrong = {p.column: p.what for p in entry.problems if p.column}
    cells = tuple(
        CellView(
            _short(raw.get(n, "")),
            "" if column.header in wrong else _recorded(entry, column, raw.get(n, "")),
            wrong.get(column.header, ""),
        )
        for n, column in shown_columns(mapping)
    )
    notes = tuple(p.what for p in entry.problems if not p.column)
    return RowView(entry.sheet, entry.row, entry.rejected or "", notes, cells)


def _recorded(entry: Entry, column: LogColumn, raw: str) -> str:
    """What the system makes of a cell; empty where it keeps it as it stands."""
    if column.field in COUNTED:
        rows = [
            c for c in entry.counts if c.kind == column.field and c.who == (column.who or "people")
        ]
        return f"{_number(rows[0])} {column.field}: {rows[0].who}" if rows and raw.strip() else ""
    make = _FORMS.get(column.field)
    return make(entry) if make and (raw.strip() or column.field == "date") else ""


def _number(row: object) -> str:
    low, high = getattr(row, "low", None), getattr(row, "high", None)
    about = getattr(row, "qualifier", None) or ""
    return f"{about} {low}".strip() if high in (None, low) else f"{low}–{high}"


def _day(entry: Entry) -> str:
    return entry.day or ""


def _time(entry: Entry) -> str:
    moment = entry.published or ""
    return format_dtg(parse_moment(moment)) if len(moment) > 10 else ""


def _place(entry: Entry) -> str:
    place = entry.place
    if place is None:
        return ""
    point = f" ({place.lat:.4f}, {place.lon:.4f})" if place.lat is not None else " (not on the map)"
    return f"{place.name}{point}"


def _type(entry: Entry) -> str:
    if not entry.type:
        return "no event"
    type_, _, mode = entry.type.partition("/")
    label = vocabulary("event_types")[type_].label
    return f"{label}, {mode}" if mode else label


_FORMS: dict[str, Callable[[Entry], str]] = {
    "date": _day,
    "time": _time,
    "place": _place,
    "mgrs": _place,
    "type": _type,
    "grade": lambda e: str(e.grade or ""),
    "reliability": lambda e: e.grade.reliability if e.grade else "",
    "credibility": lambda e: e.grade.credibility if e.grade else "",
    "status": lambda e: e.status,
    "source": lambda e: e.source,
    "person": lambda e: "sealed when recorded",
}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def type_choices() -> tuple[tuple[str, str], ...]:
    """The types with their modes, for a select box."""
    found: list[tuple[str, str]] = []
    for term in vocabulary("event_types").terms:
        found.append((term.id, term.label))
        found.extend((f"{term.id}/{m}", f"{term.label}: {m}") for m in term.modes)
    return tuple(found)


def status_choices() -> tuple[str, ...]:
    """The statuses."""
    return vocabulary("statuses").ids()


def filled(mapping: LogMapping, form: Mapping[str, str]) -> LogMapping:
    """The mapping as the form's boxes say; what the form does not name stays."""
    columns = tuple(_column(c, n, form) for n, c in enumerate(mapping.columns))
    types = tuple((w, form.get(f"type-{n}", t)) for n, (w, t) in enumerate(mapping.types))
    statuses = tuple((w, form.get(f"status-{n}", s)) for n, (w, s) in enumerate(mapping.statuses))
    return replace(
        mapping,
        columns=columns,
        types=types,
        statuses=statuses,
        name=form.get("name", mapping.name).strip(),
        source=form.get("source", mapping.source).strip(),
        zone=form.get("zone", mapping.zone).strip() or "Z",
        day_first=form.get("order", "day" if mapping.day_first else "month") == "day",
        serial_scope=form.get("scope", mapping.serial_scope),
        fill_down="fill" in form if "name" in form else mapping.fill_down,
    )


def _column(column: LogColumn, n: int, form: Mapping[str, str]) -> LogColumn:
    field = form.get(f"field-{n}", column.field)
    extra = form.get(f"extra-{n}", "").strip()
    return replace(
        column,
        field=field,
        label=extra or column.header if field == "text" else "",
        who=(extra if column.field in COUNTED else "") if field in COUNTED else "",
        counted_by=form.get(f"by-{n}", "").strip() if field in COUNTED else "",
    )
