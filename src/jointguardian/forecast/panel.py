"""A panel: counts of one kind (deaths, incidents) by month and place, without gaps, as a model needs it.

Two forms are read, Parquet or CSV: *wide*, a column `month_id` (1 = January 1980) and one column for each place (a country's
id, a PRIO-GRID cell, a municipality); *long*, the columns `month_id`, a place (`country_id`, `priogrid_gid` or `place`) and a value
(`outcome`, `ged_sb`, `value`, or named), one row a cell, zeros included. With a column `known_from` (ISO date) a long panel
has vintages: rows known later than asked for are left out, and of several rows of a cell the one known last counts.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..errors import InputError, UnreadableFile
from .months import month_text

Floats = NDArray[np.float64]
MONTH = "month_id"
PLACES = ("country_id", "priogrid_gid", "pg_id", "place")
VALUES = ("outcome", "ged_sb", "value")
KNOWN = "known_from"
MOST_PLACES = 300_000


@dataclass(frozen=True, slots=True)
class Panel:
    """`values[m, p]`: the count of month `first` + m at `places[p]`; `kind`: what the places are called in files."""

    first: int
    places: tuple[str, ...]
    values: Floats
    kind: str = "country_id"

    @property
    def last(self) -> int:
        """The last month."""
        return self.first + len(self.values) - 1

    def until(self, month: int) -> "Panel":
        """What was known at the end of a month: nothing after it. Raises InputError where it is not in the panel."""
        if not self.first <= month <= self.last:
            raise InputError(
                f"the origin {month_text(month)} is not in the panel",
                way_out=f"it has {month_text(self.first)} to {month_text(self.last)}",
            )
        return Panel(self.first, self.places, self.values[: month - self.first + 1], self.kind)


def read_panel(path: Path, *, value: str | None = None, as_of: date | None = None) -> Panel:
    """A panel file, wide or long. Raises InputError: one line that says what is wrong and where."""
    frame = read_table(path)
    if MONTH not in frame.columns:
        raise InputError(f"no column {MONTH}", where=str(path), way_out="1 is January 1980")
    if frame.is_empty():
        raise InputError("no rows", where=str(path))
    place = next((c for c in PLACES if c in frame.columns), None)
    wide = frame if place is None else _wide(frame, place, value, as_of, str(path))
    return _checked(wide, place or "country_id", str(path))


def read_table(path: Path) -> pl.DataFrame:
    """A Parquet or CSV file. Raises UnreadableFile."""
    try:
        if path.suffix == ".csv":
            return pl.read_csv(path, infer_schema_length=10_000)
        return pl.read_parquet(path)
    except FileNotFoundError as fault:
        raise UnreadableFile("there is no such file", where=str(path)) from fault
    except (OSError, pl.exceptions.PolarsError) as fault:
        told = str(fault).splitlines()[0][:160]
        raise UnreadableFile(f"can't be read as Parquet or CSV: {told}", where=str(path)) from fault


def _wide(
    frame: pl.DataFrame, place: str, value: str | None, as_of: date | None, where: str
) -> pl.DataFrame:
    column = value or next((c for c in VALUES if c in frame.columns), None)
    if column is None or column not in frame.columns:
        named = f"no column {value!r}" if value else f"no column of values ({', '.join(VALUES)})"
        raise InputError(named, where=where, way_out="name it with --value")
    key = [MONTH, place]
    if KNOWN in frame.columns:
        try:
            known = pl.col(KNOWN).cast(pl.String).str.slice(0, 10).str.to_date()
            frame = frame.with_columns(known)
        except pl.exceptions.PolarsError as fault:
            raise InputError(f"{KNOWN} is no date everywhere", where=where) from fault
        if as_of is not None:
            frame = frame.filter(pl.col(KNOWN) <= as_of)
        frame = frame.sort(KNOWN, maintain_order=True).unique(key, keep="last")
    twice = frame.filter(frame.select(key).is_duplicated())
    if not twice.is_empty():
        row = twice.row(0, named=True)
        raise InputError(
            f"{place} {row[place]} has month {row[MONTH]} twice ({len(twice):,} rows stand more than once)",
            where=where,
            way_out="keep one row a cell",
        )
    made = frame.select(*key, column).pivot(on=place, index=MONTH, values=column)
    empty = made.select(pl.exclude(MONTH)).null_count().sum_horizontal()[0]
    if empty:
        gaps = next(c for c in made.columns if made[c].null_count())
        month = made.filter(pl.col(gaps).is_null())[MONTH][0]
        raise InputError(
            f"{place} {gaps} has no row for month {month} ({empty:,} cells are missing)",
            where=where,
            way_out="write zeros where nothing was counted",
        )
    return made


def _checked(frame: pl.DataFrame, kind: str, where: str) -> Panel:
    months = frame[MONTH]
    if months.null_count() or not months.dtype.is_integer():
        raise InputError(f"{MONTH} is not a whole number everywhere", where=where)
    frame = frame.sort(MONTH)
    numbers = frame[MONTH].to_numpy()
    steps = np.diff(numbers)
    if (steps == 0).any():
        raise InputError(f"month {numbers[int(np.argmin(steps))]} stands twice", where=where)
    if (steps > 1).any():
        at = int(np.argmax(steps))
        raise InputError(
            f"months {numbers[at] + 1} to {numbers[at + 1] - 1} are missing", where=where
        )
    columns = [c for c in frame.columns if c != MONTH]
    if not columns:
        raise InputError("no places", where=where)
    if len(columns) > MOST_PLACES:
        raise InputError(f"{len(columns):,} places are more than {MOST_PLACES:,}", where=where)
    _ids(columns, kind, where)
    for name in columns:
        _column(frame[name], name, numbers, where)
    values = frame.select(columns).cast(pl.Float64).to_numpy()
    return Panel(int(numbers[0]), tuple(columns), np.ascontiguousarray(values), kind)


def _ids(columns: list[str], kind: str, where: str) -> None:
    wrong = [c for c in columns if not c.strip() or (kind != "place" and not c.isdigit())]
    named = [c for c in columns if not c.isdigit()]
    if kind != "place" and wrong and len(named) < len(columns):
        raise InputError(
            f"{wrong[0]!r} is no id of a {kind.removesuffix('_id')}", where=where,
            way_out="ids are whole numbers; name all places, or none",
        )  # fmt: skip


def _column(values: pl.Series, name: str, months: NDArray[np.int64], where: str) -> None:
    if not values.dtype.is_numeric():
        raise InputError(f"{name}: not numbers ({values.dtype})", where=where)
    numbers = values.cast(pl.Float64).to_numpy()
    bad = ~np.isfinite(numbers) | (numbers < 0)
    if bad.any():
        at = int(np.argmax(bad))
        what = "no value" if not np.isfinite(numbers[at]) else f"{numbers[at]:g} is below zero"
        raise InputError(
            f"{name}, month {months[at]} ({month_text(int(months[at]))}): {what}", where=where
        )
