"""Symbol codes: made of a unit's parts, read back into words, and only of friends and neutrals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Unit
from jointguardian.domain.sidc import checked, from_letters, parts_of, sidc_of, to_letters, words_of
from jointguardian.domain.vocab import vocabulary
from jointguardian.errors import InputError


def unit(**parts: object) -> Unit:
    return Unit("u", "A unit", "2023-01-01", **parts)  # type: ignore[arg-type]


def test_a_battalion_of_infantry_has_its_published_code() -> None:
    code = sidc_of(unit(echelon="battalion", function="infantry"))
    assert code == "10031000161211000000"
    assert words_of(code) == "friendly infantry, battalion"
    assert to_letters(code) == "SFGPUCI----F---"


def test_what_is_planned_or_a_headquarters_says_so() -> None:
    code = sidc_of(unit(state="planned", headquarters=True, task_force=True, neutral=True))
    words = "neutral function not known, headquarters, size not known, task force, planned"
    assert words_of(code) == words


@given(
    st.sampled_from(vocabulary("echelons").ids()),
    st.sampled_from(vocabulary("unit_functions").ids()),
    st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
def test_the_parts_of_a_unit_come_back_from_its_code(
    echelon: str, function: str, neutral: bool, head: bool, task: bool
) -> None:
    made = unit(
        echelon=echelon, function=function, neutral=neutral, headquarters=head, task_force=task
    )
    assert parts_of(sidc_of(made)) == {
        "echelon": echelon, "function": function, "neutral": neutral,
        "headquarters": head, "task_force": task,
    }  # fmt: skip


@given(st.sampled_from(vocabulary("unit_functions").ids()))
def test_letters_written_again_are_the_same(function: str) -> None:
    letters = to_letters(sidc_of(unit(function=function, echelon="company")))
    assert to_letters(from_letters(letters)) == letters


@pytest.mark.parametrize(
    "code", ["10061000161211000000", "SHGPUCI----F---", "10051000161211000000"]
)
def test_no_opponent_is_drawn(code: str) -> None:
    with pytest.raises(InputError, match="neither friendly nor neutral"):
        checked(code)


@pytest.mark.parametrize("code", ["", "12345", "SFAPMF---------", "10033500001211000000"])
def test_what_is_no_land_unit_is_refused(code: str) -> None:
    with pytest.raises(InputError):
        checked(code)


def test_a_code_of_thirty_digits_is_cut_to_its_symbol() -> None:
    assert checked("100310001612110000000000000000") == "10031000161211000000"
