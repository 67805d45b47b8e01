"""Weeks of the index: the last day tells the index, the worst day the level, and a week may not be over."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import TensionDay
from jointguardian.warning.spans import by_day, by_week

MONDAY = date(2023, 5, 22)
LEVEL = st.sampled_from(["green", "amber", "red", None])


def _days(rows: list[tuple[float, str | None]]) -> list[TensionDay]:
    return [
        TensionDay((MONDAY + timedelta(days=n)).isoformat(), index, index, index, level)
        for n, (index, level) in enumerate(rows)
    ]


def test_a_week_has_the_index_of_its_end_and_the_level_of_its_worst_day() -> None:
    rows = [(10.0, "green"), (80.0, "red"), (60.0, "amber"), (5.0, None)] + [(20.0, "green")] * 4
    whole, rest = by_week(_days(rows))
    assert (whole.since, whole.until, whole.over) == ("2023-05-22", "2023-05-28", True)
    assert (whole.index, whole.highest, whole.level, whole.withheld_days) == (20.0, 80.0, "red", 1)
    assert (rest.since, rest.over) == ("2023-05-29", False)


def test_a_week_without_a_level_has_none() -> None:
    (week,) = by_week(_days([(50.0, None)] * 7))
    assert (week.level, week.withheld_days) == (None, 7)


@given(st.lists(st.tuples(st.floats(0, 100), LEVEL), min_size=8, max_size=40), st.integers(1, 39))
def test_later_days_change_no_week_that_is_over(
    rows: list[tuple[float, str | None]], cut: int
) -> None:
    days = _days(rows)
    known, everything = by_week(days[:cut]), by_week(days)
    over = [w for w in known if w.over]
    assert list(everything[: len(over)]) == over
    assert [s.since for s in by_day(days)] == [d.day for d in days]
