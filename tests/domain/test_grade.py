"""The Admiralty grade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Grade
from jointguardian.domain.grade import CREDIBILITY, RELIABILITY
from jointguardian.errors import InputError


@given(st.sampled_from(RELIABILITY), st.sampled_from(CREDIBILITY))
def test_a_grade_is_written_as_letter_and_number(letter: str, number: str) -> None:
    assert str(Grade(letter, number)) == letter + number


def test_what_nobody_judged_cannot_be_judged_and_is_only_proposed() -> None:
    assert str(Grade()) == "F6"
    assert Grade().proposed


@given(st.text(max_size=3).filter(lambda t: t not in tuple(RELIABILITY)))
def test_another_letter_is_refused(letter: str) -> None:
    with pytest.raises(InputError, match="reliability"):
        Grade(letter, "2")


@given(st.text(max_size=3).filter(lambda t: t not in tuple(CREDIBILITY)))
def test_another_number_is_refused(number: str) -> None:
    with pytest.raises(InputError, match="credibility"):
        Grade("A", number)
