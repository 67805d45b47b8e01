"""The members of the pool and the baselines: each a predictive distribution for every place and horizon from one origin.

A member takes a `History`, the row of the origin, the horizons and the places that are asked for (indices), and gives cumulative chances
[places, horizons, SIZE]. Panels of many places are asked for in blocks.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .grid import GRID, SIZE, empirical, negative_binomial
from .history import History
from .panel import Floats

Indices = NDArray[np.int64]
Member = Callable[[History, int, Sequence[int], Indices], Floats]
WINDOWS = (6, 12, 24)
MOMENTS = (3, 6, 12, 24)
NEIGHBOURS = 300
STEP = 2
"""Months between the origins whose sequels are looked at."""
WARM_UP = 60
"""Months before the first of them: levels of long memory must have something to remember."""
FLOOR = 1e-3
MOST_LOOKS = 60_000
"""Moments that analogues are sought among; more are thinned evenly."""


def history(months: int) -> Member:
    """Each of the last months is as probable as the others; with 12 this is the benchmark "conflictology"."""

    def member(known: History, origin: int, horizons: Sequence[int], here: Indices) -> Floats:
        last = known.panel.values[max(0, origin + 1 - months) : origin + 1, here].T
        return np.repeat(empirical(last)[:, None], len(horizons), axis=1)

    return member


def moments(months: int) -> Member:
    """A negative binomial with the mean and variance of the last months (at least 1.2 times the mean)."""

    def member(known: History, origin: int, horizons: Sequence[int], here: Indices) -> Floats:
        last = known.panel.values[max(0, origin + 1 - months) : origin + 1, here]
        mean = np.maximum(last.mean(axis=0), FLOOR)
        spread = last.var(axis=0, ddof=1) if len(last) > 1 else mean
        chances = negative_binomial(mean, np.maximum(spread, 1.2 * mean))
        return np.repeat(chances[:, None], len(horizons), axis=1)

    return member


def analogues(
    known: History, origin: int, horizons: Sequence[int], here: Indices
) -> tuple[Floats, Floats]:
    """What came after the 300 moments of any place that looked most alike, scaled to the place's level: by the level of a
    half-life of one month, and by the level of logarithms.

    Alike is near in `History.features` (places that look the same are asked once); a Gaussian kernel as wide as the median of their distances
    weighs them. Of more moments than `MOST_LOOKS` every so many-th is looked at. Source: analogue forecasting (Lorenz 1969), for conflict
    Chadefaux (2022); the scaling and the features are ours.
    """
    begin: Indices = np.arange(WARM_UP, origin - max(horizons) + 1, STEP)
    places = known.panel.values.shape[1]
    every = -(-len(begin) * places // MOST_LOOKS)
    month, place = np.divmod(np.arange(0, len(begin) * places, every), places)
    month = begin[month]
    looks = known.features[month, place]
    own = np.column_stack(
        [known.features[origin, here], known.levels[1][origin, here], known.log_level[origin, here]]
    )
    alike, back = np.unique(own, axis=0, return_inverse=True)
    asked = alike[:, : looks.shape[1]]
    apart = (asked**2).sum(1)[:, None] + (looks**2).sum(1)[None] - 2 * asked @ looks.T
    count = min(NEIGHBOURS, len(looks))
    near = np.sort(np.argpartition(apart, count - 1, axis=1)[:, :count], axis=1)
    distance = np.sqrt(np.maximum(np.take_along_axis(apart, near, axis=1), 0.0))
    wide = np.maximum(np.median(distance, axis=1, keepdims=True), 0.02)
    weight = np.exp(-0.5 * (distance / wide) ** 2) + FLOOR
    sequels = np.stack([known.panel.values[month + h, place] for h in horizons], axis=1)
    then = sequels[near]
    return (
        _scaled(alike[:, -2], known.levels[1][month, place][near], then, weight)[back],
        _scaled(alike[:, -1], known.log_level[month, place][near], then, weight)[back],
    )


def _scaled(mine: Floats, theirs: Floats, then: Floats, weight: Floats) -> Floats:
    ratio = (mine[:, None] + 1.0) / (theirs + 1.0)
    values = np.where(then > 0, np.maximum(np.rint(then * ratio[:, :, None]), 1.0), 0.0)
    places, count, horizons = then.shape
    rows = values.transpose(0, 2, 1).reshape(places * horizons, count)
    return empirical(rows, np.repeat(weight, horizons, axis=0)).reshape(places, horizons, SIZE)


def zero(known: History, origin: int, horizons: Sequence[int], here: Indices) -> Floats:
    """Nothing, for sure."""
    return np.ones((len(here), len(horizons), SIZE))


def last(known: History, origin: int, horizons: Sequence[int], here: Indices) -> Floats:
    """A Poisson distribution around the last month (the benchmark "last")."""
    from scipy.stats import poisson

    mean = known.panel.values[origin, here]
    edges = np.floor(np.append(0.5 * (GRID[1:] + GRID[:-1]), GRID[-1]))
    chances: Floats = poisson.cdf(edges[None, :], mean[:, None])
    chances[:, -1] = 1.0
    return np.repeat(chances[:, None], len(horizons), axis=1)


def bootstrap(known: History, origin: int, horizons: Sequence[int], here: Indices) -> Floats:
    """Any cell of the last 240 months of any place (the benchmark "bootstrap 240")."""
    cells = known.panel.values[max(0, origin - 239) : origin + 1].reshape(1, -1)
    shape = (len(here), len(horizons), SIZE)
    return np.broadcast_to(empirical(cells)[:, None], shape).copy()


BASELINES: dict[str, Member] = {
    "conflictology": history(12),
    "last": last,
    "bootstrap": bootstrap,
    "zero": zero,
}
REFERENCE = "history-12"
SIMPLE: dict[str, Member] = {
    **{f"history-{m}": history(m) for m in WINDOWS},
    **{f"moments-{m}": moments(m) for m in MOMENTS},
}
NAMES = (*SIMPLE, "analogues-level", "analogues-log")


def has_analogues(origin: int, horizons: Sequence[int]) -> bool:
    """Whether there are enough moments to look back to: a year of them."""
    return origin - max(horizons) - WARM_UP >= 12


def members(
    known: History, origin: int, horizons: Sequence[int], here: Indices
) -> tuple[tuple[str, ...], Floats]:
    """Names and distributions [member, places, horizons, SIZE] of all that the length of the history allows."""
    made = [member(known, origin, horizons, here) for member in SIMPLE.values()]
    if not has_analogues(origin, horizons):
        return tuple(SIMPLE), np.stack(made)
    return NAMES, np.stack([*made, *analogues(known, origin, horizons, here)])
