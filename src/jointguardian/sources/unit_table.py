"""Tables of units: CSV and Excel, the first row naming the columns."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ..domain import Rejected, Unit
from ..errors import UnreadableFile
from .decoding import decode
from .faults import parsing
from .intake import contents
from .log_zip import check_workbook
from .unit_rows import COLUMNS, UnitIntake, units_of

LIMIT = 20_000_000
MOST_ROWS = 100_000
Row = tuple[int, dict[str, str]]


def read_unit_table(path: Path, intake: UnitIntake) -> Iterator[Unit | Rejected]:
    """The units of a .csv or .xlsx. Raises UnreadableFile where the column `name` is missing."""
    data = contents(path, LIMIT)
    lines = _sheet(data, str(path)) if path.suffix.lower() == ".xlsx" else _csv(data, str(path))
    header = [cell.strip().lower().replace(" ", "_") for cell in next(lines, [])]
    if "name" not in header:
        raise UnreadableFile(
            "the table lacks the column name",
            where=str(path),
            way_out=f"name the columns in the first row: {', '.join(COLUMNS)}",
        )
    strange = [h for h in header if h and h not in COLUMNS]
    if strange:
        why = f"the columns {', '.join(strange)} are not known and were left out"
        yield Rejected(str(path), 1, why, ",".join(header)[:2000])
    yield from units_of(_rows(header, lines), str(path), intake)


def _rows(header: list[str], lines: Iterator[list[str]]) -> Iterator[Row]:
    for number, line in enumerate(lines, 2):
        row = {h: v for h, v in zip(header, line, strict=False) if h in COLUMNS}
        if any(v.strip() for v in row.values()):
            yield number, row


def _csv(data: bytes, where: str) -> Iterator[list[str]]:
    text = decode(data, where=where)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    with parsing("table", where, also=(csv.Error,)):
        yield from csv.reader(io.StringIO(text), delimiter=separator)


def _sheet(data: bytes, where: str) -> Iterator[list[str]]:
    faults = (InvalidFileException, BadZipFile, KeyError)
    check_workbook(data, where)
    with parsing("Excel file", where, also=faults):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(max_row=MOST_ROWS, values_only=True)
        lines = [["" if v is None else _text(v) for v in row] for row in cells]
        book.close()
    yield from lines


def _text(value: object) -> str:
    day = getattr(value, "date", None)
    return str(day().isoformat()) if callable(day) else str(value)
