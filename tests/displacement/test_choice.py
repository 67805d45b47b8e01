"""The choice model: its laws, what early counts do, what changes do, and what a scenario's comparison says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_conflicts import conflict, conflicts

from jointguardian.displacement.calibration import calibrate, load, ranges, save
from jointguardian.displacement.change import changed, read_change
from jointguardian.displacement.choice import Early, Theta, run_choice, ways
from jointguardian.displacement.members import PRIOR, draw, run_members, weigh
from jointguardian.displacement.project import differences, project, what_if
from jointguardian.displacement.rules import Rules
from jointguardian.displacement.scenario import Closure, Scenario
from jointguardian.displacement.timeline import timeline
from jointguardian.displacement.validate import early_counts, validate_fidelity, validate_guardian
from jointguardian.errors import InputError

slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MIDDLE = Theta(1.0, 1.0, 50.0, 1.0, 0.0, 0.0, 2.0, 1.0, 100.0, 0.5, 0.01)
THREE = conflict(
    ["town", "town", "camp", "camp", "camp"],
    [(0, 1, 60), (1, 2, 90), (1, 3, 140), (0, 4, 400)],
    fighting={0: (0, 60), 1: (20, 40)},
    people=[5000, 3000, 30_000, 10_000, 20_000],
    days=60,
)


@slow
@given(conflicts(), st.integers(0, 63))
def test_nobody_is_created_or_lost(scenario: Scenario, m: int) -> None:
    ready = ways(scenario)
    made = run_choice(
        ready, draw(64, 1).one(m), np.zeros(len(ready.refuges)), early_counts(scenario, 3)
    )
    days = timeline(scenario, Rules())
    there = days.first.sum() + np.cumsum(days.newcomers)
    placed = made.people.sum(axis=1) + made.waiting.sum(axis=1) + made.moving
    known = np.maximum.accumulate(ready.intensity.sum(axis=1) > 0)
    assert placed[known] == pytest.approx(there[known])
    assert (made.people >= -1e-9).all()


@slow
@given(conflicts(), st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(scenario: Scenario, random) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(scenario.places)))
    random.shuffle(order)
    other = replace(
        scenario,
        places=tuple(scenario.places[i] for i in order),
        conflict=scenario.conflict[:, order],
    )
    theta = MIDDLE._replace(limit=1e9)
    one = _by_name(scenario, theta)
    for name, people in _by_name(other, theta).items():
        assert people == pytest.approx(one[name], abs=1e-6)


def _by_name(scenario: Scenario, theta: Theta) -> dict[str, np.ndarray]:
    ready = ways(scenario)
    made = run_choice(ready, theta, np.zeros(len(ready.refuges)))
    return {scenario.places[i].name: made.people[:, c] for c, i in enumerate(ready.refuges)}


@slow
@given(conflicts())
def test_without_conflict_nobody_flees(scenario: Scenario) -> None:
    calm = replace(scenario, conflict=np.zeros_like(scenario.conflict))
    ready = ways(calm)
    made = run_choice(ready, MIDDLE, np.zeros(len(ready.refuges)))
    assert made.people.sum() == pytest.approx(ready.days.first.sum() * calm.days)


@slow
@given(conflicts(), st.integers(0, 63))
def test_closed_means_closed(scenario: Scenario, m: int) -> None:
    shut = replace(scenario, closures=(*scenario.closures, Closure("location", "P1", "", 0, -1)))
    flows = project(shut, members=draw(4, m)).flows
    assert (flows[~timeline(shut, Rules()).open] == 0).all()


def test_seeds_reproduce_and_members_differ() -> None:
    one, same, other = (run_members(ways(THREE), draw(16, s)).people for s in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()
    assert one[0, -1].tolist() != one[1, -1].tolist()


def test_more_room_and_a_shorter_way_draw_more() -> None:
    made = _by_name(THREE, MIDDLE)
    assert made["P2"][-1] > made["P3"][-1]
    nearer = replace(
        THREE, routes=(*THREE.routes[:2], replace(THREE.routes[2], km=60.0), THREE.routes[3])
    )
    assert _by_name(nearer, MIDDLE)["P3"][-1] > made["P3"][-1]


def test_nobody_passes_through_a_refuge() -> None:
    chain = conflict(["town", "camp", "camp"], [(0, 1, 50), (1, 2, 50)], fighting={0: (0, 12)}, people=[9, 90, 90])  # fmt: skip
    assert _by_name(chain, MIDDLE)["P2"].sum() == 0


def test_the_way_takes_its_days() -> None:
    far = conflict(["town", "camp"], [(0, 1, 350)], fighting={0: (0, 12)}, people=[9, 0], days=12)
    ready = ways(far, np.array([100] + [0] * 11))
    made = run_choice(ready, MIDDLE, np.zeros(1))
    assert made.people[:, 0].tolist() == [0, 0, 0, *[100] * 9]
    assert made.moving[:4].tolist() == [100, 100, 100, 0]


def test_without_counts_the_conflict_says_how_many_leave() -> None:
    untold = replace(THREE, counts=None)
    ready = ways(untold)
    made = run_choice(ready, MIDDLE, np.zeros(3))
    gone = made.people[-1].sum() + made.moving[-1] + made.waiting[-1].sum()
    assert gone == pytest.approx(5000 * (1 - np.exp(-0.6)) + 3000 * (1 - np.exp(-0.2)))


def test_early_counts_are_taken_in() -> None:
    ready = ways(THREE)
    odd = Early(10, np.array([100.0, 9000.0, 900.0]))
    plain = run_choice(ready, MIDDLE, np.zeros(3)).people
    told = run_choice(ready, MIDDLE._replace(trust=0.01), np.zeros(3), odd).people
    deaf = run_choice(ready, MIDDLE._replace(trust=1e6), np.zeros(3), odd).people
    assert (told[:10] == plain[:10]).all()
    assert told[10].sum() == pytest.approx(plain[10].sum())
    assert told[-1, 1] > deaf[-1, 1] > plain[-1, 1]


def test_early_counts_are_only_those_dated_by_then() -> None:
    assert THREE.counts is not None
    late = replace(
        THREE,
        counts=replace(THREE.counts, counted=tuple(np.array([0, 50]) for _ in THREE.counts.names)),
    )
    early = early_counts(late)
    assert early is not None
    assert early.people.tolist() == [0, 0, 0]


def test_weights_prefer_members_that_were_right() -> None:
    members = draw(8, 1)
    weighed = weigh(members, [np.linspace(0.2, 0.9, 8)])
    assert weighed.weight.sum() == pytest.approx(1)
    assert (np.diff(weighed.weight) < 0).all()


def test_members_are_kept_and_read(tmp_path: Path) -> None:
    members = calibrate([THREE], 16, 1)
    save(members, ["three"], tmp_path / "m.json")
    again = load(tmp_path / "m.json")
    assert again.weight == pytest.approx(members.weight)
    assert [row.name for row in ranges(again)] == list(PRIOR)
    (tmp_path / "m.json").write_text('{"kind": "other"}')
    with pytest.raises(InputError, match="no file of members"):
        load(tmp_path / "m.json")


def test_a_validation_says_what_the_issue_asks() -> None:
    made = validate_guardian(THREE, runs=32)
    assert 0 <= made.ard_rescaled <= 2
    assert made.coverage90 is not None
    assert made.days == 60
    assert made.early_day == 30
    assert made.people == pytest.approx(59_000, rel=0.1)
    plain = validate_fidelity(THREE, Rules())
    assert plain.coverage90 is None
    assert len(plain.each) == 3
    drawn = validate_fidelity(THREE, Rules(), runs=4)
    assert drawn.ard == pytest.approx(plain.ard, abs=0.01)


def test_the_interval_holds_the_mean_and_widens_with_its_level() -> None:
    ensemble = run_members(ways(THREE), draw(64, 1))
    low, high = ensemble.interval(0.5)
    wide_low, wide_high = ensemble.interval(0.9)
    assert (wide_low <= low).all()
    assert (high <= wide_high).all()


@pytest.mark.parametrize(
    ("change", "refuge", "more"),
    [
        ("close-road:P1,P2:5-", "P2", False),
        ("close-border:Home,Away:5-", "P2", False),
        ("close-place:P2:5-", "P2", False),
        ("open-road:P0,P3::10", "P3", True),
        ("add-camp:New,P0,5::50000", "P2", False),
        ("conflict:P1:0-60:5", "P4", False),
    ],
)
def test_what_if(change: str, refuge: str, more: bool) -> None:
    before, after = what_if(THREE, [read_change(change)], runs=16)
    row = {d.refuge: d for d in differences(before, after)}[refuge]
    assert (row.after > row.before) is more
    assert row.after != row.before


def test_a_border_opened_again_is_open() -> None:
    shut = replace(THREE, closures=(Closure("country", "Home", "Away", 0, -1),))
    assert not timeline(shut, Rules()).open[:, 2].any()
    opened = changed(shut, [read_change("open-border:Away,Home:20-30")])
    assert timeline(opened, Rules()).open[:, 2].nonzero()[0].tolist() == list(range(20, 30))


def test_presence_takes_away_what_is_assumed() -> None:
    calm = changed(THREE, [read_change("presence:P0:10-20:0.25")])
    assert calm.conflict[15, 0] == 0.75
    assert calm.conflict[25, 0] == 1.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("flood:P1", "is no change"),
        ("close-road:P1", "needs 2 names"),
        ("close-road:P1,P2:9-3", "ends before it begins"),
        ("close-road:P1,P2:a-b", "days are written"),
        ("open-road:P1,P2", "needs a value"),
        ("presence:P0::7", "between 0 and 1"),
        ("add-camp:New,P0,near::5", "no number"),
    ],
)
def test_a_change_nobody_understands_is_told(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_change(text)


@pytest.mark.parametrize("text", ["close-road:P0,P3", "close-place:Q", "close-border:Home,Mars", "add-camp:P0,P1,3::5"])  # fmt: skip
def test_a_change_of_what_is_not_there_is_told(text: str) -> None:
    with pytest.raises(InputError):
        changed(THREE, [read_change(text)])
