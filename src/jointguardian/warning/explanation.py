"""Why a probability is what it is: what each member says, and what the load is made of."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from .escalation import threshold
from .features import KERNELS, RETURN, Features, load_part
from .models.pooled import MEMBERS
from .rolling import Walk
from .series import Floats, Ints
from .subseries import SubSeries

PARTS = {
    "hostile": "hostile deeds and words of the last weeks",
    "verbal": "hostile words of the last days",
    "events": "how much is reported at all",
    "linked": "hostility among those who deal with it",
}
"""The channels of the load in words."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the load: its weight a week, and its share of the whole (0 to 1)."""

    what: str
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The probability of an origin taken apart.

    `threshold` is the weekly weight from which an escalation is one, `load` what the coming weeks would weigh on
    average and `parts` what it is made of. `members` are the probabilities that the members of the pool say, each
    with its `weights`; the pool is the weighted mean of their log odds.
    """

    origin: str
    horizon_days: int
    probability: float
    threshold: float
    load: float
    parts: tuple[Share, ...]
    members: dict[str, float]
    weights: dict[str, float]
    words: str


def explained(
    first: date, parts: SubSeries, features: Features, walk: Walk, day: int
) -> Explanation:
    """The newest half-year's probability of the focus on a day of the file (counted from `first`)."""
    made = _parts(parts, walk.horizon, day)
    load = sum(made.values())
    limit = float(threshold(parts.channels["hostile"][0])[day])
    x = features.rows(_index(0), _index(day))
    members = {n: _chance(m.log_odds(x)) for n, m in walk.members.items()}
    total = sum(MEMBERS[n] for n in members)
    shares = sorted(
        (Share(what, round(w, 2), round(w / load, 3)) for what, w in made.items()),
        key=lambda s: -s.share,
    )
    return Explanation(
        origin=(first + timedelta(days=day)).isoformat(),
        horizon_days=walk.horizon,
        probability=round(float(walk.probability[0, day]), 4),
        threshold=round(limit, 1),
        load=round(load, 1),
        parts=tuple(shares),
        members=members,
        weights={n: round(MEMBERS[n] / total, 3) for n in members},
        words=_words(load, limit, shares[0]),
    )


def _parts(parts: SubSeries, horizon: int, day: int) -> dict[str, float]:
    """The load of the focus on a day by its parts, in words."""
    made = {PARTS[c]: float(load_part(c, parts.channels[c][0, : day + 1])[day]) for c in KERNELS}
    return {**made, "what any series tends back to": RETURN[horizon]}


def _words(load: float, limit: float, largest: Share) -> str:
    side = "above" if load >= limit else "below"
    return (
        f"The load of {load:.0f} a week is {side} the threshold of {limit:.0f} ({load / limit:.2f} of it); "
        f"the largest part, {largest.share:.0%}, is {largest.what}."
    )


def _chance(log_odds: Floats) -> float:
    return round(float(1 / (1 + np.exp(-log_odds[0]))), 4)


def _index(one: int) -> Ints:
    return np.array([one], dtype=np.int64)
