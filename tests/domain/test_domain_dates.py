"""Date-time groups and partial dates: round trips, and clean refusals."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain.dates import (
    ZONES,
    first_day,
    format_dtg,
    last_day,
    parse_dtg,
    parse_moment,
    parse_partial,
    precision,
)
from jointguardian.errors import InputError

# Two-digit years of a DTG mean 1970 to 2069.
minutes = st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31, 23, 59)).map(  # noqa: DTZ001
    lambda m: m.replace(second=0, microsecond=0, tzinfo=UTC)
)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(minutes)
def test_a_moment_survives_its_date_time_group(moment: datetime) -> None:
    assert parse_dtg(format_dtg(moment)) == moment


def test_a_known_group_is_read() -> None:
    assert parse_dtg("291030ZMAY23") == datetime(2023, 5, 29, 10, 30, tzinfo=UTC)
    assert parse_dtg("291230bmay23") == parse_dtg("291030Z MAY 2023")


@given(minutes, st.sampled_from(sorted(ZONES)))
def test_every_zone_letter_shifts_by_its_hours(moment: datetime, zone: str) -> None:
    local = moment + timedelta(hours=ZONES[zone])
    if not 1970 <= local.year <= 2069:
        return
    assert parse_dtg(format_dtg(local).replace("Z", zone, 1)) == moment


def test_the_letter_j_is_no_zone() -> None:
    with pytest.raises(InputError, match="date-time group"):
        parse_dtg("291030JMAY23")


@given(days, st.sampled_from([4, 7, 10]))
def test_a_partial_date_is_kept_and_lies_between_its_first_and_last_day(
    day: date, length: int
) -> None:
    partial = day.isoformat()[:length]
    assert parse_partial(partial) == partial
    assert first_day(partial) <= day <= last_day(partial)
    assert precision(partial) == {4: "year", 7: "month", 10: "day"}[length]


def test_no_date_has_no_precision() -> None:
    assert precision(None) == "none"


@given(days)
def test_a_day_means_its_last_second(day: date) -> None:
    moment = parse_moment(day.isoformat())
    assert (moment.date(), moment.hour, moment.tzinfo) == (day, 23, UTC)


@given(st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_iso_moment_survives(moment: datetime) -> None:
    assert parse_moment(moment.isoformat()) == moment


@pytest.mark.parametrize(
    "text",
    ["0000", "0000-01-01", "9999", "9999-12-31", "2023-02-30", "2023-13", "23-05-29", "", "x"],
)
def test_a_partial_date_that_is_none_or_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_partial(text)


@pytest.mark.parametrize(
    "text",
    ["0000-01-01", "9999-12-31", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00",
     "010000ZJAN0000", "010000ZJAN0001", "312359ZDEC9999", "312359YDEC9999", "soon"],
)  # fmt: skip
def test_a_moment_that_is_none_or_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_moment(text)


@given(st.text(max_size=24))
def test_any_text_is_a_date_or_one_clear_line(text: str) -> None:
    for parse in (parse_partial, parse_moment, parse_dtg):
        assert "\n" not in _refusal(parse, text)


def _refusal(parse: Callable[[str], object], text: str) -> str:
    try:
        parse(text)
    except InputError as fault:
        return fault.line
    return ""


@pytest.mark.parametrize("text", ["２０２３-05-29", "٢٠٢٣", "2023-०५"])
def test_only_ascii_digits_make_a_stored_date(text: str) -> None:
    with pytest.raises(InputError):
        parse_partial(text)
