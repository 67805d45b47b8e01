"""Draws: the same by seed on one process or several, nothing from after the origin, no explosion, the pool learned on the past."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.compute import executor
from jointguardian.errors import InputError
from jointguardian.forecast import forecaster, models
from jointguardian.forecast.backtest import back_test, years
from jointguardian.forecast.forecaster import GUARD, MODELS, forecast
from jointguardian.forecast.grid import GRID, draws, empirical, negative_binomial, quantiles
from jointguardian.forecast.models import NAMES
from jointguardian.forecast.panel import Panel
from jointguardian.forecast.pool import past_origins
from small_panels import FIRST, panel

MADE = panel()
ORIGIN = FIRST + 120
AHEAD = tuple(range(3, 9))


def test_a_seed_reproduces_bit_for_bit_on_one_process_or_two() -> None:
    one = forecast(MADE, ORIGIN, AHEAD, count=100, seed=5)
    again = forecast(MADE, ORIGIN, AHEAD, count=100, seed=5, executor=executor(2))
    other = forecast(MADE, ORIGIN, AHEAD, count=100, seed=6)
    assert np.array_equal(one.draws, again.draws)
    assert not np.array_equal(one.draws, other.draws)
    assert np.array_equal(np.sort(one.draws, axis=2), np.sort(other.draws, axis=2)), "stratified"


def test_blocks_of_places_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = forecast(MADE, ORIGIN, AHEAD, count=50)
    monkeypatch.setattr(forecaster, "BLOCK", 5)
    assert np.array_equal(whole.draws, forecast(MADE, ORIGIN, AHEAD, count=50).draws)


def test_many_moments_are_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "MOST_LOOKS", 100)
    thin = forecast(MADE, ORIGIN, AHEAD, count=200)
    whole = back_test(MADE, [2010])
    monkeypatch.undo()
    assert thin.draws.shape == (12, 6, 200)
    assert whole.mean["crps"] < 1.5 * back_test(MADE, [2010]).mean["crps"]


def test_nothing_after_the_origin_counts() -> None:
    changed = MADE.values.copy()
    changed[121:] = 9999.0
    one = forecast(MADE, ORIGIN, AHEAD, count=50)
    other = forecast(Panel(FIRST, MADE.places, changed), ORIGIN, AHEAD, count=50)
    assert np.array_equal(one.draws, other.draws)


def test_weights_are_learned_where_there_is_a_past_and_equal_where_there_is_none() -> None:
    long = forecast(MADE, ORIGIN, AHEAD, count=10).weights
    assert long is not None
    assert (long.names, long.origins > 3) == (NAMES, True)
    assert np.allclose(long.values.sum(axis=1), 1.0)
    short = forecast(MADE, FIRST + 40, AHEAD, count=10).weights
    assert short is not None
    assert short.origins == 0
    assert len(set(short.values.ravel())) == 1


def test_past_origins_have_their_sequels_behind_them() -> None:
    assert all(t + max(AHEAD) <= 140 for t in past_origins(140, AHEAD))
    assert past_origins(60, AHEAD) == ()


@pytest.mark.parametrize("model", MODELS)
def test_every_model_gives_whole_draws_within_the_guard(model: str) -> None:
    made = forecast(MADE, ORIGIN, AHEAD, count=40, model=model)
    assert made.draws.shape == (12, 6, 40)
    assert made.draws.min() >= 0
    assert made.draws.max() <= GUARD * MADE.values[:121].max()
    assert (made.draws[:4] == 0).mean() > 0.9 or model == "bootstrap"


def test_an_explosion_of_the_past_does_not_explode_the_future() -> None:
    wild = MADE.values.copy()
    wild[:121, 5] = 10.0 ** np.linspace(0, 5, 121)
    made = forecast(Panel(FIRST, MADE.places, wild), ORIGIN, AHEAD, count=200)
    assert made.draws.max() <= GUARD * wild[:121].max()


def test_what_cannot_be_is_told() -> None:
    for told, asked in {
        "is not in the panel": {"origin": FIRST + 900},
        "no model": {"model": "oracle"},
        "draws": {"count": 0},
        "too few": {"origin": FIRST + 1},
    }.items():
        with pytest.raises(InputError, match=told):
            forecast(MADE, **{"origin": ORIGIN, "horizons": AHEAD, **asked})  # type: ignore[arg-type]


def test_a_back_test_is_of_what_was_known_then() -> None:
    told = back_test(MADE, years("2010-2011"))
    assert [w.origin for w in told.windows] == ["2009-10", "2010-10"]
    ratio = told.ratios["crps"]
    assert ratio.of_means_interval[0] <= ratio.of_means <= ratio.of_means_interval[1]
    assert sum(told.pit) == pytest.approx(1.0)
    assert len(told.places) == 12
    assert [h.name for h in told.horizons] == [str(h) for h in range(3, 15)]
    alone = back_test(MADE, [2011])
    assert alone.windows[0] == told.windows[1], (
        "what earlier windows taught is what the past told anyhow"
    )
    with pytest.raises(InputError, match="the window 2030 needs"):
        back_test(MADE, [2030])


def test_the_reference_against_itself_is_one() -> None:
    told = back_test(MADE, [2010], model="conflictology")
    assert told.ratios["ign"].of_means == pytest.approx(1.0, abs=0.02)
    assert told.ratios["crps"].of_means == pytest.approx(1.0, abs=0.02)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=30), st.integers(1, 300))
def test_draws_of_values_are_those_values(values: list[int], count: int) -> None:
    cumulative = empirical(np.array([values], float))
    assert cumulative[0, -1] == 1.0
    assert (np.diff(cumulative[0]) >= 0).all()
    made = draws(cumulative, count, np.random.default_rng(1), 1e9)[0]
    assert made.min() >= 0.95 * min(values) - 0.5
    assert made.max() <= 1.05 * max(values) + 0.5
    small = [v for v in values if v <= 40]
    if len(small) == len(values):
        assert set(made) <= set(values)


def test_a_negative_binomial_has_its_moments() -> None:
    cumulative = negative_binomial(np.array([30.0]), np.array([400.0]))
    chance = np.diff(cumulative[0], prepend=0.0)
    mean = (chance * GRID).sum()
    assert mean == pytest.approx(30.0, rel=0.02)
    assert (chance * (GRID - mean) ** 2).sum() == pytest.approx(400.0, rel=0.03)
    assert quantiles(cumulative, np.array([0.5]))[0, 0] < mean
