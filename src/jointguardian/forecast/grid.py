"""Predictive distributions of counts: chances on a grid of values, so that they can be mixed, scored and drawn from.

A distribution is its cumulative chances F[..., k] = P(count ≤ GRID[k]). The grid has each count to 40 and then steps of 4 %, up to two
million: counts above 40 are known to 2 %.
"""

import numpy as np
from numpy.typing import NDArray

from .panel import Floats


def _grid() -> Floats:
    values, x = list(range(41)), 40.0
    while x < 2e6:
        x *= 1.04
        values.append(round(x))
    return np.array(sorted(set(values)), float)


EXACT = 40
GRID: Floats = _grid()
WIDTH: Floats = np.diff(GRID, append=GRID[-1] * 1.04)
"""From each value to the next, for integrals over the count."""
LOG_WIDTH: Floats = np.diff(np.log1p(GRID), append=np.log1p(GRID[-1] * 1.04))
"""The same for integrals over ln(1 + count)."""
SIZE = len(GRID)
_HALF = np.sqrt(GRID[1:] * np.maximum(GRID[:-1], 1.0))
_HALF[: EXACT + 1] = GRID[:-1][: EXACT + 1] + 0.5


def nearest(values: Floats) -> NDArray[np.int64]:
    """The index of the grid's value nearest to each."""
    found: NDArray[np.int64] = np.searchsorted(_HALF, values, side="left")
    return found


def at_or_below(values: Floats) -> NDArray[np.int64]:
    """The index of the greatest value of the grid that is not above each."""
    found: NDArray[np.int64] = np.searchsorted(GRID, values, side="right") - 1
    return found


def empirical(values: Floats, weight: Floats | None = None) -> Floats:
    """Cumulative chances [n, SIZE] of weighted values [n, k]."""
    n, k = values.shape
    share = np.full((n, k), 1.0 / k) if weight is None else weight
    share = share / share.sum(axis=1, keepdims=True)
    flat = nearest(values) + SIZE * np.arange(n)[:, None]
    chances = np.bincount(flat.ravel(), share.ravel(), minlength=n * SIZE)
    total: Floats = np.cumsum(chances.reshape(n, SIZE), axis=1)
    total /= total[:, -1:]
    return total


def negative_binomial(mean: Floats, variance: Floats) -> Floats:
    """Cumulative chances [n, SIZE] of negative binomials with these moments (variance above the mean)."""
    from scipy.stats import nbinom

    size = mean**2 / (variance - mean)
    edges = np.floor(np.append(_HALF, GRID[-1]))
    chances: Floats = nbinom.cdf(edges[None, :], size[:, None], (size / (size + mean))[:, None])
    chances[:, -1] = 1.0
    return chances


def quantiles(cumulative: Floats, levels: Floats) -> Floats:
    """Values [..., L] at levels: the least of the grid whose chance reaches the level."""
    flat = cumulative.reshape(-1, SIZE)
    found = np.empty((len(flat), len(levels)))
    for row, chances in zip(found, flat, strict=True):
        row[:] = GRID[np.minimum(np.searchsorted(chances, levels - 1e-9), SIZE - 1)]
    return found.reshape(*cumulative.shape[:-1], len(levels))


def stratified(count: int) -> Floats:
    """Levels in the middle of `count` equal parts: draws at these say as much as a distribution can in so many."""
    return (np.arange(count) + 0.5) / count


def draws(cumulative: Floats, count: int, rng: np.random.Generator, most: float) -> NDArray[np.int32]:  # fmt: skip
    """Whole draws [..., count]: stratified, spread within a step of the grid above 40, in random order in each cell, none above `most`."""
    flat = cumulative.reshape(-1, SIZE)
    made = np.empty((len(flat), count))
    levels = stratified(count)
    low = np.concatenate([[0.0], _HALF])
    high = np.append(_HALF, GRID[-1])
    for row, chances in zip(made, flat, strict=True):
        k = np.minimum(np.searchsorted(chances, levels - 1e-9), SIZE - 1)
        values = GRID[k]
        wide = k > EXACT
        if wide.any():
            below = np.where(k > 0, chances[k - 1], 0.0)
            inside = np.clip((levels - below) / np.maximum(chances[k] - below, 1e-12), 0.0, 1.0)
            values = np.where(wide, low[k] + inside * (high[k] - low[k]), values)
        row[:] = values
    np.minimum(np.rint(made), most, out=made)
    shuffled: NDArray[np.int32] = rng.permuted(made, axis=1).astype(np.int32)
    return shuffled.reshape(*cumulative.shape[:-1], count)
