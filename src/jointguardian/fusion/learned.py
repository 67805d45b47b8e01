"""What people's judgements teach: the least score to join, re-estimated within bounds.

Each judged pair of events has a score *s* and was confirmed (merged, accepted) or refuted (split).
Chosen is the threshold *t* on a grid within `REACH` of the start that minimises

    errors(t) + PRIOR * |t - start| / REACH,     errors(t) = #{confirmed: s < t} + #{refuted: s >= t}

and, of equals, the one nearest to the start. So fewer than `ENOUGH` judgements change nothing, a
few outliers do not outweigh the start, a further refuted pair never lowers the threshold and a
further confirmed pair never raises it. Pairs that a veto forbids (score 0) say nothing about it.
Source: empirical risk with a penalty, our own choice of constants.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .cluster import USUAL, Limits

ENOUGH = 10  # judged pairs below which nothing is learned
REACH = 0.08  # how far the threshold may move
STEP = 0.01
PRIOR = 2.0  # errors that the start is worth against the end of its reach


@dataclass(frozen=True, slots=True)
class Judged:
    """The score of two events that a person declared the same happening, or not."""

    score: float
    same: bool


def learned(pairs: Sequence[Judged], start: Limits = USUAL) -> Limits:
    """The limits that fit the judged pairs best; folding keeps its distance from joining."""
    telling = [p for p in pairs if p.score > 0]
    if len(telling) < ENOUGH:
        return start
    steps = round(REACH / STEP)
    grid = [n * STEP for n in sorted(range(-steps, steps + 1), key=lambda n: (abs(n), n))]
    shift = min(grid, key=lambda d: _cost(start.join + d, telling) + PRIOR * abs(d) / REACH)
    return Limits(round(start.join + shift, 4), round(start.fold + shift, 4))


def _cost(least: float, pairs: Sequence[Judged]) -> int:
    """How many judged pairs a threshold gets wrong."""
    return sum((p.score >= least - 1e-9) != p.same for p in pairs)
