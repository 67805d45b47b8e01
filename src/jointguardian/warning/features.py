"""What a warning may look at on a day: memories of several lengths, free of the series' scale.

Every feature of a day rests on that day and earlier ones. Most are logarithms of a weekly weight
against the threshold of escalation, so that series of different volume can be learnt from together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from .escalation import FLOOR, base, escalated, threshold, window
from .series import Floats, Ints
from .subseries import SubSeries

Matrix = NDArray[np.float32]

HOSTILE = {1.0: 0.125, 7.0: 0.05, 14.0: 0.05, 28.0: 0.25}
VERBAL = {3.0: 1.0, 10.0: 0.5}
EVENTS = {3.0: 0.15}
LINKED = {1.0: 0.05}
"""Weights of the self-exciting load by half-life in days: hostile weight, hostile words, events of any
kind, and the hostile weight among neighbours.

Source: chosen by coordinate search on the other actors of the KEDS file before 1998, then rounded
(docs/models/warning.md); nothing of Kosovo and nothing after 1997 was looked at for it.
"""
RETURN = {7: 6.0, 14: 8.0, 28: 10.0}
"""Weekly weight that any series tends back to, by horizon. Source: likewise."""
NEVER = 3650.0
"""Days since an escalation where none was seen."""
USUAL = 180.0
"""Half-life, days, of what is usual."""
NAMES = (
    "load_7", "load_14", "load_28", "threshold", "hostile_1", "hostile_3", "hostile_28",
    "hostile_365", "last_day", "last_week", "linked", "linked_rise", "elsewhere_3", "warm", "heavy",
    "verbal", "events", "quiet", "peak", "base_trend", "age", "busy", "words", "since",
)  # fmt: skip
"""The features, in the order of the last axis."""


@dataclass(frozen=True, slots=True)
class Features:
    """`values` (n_series, n_days, n_features) and the threshold (n_series, n_days), NaN at the start."""

    values: Matrix
    threshold: Floats

    def rows(self, series: Ints, days: Ints) -> Matrix:
        """The features of some days of some series, shape (len(days), n_features)."""
        return np.asarray(self.values[series, days])


def memory(x: Floats, half_life: float) -> Floats:
    """Exponentially fading weekly mean of a daily channel, along the last axis."""
    step = 1 - 0.5 ** (1 / half_life)
    return np.asarray(7 * lfilter([step], [1.0, step - 1.0], x, axis=-1))


def features_of(parts: SubSeries) -> Features:
    """All features of all series on all days."""
    made = {**_load(parts), **_shape(parts), **_surroundings(parts)}
    values = np.stack([made[n].astype(np.float32) for n in NAMES], -1)
    return Features(values, threshold(parts.channels["hostile"]))


def alarm_signal(features: Features) -> Floats:
    """What alarms of the focus are raised on: the load over four weeks, and hostile words and neighbours.

    Source: of eleven signals the one that warned of most onsets beyond random dates, on the other
    actors of the KEDS file before 1998 (docs/models/warning.md).
    """
    load, words = NAMES.index("load_28"), NAMES.index("words")
    return np.asarray(features.values[0, :, load] + features.values[0, :, words], dtype=np.float64)


KERNELS = {"hostile": HOSTILE, "verbal": VERBAL, "events": EVENTS, "linked": LINKED}
"""The load's parts: channels of the sub-series with the weights of their memories."""


def load_part(channel: str, x: Floats) -> Floats:
    """What a channel adds to the load, a weight a week, along the last axis."""
    return np.asarray(sum(w * memory(x, half) for half, w in KERNELS[channel].items()))


def _load(parts: SubSeries) -> dict[str, Floats]:
    """The self-exciting load against the threshold: what the coming weeks would weigh on average."""
    c, limit = parts.channels, threshold(parts.channels["hostile"])
    load = sum((load_part(channel, c[channel]) for channel in KERNELS), np.zeros_like(limit))
    made = {f"load_{h}": np.log((load + back) / limit) for h, back in RETURN.items()}
    return {**made, "threshold": np.log(limit / FLOOR), "busy": np.log1p(memory(c["events"], 365))}


def _shape(parts: SubSeries) -> dict[str, Floats]:
    """How the series itself came to where it stands."""
    c, x = parts.channels, parts.channels["hostile"]
    limit = threshold(x)
    earlier = np.zeros_like(x)
    earlier[..., 84:] = np.nan_to_num(base(x))[..., :-84]
    fading = {f"hostile_{h}": np.log((memory(x, h) + 1) / limit) for h in (1, 3, 28, 365)}
    age = np.maximum(0, np.arange(x.shape[-1]) - parts.since[:, None]) / 365
    return {
        **fading,
        "last_day": np.log((x + 1) / limit),
        "last_week": np.log((window(x, 7) + 1) / limit),
        "warm": np.log((memory(c["warm"], 40) + 1) / (memory(x, 40) + 1)),
        "heavy": np.log((memory(c["heavy"], 40) + 1) / limit),
        "verbal": np.log((memory(c["verbal"], 40) + 1) / limit),
        "events": np.log((memory(c["events"], 40) + 1) / limit),
        "quiet": window((x == 0).astype(np.float64), 84) / 84,
        "peak": np.log((_highest(window(x, 7)) + 1) / limit),
        "base_trend": np.log((np.nan_to_num(base(x)) + 1) / (earlier + 1)),
        "age": np.log1p(age),
        "since": np.log1p(since_escalation(x)),
    }


def since_escalation(x: Floats) -> Floats:
    """Days since the last origin of an escalation over a week that was to be seen, at most NEVER."""
    days = np.arange(x.shape[-1], dtype=np.float64)
    seen = np.where(np.nan_to_num(escalated(x, 7)) > 0, days, -np.inf)
    known = np.full(x.shape, -np.inf)
    known[..., 7:] = np.maximum.accumulate(seen, -1)[..., :-7]
    return np.asarray(np.minimum(days - known, NEVER))


def _highest(weekly: Floats) -> Floats:
    """The highest of the last twelve weeks' ends, looked at every seven days."""
    best = weekly.copy()
    for back in range(7, 84, 7):
        best[..., back:] = np.maximum(best[..., back:], weekly[..., :-back])
    return best


def _surroundings(parts: SubSeries) -> dict[str, Floats]:
    """What happens among the neighbours, and in the rest of the file."""
    limit = threshold(parts.channels["hostile"])
    linked, words = parts.channels["linked"], parts.channels["verbal"]
    rest = parts.channels["hostile"][1][None] - parts.channels["hostile"]
    return {
        "linked": np.log((memory(linked, 3) + 1) / limit),
        "words": np.log((3 * memory(words, 7) + 0.2 * memory(linked, 7) + 2) / limit),
        "linked_rise": np.log((memory(linked, 3) + 1) / (memory(linked, USUAL) + 1)),
        "elsewhere_3": np.log((memory(rest, 3) + 1) / (memory(rest, 84) + 1)),
    }
