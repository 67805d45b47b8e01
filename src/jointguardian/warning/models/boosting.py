"""Gradient boosting over shallow trees, bagged over seeds; the load may only raise the probability."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..features import NAMES, Matrix
from ..series import Floats

RISING = ("load", "own_load", "hostile_3", "linked", "linked_rise")
TREES, RATE, LEAVES, ROWS_IN_LEAF, RIDGE, SHARE = 100, 0.04, 6, 300, 100.0, 0.3


@dataclass(frozen=True, slots=True)
class Boosted:
    """Trees of several seeds; the log odds are their mean."""

    trees: tuple[Any, ...]

    def log_odds(self, x: Matrix) -> Floats:
        """Log odds of rows (n, n_features)."""
        return np.asarray(np.mean([t.decision_function(x) for t in self.trees], 0))


def boosted(x: Matrix, label: Floats, seeds: tuple[int, ...]) -> Boosted:
    """Fitted with the log loss. Source: scikit-learn's histogram gradient boosting (after LightGBM)."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    rising = [int(n in RISING) - int(n == "threshold") for n in NAMES]
    return Boosted(
        tuple(
            HistGradientBoostingClassifier(
                max_iter=TREES,
                learning_rate=RATE,
                max_leaf_nodes=LEAVES,
                min_samples_leaf=min(ROWS_IN_LEAF, max(20, len(x) // 100)),
                l2_regularization=RIDGE,
                max_features=SHARE,
                monotonic_cst=rising,
                early_stopping=False,
                random_state=seed,
            ).fit(x, label)
            for seed in seeds
        )
    )
