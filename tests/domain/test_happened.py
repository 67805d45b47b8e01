"""When it happened, as a log writes it: read from the moment at which it is written."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain.dates import AHEAD, format_dtg, parse_happened
from jointguardian.errors import InputError

NOW = datetime(2023, 5, 29, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "dtg"),
    [
        ("", "291200ZMAY23"),
        ("now", "291200ZMAY23"),
        ("-20m", "291140ZMAY23"),
        ("-1h30m", "291030ZMAY23"),
        ("-2d", "271200ZMAY23"),
        ("1030", "291030ZMAY23"),
        ("10:30", "291030ZMAY23"),
        ("1030B", "290830ZMAY23"),
        ("1030 hrs", "291030ZMAY23"),
        ("1210", "291210ZMAY23"),
        ("1230", "281230ZMAY23"),
        ("291030Z", "291030ZMAY23"),
        ("291030B", "290830ZMAY23"),
        ("301030Z", "301030ZAPR23"),
        ("311030Z", "311030ZMAR23"),
        ("291030ZMAY", "291030ZMAY23"),
        ("291030ZJUN", "291030ZJUN22"),
        ("291030ZMAY23", "291030ZMAY23"),
        ("291030BMAY23", "290830ZMAY23"),
        ("2023-05-29T10:30+02:00", "290830ZMAY23"),
        ("2023-05-28", "282359ZMAY23"),
        ("2023-05-29", "291200ZMAY23"),
    ],
)
def test_what_is_left_open_is_the_last_moment_that_fits(text: str, dtg: str) -> None:
    assert format_dtg(parse_happened(text, NOW)) == dtg


@pytest.mark.parametrize(
    "text", ["soon", "2530", "1075", "291030J", "321030Z", "300230ZFEB", "-", "-5", "1030ZMAY"]
)
def test_what_is_no_time_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InputError, match="is no time"):
        parse_happened(text, NOW)


@pytest.mark.parametrize("text", ["301030ZMAY23", "2023-05-30", "2024-01-01T00:00Z"])
def test_what_has_not_come_yet_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not come yet"):
        parse_happened(text, NOW)


@given(st.text(max_size=14) | st.from_regex(r"\d{0,6}[A-Za-z]{0,4}\d{0,2}", fullmatch=True))
def test_any_text_is_a_moment_of_the_past_or_a_clear_refusal(text: str) -> None:
    try:
        found = parse_happened(text, NOW)
    except InputError:
        return
    assert found.utcoffset() == timedelta(0)
    assert found <= NOW + AHEAD
