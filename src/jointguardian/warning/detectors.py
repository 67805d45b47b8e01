"""Surveillance detectors on a daily weight: how unusual a day is against the days before."""

import numpy as np
from scipy.special import gammaln

from .series import Floats

SPREAD_FLOOR = 1.0
"""Least standard deviation, in Goldstein points, so that one event after a silence is not infinite."""
UNIT = 5.0
"""Goldstein points that count as one event for the change point."""
HAZARD = 1 / 84
LONGEST = 365


def ears(x: Floats) -> tuple[Floats, Floats, Floats]:
    """EARS C1, C2, C3: a day against 7 days, the same two days earlier, and three days of C2.

    Source: Hutwagner et al., The bioterrorism preparedness and response Early Aberration Reporting
    System (EARS), 2003.
    """
    c1, c2 = _standing_out(x, 1), _standing_out(x, 3)
    excess = np.maximum(0.0, c2 - 1)
    c3 = excess.copy()
    for back in (1, 2):
        c3[back:] += np.where(c2[:-back] <= 3, excess[:-back], 0.0)
    return c1, c2, c3


def _standing_out(x: Floats, lag: int) -> Floats:
    """Standard deviations of a day above the 7 days that end `lag` days before it; 0 at the start."""
    out = np.zeros(len(x))
    if len(x) < 7 + lag:
        return out
    past = np.lib.stride_tricks.sliding_window_view(x, 7)[: len(x) - 6 - lag]
    spread = np.maximum(past.std(1, ddof=1), SPREAD_FLOOR)
    out[6 + lag :] = (x[6 + lag :] - past.mean(1)) / spread
    return out


def cusum(x: Floats, allowance: float = 0.5) -> Floats:
    """One-sided cumulative sum of what a day exceeds the 84 days before by, in their spread.

    Source: Page, Continuous inspection schemes, 1954.
    """
    out = np.zeros(len(x))
    for t in range(84, len(x)):
        past = x[t - 84 : t]
        above = (x[t] - past.mean()) / max(past.std(), SPREAD_FLOOR)
        out[t] = max(0.0, out[t - 1] + above - allowance)
    return out


def change_point(x: Floats) -> Floats:
    """Probability that the rate rose within the last week; 0 where it rather fell.

    Counts are Poisson with a Gamma(1, 1) rate that may change on any day.
    Source: Adams and MacKay, Bayesian online changepoint detection, 2007.
    """
    counts = np.rint(x / UNIT)
    chance, shape, rate = np.ones(1), np.ones(1), np.ones(1)
    out = np.zeros(len(x))
    for t, n in enumerate(counts):
        grown = chance * np.exp(_predictive(n, shape, rate))
        chance = np.concatenate([[HAZARD * grown.sum()], (1 - HAZARD) * grown])[:LONGEST]
        shape = np.concatenate([[1.0], shape + n])[:LONGEST]
        rate = np.concatenate([[1.0], rate + 1.0])[:LONGEST]
        chance = chance / chance.sum()
        mean = shape / rate
        usual = (chance * mean)[8:].sum() / max(chance[8:].sum(), 1e-12)
        out[t] = (chance * (mean > usual))[:8].sum()
    return out


def _predictive(n: float, shape: Floats, rate: Floats) -> Floats:
    """Log probability of a count under each run's negative binomial."""
    fixed = gammaln(shape + n) - gammaln(shape) - gammaln(n + 1)
    return np.asarray(fixed + shape * np.log(rate / (rate + 1)) - n * np.log(rate + 1))
