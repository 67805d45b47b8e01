"""The coverage models against all choices of sites, one by one; limits are never called optimal."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from jointguardian.errors import InputError
from jointguardian.posture.coverage import MODELS, Places, Wish, solve
from jointguardian.posture.coverage.reliable import backup_gains, expected_gains

Floats = NDArray[np.float64]
BUSY = 0.3


@st.composite
def instances(draw: Any) -> tuple[Places, int, float]:
    demands, sites = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    lengths = st.one_of(st.integers(0, 9).map(float), st.just(float("inf")))
    whole = draw(st.lists(lengths, min_size=demands * sites, max_size=demands * sites))
    weight = draw(st.lists(st.integers(0, 9), min_size=demands, max_size=demands))
    places = Places(
        np.array(weight, dtype=np.float64),
        tuple("abcdef"[:sites]),
        distance=np.array(whole).reshape(demands, sites),
    )
    return places, draw(st.integers(1, sites)), float(draw(st.integers(0, 9)))


def _all(places: Places, p: int) -> list[tuple[int, ...]]:
    return list(combinations(range(len(places.sites)), p))


def _cost(model: str, places: Places, sites: tuple[int, ...], radius: float) -> float:
    """What a choice is worth; smaller is better."""
    assert places.distance is not None
    near = places.distance[:, list(sites)]
    times = (near <= radius).sum(1)
    gains = {
        "mclp": np.array([1.0]),
        "backup": backup_gains(),
        "expected": expected_gains(BUSY, len(sites)),
    }
    if model in gains:
        reached = np.concatenate([[0.0], np.cumsum(gains[model])])
        return -float(places.weight @ reached[np.minimum(times, len(gains[model]))])
    if model == "p-center":
        return float(near.min(1).max())
    way = near.min(1)[places.weight > 0]
    return float((places.weight[places.weight > 0] * way).sum())


@settings(max_examples=150, deadline=None)
@given(instances(), st.sampled_from(["mclp", "backup", "expected", "p-median", "p-center"]))
def test_no_choice_of_sites_is_better(instance: tuple[Places, int, float], model: str) -> None:
    places, p, radius = instance
    answer = solve(places, Wish(model, p, radius, busy=BUSY))
    best = min(_cost(model, places, sites, radius) for sites in _all(places, p))
    if np.isinf(best):
        assert (answer.status, answer.sites) == ("infeasible", ())
        return
    chosen = tuple(places.sites.index(s) for s in answer.sites)
    sign = -1 if model in ("mclp", "backup", "expected") else 1
    assert answer.status == "optimal"
    assert answer.gap == 0.0
    assert answer.objective is not None
    assert sign * answer.objective == pytest.approx(best, abs=1e-6)
    assert len(chosen) <= p
    assert _cost(model, places, chosen, radius) == pytest.approx(best, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(instances())
def test_no_fewer_sites_reach_all(instance: tuple[Places, int, float]) -> None:
    places, _, radius = instance
    assert places.distance is not None
    answer = solve(places, Wish("lscp", radius=radius))
    within = places.distance <= radius
    enough = [
        k for k in range(1, len(places.sites) + 1)
        if any(within[:, list(s)].any(1).all() for s in _all(places, k))
    ]  # fmt: skip
    if not enough:
        assert answer.status == "infeasible"
        return
    assert (answer.status, answer.objective) == ("optimal", float(enough[0]))
    assert within[:, [places.sites.index(s) for s in answer.sites]].any(1).all()


def _field(n: int, sites: int, seed: int = 1) -> Places:
    rng = np.random.default_rng(seed)
    return Places(
        rng.integers(1, 1000, n).astype(np.float64),
        tuple(str(k) for k in range(sites)),
        demand=rng.uniform(0, 100, (n, 2)),
        site=rng.uniform(0, 100, (sites, 2)),
    )


@pytest.mark.parametrize("model", MODELS)
def test_a_limit_is_never_called_optimal_without_a_proof(model: str) -> None:
    answer = solve(_field(400, 120), Wish(model, 10, 12.0, seconds=1e-3))
    assert answer.status in ("feasible", "unknown", "infeasible", "optimal")
    if answer.status == "optimal":
        assert answer.gap == 0.0
        assert answer.objective == answer.bound
    if answer.status == "feasible":
        assert answer.objective is not None
        assert answer.bound is None or answer.bound != answer.objective


def test_a_limit_leaves_a_bound_on_the_best() -> None:
    places = _field(600, 200)
    cut = solve(places, Wish("mclp", 20, 10.0, seconds=0.05))
    whole = solve(places, Wish("mclp", 20, 10.0))
    assert whole.status == "optimal"
    assert cut.objective is not None
    assert cut.bound is not None
    assert whole.objective is not None
    assert cut.objective <= whole.objective <= cut.bound + 1e-6


def test_the_same_seed_gives_the_same_sites() -> None:
    places, wish = _field(300, 60), Wish("p-median", 6, seed=5)
    assert solve(places, wish).sites == solve(places, wish).sites


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish("nearest"), "'nearest' is no model"),
        (Wish("mclp", radius=3.0), "needs a number of sites"),
        (Wish("mclp", 2), "needs a radius"),
        (Wish("p-median", 99), "--p 99 of 4 sites"),
        (Wish("lscp", radius=-1.0), "--radius -1.0 is no distance"),
        (Wish("expected", 2, 3.0, busy=1.0), "--busy"),
        (Wish("mclp", 2, 3.0, seconds=0.0), "--time-limit"),
    ],
)
def test_a_wish_that_cannot_be_meant_is_told(wish: Wish, told: str) -> None:
    with pytest.raises(InputError, match=told):
        solve(_field(5, 4), wish)
