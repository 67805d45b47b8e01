"""Rolling origin: fitted again and again on what was known, never on what came after.

A fit made for the days from `start` on sees features up to `start - 1` and labels of origins `t` with
`t + h <= start - 1`. Fits are made each half-year of the calendar, trees each January.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ..compute import Progress, silent
from .escalation import MEMORY, escalated
from .features import NAMES, Features
from .models.pooled import Fitted, Rows, members, persistence, pooled
from .series import Floats, Ints
from .subseries import SubSeries

STRIDE = 5
"""Origins of a series that are learnt from: every fifth day, since neighbours tell nearly the same."""
BUSY = 20.0
"""Events a week at which a series has half of the greatest weight: quiet ones are not to set the slope."""
BOUND = 8.0
"""Log odds beyond which nothing is said."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Probabilities of all series by day (n_series, n_days), the focus first; NaN where nothing was said.

    `hostile` is the focus's daily weight, `persistence` the named baseline as a probability, `members` are the
    models that the last origins were told by, `said` each member's log odds where they were to be kept.
    """

    horizon: int
    hostile: Floats
    label: Floats
    probability: Floats
    persistence: Floats
    members: dict[str, Fitted]
    said: dict[str, Floats]


def periods(first: date, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Half-years of the calendar that cover the days `start`..`stop`, as (from, up to and without)."""
    day = start
    while day <= stop:
        here = first + timedelta(days=day)
        edge = date(here.year, 7, 1) if here.month < 7 else date(here.year + 1, 1, 1)
        until = min((edge - first).days, stop + 1)
        yield day, until
        day = until


def walk(
    parts: SubSeries,
    features: Features,
    horizon: int,
    span: tuple[date, int, int],
    seed: int,
    progress: Progress = silent,
    *,
    keep: bool = False,
) -> Walk:
    """Probabilities for the origins of `span`: the series' first day, first and last origin.

    With `keep` each member's log odds are kept too.
    """
    first, start, stop = span
    label = escalated(parts.channels["hostile"], horizon)
    chance, persist = np.full(label.shape, np.nan), np.full(label.shape, np.nan)
    halves = list(periods(first, start, stop))
    models: dict[str, Fitted] = {}
    said: dict[str, Floats] = {}
    for done, (since, until) in enumerate(halves):
        progress(done, len(halves), f"{horizon} days ahead")
        rows = learnt(parts, features, label, since - 1, horizon)
        second = (first + timedelta(days=since)).month >= 7
        models = members(rows, horizon, seed, models.get("boosting") if second else None)
        rival = persistence(rows, horizon)
        who, when = _grid(parts.learnt_from(since - 1), since, until)
        x = features.rows(who, when)
        chance[who, when] = _chance(pooled(models, x))
        for name, model in models.items() if keep else ():
            said.setdefault(name, np.full(label.shape, np.nan))[who, when] = model.log_odds(x)
        persist[who, when] = _chance(rival.log_odds(x))
    return Walk(horizon, parts.channels["hostile"][0], label, chance, persist, models, said)


def learnt(parts: SubSeries, features: Features, label: Floats, last: int, horizon: int) -> Rows:
    """Rows whose label was known on the day `last`; those of busy series weigh more."""
    series, days = [], []
    for s in parts.learnt_from(last):
        t = np.arange(MEMORY - 1 + int(parts.since[s]), last - horizon + 1)
        t = t[t % STRIDE == 0]
        series.append(np.full(len(t), s))
        days.append(t)
    who, when = np.concatenate(series), np.concatenate(days)
    x = features.rows(who, when)
    events = np.expm1(x[:, NAMES.index("busy")].astype(np.float64))
    return Rows(x, label[who, when], events / (events + BUSY) + 1e-3)


def _chance(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -BOUND, BOUND))))


def _grid(series: Ints, since: int, until: int) -> tuple[Ints, Ints]:
    days = np.arange(since, until)
    return np.repeat(series, len(days)), np.tile(days, len(series))
