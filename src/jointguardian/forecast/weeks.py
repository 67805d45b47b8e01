"""The next weeks of an operation: counts by place as gamma-Poisson, the places drawn towards their common rate.

With weekly counts y of place p, weights δ^age (δ = ½^(1/half-life)), S = Σ δ^age y and E = Σ δ^age, the rate of a place is
Gamma(κ m + S, κ + E): m is the same discounted mean over all places (half an incident added), κ how many weeks of it each place is lent.
The sum of the next n weeks is then negative binomial. Source: the discounted gamma-Poisson of Harvey and Fernandes (1989); partial
pooling as in Gelman and Hill (2007). Half-life and κ are those that would have told the past sums best, by their log score.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from .panel import Floats

HALF_LIVES = (4.0, 13.0, 26.0, 52.0, 104.0)
LENT = (1.0, 4.0, 13.0, 52.0)
"""κ, in weeks."""
MIDDLE = (26.0, 13.0)
"""Used until the past has taught something."""
FEWEST = 13
"""Past origins without which nothing is learned, and skill is not told."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Skill:
    """How the past sums were told, each from what was before it: log2 loss of ours and of a Poisson with each place's own mean of a year; `origins` weeks."""

    origins: int
    loss: float
    loss_own_mean: float


@dataclass(frozen=True, slots=True)
class Weekly:
    """Draws [place, week, draw] of the next weeks; `expected` and `chance` (of one at least) of their sum by place; `low`, `high`: 90 %."""

    draws: NDArray[np.int64]
    expected: Floats
    low: Floats
    high: Floats
    chance: Floats
    half_life: float
    lent: float
    skill: Skill | None

    def chance_of(self, places: NDArray[np.int64], count: int = 1) -> float:
        """The chance of `count` or more in some places together over all weeks."""
        return float((self.draws[places].sum(axis=(0, 1)) >= count).mean())

    def fan(self, places: NDArray[np.int64]) -> Floats:
        """Quantiles [week, 5] of some places together, at LEVELS."""
        fan: Floats = np.quantile(self.draws[places].sum(axis=0), LEVELS, axis=1).T
        return fan


def posterior(counts: Floats, half_life: float, lent: float) -> tuple[Floats, float]:
    """Shape by place and the one rate of the gamma posterior, after counts [weeks, places]."""
    weight = 0.5 ** (np.arange(len(counts))[::-1] / half_life)
    seen, exposure = weight @ counts, float(weight.sum())
    common = (seen.sum() + 0.5) / (exposure * counts.shape[1] + 1.0)
    shape: Floats = lent * common + seen
    return shape, lent + exposure


def weekly(counts: Floats, *, ahead: int = 4, count: int = 1000, seed: int = 1) -> Weekly:
    """The next `ahead` weeks after counts [weeks, places]."""
    half_life, lent, skill = choose(counts, ahead)
    shape, rate = posterior(counts, half_life, lent)
    rng = np.random.default_rng(seed)
    level = rng.gamma(shape[:, None], 1.0 / rate, (len(shape), count))
    draws = rng.poisson(level[:, None, :], (len(shape), ahead, count))
    total = draws.sum(axis=1)
    low, high = np.quantile(total, (0.05, 0.95), axis=1)
    return Weekly(
        draws,
        shape / rate * ahead,
        low,
        high,
        1.0 - (rate / (rate + ahead)) ** shape,
        half_life,
        lent,
        skill,
    )


def choose(counts: Floats, ahead: int) -> tuple[float, float, Skill | None]:
    """Half-life and κ by the log score of past sums, and how good they were there; nothing is told of too short a past."""
    first = FEWEST
    origins = [t for t in range(first, len(counts) - ahead + 1, ahead) if counts[:t].any()]
    if len(origins) < FEWEST:
        return (*MIDDLE, None)
    sums = np.array([counts[t : t + ahead].sum(axis=0) for t in origins])
    options = list(product(HALF_LIVES, LENT))
    losses = np.array(
        [[_loss(counts[:t], y, ahead, *o) for t, y in zip(origins, sums, strict=True)] for o in options]
    )  # fmt: skip
    best = int(np.argmin(losses.mean(axis=1)))
    mine = _nested(losses)
    own = np.mean([_own_mean(counts[:t], y, ahead) for t, y in zip(origins, sums, strict=True)])
    return (*options[best], Skill(len(origins), mine, float(own)))


def _nested(losses: Floats) -> float:
    """The loss where each origin uses what was best before it (the first, the middle of the options)."""
    before = np.cumsum(losses, axis=1) - losses
    chosen = np.argmin(before, axis=0)
    chosen[0] = list(product(HALF_LIVES, LENT)).index(MIDDLE)
    return float(losses[chosen, np.arange(losses.shape[1])].mean())


def _loss(past: Floats, came: Floats, ahead: int, half_life: float, lent: float) -> float:
    from scipy.stats import nbinom

    shape, rate = posterior(past, half_life, lent)
    return float(-nbinom.logpmf(came, shape, rate / (rate + ahead)).mean() / np.log(2))


def _own_mean(past: Floats, came: Floats, ahead: int) -> float:
    from scipy.stats import poisson

    year = past[-52:]
    mean = (year.sum(axis=0) + 0.5) / (len(year) + 1) * ahead
    return float(-poisson.logpmf(came, mean).mean() / np.log(2))
