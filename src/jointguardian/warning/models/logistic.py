"""Penalised logistic regression by Newton's method, small and exact."""

from dataclasses import dataclass

import numpy as np

from ..series import Floats

STEPS = 30
FAR = 4.0
"""Standard deviations beyond which a feature counts no further: the past has seen no more."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """`intercept + slopes @ (x - centre) / spread`, in log odds."""

    centre: Floats
    spread: Floats
    slopes: Floats
    intercept: float

    def log_odds(self, x: Floats) -> Floats:
        """Log odds of rows (n, n_features)."""
        scaled = np.clip((x - self.centre) / self.spread, -FAR, FAR)
        return np.asarray(scaled @ self.slopes + self.intercept)


def fitted(
    x: Floats,
    label: Floats,
    *,
    ridge: float,
    towards: Floats | None = None,
    weight: Floats | None = None,
) -> Logistic:
    """Least mean log loss plus `ridge` / 2 times the squared distance of the coefficients from `towards`.

    `towards` is (slopes..., intercept) and then the intercept is drawn too; without it the slopes
    are drawn to 0 and the intercept is free.
    """
    rows = np.c_[x, np.ones(len(x))]
    w = np.ones(len(x)) / len(x) if weight is None else weight / weight.sum()
    aim = np.zeros(rows.shape[1]) if towards is None else towards
    draw = np.full(rows.shape[1], ridge)
    if towards is None:
        draw[-1] = 1e-9
    b = aim.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(rows @ b, -30, 30)))
        slope = rows.T @ (w * (p - label)) + draw * (b - aim)
        bend = (rows * (w * p * (1 - p))[:, None]).T @ rows + np.diag(draw + 1e-9)
        step = np.linalg.solve(bend, slope)
        b = b - np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    zero, one = np.zeros(x.shape[1]), np.ones(x.shape[1])
    return Logistic(zero, one, b[:-1], float(b[-1]))
