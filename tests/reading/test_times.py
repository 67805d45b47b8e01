"""Dates in words, against the day of publication."""

from datetime import date

import pytest

from jointguardian.reading.document import Document
from jointguardian.reading.times import times

TUESDAY = date(2023, 5, 30)


def resolved(
    text: str, published: date | None = TUESDAY
) -> list[tuple[str | None, str | None, str]]:
    return [(t.start, t.end, t.precision) for t in times(Document(text, published)).times]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It began on Monday.", "2023-05-29"),
        ("It began on Tuesday.", "2023-05-30"),
        ("Crowds will be back on Wednesday.", "2023-05-31"),
        ("NATO said on Saturday that it would send troops.", "2023-05-27"),
        ("It happened yesterday.", "2023-05-29"),
        ("From this morning troops stood there.", "2023-05-30"),
        ("It ends tomorrow.", "2023-05-31"),
        ("on 29 May 2023", "2023-05-29"),
        ("on May 29, 2023,", "2023-05-29"),
        ("on May 26", "2023-05-26"),
        ("until September 1", "2023-09-01"),
        ("by 03 June 2023", "2023-06-03"),
        ("on Friday 26 May", "2023-05-26"),
        ("dated 1999-06-10", "1999-06-10"),
        ("eighteen or so, 18 days ago", "2023-05-12"),
        ("last year", "2022"),
        ("mid-May 1999", "1999-05"),
        ("in late April", "2023-04"),
        ("in 1999", "1999"),
        ("As of 2023", "2023"),
        ("last month", "2023-04"),
    ],
)
def test_one_expression_gives_its_date(text: str, day: str) -> None:
    assert [start for start, _, _ in resolved(text)] == [day]


def test_ranges_keep_both_ends() -> None:
    assert resolved("between 5 and 7 June 2023") == [("2023-06-05", "2023-06-07", "day")]
    assert resolved("over the weekend") == [("2023-05-27", "2023-05-28", "day")]
    assert resolved("last week") == [("2023-05-22", "2023-05-28", "week")]


def test_a_day_earlier_counts_from_the_date_before() -> None:
    assert resolved("It was due on Monday. A day earlier roads were shut.")[-1][0] == "2023-05-28"


def test_without_publication_only_full_dates_resolve() -> None:
    assert resolved("on Monday, yesterday, last week", None) == []
    assert resolved("on 29 May 2023 and on 2 June", None)[-1][0] == "2023-06-02"


@pytest.mark.parametrize(
    "text", ["Resolution 1244", "2,000 men", "31 February 2023", "1999-02-30", "the year 9999"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert resolved(text) == [] or all(start != text for start, _, _ in resolved(text))
    assert not any((start or "").endswith(("-30", "-31")) for start, _, _ in resolved(text))


def test_the_ends_of_the_calendar_do_not_break_it() -> None:
    assert resolved("yesterday", date(1, 1, 1)) == []
    assert resolved("tomorrow and next year", date(9999, 12, 31)) == []
