"""The back-test of the warning on an event series: rolling origin, baselines, placebo dates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from ..compute import Progress, silent
from ..errors import InputError
from .baselines import baselines
from .escalation import HORIZONS, MEMORY, escalated, onsets, window
from .evaluation import Escalation, Origins, evaluated
from .explanation import Explanation, explained
from .features import Features, alarm_signal, features_of
from .placebo import Onsets, alarm_limit, alarms, judged, under_way
from .rolling import Walk, periods, walk
from .series import Bools, Events, Floats, events_of
from .subseries import subseries_of

LEARNING_DAYS = 3 * 365
"""Days of the past before the first origin, where nobody says from when to score."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be scored: actors whose codes begin so (all without), the first and last origin, and
    how often blocks are drawn anew for the intervals."""

    focus: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    seed: int = 1
    resamples: int = 300


@dataclass(frozen=True, slots=True)
class Week:
    """The week up to an origin: its hostile weight, the threshold, and the chance that the next one escalates."""

    origin: str
    weight: float
    threshold: float
    probability: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """Scores by horizon, the onset warnings, and the probability of each origin day.

    `predictions` has the columns origin, horizon_days, probability. A horizon with too few
    escalations has no scores. `explanation` takes the probabilities of the last origin apart; `weekly` are the ends of
    weeks (ISO) up to it with the hostile weight of the week, the threshold of escalation, and the chance of one
    within a week.
    """

    events: int
    first: date
    last: date
    escalation: Mapping[str, Escalation | None]
    onsets: Onsets
    predictions: pl.DataFrame
    explanation: Mapping[str, Explanation]
    weekly: tuple[Week, ...]


def backtest(rows: pl.DataFrame, asked: Asked, progress: Progress = silent) -> BackTest:
    """Back-test on the rows of a series file. Raises InputError when there is too little to score."""
    events = events_of(rows)
    focus = events.involving(asked.focus or ("",))
    if not focus.any():
        raise InputError(
            f"no event has an actor code that begins with {' or '.join(asked.focus)}",
            way_out="give codes as the series writes them",
        )
    first, last = _span(events, focus, asked)
    parts = subseries_of(events, focus)
    features = features_of(parts)
    walks = {
        name: walk(parts, features, h, (events.first, first, last), asked.seed, progress)
        for name, h in HORIZONS.items()
    }
    rng = np.random.default_rng(asked.seed)
    begin, end = _bounds(events, focus)
    scored = {
        n: evaluated(_origins(events, w, (first, last), (begin, end)), rng, asked.resamples)
        for n, w in walks.items()
    }
    return BackTest(
        events=int(focus.sum()),
        first=events.first + timedelta(days=first),
        last=events.first + timedelta(days=last),
        escalation=scored,
        onsets=_onsets(events.first, features, walks["1w"], (first, last), rng, asked.resamples),
        predictions=_predictions(events.first, walks, first, last),
        explanation={
            n: explained(events.first, parts, features, w, last) for n, w in walks.items()
        },
        weekly=tuple(_weekly(events.first, features, walks["1w"], (first, last))),
    )


def _weekly(start: date, features: Features, walk: Walk, span: tuple[int, int]) -> Iterator[Week]:
    """Each seventh day back from the last origin, in the order of days."""
    weight, limit = window(walk.hostile, 7), features.threshold[0]
    for day in range(span[1] - (span[1] - span[0]) // 7 * 7, span[1] + 1, 7):
        chance = float(np.nan_to_num(walk.probability[0, day]))
        yield Week(
            (start + timedelta(days=day)).isoformat(),
            round(float(weight[day]), 1),
            round(float(limit[day]), 1),
            round(chance, 4),
        )


def _bounds(events: Events, focus: Bools) -> tuple[int, int]:
    days = events.day[focus]
    return int(days.min()), int(days.max())


def _span(events: Events, focus: Bools, asked: Asked) -> tuple[int, int]:
    """First and last origin, as days of the file: those with a base, within what was asked."""
    begin, end = _bounds(events, focus)
    earliest = begin + MEMORY - 1
    usual = min(begin + LEARNING_DAYS, begin + (end - begin) // 2)
    first = (asked.since - events.first).days if asked.since else max(earliest, usual)
    last = (asked.until - events.first).days if asked.until else end
    first, last = max(first, earliest), min(last, end)
    if last - first < 7:
        raise InputError(
            f"between the first and the last origin lie {max(0, last - first)} days",
            way_out=f"choose dates within {events.first + timedelta(days=earliest)} "
            f"to {events.first + timedelta(days=end)}",
        )
    return first, last


def _origins(events: Events, walk: Walk, span: tuple[int, int], bounds: tuple[int, int]) -> Origins:
    """The focus alone, from its own first to its own last event, as the definition has it."""
    begin, end = bounds
    x = walk.hostile[begin : end + 1]
    label = escalated(x, walk.horizon)
    start = events.first + timedelta(days=begin)
    rivals = baselines(x, start, walk.horizon, walk.persistence[0, begin : end + 1])
    day = np.arange(len(x))
    known = np.isfinite(label) & (day >= span[0] - begin) & (day <= span[1] - begin)
    return Origins(day, label, walk.probability[0, begin : end + 1], rivals).chosen(known)


def _onsets(
    first_day: date,
    features: Features,
    walk: Walk,
    span: tuple[int, int],
    rng: np.random.Generator,
    resamples: int,
) -> Onsets:
    """Alarms on the load and the words of the focus; the limit is chosen anew each half-year on its past."""
    first, last = span
    label, silent = walk.label[0], under_way(walk.hostile)
    signal = np.nan_to_num(alarm_signal(features), nan=-np.inf)
    limit = np.full(len(label), np.inf)
    for since, until in periods(first_day, first, last):
        limit[since:until] = alarm_limit(signal, label, silent, since)
    raised = alarms(signal, limit, silent)
    began = onsets(walk.hostile, first + 1, last)
    return judged(raised, label, began, span, rng, first_day, resamples)


def _predictions(first: date, walks: Mapping[str, Walk], since: int, until: int) -> pl.DataFrame:
    days = np.arange(since, until + 1)
    origin = [first + timedelta(days=int(d)) for d in days]
    return pl.concat(
        [
            pl.DataFrame(
                {
                    "origin": origin,
                    "horizon_days": w.horizon,
                    "probability": _rounded(w.probability[0, days]),
                }
            )
            for w in walks.values()
        ]
    )


def _rounded(probability: Floats) -> Floats:
    return np.asarray(np.round(np.nan_to_num(probability), 6))


def focus_codes(given: Sequence[str]) -> tuple[str, ...]:
    """Code prefixes as given, without blanks and doubles."""
    return tuple(dict.fromkeys(c.strip() for c in given if c.strip()))
