"""What a warning must beat: simple scores and surveillance detectors, each of a day and its past."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from .detectors import change_point, cusum, ears
from .escalation import base, escalated, window
from .series import Bools, Floats

SHRUNK = 20.0
"""Days with the overall rate that each month's own rate is drawn to."""


def baselines(x: Floats, first: date, horizon: int, persistence: Floats) -> Mapping[str, Floats]:
    """Scores by day of the daily weight `x` that begins on `first`; higher is more alarming."""
    week, mean = window(x, 7), base(x)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(mean > 0, week / mean, 0.0)
    c1, c2, c3 = ears(x)
    return {
        "last week over 12-week mean": ratio,
        "last week": week,
        "calibrated persistence": persistence,
        "seasonal base rate": seasonal(x, first, horizon),
        "EARS C1": c1,
        "EARS C2": c2,
        "EARS C3": c3,
        "CUSUM": cusum(x),
        "Bayesian change point": change_point(x),
    }


def seasonal(x: Floats, first: date, horizon: int) -> Floats:
    """Share of earlier origins of the same month that were followed by an escalation, shrunk."""
    label = escalated(x, horizon)
    known = np.isfinite(label)
    hit = np.nan_to_num(label)
    month = np.array([(first + timedelta(days=d)).month for d in range(len(x))])
    rate = (_before(hit, horizon) + 0.5) / (_before(known, horizon) + 50.0)
    out = np.zeros(len(x))
    for m in range(1, 13):
        here = month == m
        hits, days = _before(hit * here, horizon), _before(known & here, horizon)
        out = np.where(here, (hits + SHRUNK * rate) / (days + SHRUNK), out)
    return out


def _before(values: Floats | Bools, horizon: int) -> Floats:
    """Sums over the origins whose label was known on each day."""
    total = np.cumsum(values, dtype=np.float64)
    return np.concatenate([np.zeros(horizon), total])[: len(total)]
