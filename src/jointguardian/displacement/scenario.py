"""What a displacement scenario holds: places, routes, closures, conflict and, where known, counts of people in refuge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
KINDS = ("town", "conflict_zone", "camp", "idpcamp", "forwarding_hub", "marker")
"""town: people pass or rest. camp, idpcamp: refuge abroad or at home. forwarding_hub: people go on at once. marker: a
point on a road, no choice of a destination."""
CLOSURES = ("country", "location", "link", "camp", "idpcamp", "remove_forced_redirection")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `lat` and `lon` in degrees; `people` is its population, in a camp how many it has room for."""

    name: str
    region: str
    country: str
    lat: float
    lon: float
    kind: str
    conflict_day: int
    people: int

    @property
    def refuge(self) -> bool:
        """Whether people stay here: a camp or a camp for the internally displaced."""
        return self.kind in ("camp", "idpcamp")


@dataclass(frozen=True, slots=True)
class Route:
    """A road between two places, both ways. `km` long; `speed` in km a day where the road has its own."""

    start: str
    end: str
    km: float
    forced: int = 0
    speed: float | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """From day `start` on, until day `end` (never reached: it stays closed)."""

    kind: str
    first: str
    second: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quirk:
    """A peculiarity of the files, named, counted and left as it is: `code`, where, what, how often."""

    code: str
    where: str
    what: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """People counted by day: `names`, a row each in `days_counts` (whole people by day, straight lines between counts).

    `total`: as the files' own total says. `counted[i]`: the days on which place i was truly counted.
    """

    names: tuple[str, ...]
    by_day: NDArray[np.int64]
    total: NDArray[np.int64]
    counted: tuple[NDArray[np.int64], ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conflict, its roads and its places of refuge, from day 0 (`start`) for `days` days.

    `conflict[d, i]`: intensity of the conflict at place i on day d, 0 is none. `shares`: for an attribute of people (age,
    gender) the weight of each value, by place of origin, with "Default".
    """

    name: str
    start: date
    days: int
    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    closures: tuple[Closure, ...]
    conflict: Floats
    counts: Counts | None
    shares: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    quirks: tuple[Quirk, ...] = ()

    @property
    def home(self) -> str:
        """The country people flee from: that of the first place."""
        return self.places[0].country

    def index(self) -> dict[str, int]:
        """Where each place stands."""
        return {place.name: i for i, place in enumerate(self.places)}


def camps_counted(scenario: Scenario) -> tuple[Sequence[int], Sequence[int]]:
    """The places of refuge with counts: their indices among the places, and among the counts."""
    if scenario.counts is None:
        return (), ()
    at = {name: i for i, name in enumerate(scenario.counts.names)}
    both = [(i, at[p.name]) for i, p in enumerate(scenario.places) if p.refuge and p.name in at]
    return [i for i, _ in both], [j for _, j in both]
