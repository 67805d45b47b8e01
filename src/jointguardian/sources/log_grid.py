"""A log's file as grids of text: the sheets of a workbook, or the one table of a .csv."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import Any

from ..errors import InputError, UnreadableFile
from .decoding import decode
from .faults import parsing
from .log_zip import MOST_BYTES, check_workbook

MOST_ROWS = 500_000
MOST_COLUMNS = 200
EMPTY_RUN = 20_000
"""So many empty rows one after the other are the end of a sheet that was only formatted."""
SEPARATORS = (";", "\t", ",", "|")
# Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring): characters that XML cannot hold.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its rows that are not empty, with their numbers in the file, as text.

    `forms`: by column, how an Excel sheet writes dates and times (`dd.mm.yyyy`) or `number`.
    """

    name: str
    rows: tuple[tuple[int, Cells], ...]
    forms: dict[int, str] = field(default_factory=dict, hash=False)
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Grids:
    """All sheets of a file, and what has to be said of it."""

    file: str
    sheets: tuple[Grid, ...]
    notes: tuple[str, ...] = ()


def read_grids(data: bytes, name: str) -> Grids:
    """The file's sheets. Raises UnreadableFile, in one line, for what cannot be a log."""
    where = PurePath(name.replace("\\", "/")).name or "the file"
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("the file is empty", where=where)
    if len(data) > MOST_BYTES:
        raise UnreadableFile(
            f"the file has {len(data):,} bytes, the limit is {MOST_BYTES:,}", where=where,
            way_out="split the log",
        )  # fmt: skip
    suffix = PurePath(where).suffix.lower()
    if data[:4] == b"PK\x03\x04" or suffix in (".xlsx", ".xlsm", ".xls", ".xlsb"):
        return _workbook(data, where)
    return Grids(where, (_table(data, where),))


def _workbook(data: bytes, where: str) -> Grids:
    unstored = check_workbook(data, where)
    with parsing("workbook", where, "openpyxl"):
        from openpyxl import load_workbook

        book = load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_vba=False, keep_links=False
        )
    try:
        open_sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
        sheets = tuple(_sheet(s, where) for s in open_sheets)
    finally:
        book.close()
    notes = []
    if hidden := [s.title for s in book.worksheets if s.sheet_state != "visible"]:
        notes.append(f"hidden sheets are left out: {', '.join(hidden)}")
    if unstored:
        notes.append(
            f"{unstored} formulas hold no value; open the workbook in a spreadsheet and save it"
        )
    return Grids(where, tuple(s for s in sheets if s.rows), tuple(notes))


def _sheet(sheet: Any, where: str) -> Grid:
    rows: list[tuple[int, Cells]] = []
    forms: dict[int, str] = {}
    sheet.reset_dimensions()  # the stated size is often wrong
    empty = 0
    with parsing("workbook", where, "openpyxl", also=(SyntaxError,)):
        for number, cells in enumerate(sheet.iter_rows(), 1):
            row = _row(cells, forms)
            if row:
                rows.append((number, row))
                empty = 0
            else:
                empty += 1
            if empty > EMPTY_RUN or len(rows) > MOST_ROWS:
                break
    if len(rows) > MOST_ROWS:
        raise _too_long(where)
    return Grid(sheet.title, tuple(rows), forms)


def _row(cells: Any, forms: dict[int, str]) -> Cells:
    """The row's cells without the empty ones at its end; `forms` learns how dates are written."""
    last, found = 0, []
    for n, cell in enumerate(cells[:MOST_COLUMNS]):
        value = cell.value
        if value is None:
            found.append("")
            continue
        if n not in forms and not isinstance(value, str):
            forms[n] = _form(value, cell)
        text = as_text(value)
        found.append(text)
        if text.strip():
            last = n + 1
    return tuple(found[:last])


def _form(value: object, cell: Any) -> str:
    if isinstance(value, datetime | date | time | timedelta):
        return str(cell.number_format or "yyyy-mm-dd")
    return "number" if isinstance(value, int | float) else "text"


def as_text(value: object) -> str:
    """A cell's value as the log's reader sees it: ISO for dates, no `.0` for whole numbers."""
    if isinstance(value, str):
        return clean(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _moment(value) if isinstance(value, date | time | timedelta) else clean(str(value))


def _moment(value: date | time | timedelta) -> str:
    """A date in ISO, without midnight; a time or a length of time to the minute or second."""
    if isinstance(value, datetime):
        near = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        day = near.date().isoformat()
        return day if near.time() == time() else f"{day} {_clock(near.time())}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return _clock(value.replace(microsecond=0)) if isinstance(value, time) else value.isoformat()


def _clock(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def clean(text: str) -> str:
    """Line ends as `\\n`, without the characters that no text can hold."""
    if "\r" in text or "\0" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text


def _table(data: bytes, where: str) -> Grid:
    text = _wide(data) or decode(data, where=where)
    separator, text = _separator(text)
    rows: list[tuple[int, Cells]] = []
    for number, cells in _records(text, separator, where):
        row = _trimmed(tuple(clean(c) for c in cells[:MOST_COLUMNS]))
        if row:
            rows.append((number, row))
        if len(rows) > MOST_ROWS:
            raise _too_long(where)
    return Grid(PurePath(where).stem or "log", tuple(rows), {}, separator)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the beginning is nothing."""
    head = data[:400]
    if len(head) < 8 or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[at::2].count(0) > 0.7 * (len(head) / 2) and not head[1 - at :: 2].count(0):
            return data.decode(name, errors="replace")
    return None


def _trimmed(cells: Cells) -> Cells:
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return cells[:last]


def _separator(text: str) -> tuple[str, str]:
    """What separates the columns, and the text without Excel's line that says so."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    head = text[:60_000]
    return max(SEPARATORS, key=lambda s: _evenness(head, s)), text


def _evenness(head: str, separator: str) -> float:
    """How table-like the beginning is: the commonest number of columns, times its share of rows."""
    try:
        widths = [
            len(_trimmed(tuple(r)))
            for r in csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        ]
    except csv.Error:
        return 0.0
    full = [w for w in widths if w > 1]
    if not full:
        return 0.0
    common = max(set(full), key=lambda w: (full.count(w), w))
    near = sum(abs(w - common) <= max(1, common // 3) for w in full)
    return near / max(1, sum(w > 0 for w in widths)) * min(common, 12)


def _records(text: str, separator: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """The records with the number of the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise UnreadableFile(
                f"line {number} is no row of a table: {fault}", where=where,
                way_out="check its quotation marks",
            ) from fault  # fmt: skip


def _too_long(where: str) -> InputError:
    return UnreadableFile(
        f"the log has more than {MOST_ROWS:,} rows", where=where, way_out="split it"
    )
