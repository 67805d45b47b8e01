"""The members of the pooled warning model, and how each is fitted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..features import NAMES, Matrix
from ..series import Floats
from .boosting import boosted
from .logistic import Logistic, standardised

RIDGE = 1e-3


class Fitted(Protocol):
    """A model that gives log odds to rows of features (n, n_features)."""

    def log_odds(self, x: Matrix) -> Floats: ...


Member = Callable[[Matrix, Floats, int], Fitted]


@dataclass(frozen=True, slots=True)
class OnSome:
    """A logistic regression on some of the features."""

    columns: tuple[int, ...]
    model: Logistic

    def log_odds(self, x: Matrix) -> Floats:
        """Log odds of rows of all features."""
        return self.model.log_odds(x[:, self.columns].astype(np.float64))


def on(*names: str) -> Member:
    """A logistic regression on these features."""
    columns = tuple(NAMES.index(n) for n in names)

    def fit(x: Matrix, label: Floats, seed: int) -> Fitted:
        return OnSome(columns, standardised(x[:, columns].astype(np.float64), label, RIDGE))

    return fit


def trees(x: Matrix, label: Floats, seed: int) -> Fitted:
    """Gradient boosting on all features."""
    return boosted(x, label, (seed,))


MEMBERS: Mapping[str, Member] = {
    "neighbours": on("load", "threshold", "elsewhere_3", "elsewhere_40", "age"),
    "self-exciting": on("own_load", "threshold", "elsewhere_3", "elsewhere_40"),
    "boosting": trees,
}
"""The models that are pooled, by the mean of their log odds."""
PERSISTENCE: Member = on("last_week")
"""The named baseline as a probability: last week against the threshold."""


def prior() -> Fitted:
    """What is said where the past is too thin: by the load alone, even odds at 1.3 times the threshold.

    Source: our own choice; on series of any kind a slope near 2 came out (docs/models/warning.md).
    """
    load = Logistic(np.zeros(1), np.ones(1), np.array([2.0]), -0.5)
    return OnSome((NAMES.index("load"),), load)
