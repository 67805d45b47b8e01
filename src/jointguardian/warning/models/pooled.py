"""The members of the pooled warning model, and what each weighs."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..features import NAMES, Matrix
from ..series import Floats
from .boosting import boosted
from .hazard import hazard
from .logistic import Logistic, fitted
from .negative_binomial import negative_binomial

MEMBERS = {"load": 0.45, "hazard": 0.45, "negative binomial": 0.05, "boosting": 0.05}
"""Weights of the members' log odds.

Source: the other actors of the KEDS file (`python -m benchmarks.warning.choice`): the hazard ranks best alone, half of
it with half of the load a little lower and less on one fit; trees rank worse and add nothing beyond 0.05.
"""
SLOPE = 2.0
EVEN_ODDS = {7: 1.5, 14: 2.0, 28: 3.0}
"""What is believed before any data: odds rise with the square of the load, and are even where it is so
many times the threshold. Our own choice."""
DRAW = 5e-4
"""How strongly fits are drawn to that belief, per mean log loss."""
FEW = 60
"""Escalations among the rows from which trees are grown; below, the other members speak alone."""


class Fitted(Protocol):
    """A model that gives log odds to rows of features (n, n_features)."""

    def log_odds(self, x: Matrix) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Rows:
    """Origins with a known outcome: features, labels, weights."""

    x: Matrix
    label: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class OnOne:
    """A logistic regression on one feature."""

    column: int
    model: Logistic

    def log_odds(self, x: Matrix) -> Floats:
        """Log odds of rows of all features."""
        return self.model.log_odds(x[:, [self.column]].astype(np.float64))


def on(name: str, rows: Rows, horizon: int) -> OnOne:
    """A logistic regression on one feature, drawn to what is believed before any data."""
    column = NAMES.index(name)
    belief = np.array([SLOPE, -SLOPE * np.log(EVEN_ODDS[horizon])])
    x = rows.x[:, [column]].astype(np.float64)
    if not len(x):
        return OnOne(column, Logistic(np.zeros(1), np.ones(1), belief[:1], float(belief[1])))
    return OnOne(column, fitted(x, rows.label, ridge=DRAW, towards=belief, weight=rows.weight))


def persistence(rows: Rows, horizon: int) -> Fitted:
    """The named baseline as a probability: last week against the threshold, fitted on the same rows."""
    return on("last_week", rows, horizon)


def members(rows: Rows, horizon: int, seed: int, trees: Fitted | None) -> dict[str, Fitted]:
    """Those members that the rows suffice for; `trees` are taken as they are where they are given."""
    made: dict[str, Fitted] = {"load": on(f"load_{horizon}", rows, horizon)}
    if len(rows.label):
        made["hazard"] = hazard(rows.x, rows.label, rows.weight, horizon)
        made["negative binomial"] = negative_binomial(rows.x, rows.label, rows.weight, horizon)
    if trees is None and rows.label.sum() >= FEW:
        trees = boosted(rows.x, rows.label, rows.weight, seed)
    return made if trees is None else {**made, "boosting": trees}


def pooled(models: dict[str, Fitted], x: Matrix) -> Floats:
    """Weighted mean of the members' log odds."""
    total = sum(MEMBERS[m] for m in models)
    parts = [MEMBERS[m] / total * model.log_odds(x) for m, model in models.items()]
    return np.asarray(np.sum(parts, 0))
