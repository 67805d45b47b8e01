"""An order of battle as CSV, in the columns that `guardian forces import` reads."""

import csv
import io
from collections.abc import Sequence

from ..domain import Unit
from .csv import safe

COLUMNS = (
    "id", "name", "start", "end", "attested", "nation", "echelon", "function", "parent", "sidc",
    "neutral", "headquarters", "task_force", "personnel", "place", "lat", "lon", "notice_hours",
    "capabilities", "caveats", "state", "source", "note", "invented",
)  # fmt: skip


def units_to_csv(units: Sequence[Unit]) -> bytes:
    """UTF-8 with a header; a cell that a spreadsheet would run as a formula gets a leading quote."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    for unit in units:
        writer.writerow([safe(_cell(unit, name)) for name in COLUMNS])
    return page.getvalue().encode()


def _cell(unit: Unit, name: str) -> object:
    if name == "personnel":
        return personnel(unit)
    value = getattr(unit, name)
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return value


def personnel(unit: Unit) -> str:
    """`120`, `110-120`, `115 (110-120)`, or nothing."""
    low, best, high = unit.personnel_low, unit.personnel_best, unit.personnel_high
    if low is None or high is None:
        return "" if best is None else str(best)
    if low == high:
        return str(low)
    return f"{low}-{high}" if best is None else f"{best} ({low}-{high})"
