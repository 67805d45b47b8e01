"""Rolling origin: fitted again and again on what was known, never on what came after.

A fit made for the days from `start` on sees features up to `start - 1` and labels of origins `t` with
`t + h <= start - 1`. Its log odds are brought to probabilities by a regression on what earlier fits
said of days that they had not seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ..compute import Progress, silent
from .escalation import MEMORY, escalated
from .features import Features
from .models.logistic import Logistic, fitted
from .models.pooled import MEMBERS, PERSISTENCE, prior
from .series import Floats, Ints
from .subseries import SubSeries

STRIDE = 5
"""Origins of a series that are learnt from: every fifth day, since neighbours tell nearly the same."""
WARM_UP_YEARS = 3
"""Years before the first scored origin over which earlier fits are made, for the calibration."""
FEW = 30
"""Escalations in the rows from which a model is fitted; below, the prior speaks."""
TRUST = 0.02
"""How strongly the calibration is drawn to leaving log odds as they are."""
BOUND = 7.0
"""Log odds beyond which nothing is said."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Probabilities of all series by day (n_series, n_days), the focus first; NaN where nothing was said.

    `members` are the log odds of each model before pooling, `persistence` the named baseline.
    """

    horizon: int
    hostile: Floats
    label: Floats
    probability: Floats
    members: Mapping[str, Floats]
    persistence: Floats


def periods(first: date, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Half-years of the calendar that cover the days `start`..`stop`, as (from, up to and without)."""
    day = start
    while day <= stop:
        here = first + timedelta(days=day)
        edge = date(here.year, 7, 1) if here.month < 7 else date(here.year + 1, 1, 1)
        until = min((edge - first).days, stop + 1)
        yield day, until
        day = until


def learnt(parts: SubSeries, label: Floats, last: int, horizon: int) -> tuple[Ints, Ints]:
    """Rows (series, day) whose label was known on the day `last`."""
    series, days = [], []
    for s in parts.learnt_from(last):
        t = np.arange(MEMORY - 1 + int(parts.since[s]), last - horizon + 1)
        t = t[t % STRIDE == s % STRIDE]
        t = t[np.isfinite(label[s, t])]
        series.append(np.full(len(t), s))
        days.append(t)
    return np.concatenate(series).astype(np.int64), np.concatenate(days).astype(np.int64)


def walk(
    parts: SubSeries,
    features: Features,
    horizon: int,
    span: tuple[date, int, int],
    seed: int,
    progress: Progress = silent,
) -> Walk:
    """Probabilities of the focus for the origins of `span`: the series' first day, first and last origin."""
    first, start, stop = span
    label = escalated(parts.channels["hostile"], horizon)
    said = {m: np.full(label.shape, np.nan) for m in (*MEMBERS, "persistence")}
    chance = {m: np.full(label.shape, np.nan) for m in ("pooled", "persistence")}
    halves = list(periods(first, max(MEMORY - 1, start - WARM_UP_YEARS * 365), stop))
    for done, (since, until) in enumerate(halves):
        progress(done, len(halves), f"{horizon} days ahead")
        _say(parts, features, label, horizon, (since, until), seed, said)
        pooled = np.mean([said[m] for m in MEMBERS], 0)
        for name, all_said in (("pooled", pooled), ("persistence", said["persistence"])):
            mend = _calibration(parts, label, all_said, since, horizon)
            odds = mend.log_odds(all_said[:, since:until, None])
            chance[name][:, since:until] = 1 / (1 + np.exp(-odds))
    members = {m: said[m] for m in MEMBERS}
    return Walk(
        horizon,
        parts.channels["hostile"][0],
        label,
        chance["pooled"],
        members,
        chance["persistence"],
    )


def _say(
    parts: SubSeries,
    features: Features,
    label: Floats,
    horizon: int,
    span: tuple[int, int],
    seed: int,
    said: Mapping[str, Floats],
) -> None:
    """Fits on what is known before the period, and writes what the fits say of it."""
    since, until = span
    series, days = learnt(parts, label, since - 1, horizon)
    x, y = features.rows(series, days), label[series, days]
    who, when = _grid(parts.learnt_from(since - 1), since, until)
    asked = features.rows(who, when)
    for name, member in {**MEMBERS, "persistence": PERSISTENCE}.items():
        model = member(x, y, seed) if y.sum() >= FEW else prior()
        said[name][who, when] = np.clip(model.log_odds(asked), -BOUND, BOUND)


def _grid(series: Ints, since: int, until: int) -> tuple[Ints, Ints]:
    days = np.arange(since, until)
    return np.repeat(series, len(days)), np.tile(days, len(series))


def _calibration(
    parts: SubSeries, label: Floats, said: Floats, since: int, horizon: int
) -> Logistic:
    """From log odds to log odds that come true, by what was said before `since` and is known now."""
    known = np.isfinite(said) & np.isfinite(label)
    known[:, max(0, since - horizon) :] = False
    known[:, np.arange(label.shape[1]) % STRIDE != 0] = False
    odds, y = said[known], label[known]
    as_it_is = np.array([1.0, 0.0])
    if y.sum() < FEW:
        return Logistic(np.zeros(1), np.ones(1), as_it_is[:1], 0.0)
    return fitted(odds[:, None], y, ridge=TRUST, towards=as_it_is)
