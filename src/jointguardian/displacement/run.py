"""One run of a scenario, and what it gives."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .network import Network, network
from .rules import Rules
from .scenario import Counts, Floats, Place, Route, Scenario
from .timeline import Timeline, timeline

NO_FLOWS = np.zeros((0, 0))


@dataclass(frozen=True, slots=True)
class Run:
    """People by day and place (`people[d, i]`), on the roads (`transit[d]`), setting out by road (`flows[d, k]`, empty
    unless asked for), and how many were never placed (`held`) because no conflict said from where they come."""

    people: Floats
    transit: Floats
    flows: Floats
    held: float


def run(
    scenario: Scenario,
    rules: Rules,
    *,
    seed: int | None = None,
    flows: bool = False,
    outflow: NDArray[np.int64] | None = None,
) -> Run:
    """Where people are, day by day: the expectation, or with a `seed` one draw of whole people.

    `outflow`: people who leave home by day; else the rise of the scenario's own counts.
    """
    return run_on(network(scenario, rules), timeline(scenario, rules, outflow), rules, seed, flows)


def run_on(roads: Network, days: Timeline, rules: Rules, seed: int | None, flows: bool) -> Run:
    """The same on arrays that are there already."""
    from .kernel import Days, Manner, Roads, simulate

    people = np.zeros(days.chance.shape)
    transit = np.zeros(len(people))
    moved = np.zeros(days.open.shape) if flows else NO_FLOWS
    reach = (rules.softening + roads.choice_km) ** rules.distance_power
    held = simulate(
        Roads(
            roads.seat_place,
            roads.seat_first,
            roads.seat_last,
            roads.seat_leg,
            roads.seat_goal,
            roads.seat_home,
            roads.home_seat,
            roads.choice_leg,
            roads.choice_goal,
            roads.choice_power,
            roads.choice_roads,
            reach,
            roads.leg_road,
            roads.leg_seat,
            roads.leg_back,
            roads.road_km,
            roads.road_speed,
            np.array([g.share for g in roads.groups]),
        ),
        Days(
            days.chance,
            days.town,
            days.camp,
            days.score,
            days.open,
            days.newcomers.astype(float),
            days.origin,
            days.capacity,
            days.first.astype(float),
        ),
        Manner(
            rules.max_move_speed,
            rules.max_walk_speed,
            rules.start_on_foot,
            rules.avoid_short_stints,
            rules.weight_softening,
            rules.weight_power,
            rules.capacity_buffer,
            rules.awareness_level > 0,
            seed is not None,
            np.random.Generator(np.random.PCG64(0 if seed is None else seed)),
        ),
        people,
        transit,
        moved,
    )
    return Run(people, transit, moved, float(held))


def compile_now() -> None:
    """Has the loops compiled, if they are not yet: so that what follows is timed without it."""
    places = (
        Place("A", "", "X", 0.0, 0.0, "conflict_zone", 0, 100),
        Place("B", "", "Y", 0.0, 1.0, "camp", 0, 100),
    )
    counts = Counts(("B",), np.array([[0, 1]]), np.array([0, 1]), (np.array([0, 1]),))
    tiny = Scenario(
        "tiny", date(2000, 1, 1), 2, places, (Route("A", "B", 10.0),), (), np.ones((2, 2)), counts
    )
    run(tiny, Rules(), seed=1)
