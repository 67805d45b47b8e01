"""What a projection says: two figures, sums with their own intervals, and the caution that goes with each return."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_conflicts import conflict

from jointguardian.displacement.change import changed, read_change
from jointguardian.displacement.project import project
from jointguardian.displacement.words import (
    ALL,
    CAUTION,
    Endangered,
    ReturnTerms,
    homecoming,
    sentences,
    two_figures,
)

MADE = project(conflict(["town", "camp", "camp"], [(0, 1, 20.0), (0, 2, 90.0)], fighting={0: (0, 9)}), runs=32)  # fmt: skip
TERMS = ReturnTerms(date(2026, 3, 1), date(2026, 1, 5), True, date(2026, 12, 31), "they go")


@given(st.floats(0, 1e9))
def test_two_figures_count(people: float) -> None:
    rounded = two_figures(people)
    assert abs(rounded - people) <= max(0.5, 0.05 * people)
    assert len(str(rounded).rstrip("0")) <= 2


def test_all_refuges_are_their_sum_and_narrower_than_the_sum_of_their_bounds() -> None:
    home = homecoming(MADE, TERMS)
    assert [h.refuge for h in home] == [*MADE.refuges, ALL]
    every, parts = home[-1], home[:-1]
    assert all(h.low <= h.people <= h.high for h in home)
    assert every.high <= sum(h.high for h in parts)
    assert every.high <= MADE.last.sum(axis=1).max()


def test_nobody_is_home_before_the_settlement() -> None:
    early = ReturnTerms(date(2026, 3, 1), date(2026, 1, 5), True, date(2026, 2, 1), "they go")
    assert {h.high for h in homecoming(MADE, early)} == {0.0}


def test_every_return_goes_with_its_caution_and_its_shadow() -> None:
    told = sentences(MADE, TERMS, [Endangered("people of the river", 10_000, "a census")])
    returns = [w for w in told if "expected home" in w]
    assert returns
    assert all(CAUTION in w for w in returns)
    assert "of 10,000 people of the river" in told[-1]
    assert "order of magnitude" in told[-1]
    assert len(sentences(MADE, None, [])) == 1


def test_the_draws_of_the_last_day_are_those_of_the_interval() -> None:
    assert np.allclose(np.quantile(MADE.last, 0.05, axis=0), MADE.low[-1])
    assert np.allclose(np.quantile(MADE.last, 0.95, axis=0), MADE.high[-1])


def test_names_in_a_change_may_come_without_accents_and_capitals() -> None:
    scenario = conflict(["town", "camp"], [(0, 1, 20.0)], fighting={0: (0, 9)})
    other = changed(scenario, [read_change("conflict:p0:0-12:0")])
    assert scenario.conflict.any()
    assert not other.conflict.any()
