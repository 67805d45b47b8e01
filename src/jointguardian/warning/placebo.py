"""Onset warnings against random dates: an alarm system that warns of any date warns of nothing."""

from dataclasses import dataclass

import numpy as np

from .escalation import APART, MEMORY, threshold, window
from .series import Bools, Floats, Ints

DRAWS = 2000
AIMED = 1.4
"""False alarms a year that a limit may have had in the past: below 2, since the future is no better."""
YEARS = 3
"""Years of its own past on which a limit is chosen."""
SHORTEST = 180
"""Days of the past below which no alarm is raised."""


@dataclass(frozen=True, slots=True)
class Onsets:
    """How many onsets were warned of within 28 days, and how many random dates would have been.

    `placebo_p` is the chance that as many random dates have an alarm in the 28 days before them. The
    dates are drawn from the days that could be an onset: no escalation in the 28 days before.
    """

    warned: int
    of: int
    false_alarms_per_year: float
    alarms: int
    placebo_p: float
    placebo_mean: float
    lead_days: float | None


def under_way(x: Floats) -> Bools:
    """Days on which an escalation of the last 28 days is already to be seen: no warning any more."""
    limit = np.concatenate([np.full(7, np.inf), np.nan_to_num(threshold(x)[:-7], nan=np.inf)])
    return window((window(x, 7) >= limit).astype(np.float64), APART) > 0


def alarms(signal: Floats, limit: Floats | float, silent: Bools) -> Ints:
    """Days on which the signal reaches the limit, at least 28 days apart, none on `silent` days."""
    with np.errstate(invalid="ignore"):
        over = np.flatnonzero((signal >= limit) & ~silent)
    raised: list[int] = []
    for day in over:
        if not raised or day - raised[-1] >= APART:
            raised.append(int(day))
    return np.array(raised, dtype=np.int64)


def false_alarms(raised: Ints, label: Floats) -> int:
    """Alarms without any origin of escalation on their day or the 27 after it."""
    hit = np.nan_to_num(label)
    return sum(not hit[d : d + APART].any() for d in raised)


def alarm_limit(signal: Floats, label: Floats, silent: Bools, until: int) -> float:
    """The least limit with few enough false alarms in the three years whose outcome was known on `until` - 1."""
    first, last = max(MEMORY - 1, until - YEARS * 365), until - APART - 7
    if last - first < SHORTEST:
        return float("inf")
    past = slice(first, last)
    years = (last - first) / 365.25
    values = np.unique(np.quantile(signal[past], np.linspace(0.3, 0.999, 40)))
    for limit in (*values, *(values[-1] + np.arange(0.1, 2, 0.1))):
        raised = alarms(signal[past], float(limit), silent[past])
        if false_alarms(raised, label[past.start : last + APART]) / years <= AIMED:
            return float(limit)
    return float("inf")


def judged(
    raised: Ints, label: Floats, began: Ints, span: tuple[int, int], rng: np.random.Generator
) -> Onsets:
    """Alarms against the onsets within `span` (first and last day), and against random dates."""
    first, last = span
    raised = raised[(raised >= first) & (raised <= last)]
    covered = np.zeros(last + APART + 2, dtype=np.bool_)
    for day in raised:
        covered[day + 1 : day + APART + 1] = True
    warned = int(covered[began].sum())
    dates = rng.choice(_possible(label, first, last), (DRAWS, max(1, len(began))))
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


def _possible(label: Floats, first: int, last: int) -> Ints:
    """Days that could have been an onset."""
    hit = np.nan_to_num(label)
    quiet = window(hit, APART + 1) - hit == 0
    days = np.flatnonzero(quiet[first:last]) + first + 1
    return days if len(days) else np.arange(first + 1, last + 1)


def _lead(raised: Ints, began: Ints, covered: Bools) -> float | None:
    leads = [
        float(day - raised[(raised < day) & (raised >= day - APART)].min())
        for day in began
        if covered[day]
    ]
    return float(np.median(leads)) if leads else None
