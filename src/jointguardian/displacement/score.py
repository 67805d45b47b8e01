"""How far a run is from the counts: the average relative difference as FLEE defines it, and two naive forecasts.

ARD(t) = sum over camps |run - counted| / max(1, sum over camps counted), its mean over the days. Rescaled: the run is first
multiplied so that its camps hold as many people as counted. Source: FLEE's validation (Groen, 2016; its
extract-validation-results), read off and written anew. The naive split gives each camp, of what is counted in all on a
day, its share of day 30. MASE-7: the error over that of "as on day 7", camps weighted by person-days.
"""

from dataclasses import dataclass

import numpy as np

from .scenario import Floats

SPLIT_DAY = 30
NAIVE_DAY = 7


@dataclass(frozen=True, slots=True)
class Score:
    """Errors of a run against counts (0 is right, 2 the worst): see the module."""

    ard: float
    ard_rescaled: float
    ard_split30: float
    mase7: float | None


def score(run: Floats, counted: Floats) -> Score:
    """Of `run[d, c]` against `counted[d, c]`, people by day and camp."""
    return Score(
        ard(run, counted),
        ard(rescaled(run, counted), counted),
        ard(split(counted), counted),
        mase(run, counted, NAIVE_DAY),
    )


def ard_by_day(run: Floats, counted: Floats) -> Floats:
    """ARD of each day."""
    errors: Floats = np.abs(run - counted).sum(axis=1) / np.maximum(1.0, counted.sum(axis=1))
    return errors


def ard(run: Floats, counted: Floats) -> float:
    """Mean ARD over the days."""
    return float(ard_by_day(run, counted).mean())


def rescaled(run: Floats, counted: Floats) -> Floats:
    """The run with as many people in all its camps as counted, day by day."""
    total = run.sum(axis=1, keepdims=True)
    wanted = counted.sum(axis=1, keepdims=True)
    scaled: Floats = run * np.divide(wanted, total, out=np.zeros_like(total), where=total > 0)
    return scaled


def split(counted: Floats, day: int = SPLIT_DAY) -> Floats:
    """The naive split: the day's total by the shares of one early day."""
    at = counted[min(day, len(counted) - 1)]
    share = at / at.sum() if at.sum() > 0 else np.full(len(at), 1 / max(1, len(at)))
    by_share: Floats = counted.sum(axis=1, keepdims=True) * share[None, :]
    return by_share


def mase(run: Floats, counted: Floats, day: int) -> float | None:
    """Error over that of "as on `day`", camps weighted by person-days; None where the naive forecast is never wrong."""
    naive = np.abs(counted[min(day, len(counted) - 1)][None, :] - counted).sum(axis=0)
    error = np.abs(run - counted).sum(axis=0)
    weight = counted.sum(axis=0) * (naive > 0)
    if weight.sum() <= 0:
        return None
    ratio = np.divide(error, naive, out=np.zeros_like(error), where=naive > 0)
    return float((ratio * weight).sum() / weight.sum())
