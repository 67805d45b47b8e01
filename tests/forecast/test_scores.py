"""The official scores, against their definitions written out the slow way, and against a library of the field."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jointguardian.forecast.scores import BINS, crps_sorted, ignorance, score

draws = arrays(np.float64, st.tuples(st.integers(1, 4), st.just(7)), elements=st.integers(0, 2000).map(float))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(draws, st.integers(0, 2000))
def test_crps_is_its_definition(x: np.ndarray, y: int) -> None:
    came = np.full(len(x), float(y))
    slow = [np.abs(r - y).mean() - 0.5 * np.abs(r[:, None] - r[None]).mean() for r in x]
    assert np.allclose(crps_sorted(np.sort(x, axis=1), came), slow)


@settings(max_examples=60, deadline=None)
@given(draws, st.integers(0, 2000))
def test_ignorance_is_its_definition(x: np.ndarray, y: int) -> None:
    edges = [*BINS, np.inf]
    bin_ = max(i for i in range(len(BINS)) if y >= edges[i])
    slow = [-np.log2((sum(edges[bin_] <= v < edges[bin_ + 1] for v in r) + 1) / (len(r) + 11)) for r in x]  # fmt: skip
    assert np.allclose(ignorance(x, np.full(len(x), float(y))), slow)


def test_interval_score_and_coverage_of_known_draws() -> None:
    x = np.arange(1000.0)[None, :].repeat(3, axis=0)
    told = score(x, np.array([500.0, 0.0, 2000.0]))
    low, high = np.quantile(x[0], (0.05, 0.95))
    assert told.covered.tolist() == [True, False, False]
    assert told.mis == pytest.approx([high - low, high - low + 20 * low, high - low + 20 * (2000 - high)])  # fmt: skip
    assert told.pit == pytest.approx([0.5005, 0.0005, 1.0])
    assert not told.resampled


def test_a_certain_zero_that_comes_costs_almost_nothing() -> None:
    told = score(np.zeros((1, 1000)), np.zeros(1))
    assert told.crps[0] == told.mis[0] == told.brier_25[0] == 0.0
    assert told.ign[0] == pytest.approx(-np.log2(1001 / 1011))


def test_other_numbers_of_draws_are_resampled_for_ignorance_only() -> None:
    told = score(np.zeros((2, 12)), np.zeros(2))
    assert told.resampled
    assert told.ign == pytest.approx(-np.log2(1001 / 1011))
    assert told.crps.tolist() == [0.0, 0.0]
