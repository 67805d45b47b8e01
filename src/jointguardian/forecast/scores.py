"""The scores of the field for predictive draws, as the VIEWS prediction challenge defines them, and some beside.

`x[n, m]` are m draws for each of n cells, `y[n]` what came. All scores: the lower, the better.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .panel import Floats

BINS = (0.0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
"""Lower edges of the bins of the ignorance score; the last is open."""
DRAWS = 1000
"""Draws that the ignorance score is defined for; others are resampled as the official code does."""
ALPHA = 0.1
MANY = 25.0
_UPPER = np.array(BINS[1:])


def bin_of(values: Floats) -> NDArray[np.int64]:
    """The bin of each value."""
    found: NDArray[np.int64] = np.digitize(values, _UPPER)
    return found


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores by cell [n], and where in the draws each outcome lies (`pit`: the share below, half of those equal)."""

    crps: Floats
    ign: Floats
    mis: Floats
    log1p_crps: Floats
    brier_25: Floats
    covered: NDArray[np.bool_]
    pit: Floats
    resampled: bool


def score(x: Floats, y: Floats) -> Scored:
    """Every score of every cell; the draws are sorted once."""
    ordered = np.sort(x, axis=1)
    return scored_sorted(ordered, np.asarray(y, float), x)


def scored_sorted(ordered: Floats, y: Floats, drawn: Floats) -> Scored:
    """The same for draws sorted already (`drawn` in their own order, which resampling needs)."""
    m = ordered.shape[1]
    low, high = _bounds(ordered)
    resampled = m != DRAWS
    below = (ordered < y[:, None]).mean(axis=1)
    equal = (ordered == y[:, None]).mean(axis=1)
    chance = (ordered >= MANY).mean(axis=1)
    return Scored(
        crps=crps_sorted(ordered, y),
        ign=ignorance(resample(drawn) if resampled else ordered, y),
        mis=high - low + 2 / ALPHA * (np.maximum(low - y, 0) + np.maximum(y - high, 0)),
        log1p_crps=crps_sorted(np.log1p(ordered), np.log1p(y)),
        brier_25=(chance - (y >= MANY)) ** 2,
        covered=(y >= low) & (y <= high),
        pit=below + equal / 2,
        resampled=resampled,
    )


def crps_sorted(ordered: Floats, y: Floats) -> Floats:
    """Continuous ranked probability score of sorted draws: mean |x − y| − ½ mean |x − x'|, all m² pairs (Gneiting and Raftery 2007; xskillscore)."""
    m = ordered.shape[1]
    rank = (2.0 * np.arange(1, m + 1) - m - 1) / m**2
    score: Floats = np.abs(ordered - y[:, None]).mean(axis=1) - ordered @ rank
    return score


def ignorance(draws: Floats, y: Floats) -> Floats:
    """−log2 of the chance of the bin that came, with one more draw in each of the eleven bins (VIEWS; Roulston and Smith 2002)."""
    bins, n = len(BINS), len(draws)
    m = draws.shape[1]
    lower = np.array([-np.inf, *BINS[1:]])[bin_of(y)][:, None]
    upper = np.array([*BINS[1:], np.inf])[bin_of(y)][:, None]
    inside = ((draws >= lower) & (draws < upper)).sum(axis=1)
    surprise: Floats = -np.log2((inside + 1) / (m + bins))
    return surprise.reshape(n)


def resample(draws: Floats) -> Floats:
    """1,000 draws out of another number as the official code makes them: by Fourier series (scipy.signal.resample), below zero to zero."""
    from scipy.signal import resample as fourier

    made: Floats = np.maximum(np.asarray(fourier(draws, DRAWS, axis=1), float), 0.0)
    return made


def _bounds(ordered: Floats) -> tuple[Floats, Floats]:
    """Quantiles at 5 and 95 %, between draws in straight line (NumPy's default)."""
    at = np.array([ALPHA / 2, 1 - ALPHA / 2]) * (ordered.shape[1] - 1)
    k = np.floor(at).astype(int)
    following = np.minimum(k + 1, ordered.shape[1] - 1)
    values = ordered[:, k] + (at - k) * (ordered[:, following] - ordered[:, k])
    return values[:, 0], values[:, 1]
