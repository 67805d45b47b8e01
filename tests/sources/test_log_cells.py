"""Dates, times, counts and positions as people write them in logs."""

from datetime import UTC, date, time

import pytest

from jointguardian.errors import InputError
from jointguardian.sources.log_cells import count_of, degrees_of, grade_of, names_of, position_of
from jointguardian.sources.log_dates import order_of, parse_day, parse_time, published, zone_of
from jointguardian.sources.log_words import suggested_status, suggested_type

DAY = date(2023, 5, 29)


@pytest.mark.parametrize(
    "written",
    ["29.05.2023", "29.05.2023.", "29/5/23", "29-05-2023", "2023-05-29", "20230529", "45075",
     "29 May 2023", "29-May-23", "29. maj 2023.", "29 мај 2023", "29 Maj 2023", "29. Mai 2023",
     "29 mai 2023", "May 29, 2023", "Mon, 29.05.2023"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert parse_day(written, True).day == DAY


def test_a_dtg_gives_day_time_and_zone() -> None:
    told = parse_day("291030ZMAY23", True)
    assert (told.day, told.at) == (DAY, time(10, 30))
    assert published(told.day, told.at, told.zone or UTC) == "2023-05-29T10:30:00Z"
    b = parse_day("29 1030B MAY 23", True)
    assert published(b.day, b.at, b.zone or UTC) == "2023-05-29T08:30:00Z"


def test_the_day_of_a_local_dtg_is_the_local_day() -> None:
    told = parse_day("300030BMAY23", True)
    assert told.day == date(2023, 5, 30)
    assert published(told.day, told.at, told.zone or UTC) == "2023-05-29T22:30:00Z"


def test_an_excel_serial_with_a_fraction_has_its_time() -> None:
    assert parse_day("45075.4375", True).at == time(10, 30)


@pytest.mark.parametrize(
    "wrong", ["31 June 2023", "5/29/2023", "29.05.", "soon", "0", "99.99.2023"]
)
def test_what_is_no_date_is_refused_with_a_way_out(wrong: str) -> None:
    with pytest.raises(InputError, match="no date"):
        parse_day(wrong, True)


def test_the_order_is_decided_by_the_whole_column() -> None:
    assert order_of(["3/4/23", "29/5/23"]).day_first
    assert not order_of(["3/4/23", "5/29/23"]).day_first
    assert not order_of(["5/11/23", "5/12/23", "6/1/23"]).day_first  # only so do they follow
    assert order_of(["2.3.2023"]).sure is False
    assert order_of(["291030ZMAY23"]).sure


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [("10:30", 10, 30), ("1030", 10, 30), ("930", 9, 30), ("10.30", 10, 30), ("9,15", 9, 15),
     ("10h30", 10, 30), ("10:30:15", 10, 30), ("2:05 PM", 14, 5), ("12 am", 0, 0), ("1030hrs", 10, 30),
     ("10:30-11:15", 10, 30), ("0.4375", 10, 30), ("24:00", 23, 59), ("10:30 Uhr", 10, 30)],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(written: str, hour: int, minute: int) -> None:
    at, _ = parse_time(written)
    assert (at.hour, at.minute) == (hour, minute)


@pytest.mark.parametrize("wrong", ["25:00", "10:61", "noon", "-", "12345"])
def test_what_is_no_time_is_refused(wrong: str) -> None:
    with pytest.raises(InputError, match="no time"):
        parse_time(wrong)


def test_zones_of_the_military_the_map_and_the_offset() -> None:
    for written in ("B", "+02:00", "UTC+2", "CEST"):
        assert published(DAY, time(10, 30), zone_of(written) or UTC) == "2023-05-29T08:30:00Z"
    assert published(DAY, time(10, 30), zone_of("Europe/Belgrade") or UTC).endswith("08:30:00Z")
    assert zone_of("local") is None
    with pytest.raises(InputError, match="no time zone"):
        zone_of("Mars/Base")


@pytest.mark.parametrize(
    ("written", "low", "high", "qualifier"),
    [("3", 3, 3, None), ("3-5", 3, 5, None), ("~10", 10, 10, "about"), ("oko 10", 10, 10, "about"),
     ("10+", 10, None, "at least"), (">5", 5, None, "at least"), ("at least 4", 4, None, "at least"),
     ("2 pax", 2, 2, None)],
)  # fmt: skip
def test_counts(written: str, low: int, high: int | None, qualifier: str | None) -> None:
    told = count_of(written, "injured", "KFOR", "")
    assert told is not None
    assert (told.low, told.high, told.qualifier, told.who) == (low, high, qualifier, "KFOR")


@pytest.mark.parametrize("nothing", ["-", "nil", "n/a", "none", "?", "unk", "nema"])
def test_nothing_and_unknown_are_no_count(nothing: str) -> None:
    assert count_of(nothing, "killed", "", "") is None


@pytest.mark.parametrize("wrong", ["two", "2 KFOR, 1 civ", "5-3", "99999999999"])
def test_what_is_no_count_is_refused(wrong: str) -> None:
    with pytest.raises(InputError, match="no number"):
        count_of(wrong, "killed", "", "")


def test_positions_in_grid_and_degrees() -> None:
    exact = (42.907, 20.84)
    for written in ("34TDN8693950499", "34T DN 86939 50499", "DN 8693 5049", "42.9070, 20.8400"):
        lat, lon = position_of(written, "34T")
        assert abs(lat - exact[0]) < 0.001
        assert abs(lon - exact[1]) < 0.001
    assert degrees_of("42°54'25\" N", "lat") == pytest.approx(42.906944, abs=1e-6)
    assert degrees_of("20,84", "lon") == 20.84
    for wrong in ("DN 123", "DN 8693 5049", "somewhere"):
        with pytest.raises(InputError):
            position_of(wrong, "")
    with pytest.raises(InputError, match="beyond 90"):
        degrees_of("120.5", "lat")


def test_grades_stand_apart_and_a_missing_part_cannot_be_judged() -> None:
    grade = grade_of("b", "")
    assert str(grade) == "B6"
    assert grade is not None
    assert not grade.proposed
    with pytest.raises(InputError, match="no credibility"):
        grade_of("B", "7")


def test_names_of_a_cell_keep_their_places() -> None:
    assert [
        (n, s.of("xx" + "KFOR; Kosovo Police")) for n, s in names_of("KFOR; Kosovo Police", 2)
    ] == [
        ("KFOR", "KFOR"),
        ("Kosovo Police", "Kosovo Police"),
    ]


@pytest.mark.parametrize(
    ("word", "type_"),
    [("Roadblock", "protest/obstruct"), ("Blokada puta", "protest/obstruct"), ("Të shtëna", "assault"),
     ("Sachbeschädigung", "assault"), ("Perquisition", "coerce/seize"), ("Violent demonstration", "protest/riot"),
     ("Looting/property destruction", "assault"), ("PROTEST", "protest"), ("Armed clash near school", "assault"),
     ("Zzz", None)],
)  # fmt: skip
def test_a_type_is_suggested_in_five_languages(word: str, type_: str | None) -> None:
    assert suggested_type(word) == type_


def test_a_status_is_suggested() -> None:
    assert suggested_status("U toku") == "ongoing"
    assert suggested_status("Unconfirmed") == "hypothetical"
