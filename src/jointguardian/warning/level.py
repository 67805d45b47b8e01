"""Levels with hysteresis: up at once, down only after a quiet week below a lower line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVELS = ("green", "amber", "red")
WITHHELD = -1
"""The state of a day without a level."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a level begins, how far below that it ends, and for how many days in a row."""

    amber: float = 50.0
    red: float = 75.0
    margin: float = 10.0
    calm: int = 7

    def line(self, level: str) -> float:
        """The index at which a level begins; green begins at 0."""
        return {"green": 0.0, "amber": self.amber, "red": self.red}[level]


def levels(
    value: NDArray[np.float64],
    withheld: NDArray[np.bool_],
    steps: Steps,
    state: NDArray[np.int8] | None = None,
    calm: NDArray[np.int16] | None = None,
) -> tuple[NDArray[np.int8], NDArray[np.int16]]:
    """The level of each unit and day as an index into LEVELS or WITHHELD, and the days of calm.

    `state` and `calm` are those of the day before the first. A level that was withheld begins anew at
    what the index says.
    """
    units, days = value.shape
    now = np.full(units, WITHHELD, dtype=np.int8) if state is None else state.copy()
    quiet = np.zeros(units, dtype=np.int16) if calm is None else calm.copy()
    up = np.digitize(value, [steps.amber, steps.red]).astype(np.int8)
    down = np.digitize(value + steps.margin, [steps.amber, steps.red]).astype(np.int8)
    out, waits = np.empty((units, days), dtype=np.int8), np.empty((units, days), dtype=np.int16)
    for day in range(days):
        begin = now == WITHHELD
        lower = ~begin & (down[:, day] < now)
        quiet = np.where(lower, quiet + 1, 0).astype(np.int16)
        falls = quiet >= steps.calm
        now = np.where(begin, up[:, day], np.maximum(now, up[:, day]))
        now = np.where(falls, np.maximum(down[:, day], up[:, day]), now).astype(np.int8)
        quiet[falls] = 0
        now[withheld[:, day]] = WITHHELD
        quiet[withheld[:, day]] = 0
        out[:, day], waits[:, day] = now, quiet
    return out, waits
