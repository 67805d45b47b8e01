"""The interval of a decayed sum of weighted signs: how much of it is the luck of the count."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

Floats = NDArray[np.float64]
CONFIDENCE = 0.90
MOST = 100_000.0
"""Effective numbers of signs beyond which the interval is no narrower."""


def band(level: Floats, spread: Floats, one: float) -> tuple[Floats, Floats]:
    """Lower and upper 90 percent limits of each level.

    `spread` is the sum of the squared contributions, `one` what a fresh sign of usual weight counts:
    it might have been there and not been seen, so that without any sign the upper limit is 3 of it.

    Source: the gamma limits of Fay and Feuer, Confidence intervals for directly standardized rates,
    Statistics in Medicine 16 (1997), which are Garwood's (1936) where all signs count alike.
    """
    grid, lower, upper = _limits()
    return _limit(level, spread, grid, lower), _limit(level + one, spread + one**2, grid, upper)


def _limit(level: Floats, spread: Floats, grid: Floats, limits: Floats) -> Floats:
    """Of a sum of weights: the limit of its effective number of signs, times what one counts."""
    each = np.divide(spread, level, out=np.zeros_like(level), where=level > 0)
    number = np.divide(level, each, out=np.zeros_like(level), where=each > 0)
    return np.asarray(np.interp(number, grid, limits) * each)


@cache
def _limits() -> tuple[Floats, Floats, Floats]:
    """Effective numbers of signs with the gamma limits of each, dense enough to read between."""
    grid = np.concatenate([[0.0], np.geomspace(1e-3, MOST, 4000)])
    tail = (1.0 - CONFIDENCE) / 2.0
    lower, upper = (np.append(0.0, gammaincinv(grid[1:], p)) for p in (tail, 1.0 - tail))
    return grid, lower, upper
