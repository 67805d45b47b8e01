"""Who goes home, and when: a hazard of return after the fighting at home has ended.

Of the people in a host country a share 1 − exp(−λ t) has gone home t years after the settlement (or the entry of a force
that makes it hold), λ falling with the time people have been away and where the host is no neighbour:

    ln λ = RATE + AWAY ln(years away, at least a month) + FREED [those who drove them out have gone] + FAR [no neighbour]
           + error,  error ~ Normal(0, SCATTER²)

Fitted to the yearly returns that UNHCR publishes for all countries (Refugee Population Statistics, solutions; CC BY 4.0) after the
settlements in EPISODES, Kosovo left out: `python -m benchmarks.displacement.returns`. Shares are of those who found a solution
within eight years (return, resettlement, naturalisation), for there are no counts of all who were there: λ is too high where
many never did. Returns are known by year only.

That people go home, or that a model says so, never says that it is safe there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

import numpy as np
from scipy.stats import norm

from .scenario import Floats

YEAR = 365.25
SHORTEST = 1 / 12


@dataclass(frozen=True, slots=True)
class Episode:
    """A settlement: whose people (ISO 3166 of the origin), when it began to hold, when half of them had fled, from what hosts
        the returns are followed, and which of those are no neighbours. `freed`: those who drove them out no longer hold the places
    they come from. Judged from general histories, dates by the month."""

    origin: str
    settled: date
    fled: date
    freed: bool
    hosts: tuple[str, ...]
    far: tuple[str, ...] = ()


EPISODES = (
    Episode("IND", date(1971, 12, 16), date(1971, 6, 1), True, ("UNK",)),
    Episode("ZWE", date(1979, 12, 21), date(1977, 1, 1), True, ("MOZ", "ZMB", "BWA")),
    Episode("NIC", date(1990, 4, 25), date(1985, 1, 1), True, ("HND", "CRI")),
    Episode("IRQ", date(1991, 5, 1), date(1991, 4, 1), True, ("IRN",)),
    Episode("AFG", date(1992, 4, 28), date(1981, 1, 1), True, ("PAK", "IRN")),
    Episode("MOZ", date(1992, 10, 4), date(1987, 1, 1), False, ("MWI", "ZWE", "TZA")),
    Episode("TGO", date(1994, 2, 1), date(1993, 1, 25), False, ("BEN", "GHA")),
    Episode("BIH", date(1995, 12, 14), date(1992, 8, 1), False, ("HRV", "SRB", "DEU"), ("DEU",)),
    Episode("LBR", date(1997, 7, 19), date(1992, 1, 1), False, ("GIN", "CIV")),
    Episode("TLS", date(1999, 9, 20), date(1999, 9, 8), True, ("IDN",)),
    Episode("AFG", date(2001, 12, 5), date(1990, 1, 1), True, ("PAK", "IRN")),
    Episode("SLE", date(2002, 1, 18), date(1998, 1, 1), True, ("GIN", "LBR")),
    Episode("AGO", date(2002, 4, 4), date(1993, 1, 1), False, ("COD", "ZMB", "NAM")),
    Episode("LBR", date(2003, 10, 1), date(2001, 1, 1), True, ("GIN", "CIV", "SLE")),
    Episode("SDN", date(2005, 1, 9), date(1993, 1, 1), True, ("UGA", "ETH", "KEN")),
    Episode("CIV", date(2011, 4, 11), date(2011, 2, 1), False, ("LBR",)),
    Episode("MLI", date(2013, 1, 20), date(2012, 3, 1), True, ("NER", "BFA", "MRT")),
)
"""Settlements after which people went home of their own will in numbers (Rwanda in 1996 is left out: camps were attacked). IND: people of what became Bangladesh, whom the tables keep there."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """The fitted hazard: see the module."""

    rate: float
    away: float
    freed: float
    far: float
    scatter: float


FITTED = Hazard(rate=-0.167, away=-0.445, freed=0.560, far=-0.088, scatter=1.485)
"""What `python -m benchmarks.displacement.returns` prints, Kosovo left out."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One host of an episode: years away at the settlement, whether home was freed and the host is far, and of those who found a solution within eight
    years the share that had gone home by the end of each calendar year (`years` since the settlement)."""

    away: float
    freed: bool
    far: bool
    people: float
    years: Floats
    gone: Floats


def rate(hazard: Hazard, away: float, freed: bool, far: bool) -> float:
    """Yearly hazard of return, its median."""
    long = hazard.away * log(max(away, SHORTEST))
    return exp(hazard.rate + long + hazard.freed * freed + hazard.far * far)


def share_gone(
    hazard: Hazard, away: float, years: float, *, freed: bool, far: bool = False, level: float = 0.9
) -> tuple[float, float, float]:
    """Share gone home `years` after the settlement: median, and bounds that hold with chance `level`."""
    reach = float(norm.ppf((1 + level) / 2))
    errors = np.array([0.0, -reach, reach])
    median, low, high = shares_gone(hazard, away, years, errors, freed=freed, far=far)
    return float(median), float(low), float(high)


def shares_gone(
    hazard: Hazard, away: float, years: float, errors: Floats, *, freed: bool, far: bool = False
) -> Floats:
    """The share gone home where the error of ln λ is so many standard deviations."""
    hazards = np.exp(log(rate(hazard, away, freed, far)) + hazard.scatter * errors)
    shares: Floats = 1 - np.exp(-hazards * max(0.0, years))
    return shares


def fit(followed: Sequence[Followed]) -> Hazard:
    """Least squares on ln λ, λ of each host from its curve; hosts weighted by the root of their people; SCATTER of the year after the settlement."""
    rows, values, weights = [], [], []
    for one in followed:
        seen = _rate_of(one)
        if seen is not None:
            rows.append((1.0, log(max(one.away, SHORTEST)), float(one.freed), float(one.far)))
            values.append(log(seen))
            weights.append(one.people**0.5)
    x, y, w = np.array(rows), np.array(values), np.sqrt(np.array(weights))
    found, *_ = np.linalg.lstsq(
        np.vstack([x * w[:, None], RIDGE]), np.r_[y * w, np.zeros(4)], rcond=None
    )
    after = np.log([_rate_after(one) for one in followed if _rate_of(one) is not None])
    scatter = float(np.sqrt(((after - x @ found) ** 2).sum() / (len(y) - len(found))))
    constant, away, freed, far = (float(b) for b in found)
    return Hazard(constant, away, freed, far, scatter)


RIDGE = np.diag([0.0, 0.0, 0.0, 10.0])
"""Few hosts are far: without them saying so, far is as near."""


def _rate_after(one: Followed) -> float:
    """The λ that the share at the end of the year after the settlement alone gives: some hosts begin late, some all at once."""
    k = min(1, len(one.gone) - 1)
    return -log(1.0 - min(0.99, max(0.01, float(one.gone[k])))) / float(one.years[k])


def _rate_of(one: Followed) -> float | None:
    """The λ whose curve is nearest to the host's, by squares; None where nobody went home."""
    if not len(one.gone) or one.gone[-1] <= 0:
        return None
    rates = np.exp(np.linspace(log(0.02), log(20.0), 400))
    curves = 1 - np.exp(-rates[:, None] * one.years[None, :])
    return float(rates[np.argmin(((curves - one.gone[None, :]) ** 2).sum(axis=1))])


def followed(
    episode: Episode, yearly: dict[tuple[str, str, int], tuple[float, float]], until: int = 8
) -> list[Followed]:
    """The hosts of an episode in UNHCR's table: `yearly[origin, host, year]` = (returned, found another solution)."""
    curves = []
    first = episode.settled.year
    for host in episode.hosts:
        years = range(first, first + until + 1)
        solved = [yearly.get((episode.origin, host, y), (0.0, 0.0)) for y in years]
        people = sum(r + other for r, other in solved)
        if people <= 0:
            continue
        since = np.array([(date(y, 12, 31) - episode.settled).days / YEAR for y in years])
        gone = np.cumsum([r for r, _ in solved]) / people
        away = (episode.settled - episode.fled).days / YEAR
        curves.append(Followed(away, episode.freed, host in episode.far, people, since, gone))
    return curves
