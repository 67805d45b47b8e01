"""Escalation, to the letter, and its onsets.

With `x` the hostile weight of a day, an origin `t` (the last day known) and a horizon of `h` days:

    base(t)      = (x[t-83] + ... + x[t]) / 12                  the weekly mean of the 84 days up to t
    coming(t, h) = (x[t+1] + ... + x[t+h]) * 7 / h              the weekly average of the next h days
    escalation   = coming(t, h) >= 2 base(t)  and  coming(t, h) >= 20

Source: the definition of the warning benchmark (docs/models/warning.md).
"""

import numpy as np

from .series import Floats, Ints

HORIZONS = {"1w": 7, "2w": 14, "4w": 28}
"""The horizons that are scored, days."""
MEMORY = 84
"""Days of the base; origins before the 84th day of a series have none."""
FACTOR, FLOOR = 2.0, 20.0
APART = 28
"""Days without escalation before a day of escalation is an onset: our choice, the longest horizon."""


def window(x: Floats, days: int) -> Floats:
    """Sums of the `days` days up to each day, along the last axis; shorter at the start."""
    total = np.concatenate([np.zeros((*x.shape[:-1], 1)), np.cumsum(x, -1)], -1)
    end = np.arange(1, x.shape[-1] + 1)
    return np.asarray(total[..., end] - total[..., np.maximum(end - days, 0)])


def base(x: Floats) -> Floats:
    """The weekly mean of the 84 days up to each day; NaN where fewer are known."""
    mean = window(x, MEMORY) / 12
    mean[..., : MEMORY - 1] = np.nan
    return np.asarray(mean)


def threshold(x: Floats) -> Floats:
    """The weekly weight from which the coming days are an escalation; NaN without a base."""
    return np.maximum(FLOOR, FACTOR * base(x))


def coming(x: Floats, horizon: int) -> Floats:
    """The weekly average of the next `horizon` days; NaN where they are not all known."""
    days = x.shape[-1]
    total = np.concatenate([np.zeros((*x.shape[:-1], 1)), np.cumsum(x, -1)], -1)
    ahead = np.full(x.shape, np.nan)
    if days > horizon:
        t = np.arange(days - horizon)
        ahead[..., t] = (total[..., t + 1 + horizon] - total[..., t + 1]) / horizon * 7
    return ahead


def escalated(x: Floats, horizon: int) -> Floats:
    """1 where the origin is followed by an escalation, 0 where not, NaN where nobody can say yet."""
    ahead, mean = coming(x, horizon), base(x)
    known = np.isfinite(ahead) & np.isfinite(mean)
    with np.errstate(invalid="ignore"):
        return np.where(known, (ahead >= FACTOR * mean) & (ahead >= FLOOR), np.nan)


def onsets(x: Floats, first: int, last: int) -> Ints:
    """First days of escalation within `first`..`last`: the week from there escalates, none in the 28 days before.

    An onset on day `d` is an origin `d - 1` with an escalation over 7 days and no such origin in
    the 28 days before it.
    """
    label = np.nan_to_num(escalated(x, 7))
    earlier = window(label, APART + 1) - label
    found = np.flatnonzero((label == 1) & (earlier == 0)) + 1
    return found[(found >= first) & (found <= last)]
