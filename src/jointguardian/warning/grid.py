"""Signs of tension summed into cells of unit and day, exactly and in any order."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
UNIT = 1000
"""Weights are whole thousandths: exact sums, whatever the order."""
SIGNS = {"unit": pl.String, "day": pl.Date, "known": pl.Date, "weight": pl.Float64}
"""Columns of the signs: the weight of one hostile sign, its day, and the day on which it was known."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Units by days, both ends included."""

    units: tuple[str, ...]
    first: date
    last: date

    @property
    def days(self) -> int:
        """The number of columns."""
        return (self.last - self.first).days + 1

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.units), self.days

    def summed(self, unit: Counts, day: Counts, weight: Floats | Counts) -> Floats:
        """Weights added up in their cells; days beyond the grid are left out."""
        inside = day < self.days
        flat = unit[inside] * self.days + day[inside]
        cells = len(self.units) * self.days
        found = np.bincount(flat, weights=weight[inside], minlength=cells)
        return np.asarray(found, dtype=np.float64).reshape(self.shape)


@dataclass(frozen=True, slots=True)
class Rows:
    """Signs by unit, day and days of delay: sums of weights and of their squares, in thousandths."""

    unit: Counts
    day: Counts
    delay: Counts
    weight: Counts
    square: Floats


def rows_of(signs: pl.DataFrame, grid: Grid) -> Rows:
    """The signs that lie in a grid and were known by its end; those without weight are left out.

    `unit` may be a String, Categorical or Enum: of many millions the latter two take less memory.
    """
    at = pl.DataFrame({"unit": grid.units}, schema={"unit": pl.String}).with_row_index("row")
    milli = (pl.col("weight") * UNIT).round().cast(pl.Int64)
    cells = (
        signs.lazy()
        .filter(pl.col("day").is_between(grid.first, grid.last), pl.col("weight") > 0)
        .with_columns(known=pl.max_horizontal(pl.col("known").fill_null(pl.col("day")), "day"))
        .filter(pl.col("known") <= grid.last)
        .group_by("unit", "day", "known")
        .agg(weight=milli.sum(), square=(milli * milli).sum())
        .with_columns(pl.col("unit").cast(pl.String))
        .join(at.lazy(), on="unit")
        .sort("row", "day", "known")
        .select(
            pl.col("row").cast(pl.Int64),
            (pl.col("day") - grid.first).dt.total_days().alias("day"),
            (pl.col("known") - pl.col("day")).dt.total_days().alias("delay"),
            "weight",
            pl.col("square").cast(pl.Float64),
        )
        .collect()
    )
    return Rows(*(cells[name].to_numpy() for name in ("row", "day", "delay", "weight", "square")))


def lately(counts: Counts, days: int) -> Counts:
    """Sums over the `days` days up to and with each day."""
    total = np.cumsum(counts, axis=1)
    return total - later(total, days)


def later(rows: Counts, days: int) -> Counts:
    """The same, moved to later days."""
    moved = np.zeros_like(rows)
    moved[:, days:] = rows[:, : max(rows.shape[1] - days, 0)]
    return moved
