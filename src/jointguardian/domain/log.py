"""A mission's own log: how its columns are read, which row became which report, and what went out."""

from dataclasses import dataclass

COUNTED = ("killed", "injured", "missing", "detained", "displaced")
"""The fields that count people; kinds of `casualty_kinds`."""


@dataclass(frozen=True, slots=True)
class LogColumn:
    """One column: its `header` as written, and the `field` of the system that it holds.

    `label` stands before a text that is joined with others; `who` is whom a count counts and
    `counted_by` who counted; `form` is how the log writes its values (`number`, `text`, or an Excel
    number format such as `dd.mm.yyyy`).
    """

    header: str
    field: str = "keep"
    label: str = ""
    who: str = ""
    counted_by: str = ""
    form: str = "text"


@dataclass(frozen=True, slots=True)
class LogMapping:
    """How one mission's log is read, saved by `name`, which is also the name of that log.

    `shape`: a digest of the headers. `day_first`: whether 3/4/2023 is the third of April. `zone`: of
    times without one (a military letter, an offset or a zone's name). `serial_scope`: within what a
    serial is unique (`log`, `day`, `sheet`). `fill_down`: a blank date takes the one above. `types`
    and `statuses`: the log's words and ours (`protest/obstruct`; empty: no event is made of it).
    `title`: the rows above the header of the first sheet, for the way out. `state`: `in-use` or `withdrawn`.
    """

    name: str
    shape: str
    columns: tuple[LogColumn, ...]
    source: str
    day_first: bool = True
    zone: str = "Z"
    serial_scope: str = "log"
    fill_down: bool = False
    types: tuple[tuple[str, str], ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    separator: str = ";"
    sheet: str = "Log"
    title: tuple[str, ...] = ()
    by: str = ""
    state: str = "in-use"

    def of_field(self, field: str) -> tuple[int, ...]:
        """The columns that hold a field, by their numbers."""
        return tuple(n for n, column in enumerate(self.columns) if column.field == field)


@dataclass(frozen=True, slots=True)
class LogCell:
    """Where a cell stands in its report's text: column number and `[start, end)`.

    A cell that is not in the text because it says nothing is in no row.
    """

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a log and the report that holds its text.

    `key` stays while the row changes; `told` is a digest of what it says, so that the same row is
    known again; `state` is `there`, or `missing` where a later file of the same days lacks it;
    `problems` name the columns whose value was left out, with the reason.
    """

    log: str
    key: str
    report: str
    sheet: str
    row: int
    day: str | None
    cells: tuple[LogCell, ...]
    told: str
    state: str = "there"
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogRelease:
    """A log, or an order of battle, that left: who let it go to whom, when, what it held, its digest."""

    id: str
    by: str
    to: str
    at: str
    log: str
    rows: int
    per: str
    since: str | None
    until: str | None
    place: str | None
    as_of: str
    marking: str
    sha256: str


LOG_FIELDS: dict[str, str] = {
    "text": "Report text",
    "serial": "Serial or id",
    "date": "Date (or DTG)",
    "time": "Time",
    "zone": "Time zone",
    "place": "Place name",
    "mgrs": "MGRS or position",
    "lat": "Latitude",
    "lon": "Longitude",
    "municipality": "Municipality",
    "source": "Source",
    "grade": "Grade (A1 to F6)",
    "reliability": "Source reliability (A–F)",
    "credibility": "Information credibility (1–6)",
    "type": "Incident type",
    "killed": "Killed",
    "injured": "Injured",
    "missing": "Missing",
    "detained": "Detained",
    "displaced": "Displaced",
    "actors": "Actors (who did it)",
    "recipients": "Recipients (to whom)",
    "status": "Status",
    "person": "A private person's name (sealed)",
    "keep": "Kept as it stands",
    "ignore": "Not taken in",
}
"""What a column can hold, with its words on the page."""

MANY = frozenset({"text", *COUNTED, "actors", "recipients", "person", "keep", "ignore"})
"""The fields that several columns may hold."""
