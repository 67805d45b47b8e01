"""What the members of the warning's pool weigh, chosen without Kosovo: all other actors of the KEDS series.

    python -m benchmarks.warning.choice [--horizon 7 28]

Each member and several pools are fitted every half-year on the past and scored on every actor and pair with at least
five escalations a week start: gain in AP and AUROC over the better of last week and last week over the 12-week mean,
and the share of the log loss of the base rate that is saved, means weighted by the number of escalations.
Events with an actor code beginning KSV or ETH are left out before anything is computed.
"""

import argparse
from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

from jointguardian.sources import read_series
from jointguardian.warning.escalation import base, window
from jointguardian.warning.features import features_of
from jointguardian.warning.models.pooled import MEMBERS
from jointguardian.warning.rolling import Walk, walk
from jointguardian.warning.scores import auroc, average_precision
from jointguardian.warning.series import Floats, events_of
from jointguardian.warning.subseries import SubSeries, subseries_of

from .skill import KEDS

WINDOWS = ((date(1993, 1, 1), date(1997, 11, 30)), (date(1998, 1, 1), date(2003, 6, 30)))
POOLS = (
    *({name: 1.0} for name in MEMBERS),
    {"load": 0.9, "negative binomial": 0.05, "boosting": 0.05},
    MEMBERS,
    {"load": 0.2, "hazard": 0.7, "negative binomial": 0.05, "boosting": 0.05},
    {"load": 0.35, "hazard": 0.35, "negative binomial": 0.05, "boosting": 0.25},
    {"load": 0.3, "hazard": 0.3, "negative binomial": 0.3, "boosting": 0.1},
)
LEAST = 5
"""Escalations of a week start from which it is scored."""


def main() -> int:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--horizon", type=int, nargs="+", default=[7, 28])
    wish = asked.parse_args()
    kosovo = r"^(KSV|ETH)"
    rows = read_series(KEDS, "weis").frame.filter(
        ~pl.col("actor").str.contains(kosovo) & ~pl.col("target").str.contains(kosovo)
    )
    for first, last in WINDOWS:
        known = events_of(rows.filter(pl.col("start") <= str(last)))
        parts = subseries_of(known, np.ones(len(known.day), dtype=np.bool_))
        features = features_of(parts)
        span = (first - known.first).days, (last - known.first).days - 28
        for horizon in wish.horizon:
            done = walk(parts, features, horizon, (known.first, *span), 1, keep=True)
            for pool in POOLS:
                odds = sum((w * done.said[m] for m, w in pool.items()), np.zeros(done.label.shape))
                told = " + ".join(f"{w:g} {m}" for m, w in pool.items())
                print(
                    f"{first:%Y}-{last:%Y} {horizon:2d} days  {_scored(parts, done, odds, span)}  {told}"
                )
    return 0


def _scored(parts: SubSeries, done: Walk, odds: Floats, span: tuple[int, int]) -> str:
    found = [
        one for s in range(2, len(parts.names)) if (one := _series(parts, done, odds, s, span))
    ]
    made = np.array(found)
    ap, area, saved = np.average(made[:, :3], axis=0, weights=made[:, 3])
    return f"{len(made)} series: AP {ap:+.4f} AUROC {area:+.4f} log loss {saved:+.4f}"


def _series(
    parts: SubSeries, done: Walk, odds: Floats, s: int, span: tuple[int, int]
) -> tuple[float, float, float, float] | None:
    x = parts.channels["hostile"][s]
    days = np.arange(span[0], span[1] + 1)
    days = days[np.isfinite(done.label[s, days]) & np.isfinite(odds[s, days])]
    gains = []
    for start in range(7):
        at = days[days % 7 == start]
        label = done.label[s, at]
        if LEAST <= label.sum() < len(label):
            gains.append([_gain(f, label, odds[s, at], x, at) for f in (average_precision, auroc)])
    if len(gains) < 5:
        return None
    ap, area = np.mean(gains, 0)
    label, chance = done.label[s, days], 1 / (1 + np.exp(-np.clip(odds[s, days], -8, 8)))
    rate = label.mean()
    usual = -(rate * np.log(rate) + (1 - rate) * np.log(1 - rate))
    loss = -np.mean(np.where(label == 1, np.log(chance), np.log(1 - chance)))
    return float(ap), float(area), float(1 - loss / usual), float(label.sum())


def _gain(
    rank: Callable[[Floats, Floats], float], label: Floats, own: Floats, x: Floats, at: Floats
) -> float:
    week, mean = window(x, 7)[at], base(x)[at]
    ratio = np.where(mean > 0, week / np.where(mean > 0, mean, 1.0), 0.0)
    return rank(label, own) - max(rank(label, week), rank(label, ratio))


if __name__ == "__main__":
    raise SystemExit(main())
