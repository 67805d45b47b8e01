"""FLEE's rules as flows: the laws that every run keeps, and the same answer as person by person."""

from dataclasses import replace

import numpy as np
import pytest
from agents import Agents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_conflicts import conflict, conflicts

from jointguardian.displacement.network import network
from jointguardian.displacement.rules import Rules
from jointguardian.displacement.run import compile_now, run
from jointguardian.displacement.scenario import Closure, Scenario
from jointguardian.displacement.timeline import timeline

RULES = Rules(max_move_speed=200, start_on_foot=True, avoid_short_stints=True, camp_weight=2)
some_rules = st.builds(
    replace,
    st.just(RULES),
    awareness_level=st.integers(0, 3),
    start_on_foot=st.booleans(),
    avoid_short_stints=st.booleans(),
    weight_power=st.sampled_from([1.0, 2.0]),
)
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    compile_now()


@slow
@given(conflicts(), some_rules, st.sampled_from([None, 1, 2]))
def test_nobody_is_created_or_lost(scenario: Scenario, rules: Rules, seed: int | None) -> None:
    made = run(scenario, rules, seed=seed)
    days = timeline(scenario, rules)
    there = days.first.sum() + np.cumsum(days.newcomers)
    placed = made.people.sum(axis=1) + made.transit
    assert (made.people >= -1e-9).all()
    if made.held == 0 and days.origin[0].sum() > 0:
        assert placed == pytest.approx(there)
    assert placed[-1] + made.held == pytest.approx(there[-1])
    if seed is not None:
        assert (made.people == np.round(made.people)).all()


@slow
@given(conflicts(), some_rules, st.integers(0, 2**31))
def test_a_seed_reproduces_every_count(scenario: Scenario, rules: Rules, seed: int) -> None:
    one, other = run(scenario, rules, seed=seed), run(scenario, rules, seed=seed)
    assert (one.people == other.people).all()


@slow
@given(conflicts(), some_rules, st.randoms(use_true_random=False))
def test_the_order_of_places_and_roads_does_not_matter(
    scenario: Scenario, rules: Rules, random
) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(scenario.places)))
    random.shuffle(order)
    routes = list(scenario.routes)
    random.shuffle(routes)
    other = replace(
        scenario,
        places=tuple(scenario.places[i] for i in order),
        routes=tuple(routes),
        conflict=scenario.conflict[:, order],
    )
    expected = run(scenario, rules).people[:, order]
    assert run(other, rules).people == pytest.approx(expected, abs=1e-6, rel=1e-6)


@slow
@given(conflicts(), some_rules)
def test_without_conflict_nobody_flees(scenario: Scenario, rules: Rules) -> None:
    calm = replace(scenario, conflict=np.zeros_like(scenario.conflict))
    made = run(calm, rules)
    assert made.people.sum() == pytest.approx(timeline(calm, rules).first.sum() * scenario.days)
    assert made.transit.sum() == 0


@slow
@given(conflicts(), some_rules)
def test_closed_means_closed(scenario: Scenario, rules: Rules) -> None:
    shut = replace(scenario, closures=(*scenario.closures, Closure("location", "P1", "", 2, 6)))
    made = run(shut, rules, flows=True)
    is_open = timeline(shut, rules).open
    assert (made.flows[~is_open] == 0).all()


@pytest.mark.parametrize("stints", [False, True])
@pytest.mark.parametrize("capacity", [0, 900])
def test_flows_come_to_what_persons_do(stints: bool, capacity: int) -> None:
    """3,300 people person by person, ten times, on a graph with short and long roads, a hub and a camp that fills."""
    scenario = conflict(
        ["town", "town", "camp", "forwarding_hub", "camp", "town"],
        [(0, 1, 40), (1, 2, 150), (1, 3, 90), (3, 4, 320), (0, 5, 30), (5, 2, 260), (1, 5, 25)],
        days=12,
        fighting={0: (0, 12), 5: (3, 9)},
        people=[4000, 1000, capacity, 0, 0, 2000],
        arrivals=300,
    )
    rules = replace(RULES, avoid_short_stints=stints)
    persons = np.mean([Agents(scenario, rules, seed).people for seed in range(10)], axis=0)
    flows = run(scenario, rules).people
    assert np.abs(persons - flows).sum() / persons.sum() < 0.05


def test_draws_scatter_around_the_expectation() -> None:
    scenario = conflict(
        ["town", "town", "camp", "camp"],
        [(0, 1, 60), (1, 2, 90), (1, 3, 140)],
        fighting={0: (0, 12)},
    )
    expected = run(scenario, RULES).people[-1]
    drawn = np.array([run(scenario, RULES, seed=s).people[-1] for s in range(40)])
    assert drawn.mean(axis=0) == pytest.approx(expected, rel=0.02, abs=5)
    assert drawn.std(axis=0)[2] > 1


def test_who_is_on_a_road_that_closes_comes_back() -> None:
    scenario = conflict(
        ["town", "camp"],
        [(0, 1, 500)],
        days=8,
        fighting={0: (0, 1)},
        arrivals=0,
        closures=(Closure("link", "P0", "P1", 1, -1),),
    )
    assert scenario.counts is not None
    outflow = np.array([100, 0, 0, 0, 0, 0, 0, 0])
    made = run(scenario, Rules(max_move_speed=200), outflow=outflow)
    assert made.transit[0] == 100
    assert made.people[-1] == pytest.approx([100, 0])


def test_people_who_see_further_take_a_longer_way_to_a_better_place() -> None:
    """The camp lies two roads away behind a crowded front; at awareness 1 nobody knows of it."""
    scenario = conflict(
        ["town", "town", "town", "camp"],
        [(0, 1, 50), (0, 2, 50), (2, 3, 50)],
        fighting={0: (0, 12)},
    )
    far = replace(RULES, camp_weight=50)
    near_sighted = run(scenario, far).people[2, 3]
    assert run(scenario, replace(far, awareness_level=2)).people[2, 3] > near_sighted


def test_markers_are_no_step_of_awareness() -> None:
    with_marker = conflict(
        ["town", "marker", "camp"], [(0, 1, 50), (1, 2, 60)], fighting={0: (0, 12)}
    )
    ways = network(with_marker, RULES)
    assert ways.choice_goal[ways.seat_first[0]] == 2
    assert ways.choice_km[ways.seat_first[0]] == 110


def test_children_avoid_danger_more() -> None:
    scenario = replace(
        conflict(
            ["town", "town", "camp"],
            [(0, 1, 50), (0, 2, 50)],
            fighting={0: (0, 12), 1: (0, 12)},
            people=[1000, 0, 0],
        ),
        shares={"age": {"Default": {"10": 1.0, "30": 1.0}}},
    )
    same = run(scenario, RULES).people[-1, 2]
    assert run(scenario, replace(RULES, children_avoid_hazards=True)).people[-1, 2] > same
