"""How good probabilities are: ranking, Brier skill, calibration. All take labels 0/1 and scores alike."""

import numpy as np

from .series import Floats

CLIP = 1e-6


def average_precision(label: Floats, score: Floats) -> float:
    """Mean precision at each positive, ties in the order given; NaN without a positive."""
    if not label.any():
        return float("nan")
    ordered = label[np.argsort(-score, kind="stable")]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return float((precision * ordered).sum() / ordered.sum())


def auroc(label: Floats, score: Floats) -> float:
    """Chance that a positive is scored above a negative, ties half; NaN with one class alone."""
    positives = float(label.sum())
    negatives = len(label) - positives
    if not positives or not negatives:
        return float("nan")
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    above = rank[label == 1].sum() - positives * (positives + 1) / 2
    return float(above / (positives * negatives))


def brier(label: Floats, probability: Floats) -> float:
    """Mean squared distance of the probabilities from what happened.

    Source: Brier, Verification of forecasts expressed in terms of probability, 1950.
    """
    return float(np.mean((probability - label) ** 2))


def log_odds(probability: Floats) -> Floats:
    """Logits, with probabilities kept away from 0 and 1."""
    p = np.clip(probability, CLIP, 1 - CLIP)
    return np.asarray(np.log(p / (1 - p)))


def calibration_slope(label: Floats, probability: Floats) -> float:
    """Slope of a logistic regression of the labels on the log odds: 1 is right, below 1 too bold.

    Source: Cox, Two further applications of a model for binary regression, 1958.
    """
    if not 0 < label.sum() < len(label):
        return float("nan")
    from .models.logistic import fitted

    return float(fitted(log_odds(probability)[:, None], label, ridge=1e-9).slopes[0])
