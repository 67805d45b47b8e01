"""Gradient boosting over shallow trees; the load may only raise the probability."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..features import NAMES, Matrix
from ..series import Floats

RISING = ("load_7", "load_14", "load_28")
TREES, RATE, LEAVES, ROWS_IN_LEAF, RIDGE, SHARE = 60, 0.03, 5, 600, 200.0, 0.3
ROWS = 15_000
"""Rows that trees are grown on, drawn by weight."""


@dataclass(frozen=True, slots=True)
class Boosted:
    """The trees as scikit-learn keeps them."""

    trees: Any

    def log_odds(self, x: Matrix) -> Floats:
        """Log odds of rows (n, n_features)."""
        return np.asarray(self.trees.decision_function(x))


def boosted(x: Matrix, label: Floats, weight: Floats, seed: int) -> Boosted:
    """Fitted with the log loss. Source: scikit-learn's histogram gradient boosting (after LightGBM)."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    rng = np.random.default_rng(seed)
    size = min(ROWS, len(label) // 2)
    drawn = np.sort(rng.choice(len(label), size, replace=False, p=weight / weight.sum()))
    rising = [int(n in RISING) - int(n == "threshold") for n in NAMES]
    trees = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=min(ROWS_IN_LEAF, max(20, size // 60)),
        l2_regularization=RIDGE,
        max_features=SHARE,
        monotonic_cst=rising,
        early_stopping=False,
        random_state=seed,
    )
    with threadpool_limits(1):  # on a busy machine two threads wait for each other
        return Boosted(trees.fit(x[drawn], label[drawn]))
