"""Numbers: their values, bounds, nouns, and what is not a count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Figure
from jointguardian.reading.document import Document
from jointguardian.reading.figures import figures
from jointguardian.reading.numbers import in_words, numbers
from jointguardian.reading.quantities import quantities
from jointguardian.reading.sentences import sentences
from jointguardian.reading.times import times


def read_figures(text: str) -> tuple[Figure, ...]:
    return figures(quantities(times(sentences(Document(text))))).figures


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("eleven", 11), ("fifty-two", 52), ("two hundred and six", 206), ("two and a half thousand", 2500),
        ("three thousand eight hundred", 3800), ("a dozen", 12), ("half a dozen", 6), ("a thousand", 1000),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: float) -> None:
    assert in_words(words) == value


@given(st.integers(0, 999_999_999))
def test_thousands_separators_do_not_change_the_value(n: int) -> None:
    assert [x.value for x in numbers(f"about {n:,} men")] == [n]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("At least 11 soldiers were hurt.", (11, 11, 11, None, "at least", "troops")),
        ("Up to 1,000 men may go.", (1000, 1000, None, 1000, "up to", "persons")),
        ("More than 100 countries agree.", (100, 100, 100, None, "more than", "nations")),
        ("Turnout was under 3.5%.", (3.5, 3.5, None, 3.5, "under", "percent")),
        ("It lies 1.8km inside.", (1.8, 1.8, 1.8, 1.8, None, "km")),
        ("A seven-day notice stands.", (7, 7, 7, 7, None, "days")),
        ("They searched 10 to 20 houses.", (15, 15, 10, 20, None, "buildings")),
        ("They held six rocket-propelled grenade launchers.", (6, 6, 6, 6, None, "launchers")),
    ],
)  # fmt: skip
def test_a_figure_has_value_bounds_qualifier_and_unit(
    text: str, row: tuple[float, float, float | None, float | None, str | None, str]
) -> None:
    figure = read_figures(text)[0]
    found = (figure.value, figure.value, figure.low, figure.high, figure.qualifier, figure.unit)
    assert found == row


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1244 holds.", "The 65th Brigade came.", "They met at 3 a.m. on Tuesday.",
        "Article 5 applies.", "A man aged 34 was there.", "A 34-year-old man was there.",
        "Hundreds came.", "No one was there.", "On 29 May 2023 they met.", "The three had called.",
        "By 15.00 (16.00 Moscow time) all was done.", "One of the town halls was shut.",
        "Chapter 7 was read.",
    ],
)  # fmt: skip
def test_dates_times_ages_ordinals_and_names_are_no_figures(text: str) -> None:
    assert read_figures(text) == ()


def test_a_pair_shares_its_noun() -> None:
    units = [
        (f.value, f.unit, f.what) for f in read_figures("11 Italian and 19 Hungarian soldiers.")
    ]
    assert units == [(11, "troops", "Italian soldiers"), (19, "troops", "Hungarian soldiers")]


def test_a_repeat_counts_once_but_two_groups_of_one_size_are_two() -> None:
    again = read_figures("KFOR sent 700 soldiers. All 700 soldiers came. Then 700 soldiers left.")
    assert len(again) == 1
    apart = read_figures("Two British soldiers died. Two Kosovo Albanian civilians died.")
    assert len(apart) == 2
