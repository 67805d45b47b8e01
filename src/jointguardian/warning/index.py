"""The tension index: how the last four weeks of a place or dyad stand to its own base rate.

With x the weight of hostile signs, q = 2^(-1/7) and t the day:

    level L(t) = 7 / sum(q^k) * sum over k = 0..27 of q^k x(t - k)     a weight a week, new days count most
    base  B(t) = 7 * sum of x over t-391..t-28 / the covered days among those
    index I(t) = 100 L / (L + max(2 B, 20))

so that 50 is the line of escalation that the warning is scored by: twice the base, and 20 a week. A sign
counts from the day on which it was known, hence what comes later never changes a past value. While it
counts in the level no sign lowers the index; after four weeks it is a part of the base rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .band import band
from .coverage import Coverage, withholds
from .grid import UNIT, Counts, Floats, Grid, Rows, rows_of
from .level import WITHHELD, levels
from .scale import SCALE, Scale


@dataclass(frozen=True, slots=True)
class Index:
    """One row a unit, one column a day from `first`.

    `value`, `low`, `high`: 0 to 100, the last two a 90 percent interval; `week` the level and
    `base` the base rate, both a weight a week (base NaN: too short a history); `heard` the reports
    in the window and `usual` their mean number; `state` an index into LEVELS or WITHHELD, `calm` for
    how many days a lower level has held; `thin` why a level is withheld or what is said beside it (see `why_thin` and `caveats`).
    """

    units: tuple[str, ...]
    first: date
    value: Floats
    low: Floats
    high: Floats
    week: Floats
    base: Floats
    heard: Counts
    usual: Floats
    state: NDArray[np.int8]
    calm: NDArray[np.int16]
    thin: NDArray[np.int8]

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=self.value.shape[1] - 1)

    def at(self, unit: str, day: date) -> tuple[int, int]:
        """Row and column. Raises KeyError for a unit or a day that is not there."""
        column = (day - self.first).days
        if unit not in self.units or not 0 <= column < self.value.shape[1]:
            raise KeyError((unit, day))
        return self.units.index(unit), column


def tension_index(
    signs: pl.DataFrame,
    heard: pl.DataFrame,
    units: Sequence[str],
    *,
    since: date,
    until: date,
    scale: Scale = SCALE,
    before: Index | None = None,
) -> Index:
    """The index of each unit on each day of `since`..`until`, from frames like SIGNS and HEARD.

    `before`, the index of the days before `since`, hands on its levels: so a day is added at the
    cost of a day. Signs of other units, or known later than `until`, are passed over.
    """
    grid = Grid(tuple(units), since - timedelta(days=scale.memory), until)
    rows, shown = rows_of(signs, grid), slice(scale.memory, None)
    level, spread = (part[:, shown] for part in _level(rows, grid, scale))
    cover = Coverage.of(heard, grid, scale)
    base = _base(rows, cover, grid, scale)[:, shown]
    line = np.maximum(scale.times * np.nan_to_num(base), scale.floor)
    low, high = (part * scale.weekly / UNIT for part in band(level, spread, scale.one * UNIT))
    week = level * scale.weekly / UNIT
    value, thin = _share(week, line), cover.thin[:, shown]
    state, calm = levels(value, withholds(thin), scale.steps, *_handed_on(before, grid.units))
    return Index(
        units=grid.units,
        first=since,
        value=value,
        low=_share(low, line),
        high=_share(high / cover.seen[:, shown], line),
        week=week,
        base=base,
        heard=cover.heard[:, shown],
        usual=cover.usual[:, shown],
        state=state,
        calm=calm,
        thin=thin,
    )


def _share(week: Floats, line: Floats) -> Floats:
    return np.asarray(100.0 * week / (week + line))


def _handed_on(
    before: Index | None, units: Sequence[str]
) -> tuple[NDArray[np.int8] | None, NDArray[np.int16] | None]:
    if before is None:
        return None, None
    rows = {u: n for n, u in enumerate(before.units)}
    state = [before.state[rows[u], -1] if u in rows else WITHHELD for u in units]
    calm = [before.calm[rows[u], -1] if u in rows else 0 for u in units]
    return np.array(state, dtype=np.int8), np.array(calm, dtype=np.int16)


def _level(rows: Rows, grid: Grid, scale: Scale) -> tuple[Floats, Floats]:
    """What the signs of the window count on each day, and the squares of that for its spread."""
    level, spread = np.zeros(grid.shape), np.zeros(grid.shape)
    for age, part in enumerate(scale.decay):
        known = rows.delay <= age
        unit, day = rows.unit[known], rows.day[known] + age
        level += grid.summed(unit, day, rows.weight[known]) * part
        spread += grid.summed(unit, day, rows.square[known]) * part**2
    return level, spread


def _base(rows: Rows, cover: Coverage, grid: Grid, scale: Scale) -> Floats:
    """The base rate a week; NaN where too few days were covered."""
    enter = rows.day + np.maximum(scale.window, rows.delay)
    leave = rows.day + scale.memory
    old = enter < leave
    steps = grid.summed(rows.unit[old], enter[old], rows.weight[old])
    steps -= grid.summed(rows.unit[old], leave[old], rows.weight[old])
    weight = np.cumsum(steps, axis=1) / UNIT
    enough = cover.base_days >= scale.enough
    return np.where(enough, 7.0 * weight / np.maximum(cover.base_days, 1), np.nan)
