"""Whether anybody looked: reports heard of a unit, against what is usual; too few withhold a level."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .grid import Counts, Floats, Grid, lately, later
from .scale import Scale

HEARD = {"unit": pl.String, "day": pl.Date, "reports": pl.Int64}
"""Columns of the reports heard of a unit on a day; unit null: of the whole area."""
WITHHELD_FOR = {
    1: "too few reports of the area in four weeks",
    2: "too few reports of this place or dyad, and too few of the area for its silence to tell anything",
}
CAVEATS = {4: "too short a history for a base rate: held against a weight of 20 a week only"}
"""Why a level is withheld, and what is said beside one, by the bits of `Coverage.thin`."""


def why_thin(bits: int) -> tuple[str, ...]:
    """Why a level is withheld; empty where it is not."""
    return tuple(words for bit, words in WITHHELD_FOR.items() if bits & bit)


def caveats(bits: int) -> tuple[str, ...]:
    """What a reader must know beside a level."""
    return tuple(words for bit, words in CAVEATS.items() if bits & bit)


def withholds(thin: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Where a level is withheld."""
    return np.asarray((thin & sum(WITHHELD_FOR)) > 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """By unit and day: reports in the window, their usual number, covered days of the base, reasons."""

    heard: Counts
    usual: Floats
    base_days: Counts
    thin: NDArray[np.int8]

    @classmethod
    def of(cls, heard: pl.DataFrame, grid: Grid, scale: Scale) -> Self:
        """A day is covered when a report of the unit or of the area came in the days up to it."""
        told, area = _counted(heard, grid)
        covered = (lately(told + area, scale.heard_days) > 0).astype(np.int64)
        base_days = lately(later(covered, scale.window), scale.base_days)
        here, there = lately(told, scale.window), lately(area, scale.window)
        listened = np.maximum(lately(covered, scale.memory), scale.window)
        usual = scale.window * lately(told, scale.memory) / listened
        usual_area = scale.window * lately(area, scale.memory) / listened
        few = (there < scale.reports) | (there < scale.share * usual_area)
        few_here = (here < scale.reports) & (there < scale.everywhere)
        thin = 1 * few + 2 * few_here + 4 * (base_days < scale.enough)
        return cls(here, usual, base_days, thin.astype(np.int8))

    @property
    def seen(self) -> Floats:
        """The part of the usual reports that came, 0.25 to 1."""
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(self.usual > 0, self.heard / self.usual, 1.0)
        return np.asarray(np.clip(part, 0.25, 1.0))


def _counted(heard: pl.DataFrame, grid: Grid) -> tuple[Counts, Counts]:
    """Reports of each unit, and of the whole area, by day."""
    rows = {u: n for n, u in enumerate(grid.units)}
    near = heard.filter(pl.col("day").is_between(grid.first, grid.last))
    days = (near["day"] - grid.first).dt.total_days().to_numpy()
    told, area = np.zeros(grid.shape, dtype=np.int64), np.zeros((1, grid.days), dtype=np.int64)
    whole = near["unit"].is_null().to_numpy()
    np.add.at(area, (0, days[whole]), near["reports"].to_numpy()[whole])
    mine = near["unit"].replace_strict(rows, default=-1, return_dtype=pl.Int64).to_numpy()
    here = ~whole & (mine >= 0)
    np.add.at(told, (mine[here], days[here]), near["reports"].to_numpy()[here])
    return told, area
