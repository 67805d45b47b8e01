"""A mission's log on its way out: .xlsx and .csv, with who let it go, and nothing that runs.

A cell that a spreadsheet would take for a formula is text: in .xlsx by the cell's own type and the
quote prefix, in .csv by an apostrophe in front, which is taken off when the file comes in again.
Source: OWASP, CSV injection.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

LONGEST = 32_767
"""Characters in a cell. Source: ECMA-376 part 1, 18.18.37 and the limits of common spreadsheets."""
CUT = " … [cut: the whole text is in the system]"
RISKY = re.compile(r"'*[=+\-@\t\n]")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?")
_CLOCK = re.compile(r"\d{2}:\d{2}(?::\d{2})?")
_EPOCH_YEAR = 1900
Cell = str | float | datetime | time


@dataclass(frozen=True, slots=True)
class LogColumnOut:
    """A column: its header and how its values are written (`text`, `number` or an Excel format)."""

    header: str
    form: str = "text"


@dataclass(frozen=True, slots=True)
class LogTable:
    """A log ready to be written: cells are text, in ISO where a column's form is that of a date."""

    name: str
    title: tuple[str, ...]
    release: tuple[tuple[str, str], ...]
    columns: tuple[LogColumnOut, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str = ";"


def to_log_csv(table: LogTable) -> bytes:
    """UTF-8 with a mark, so that spreadsheets show every letter; the release in the first lines."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=table.separator, lineterminator="\r\n")
    for key, value in table.release:
        writer.writerow([f"# {key} {value}"])
    for line in table.title:
        writer.writerow([_plain(line)])
    writer.writerow([_plain(c.header) for c in table.columns])
    for row in table.rows:
        writer.writerow([_plain(cell) for cell in row])
    return b"\xef\xbb\xbf" + page.getvalue().encode("utf-8", "replace")


def _plain(text: str) -> str:
    return f"'{text}" if RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def to_log_xlsx(table: LogTable) -> bytes:
    """A workbook: the release on its first sheet, the log on its second."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    front = book.create_sheet("Release")
    for key, value in table.release:
        front.append([_cell(front, key, "text"), _cell(front, value, "text")])
    sheet = book.create_sheet(_sheet_name(table.name))
    head = len(table.title) + 1
    sheet.freeze_panes = f"A{head + 1}"
    for line in table.title:
        sheet.append([_cell(sheet, line, "text")])
    sheet.append([_bold(sheet, c.header) for c in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, c, o.form) for c, o in zip(row, table.columns, strict=True)])
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def _sheet_name(name: str) -> str:
    """A name that a spreadsheet takes for a sheet."""
    kept = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:31].strip()
    return "Log" if not kept or kept.lower() in ("release", "history") else kept


def _bold(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Font

    made = _cell(sheet, text, "text")
    made.font = Font(bold=True)
    return made


def _cell(sheet: Any, text: str, form: str) -> Any:
    """One cell: a number or date where its column's form says so and the text is one, else text."""
    from openpyxl.cell import WriteOnlyCell

    if not text:
        return None
    value = value_of(text, form)
    if not isinstance(value, str):
        made = WriteOnlyCell(sheet)
        made.value = value
        if form != "number":
            made.number_format = form
        return made
    made = WriteOnlyCell(sheet, value="")
    fit = text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
    made.value = _fit(fit)
    made.data_type = "s"  # never a formula, whatever it begins with
    if RISKY.match(text):
        made.quotePrefix = True
    return made


def _fit(text: str) -> str:
    """Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring)."""
    return _UNFIT.sub(lambda m: f"_x{ord(m[0][0]):04X}_{m[0][1:]}", text)


def value_of(text: str, form: str) -> Cell:
    """A cell's text as the value that its form makes of it; the text itself where it is none."""
    if form.startswith("text"):
        return text
    if form == "number":
        return _number(text)
    try:
        if _DAY.fullmatch(text):
            found = datetime.fromisoformat(text)
            return found if found.year > _EPOCH_YEAR else text
        return time.fromisoformat(text) if _CLOCK.fullmatch(text) else _number(text)
    except ValueError:
        return text


def _number(text: str) -> Cell:
    if not _NUMBER.fullmatch(text) or text == "-0":
        return text
    value = float(text)
    again = str(int(value)) if value.is_integer() else repr(value)
    return (int(value) if value.is_integer() else value) if again == text else text


LOG_FORMATS = {".xlsx": to_log_xlsx, ".csv": to_log_csv}
"""By the suffix of the file."""
