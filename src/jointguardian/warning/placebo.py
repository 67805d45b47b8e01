"""Onset warnings against random dates: an alarm system that warns of any date warns of nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from .escalation import APART, MEMORY, threshold, window
from .evaluation import between, blocks
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
    dates are drawn from the days that could be an onset: no escalation in the 28 days before. `lead_days` is the
    median of the first alarm of the 28 days before an onset that was warned of. `intervals` are 90 % block-bootstrap
    intervals (13 weeks) of the share of onsets warned, the false alarms a year and the lead. `raised_on` and
    `began_on` are the days (ISO) of alarms and onsets, `false_on` those of false alarms, `missed_on` of onsets not warned of.
    """

    warned: int
    of: int
    false_alarms_per_year: float
    alarms: int
    placebo_p: float
    placebo_mean: float
    lead_days: float | None
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    raised_on: tuple[str, ...] = ()
    false_on: tuple[str, ...] = ()
    began_on: tuple[str, ...] = ()
    missed_on: tuple[str, ...] = ()


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


def false_alarms(raised: Ints, label: Floats) -> Ints:
    """Those alarms without any origin of escalation on their day or the 27 after it."""
    hit = np.nan_to_num(label)
    return np.array([d for d in raised if not hit[d : d + APART].any()], dtype=np.int64)


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
        if len(false_alarms(raised, label[past.start : last + APART])) / years <= AIMED:
            return float(limit)
    return float("inf")


def judged(
    raised: Ints,
    label: Floats,
    began: Ints,
    span: tuple[int, int],
    rng: np.random.Generator,
    start: date,
    resamples: int = 300,
) -> Onsets:
    """Alarms against the onsets within `span` (first and last day, counted from `start`), and against random dates."""
    first, last = span
    raised = raised[(raised >= first) & (raised <= last)]
    covered = np.zeros(last + APART + 2, dtype=np.bool_)
    for day in raised:
        covered[day + 1 : day + APART + 1] = True
    false = false_alarms(raised, label)
    dates = rng.choice(_possible(label, first, last), (DRAWS, max(1, len(began))))
    by_chance = covered[dates].sum(1)
    warned = began[covered[began]]
    leads = _leads(raised, warned)
    return Onsets(
        warned=len(warned),
        of=len(began),
        false_alarms_per_year=len(false) / _years(last - first + 1),
        alarms=len(raised),
        placebo_p=float((1 + (by_chance >= len(warned)).sum()) / (1 + DRAWS))
        if len(began)
        else 1.0,
        placebo_mean=float(by_chance.mean()) if len(began) else 0.0,
        lead_days=float(np.median(leads)) if len(leads) else None,
        intervals=_intervals(span, began, warned, false, leads, rng, resamples),
        raised_on=_dates(start, raised),
        false_on=_dates(start, false),
        began_on=_dates(start, began),
        missed_on=_dates(start, began[~covered[began]]),
    )


def _intervals(
    span: tuple[int, int],
    began: Ints,
    warned: Ints,
    false: Ints,
    leads: Floats,
    rng: np.random.Generator,
    resamples: int,
) -> dict[str, tuple[float, float]]:
    """Blocks of 13 weeks drawn anew: how often each day of the span is drawn, and what counts on it."""
    days = np.arange(span[0], span[1] + 2)
    places = blocks(days - span[0])
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        times = np.zeros(len(days), dtype=np.int64)
        for b in rng.integers(0, len(places), len(places)):
            times[places[b]] += 1
        of, hits, wrong = (times[np.asarray(d) - span[0]] for d in (began, warned, false))
        drawn.setdefault("false_alarms_per_year", []).append(wrong.sum() / _years(int(times.sum())))
        if of.sum():
            drawn.setdefault("warned_share", []).append(hits.sum() / of.sum())
        if hits.sum():
            drawn.setdefault("lead_days", []).append(float(np.median(np.repeat(leads, hits))))
    return {name: between(values) for name, values in drawn.items()}


def _years(days: int) -> float:
    return days / 365.25


def _dates(start: date, days: Ints) -> tuple[str, ...]:
    return tuple((start + timedelta(days=int(d))).isoformat() for d in days)


def _possible(label: Floats, first: int, last: int) -> Ints:
    """Days that could have been an onset."""
    hit = np.nan_to_num(label)
    quiet = window(hit, APART + 1) - hit == 0
    days = np.flatnonzero(quiet[first:last]) + first + 1
    return days if len(days) else np.arange(first + 1, last + 1)


def _leads(raised: Ints, warned: Ints) -> Floats:
    """Days from the first alarm of the 28 days before each onset that was warned of."""
    first = [raised[(raised < day) & (raised >= day - APART)].min() for day in warned]
    return np.asarray(warned - np.array(first, dtype=np.int64), dtype=np.float64)
