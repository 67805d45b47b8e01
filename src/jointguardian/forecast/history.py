"""What the months up to an origin say of each place: levels of several memories, how often, how long ago."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .panel import Floats, Panel

LONG_AGO = 240.0
"""Months after which it does not matter how long ago the last count was."""


@dataclass(frozen=True)
class History:
    """A panel with its features, each of a month from that month and those before only."""

    panel: Panel

    @cached_property
    def levels(self) -> dict[int, Floats]:
        """Exponential means of the counts, by the half-life in months."""
        return {h: remembered(self.panel.values, h) for h in (1, 3, 6, 12, 36, 120)}

    @cached_property
    def log_level(self) -> Floats:
        """exp of the exponential mean of ln(1 + count), half-life 3 months, less 1: a level that one great month moves less."""
        logs = np.log1p(self.panel.values)
        level: Floats = np.expm1(remembered(logs, 3))
        return level

    @cached_property
    def often(self) -> dict[int, Floats]:
        """Share of months with any count, by the half-life in months."""
        return {h: remembered((self.panel.values > 0).astype(float), h) for h in (12, 60)}

    @cached_property
    def since(self) -> Floats:
        """Months since the last count, 120 before the first is known, at most LONG_AGO."""
        ago = np.zeros_like(self.panel.values)
        now = np.full(self.panel.values.shape[1], LONG_AGO / 2)
        for m, month in enumerate(self.panel.values):
            now = np.where(month > 0, 0.0, now + 1)
            ago[m] = np.minimum(now, LONG_AGO)
        return ago

    @cached_property
    def features(self) -> Floats:
        """[months, places, 8]: level (a quarter of its logarithm: shapes count more), trends between memories, how often, how long ago."""
        log = {h: np.log1p(level) for h, level in self.levels.items()}
        return np.stack(
            [
                0.25 * log[6],
                log[1] - log[6],
                log[3] - log[12],
                log[12] - log[36],
                0.5 * (log[36] - log[120]),
                self.often[12],
                self.often[60],
                0.3 * np.log1p(self.since),
            ],
            axis=2,
        )


def remembered(values: Floats, half_life: float) -> Floats:
    """The exponential mean up to each month, from nothing before the first."""
    keep = 0.5 ** (1.0 / half_life)
    mean = np.zeros_like(values)
    now = np.zeros(values.shape[1])
    for m, month in enumerate(values):
        now = keep * now + (1 - keep) * month
        mean[m] = now
    return mean
