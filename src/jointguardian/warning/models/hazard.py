"""A hazard of escalation in discrete time, with the time since the last one as its clock.

Over the coming `h` days `P = 1 - exp(-exp(eta))`, `eta = alpha(s) + beta z`: `z` are the load against the threshold
and the rise among neighbours; `s` are the days since the last escalation that was to
be seen, and `alpha` is constant within the pieces of EDGES.

Source: the grouped-data form of Cox's proportional hazards, R. L. Prentice and L. A. Gloeckler, Biometrics 34 (1978).
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from ..features import NAMES, Matrix
from ..scores import log_odds
from ..series import Floats

EDGES = (364.0,)
"""Days since an escalation at which the baseline hazard steps: a year. Finer pieces ranked worse on the other actors
(docs/models/warning.md)."""
BESIDE = ("linked_rise",)
"""What acts on the hazard beside the load. Source: chosen like the members' weights (pooled.py)."""
RIDGE = 3e-4
"""How strongly the coefficients of standardised covariates are drawn to 0, per mean log loss."""
FAR = 5.0
"""Standard deviations beyond which a covariate counts no further: the past has seen no more."""
ROWS = 40_000
"""Rows that are fitted on; of more, evenly spaced ones."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """`coefficients` of the standardised covariates and, last, of 1."""

    horizon: int
    centre: Floats
    spread: Floats
    coefficients: Floats

    def log_odds(self, x: Matrix) -> Floats:
        """Log odds of rows (n, n_features)."""
        scaled = np.clip((_covariates(x, self.horizon) - self.centre) / self.spread, -FAR, FAR)
        eta = scaled @ self.coefficients[:-1] + self.coefficients[-1]
        return log_odds(-np.expm1(-_rate(eta)))


def hazard(x: Matrix, label: Floats, weight: Floats, horizon: int) -> Hazard:
    """Fitted by least weighted log loss over at most 40,000 evenly spaced rows."""
    every = max(1, len(label) // ROWS)
    z, y = _covariates(x[::every], horizon), label[::every]
    w = weight[::every] / weight[::every].sum()
    centre, spread = z.mean(0), z.std(0) + 1e-9
    rows = np.c_[(z - centre) / spread, np.ones(len(z))]
    draw = np.full(rows.shape[1], RIDGE)
    draw[-1] = 0.0

    def loss(at: Floats) -> tuple[float, Floats]:
        rate = _rate(rows @ at)
        stays = np.exp(-rate)
        comes = np.maximum(1 - stays, 1e-9)
        value = -np.sum(w * (y * np.log(comes) - (1 - y) * rate)) + draw @ at**2 / 2
        slope = rows.T @ (w * rate * ((1 - y) - y * stays / comes)) + draw * at
        return float(value), slope

    begin = np.append(np.zeros(rows.shape[1] - 1), -2.5)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B")
    return Hazard(horizon, centre, spread, np.asarray(found.x))


def _rate(eta: Floats) -> Floats:
    return np.asarray(np.exp(np.clip(eta, -12.0, 3.0)))


def _covariates(x: Matrix, horizon: int) -> Floats:
    """The load, what acts beside it, and the pieces of the clock but the last."""
    acting = [x[:, NAMES.index(n)].astype(np.float64) for n in (f"load_{horizon}", *BESIDE)]
    piece = np.digitize(np.expm1(x[:, NAMES.index("since")].astype(np.float64)), EDGES)
    return np.stack([*acting, *((piece == k).astype(np.float64) for k in range(len(EDGES)))], 1)
