"""Self-exciting negative binomial: the coming weight is counted, its mean is driven by the load.

In units of 5 Goldstein points the coming `h` days count `S ~ NB(mean = a L h / 7, shape = r)`, with
`L` the load, and the probability of escalation is `P(S >= T h / 7)`, `T` the threshold. `a` and
`r` are fitted to the escalations of the past; the tail is the regularised incomplete beta function.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betainc

from ..escalation import FLOOR
from ..features import NAMES, Matrix
from ..scores import log_odds
from ..series import Floats

UNIT = 5.0
START = (-0.7, -0.3)
"""Logarithms of `a` and `r` that the fit is drawn to: half the load, shape 0.75; our own choice."""
DRAW = 1e-4
ROWS = 20_000
"""Rows that are fitted on; of more, evenly spaced ones."""


@dataclass(frozen=True, slots=True)
class NegativeBinomial:
    """`scale` is log a, `shape` log r, for a horizon in days."""

    horizon: int
    scale: float
    shape: float

    def log_odds(self, x: Matrix) -> Floats:
        """Log odds of rows (n, n_features)."""
        return log_odds(_tail(*_counts(x, self.horizon), self.scale, self.shape))


def negative_binomial(x: Matrix, label: Floats, weight: Floats, horizon: int) -> NegativeBinomial:
    """Fitted by least weighted log loss over at most 20,000 evenly spaced rows."""
    every = max(1, len(label) // ROWS)
    mean, limit = _counts(x[::every], horizon)
    y, w = label[::every], weight[::every] / weight[::every].sum()

    def loss(at: Floats) -> float:
        p = np.clip(_tail(mean, limit, at[0], at[1]), 1e-6, 1 - 1e-6)
        away = DRAW * float(np.sum((at - START) ** 2))
        return away - float(np.sum(w * np.where(y == 1, np.log(p), np.log(1 - p))))

    found = minimize(
        loss, np.array(START), method="Nelder-Mead", options={"maxiter": 60, "xatol": 0.01}
    )
    return NegativeBinomial(horizon, float(found.x[0]), float(found.x[1]))


def _counts(x: Matrix, horizon: int) -> tuple[Floats, Floats]:
    """The load and the threshold over the horizon, in units."""
    limit = FLOOR * np.exp(x[:, NAMES.index("threshold")].astype(np.float64))
    load = limit * np.exp(x[:, NAMES.index(f"load_{horizon}")].astype(np.float64))
    return load * horizon / 7 / UNIT, limit * horizon / 7 / UNIT


def _tail(mean: Floats, limit: Floats, scale: float, shape: float) -> Floats:
    m, r = mean * np.exp(scale), np.exp(np.clip(shape, -5, 5))
    return np.asarray(betainc(limit, r, m / (m + r)))
