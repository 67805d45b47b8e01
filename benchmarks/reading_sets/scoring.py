"""What all sets share: a row of the table, F1 from counts, and intervals by resampling documents."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

SEED, DRAWS = 20231122, 1000
Unit = TypeVar("Unit")


class Counts(NamedTuple):
    """Right answers, missed ones and wrong ones of one document or sentence."""

    right: float = 0
    missed: float = 0
    wrong: float = 0


@dataclass(frozen=True)
class Row:
    """One line of the table. `baseline` is what a trivial method gets on the same set.

    `interval` is the 95 % interval of `value` over resampled documents; `lower` marks measures of
    which less is better (seconds, megabytes).
    """

    measure: str
    set: str
    value: float
    n: int
    must: float | None = None
    aim: float | None = None
    interval: tuple[float, float] | None = None
    baseline: float | None = None
    lower: bool = False
    note: str = ""


def f1(units: Sequence[Counts]) -> float:
    """Micro F1 of several documents."""
    right = sum(u.right for u in units)
    wrong = sum(u.wrong + u.missed for u in units)
    return 2 * right / (2 * right + wrong) if right else 0.0


def accuracy(units: Sequence[Counts]) -> float:
    """The share of right answers among all that were due; wrong ones beyond those do not count."""
    due = sum(u.right + u.missed for u in units)
    return sum(u.right for u in units) / due if due else 0.0


def interval(
    units: Sequence[Unit], score: Callable[[Sequence[Unit]], float]
) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of a score over resampled documents (seeded)."""
    dice = random.Random(SEED)
    drawn = sorted(score(dice.choices(units, k=len(units))) for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]
