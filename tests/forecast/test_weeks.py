"""The next weeks: rates drawn towards each other, the past weighed by age, draws by seed, skill only where there is a past."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jointguardian.forecast.weeks import MIDDLE, choose, posterior, weekly

counts = arrays(np.float64, st.tuples(st.integers(13, 60), st.integers(1, 6)), elements=st.integers(0, 5).map(float))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(counts)
def test_chances_are_chances_and_intervals_hold_their_middle(past: np.ndarray) -> None:
    made = weekly(past, count=200)
    assert ((made.chance > 0) & (made.chance < 1)).all()
    assert (made.low <= made.high).all()
    assert made.draws.shape == (past.shape[1], 4, 200)
    assert np.array_equal(made.draws, weekly(past, count=200).draws)


def test_a_place_without_any_lies_between_nothing_and_the_common_rate() -> None:
    past = np.zeros((52, 4))
    past[:, 0] = 2.0
    shape, rate = posterior(past, 26.0, 13.0)
    common = past.mean()
    assert 0 < shape[3] / rate < common < shape[0] / rate < 2.0


def test_what_is_long_ago_counts_less() -> None:
    early, late = np.zeros((52, 2)), np.zeros((52, 2))
    early[:4, 0] = late[-4:, 0] = 3.0
    assert weekly(late).expected[0] > 3 * weekly(early).expected[0]


def test_skill_is_told_after_a_year_of_spans_and_beats_the_own_mean_of_steady_places() -> None:
    rng = np.random.default_rng(4)
    past = rng.poisson(rng.gamma(0.5, 0.4, 20), (200, 20)).astype(float)
    assert choose(past[:30], 4) == (*MIDDLE, None)
    _, _, skill = choose(past, 4)
    assert skill is not None
    assert skill.loss < skill.loss_own_mean


def test_the_interval_holds_what_comes() -> None:
    rng = np.random.default_rng(7)
    held = []
    for _ in range(40):
        rates = rng.gamma(0.8, 0.5, 15)
        past = rng.poisson(rates, (80, 15)).astype(float)
        made, came = weekly(past, count=400), rng.poisson(4 * rates)
        held.append(((made.low <= came) & (came <= made.high)).mean())
    assert np.mean(held) == pytest.approx(0.93, abs=0.05)
