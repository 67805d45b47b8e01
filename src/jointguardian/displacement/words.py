"""A projection in sentences; the caution about return is part of each that speaks of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .project import Projection
from .returns import FITTED, YEAR, shares_gone
from .secondary import departures

CAUTION = "That people go home, or that a model says so, does not say that it is safe there."

ALL = "all"


@dataclass(frozen=True, slots=True)
class ReturnTerms:
    """When a settlement begins to hold, when half had fled, whether those who drove them out go, and by when it is asked."""

    settled: date
    fled: date
    freed: bool
    home_by: date
    why: str


@dataclass(frozen=True, slots=True)
class Endangered:
    """A community that is in danger when the other side comes home."""

    community: str
    people: int
    source: str


@dataclass(frozen=True, slots=True)
class Home:
    """People of a refuge expected home by the day asked for, with the 90 % interval over both models; `ALL` is all refuges."""

    refuge: str
    people: float
    low: float
    high: float


def homecoming(made: Projection, terms: ReturnTerms) -> tuple[Home, ...]:
    """Of those in each refuge on the last day and of all, who is expected home: medians over draws of both models. One error
    of the hazard holds for all refuges of a draw, as those who fled one war wait for one settlement."""
    away = max(0.0, (terms.settled - terms.fled).days / YEAR)
    years = max(0.0, (terms.home_by - terms.settled).days / YEAR)
    errors = np.random.default_rng((made.seed, 3)).standard_normal(len(made.last))
    home = made.last * shares_gone(FITTED, away, years, errors, freed=terms.freed)[:, None]
    columns = np.column_stack([home, home.sum(axis=1)])
    low, middle, high = np.quantile(columns, (0.05, 0.5, 0.95), axis=0)
    return tuple(
        Home(name, float(middle[c]), float(low[c]), float(high[c]))
        for c, name in enumerate((*made.refuges, ALL))
    )


def sentences(
    made: Projection, terms: ReturnTerms | None, endangered: Sequence[Endangered]
) -> tuple[str, ...]:
    """How many are in refuge at the end and where, who may go home, and whom that endangers."""
    low, high = np.quantile(made.last.sum(axis=1), (0.05, 0.95))
    first = int(np.argmax(made.mean[-1]))
    words = [
        f"{_round(made.mean[-1].sum())} people ({_round(low)} to {_round(high)}, 90 %) are expected in refuge on the last day, "
        f"the largest number in {made.refuges[first]}: {_between(made.mean[-1, first], made.low[-1, first], made.high[-1, first])}."
    ]
    if made.waiting[-1] >= 1:
        words.append(f"{_round(made.waiting[-1])} would leave and find no open way or no room.")
    if terms is not None:
        home = homecoming(made, terms)[-1]
        words.append(
            f"Should it hold that those who drove them out go ({terms.why}), {_between(home.people, home.low, home.high)} "
            f"are expected home by {terms.home_by:%-d %B %Y}. {CAUTION}"
        )
    for group in endangered:
        middle, low, high = departures(group.people)
        words.append(
            f"The shadow of that return: of {group.people:,} {group.community}, {_between(middle, low, high)} "
            "may be driven out within a year, as after earlier changes of that kind: an order of magnitude, for planning their protection."
        )
    return tuple(words)


def _between(middle: float, low: float, high: float) -> str:
    return f"{_round(middle)} ({_round(low)} to {_round(high)})"


def _round(people: float) -> str:
    return f"{two_figures(people):,}"


def two_figures(people: float) -> int:
    """The nearest number with two figures that count: a projection bears no more."""
    value = round(float(people))
    return round(value, min(0, 2 - len(str(abs(value)))))
