"""Many series out of one file: the focus, the whole, each actor, each pair of actors.

One series has too few escalations to learn from; the other actors of the same file have more, by the
same definition. Which of them count at an origin rests on what was known then.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .series import HEAVY, Bools, Events, Floats, Ints

STATE = 3
"""Letters of an actor code that name a state or group; the rest is its branch (CAMEO, WEIS)."""
ENOUGH = 100
"""Events from which a sub-series is learnt from."""
MOST = 150
"""Sub-series that are learnt from at one time, the largest."""
YEAR, BLOCK = 365, 28
CHANNELS = ("hostile", "verbal", "events", "heavy", "warm", "linked")
NEAR = 0.6
"""Share of an actor's events within a series from which it is of the series, not a neighbour."""


@dataclass(frozen=True, slots=True)
class SubSeries:
    """Daily channels (n_series, n_days) of the focus (row 0), the whole file (row 1) and its parts.

    `linked` is the hostile weight among others, weighted by how much of their business was with
    the series in the last years. `since` is the first day with an event, `eligible` says for each
    year end (rows) which series may be learnt from afterwards.
    """

    names: tuple[str, ...]
    channels: dict[str, Floats]
    since: Ints
    eligible: Bools

    def learnt_from(self, day: int) -> Ints:
        """Indices of the series that may be learnt from on `day`; the focus always."""
        row = (day + 1) // YEAR - 1
        chosen = np.flatnonzero(self.eligible[row]) if row >= 0 else np.empty(0, dtype=np.int64)
        return np.unique(np.concatenate([[0, 1], chosen])).astype(np.int64)


def subseries_of(events: Events, focus: Bools) -> SubSeries:
    """All sub-series of a file that were ever among the largest at the end of a year."""
    groups = [("focus", focus), ("all", np.ones_like(focus)), *_parts(events)]
    ends = np.arange(YEAR - 1, max(events.days, YEAR), YEAR)
    totals = np.stack(
        [np.cumsum(events.daily(m))[np.minimum(ends, events.days - 1)] for _, m in groups], 1
    )
    eligible = _largest(totals)
    kept = np.flatnonzero(eligible.any(0) | (np.arange(len(groups)) < 2))
    links = _Links.of(events)
    rows = [_channels(events, groups[g][1], links) for g in kept]
    daily = {c: np.stack([r[c] for r in rows]) for c in CHANNELS}
    since = np.array([int(np.argmax(r["events"] > 0)) for r in rows], dtype=np.int64)
    return SubSeries(tuple(groups[g][0] for g in kept), daily, since, eligible[:, kept])


def _parts(events: Events) -> Iterator[tuple[str, Bools]]:
    """Events of each actor, of each branch, and between each two actors, where there are enough."""
    states = sorted({c[:STATE] for c in events.codes})
    of_state = np.array([states.index(c[:STATE]) for c in events.codes], dtype=np.int64)
    a, b = of_state[events.source], of_state[events.target]
    for i, state in enumerate(states):
        mask = (a == i) | (b == i)
        if mask.sum() >= ENOUGH:
            yield state, mask
    for i, code in enumerate(events.codes):
        mask = (events.source == i) | (events.target == i)
        if len(code) > STATE and mask.sum() >= ENOUGH:
            yield code, mask
    pair = np.minimum(a, b) * len(states) + np.maximum(a, b)
    found, counts = np.unique(pair[a != b], return_counts=True)
    for one in found[counts >= ENOUGH]:
        yield f"{states[one // len(states)]}-{states[one % len(states)]}", (pair == one) & (a != b)


def _largest(totals: Floats) -> Bools:
    """Which of the parts (columns) are among the MOST largest of each year end (rows)."""
    rank = np.argsort(np.argsort(-totals, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray((rank < MOST) & (totals >= ENOUGH))


@dataclass(frozen=True, slots=True)
class _Links:
    """Actors of each event and what each actor did in each block of 28 days, fading by half in a year."""

    source: Ints
    target: Ints
    actors: int
    blocks: int
    block: Ints
    all_events: Floats

    @classmethod
    def of(cls, events: Events) -> "_Links":
        states = sorted({c[:STATE] for c in events.codes})
        of_state = np.array([states.index(c[:STATE]) for c in events.codes], dtype=np.int64)
        source, target = of_state[events.source], of_state[events.target]
        block = events.day // BLOCK
        made = cls(source, target, len(states), int(block.max()) + 1, block, np.empty(0))
        everything = np.ones(len(events.day), dtype=np.bool_)
        return cls(source, target, made.actors, made.blocks, block, made.faded(everything))

    def faded(self, mask: Bools) -> Floats:
        """Events of each actor (rows) before the start of each block (columns), older ones less."""
        counts = np.zeros((self.actors, self.blocks))
        np.add.at(counts, (self.source[mask], self.block[mask]), 1.0)
        other = mask & (self.source != self.target)
        np.add.at(counts, (self.target[other], self.block[other]), 1.0)
        keep = 0.5 ** (BLOCK / YEAR)
        before = np.zeros_like(counts)
        for k in range(1, self.blocks):
            before[:, k] = keep * (before[:, k - 1] + counts[:, k - 1])
        return before

    def nearness(self, mask: Bools) -> Floats:
        """For each event outside the series, how close its actors stand to it."""
        share = self.faded(mask) / (self.all_events + NEARLY_NONE)
        share[share > NEAR] = 0.0
        near = share[self.source, self.block]
        other = self.source != self.target
        return np.asarray((near + np.where(other, share[self.target, self.block], 0.0)) * ~mask)


NEARLY_NONE = 10.0
"""Events added to an actor's own, so that an actor seen once or twice is no close neighbour."""


def _channels(events: Events, mask: Bools, links: _Links) -> dict[str, Floats]:
    every = np.ones_like(mask)
    return {
        "hostile": events.daily(mask, events.hostile),
        "verbal": events.daily(mask & events.verbal),
        "events": events.daily(mask),
        "heavy": events.daily(mask & (events.hostile >= HEAVY)),
        "warm": events.daily(mask, events.warm),
        "linked": events.daily(every, events.hostile * links.nearness(mask)),
    }
