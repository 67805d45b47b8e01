"""Scores, detectors and placebo dates on cases that can be done by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.warning.detectors import change_point, cusum, ears
from jointguardian.warning.placebo import alarm_limit, alarms, false_alarms, judged, under_way
from jointguardian.warning.scores import auroc, average_precision, brier, calibration_slope

FIRST = date(2001, 1, 1)


def test_a_perfect_order_has_full_marks_and_the_reverse_has_none() -> None:
    label, score = np.array([0.0, 0, 1, 1]), np.array([1.0, 2, 3, 4])
    assert (average_precision(label, score), auroc(label, score)) == (1.0, 1.0)
    assert auroc(label, -score) == 0.0
    assert average_precision(label, -score) == pytest.approx((1 / 3 + 2 / 4) / 2)


def test_equal_scores_tell_nothing() -> None:
    assert auroc(np.array([0.0, 1, 0, 1]), np.ones(4)) == 0.5


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=4, max_size=60))
def test_auroc_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[bool, int]]) -> None:
    label = np.array([float(y) for y, _ in rows])
    score = np.array([float(s) for _, s in rows])
    pairs = [(a > b) + 0.5 * (a == b) for a in score[label == 1] for b in score[label == 0]]
    if pairs:
        assert auroc(label, score) == pytest.approx(np.mean(pairs))


def test_a_calibrated_probability_has_slope_one_and_a_bold_one_less() -> None:
    rng = np.random.default_rng(1)
    odds = rng.normal(-1, 1, 40_000)
    label = (rng.random(40_000) < 1 / (1 + np.exp(-odds))).astype(float)
    assert calibration_slope(label, 1 / (1 + np.exp(-odds))) == pytest.approx(1, abs=0.05)
    assert calibration_slope(label, 1 / (1 + np.exp(-2 * odds))) == pytest.approx(0.5, abs=0.03)


def test_brier_is_the_mean_squared_distance() -> None:
    assert brier(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == 0.25


def test_detectors_stand_out_where_the_weight_does() -> None:
    x = np.full(200, 1.0)
    x[::2] = 3.0
    x[150:] += 20.0
    for values in (*ears(x)[:2], cusum(x), change_point(x)):
        assert values[150:153].max() > 5 * max(values[100:150].max(), 0.05)


@given(st.integers(90, 160))
def test_detectors_look_at_no_later_day(cut: int) -> None:
    x = np.random.default_rng(cut).gamma(1.0, 4.0, 200)
    for detector in (lambda v: ears(v)[0], lambda v: ears(v)[2], cusum, change_point):
        assert np.allclose(detector(x)[:cut], detector(x[:cut]))


def test_alarms_are_four_weeks_apart_and_silent_while_an_escalation_is_seen() -> None:
    over, silent = np.zeros(100), np.zeros(100, dtype=bool)
    over[[10, 11, 30, 38, 70, 90]] = 1.0
    silent[70] = True
    assert alarms(over, 0.5, silent).tolist() == [10, 38, 90]


def test_an_escalation_is_seen_for_four_weeks_after_its_week() -> None:
    x = np.zeros(200)
    x[120] = 30.0
    assert np.flatnonzero(under_way(x)).tolist() == list(range(120, 154))


def test_an_alarm_without_an_escalation_in_four_weeks_is_false() -> None:
    label = np.zeros(100)
    label[50] = 1.0
    assert len(false_alarms(np.array([10, 30, 60]), label)) == 2


def test_the_limit_keeps_false_alarms_rare_in_the_past_and_knows_no_future() -> None:
    rng = np.random.default_rng(3)
    signal, label, silent = rng.random(1500), np.zeros(1500), np.zeros(1500, dtype=bool)
    limit = alarm_limit(signal, label, silent, 1400)
    past = slice(1400 - 3 * 365, 1400 - 35)
    assert len(alarms(signal[past], limit, silent[past])) / 3 <= 2
    label[1400:], signal[1400:] = 1.0, 0.0
    assert alarm_limit(signal, label, silent, 1400) == limit
    assert alarm_limit(signal, label, silent, 150) == np.inf


def test_alarms_all_the_time_warn_of_everything_and_show_nothing() -> None:
    raised, began = np.arange(0, 1000, 28), np.array([300, 500, 700])
    found = judged(raised, np.zeros(1001), began, (0, 999), np.random.default_rng(1), FIRST)
    assert (found.warned, found.of) == (3, 3)
    assert found.placebo_p > 0.9


def test_alarms_just_before_each_onset_show_skill() -> None:
    began = np.array([200, 400, 600, 800])
    found = judged(began - 5, np.zeros(1001), began, (0, 999), np.random.default_rng(1), FIRST)
    assert found.warned == 4
    assert found.lead_days == 5
    assert found.placebo_p < 0.01
    assert found.intervals["warned_share"] == (1.0, 1.0)
    assert found.intervals["lead_days"] == (5.0, 5.0)
    assert found.intervals["false_alarms_per_year"][1] > 0
    assert (found.missed_on, found.began_on[0]) == ((), "2001-07-20")
