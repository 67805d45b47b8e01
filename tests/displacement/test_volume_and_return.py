"""How many leave, who goes home, who is driven out: laws of the models, and that they find what was put in."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.displacement.returns import (
    EPISODES,
    FITTED,
    Episode,
    Followed,
    Hazard,
    fit,
    followed,
    rate,
    share_gone,
)
from jointguardian.displacement.secondary import departures
from jointguardian.displacement.volume import (
    Volume,
    draws,
    experts,
    forecast,
    memory,
    origin_shares,
    outlook,
    persistence,
    pooled,
)
from jointguardian.displacement.volume import fit as fit_volume

TRUE = Volume(base=5.0, exposed=2.0, fast=0.5, slow=0.2, size=4.0)


def _made(days: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """An outflow drawn from TRUE over conflict that comes and goes."""
    exposed = np.where(np.arange(days) % 80 < 40, 50.0, 5.0)
    y = draws(TRUE, np.zeros(0), exposed, 1, seed)[0]
    return y, exposed


def test_what_made_the_outflow_is_found() -> None:
    fitted = [fit_volume(*_made(600, seed)) for seed in range(3)]
    assert np.mean([v.exposed for v in fitted]) == pytest.approx(2.0, rel=0.35)
    assert np.mean([v.fast + v.slow for v in fitted]) == pytest.approx(0.7, abs=0.15)


def test_more_conflict_ahead_means_more_who_leave() -> None:
    y, x = _made(200, 1)
    volume = fit_volume(y, x)
    assert (
        forecast(volume, y, np.full(10, 50.0)).sum() > forecast(volume, y, np.full(10, 0.0)).sum()
    )


def test_draws_scatter_around_the_expectation() -> None:
    y, x = _made(200, 1)
    drawn = draws(TRUE, y, x[:20], 4000, 7).sum(axis=1)
    assert drawn.mean() == pytest.approx(forecast(TRUE, y, x[:20]).sum(), rel=0.03)
    assert (draws(TRUE, y, x[:20], 5, 7) == draws(TRUE, y, x[:20], 5, 7)).all()


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.sampled_from([3.0, 30.0]))
def test_a_memory_lies_within_what_it_remembers(outflow: list[float], length: float) -> None:
    means = memory(np.array(outflow), length)
    assert means[0] == 0
    assert means[-1] <= max(outflow) + 1e-6


def test_persistence_is_the_sum_of_so_many_days() -> None:
    assert persistence(np.array([9.0, 1.0, 2.0, 3.0]), 3) == 6
    assert persistence(np.array([4.0, 2.0]), 4) == 12


def test_experts_that_erred_less_weigh_more() -> None:
    told = np.tile([10.0, 20.0, 30.0, 40.0, 50.0, 60.0], (5, 1))
    weights = pooled(told, np.full(5, 11.0))
    assert weights.sum() == pytest.approx(1)
    assert weights.argmax() == 0
    assert pooled(np.zeros((0, 6)), np.zeros(0))[:2].tolist() == [0.5, 0.5]


def test_an_outlook_has_the_pooled_sum_as_its_mean() -> None:
    y, x = _made(150, 2)
    made = outlook(y, x, np.full(30, x[-1]), count=200)
    assert made.draws.sum(axis=1).mean() == pytest.approx(made.total)
    assert sum(made.weights.values()) == pytest.approx(1)
    assert made.total <= experts(y, x, np.full(30, x[-1])).max()


def test_those_who_are_gone_do_not_leave_again() -> None:
    shares = origin_shares(
        np.array([100.0, 100.0, 100.0]), np.array([100.0, 0.0, 0.0]), np.array([0.0, 0.0, 60.0])
    )
    assert shares == pytest.approx([0, 1 / (1 + np.exp(-1)), np.exp(-1) / (1 + np.exp(-1))])


def _curve(away: float, freed: bool, lam: float) -> Followed:
    years = np.arange(1, 9) * 1.0
    return Followed(away, freed, False, 10_000, years, 1 - np.exp(-lam * years))


def test_the_hazard_that_made_the_curves_is_found() -> None:
    true = Hazard(-0.2, -0.4, 0.7, 0.0, 0.1)
    curves = [
        _curve(a, f, rate(true, a, f, False)) for a in (0.2, 1.0, 5.0, 10.0) for f in (True, False)
    ]
    found = fit(curves)
    assert (found.rate, found.away, found.freed) == pytest.approx((-0.2, -0.4, 0.7), abs=0.05)


def test_an_episode_is_followed_by_calendar_year() -> None:
    episode = Episode("AAA", date(2000, 7, 1), date(1999, 7, 1), True, ("BBB", "CCC"))
    yearly = {("AAA", "BBB", 2000): (300.0, 100.0), ("AAA", "BBB", 2001): (600.0, 0.0)}
    (one,) = followed(episode, yearly)
    assert one.people == 1000
    assert one.gone[:2] == pytest.approx([0.3, 0.9])
    assert one.years[0] == pytest.approx(0.5, abs=0.01)


@given(st.floats(0.05, 20), st.floats(0, 5), st.floats(0, 5), st.booleans())
def test_more_time_at_peace_never_means_fewer_home(
    away: float, one: float, more: float, far: bool
) -> None:
    before = share_gone(FITTED, away, one, freed=True, far=far)
    after = share_gone(FITTED, away, one + more, freed=True, far=far)
    assert all(b <= a + 1e-12 for b, a in zip(before, after, strict=True))
    middle, low, high = after
    assert 0 <= low <= middle <= high <= 1


def test_the_longer_away_and_the_less_free_the_fewer_return() -> None:
    assert share_gone(FITTED, 0.2, 1, freed=True)[0] > share_gone(FITTED, 10, 1, freed=True)[0]
    assert share_gone(FITTED, 1, 1, freed=True)[0] > share_gone(FITTED, 1, 1, freed=False)[0]


def test_kosovo_is_in_no_table_that_is_fitted() -> None:
    assert not {"SRB", "XKX", "KOS"} & {episode.origin for episode in EPISODES}


def test_departures_are_an_order_of_magnitude_with_bounds() -> None:
    middle, low, high = departures(100_000)
    assert 0 < low < middle < high < 100_000
