"""The roads as choices: from each place the ways people see, and where they wait in between.

A *seat* is where people wait: a place, a group of people, and the rest of the way they have chosen (empty for those
who choose anew). A *leg* is a road they are on, and the seat at its end. A *choice* is a way from a seat to a place.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from .rules import Rules
from .scenario import Floats, Scenario

Ints = NDArray[np.int64]
MOST_CHOICES = 5_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """People who see places alike: the score counts to the power `power`. `share[i]` of those from place i."""

    name: str
    power: float
    share: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """Seats, legs and choices as arrays.

    `seat_place[s]`; `seat_first[s]` to `seat_last[s]`: its choices (empty for a seat on a way), `seat_leg[s]`: the leg of
    the way people there are on (-1: they choose), `seat_goal[s]`: the place it leads to, `seat_home[s]`: where they choose in this
    place; `home_seat[g, i]`: where people of group g at place i choose. `choice_leg`, `choice_goal`, `choice_km` (the whole way), `choice_power`; `choice_roads[c]`: the
    directed roads of the way, -1 filled. `leg_road`, `leg_seat` (at its end), `leg_back` (where people wait who must turn
    back); `road_km`, `road_speed` (0: as everywhere), `road_start`.
    """

    seat_place: Ints
    seat_first: Ints
    seat_last: Ints
    seat_leg: Ints
    seat_goal: Ints
    seat_home: Ints
    home_seat: Ints
    choice_leg: Ints
    choice_goal: Ints
    choice_km: Floats
    choice_power: Floats
    choice_roads: Ints
    leg_road: Ints
    leg_seat: Ints
    leg_back: Ints
    road_km: Floats
    road_speed: Floats
    road_start: Ints
    groups: tuple[Group, ...]


def groups_of(scenario: Scenario, rules: Rules) -> tuple[Group, ...]:
    """Everybody, or, where the rules tell children from adults, who sees danger how.

    FLEE: for people under 19 a score counts twice over (squared); for boys over 14 it does not count.
    """
    n = len(scenario.places)
    if not rules.children_avoid_hazards or "age" not in scenario.shares:
        return (Group("everybody", 1.0, np.ones(n)),)
    ages, genders = scenario.shares["age"], scenario.shares.get("gender", {})
    child, boy = np.zeros(n), np.zeros(n)
    for i, place in enumerate(scenario.places):
        age = ages.get(place.name, ages["Default"])
        gender = genders.get(place.name, genders.get("Default", {}))
        child[i] = _share(age, lambda value: float(value) < 19)
        male = _share(gender, lambda value: value == "male")
        if rules.boys_take_risk:
            boy[i] = _share(age, lambda value: 14 < float(value) < 19) * male
    adult = 1.0 - child
    return (
        Group("adults", 1.0, adult),
        Group("children", 2.0, child - boy),
        Group("boys", 0.0, boy),
    )


def _share(weights: Mapping[str, float], holds: Callable[[str], bool]) -> float:
    total = sum(weights.values())
    return sum(w for value, w in weights.items() if holds(value)) / total if total else 0.0


class _Builder:
    """Seats, legs and choices, each once."""

    def __init__(self, scenario: Scenario, rules: Rules) -> None:
        self.rules = rules
        at = scenario.index()
        self.road_ends: list[tuple[int, int]] = []
        self.road_km: list[float] = []
        self.road_speed: list[float] = []
        for route in scenario.routes:
            ends = at[route.start], at[route.end]
            self.road_ends += [ends, ends[::-1]]
            self.road_km += [route.km] * 2
            self.road_speed += [route.speed or 0.0] * 2
        self.out: list[list[int]] = [[] for _ in scenario.places]
        for road, (start, _) in enumerate(self.road_ends):
            self.out[start].append(road)
        self.first_road: dict[tuple[int, int], int] = {}
        for road, ends in enumerate(self.road_ends):
            self.first_road.setdefault(ends, road)
        self.marker = [p.kind == "marker" for p in scenario.places]
        self.seats: dict[tuple[int, int, tuple[int, ...]], int] = {}
        self.legs: dict[tuple[int, int], int] = {}

    def seat(self, group: int, place: int, way: tuple[int, ...]) -> int:
        return self.seats.setdefault((group, place, way), len(self.seats))

    def leg(self, group: int, way: tuple[int, ...]) -> int:
        """The leg along the first road of a way."""
        end = self.road_ends[way[0]][1]
        return self.legs.setdefault((way[0], self.seat(group, end, way[1:])), len(self.legs))

    def ways(self, place: int) -> Iterator[tuple[int, ...]]:
        """All ways people at a place see: without loops, `awareness_level` places deep, markers not counted."""
        depth = max(1, self.rules.awareness_level)
        stack: list[tuple[tuple[int, ...], frozenset[int], int]] = [((), frozenset((place,)), 0)]
        while stack:
            way, seen, steps = stack.pop()
            here = self.road_ends[way[-1]][1] if way else place
            for road in self.out[here]:
                end = self.road_ends[road][1]
                if end in seen:
                    continue
                further = (*way, road)
                if not self.marker[end]:
                    yield further
                    if steps + 1 < depth:
                        stack.append((further, seen | {end}, steps + 1))
                else:
                    stack.append((further, seen | {end}, steps))

    def goes(self, way: tuple[int, ...]) -> tuple[int, ...]:
        """The way as people go it: of several roads between two places the first."""
        return tuple(self.first_road[self.road_ends[road]] for road in way)


def network(scenario: Scenario, rules: Rules) -> Network:
    """The roads of a scenario as choices under the rules. Raises InputError for more choices than memory holds."""
    build = _Builder(scenario, rules)
    groups = groups_of(scenario, rules)
    n = len(scenario.places)
    home = np.array(
        [[build.seat(g, i, ()) for i in range(n)] for g in range(len(groups))], np.int64
    )
    legs: list[int] = []
    goals: list[int] = []
    kms: list[float] = []
    powers: list[float] = []
    roads: list[tuple[int, ...]] = []
    spans: dict[int, tuple[int, int]] = {}
    for g, group in enumerate(groups):
        for i in range(n):
            begin = len(legs)
            for way in build.ways(i):
                gone = build.goes(way)
                legs.append(build.leg(g, gone))
                goals.append(build.road_ends[way[-1]][1])
                kms.append(sum(build.road_km[road] for road in way))
                powers.append(group.power)
                roads.append(way)
                if len(legs) > MOST_CHOICES:
                    raise InputError(
                        f"more than {MOST_CHOICES} ways to choose from",
                        where=scenario.name,
                        way_out="set awareness_level lower",
                    )
            spans[int(home[g, i])] = begin, len(legs)
    _continue_ways(build)
    seats = list(build.seats)
    deepest = max((len(way) for way in roads), default=1)
    return Network(
        np.array([place for _, place, _ in seats], np.int64),
        np.array([spans.get(s, (0, 0))[0] for s in range(len(seats))], np.int64),
        np.array([spans.get(s, (0, 0))[1] for s in range(len(seats))], np.int64),
        np.array([build.leg(g, way) if way else -1 for g, _, way in seats], np.int64),
        np.array([build.road_ends[way[-1]][1] if way else -1 for _, _, way in seats], np.int64),
        np.array([home[g, place] for g, place, _ in seats], np.int64),
        home,
        np.array(legs, np.int64),
        np.array(goals, np.int64),
        np.array(kms, float),
        np.array(powers, float),
        np.array([(*way, *[-1] * (deepest - len(way))) for way in roads], np.int64).reshape(
            len(roads), deepest
        ),
        np.array([road for road, _ in build.legs], np.int64),
        np.array([seat for _, seat in build.legs], np.int64),
        np.array(
            [home[seats[seat][0], build.road_ends[road][0]] for road, seat in build.legs], np.int64
        ),
        np.array(build.road_km, float),
        np.array(build.road_speed, float),
        np.array([start for start, _ in build.road_ends], np.int64),
        groups,
    )


def _continue_ways(build: _Builder) -> None:
    """Seats on a way lead on to legs and further seats: until all are there."""
    done = 0
    while done < len(build.seats):
        group, _, way = list(build.seats)[done]
        if way:
            build.leg(group, way)
        done += 1
