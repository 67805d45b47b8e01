"""Onset warnings against random dates: an alarm system that warns of any date warns of nothing."""

from dataclasses import dataclass

import numpy as np

from .escalation import APART
from .series import Bools, Floats, Ints

DRAWS = 2000
ALLOWED = 2.0
"""False alarms a year that an alarm threshold may have had in the past."""
GRID = np.concatenate([np.arange(0.02, 0.3, 0.02), np.arange(0.3, 0.95, 0.05)])


@dataclass(frozen=True, slots=True)
class Onsets:
    """How many onsets were warned of within 28 days, and how many random dates would have been.

    `placebo_p` is the chance that as many random dates have an alarm in the 28 days before them.
    """

    warned: int
    of: int
    false_alarms_per_year: float
    alarms: int
    placebo_p: float
    placebo_mean: float
    lead_days: float | None


def alarms(probability: Floats, limit: Floats | float) -> Ints:
    """Days on which the probability reaches the limit, at least 28 days apart."""
    with np.errstate(invalid="ignore"):
        over = np.flatnonzero(probability >= limit)
    raised: list[int] = []
    for day in over:
        if not raised or day - raised[-1] >= APART:
            raised.append(int(day))
    return np.array(raised, dtype=np.int64)


def false_alarms(raised: Ints, label: Floats) -> int:
    """Alarms without any origin of escalation on their day or the 27 after it."""
    hit = np.nan_to_num(label)
    return sum(not hit[d : d + APART].any() for d in raised)


def alarm_limit(probability: Floats, label: Floats, until: int) -> float:
    """The least limit with at most 2 false alarms a year in what was known on the day `until - 1`.

    `probability` and `label` are of the largest series (n_series, n_days); the mean over them counts.
    """
    past = probability[:, : max(0, until - APART - 7)]
    years = np.isfinite(past).sum() / 365.25
    if years < 1:
        return 0.5
    for limit in GRID:
        wrong = sum(false_alarms(alarms(p, limit), y) for p, y in zip(past, label, strict=True))
        if wrong / years <= ALLOWED:
            return float(limit)
    return float(GRID[-1])


def judged(
    raised: Ints, label: Floats, began: Ints, days: Ints, rng: np.random.Generator
) -> Onsets:
    """Alarms against the onsets within `days` (first and last day), and against random dates."""
    first, last = int(days[0]), int(days[-1])
    raised = raised[(raised >= first) & (raised <= last)]
    covered = np.zeros(last + APART + 2, dtype=np.bool_)
    for day in raised:
        covered[day + 1 : day + APART + 1] = True
    warned = int(covered[began].sum())
    dates = rng.integers(first + 1, last + 1, (DRAWS, max(1, len(began))))
    by_chance = covered[dates].sum(1)
    years = (last - first + 1) / 365.25
    return Onsets(
        warned,
        len(began),
        false_alarms(raised, label) / years,
        len(raised),
        float((1 + (by_chance >= warned).sum()) / (1 + DRAWS)) if len(began) else 1.0,
        float(by_chance.mean()) if len(began) else 0.0,
        _lead(raised, began, covered),
    )


def _lead(raised: Ints, began: Ints, covered: Bools) -> float | None:
    leads = [
        float(day - raised[(raised < day) & (raised >= day - APART)].min())
        for day in began
        if covered[day]
    ]
    return float(np.median(leads)) if leads else None
