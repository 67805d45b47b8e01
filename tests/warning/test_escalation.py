"""Labels are the definition's, to the letter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.warning.escalation import base, coming, escalated, onsets, threshold

DAILY = st.lists(st.sampled_from([0.0, 0.0, 0.0, 4.4, 7.0, 10.0, 30.0]), min_size=90, max_size=200)


def _by_hand(x: list[float], t: int, horizon: int) -> bool:
    mean = sum(x[t - 83 : t + 1]) / 12
    ahead = sum(x[t + 1 : t + 1 + horizon]) / horizon * 7
    return ahead >= 2 * mean - 1e-9 and ahead >= 20 - 1e-9


@given(DAILY, st.sampled_from([7, 14, 28]))
def test_a_label_is_the_weekly_average_against_twice_the_base_and_twenty(
    x: list[float], horizon: int
) -> None:
    label = escalated(np.array(x), horizon)
    mean, ahead = base(np.array(x)), coming(np.array(x), horizon)
    for t in range(83, len(x) - horizon):
        if abs(ahead[t] - 2 * mean[t]) > 1e-6 and abs(ahead[t] - 20) > 1e-6:
            assert label[t] == _by_hand(x, t, horizon)


@given(DAILY)
def test_nothing_is_labelled_before_twelve_weeks_or_while_the_coming_days_are_unknown(
    x: list[float],
) -> None:
    label = escalated(np.array(x), 7)
    assert np.isnan(label[:83]).all()
    assert np.isnan(label[-7:]).all()
    assert np.isfinite(label[83:-7]).all()


def test_twenty_is_the_least_weight_of_an_escalation() -> None:
    x = np.zeros(100)
    x[90] = 19.9
    assert np.nansum(escalated(x, 7)) == 0
    x[90] = 20.0
    assert np.nansum(escalated(x, 7)) == 7


def test_the_threshold_is_twice_the_base_of_a_busy_series() -> None:
    assert threshold(np.full(100, 10.0))[99] == pytest.approx(140.0)
    assert threshold(np.zeros(100))[99] == 20.0


def test_an_onset_is_the_first_day_after_four_quiet_weeks() -> None:
    x = np.zeros(300)
    x[150:153] = 30.0
    x[170] = 300.0
    assert onsets(x, 100, 299).tolist() == [144]
    assert onsets(x, 200, 299).tolist() == []
