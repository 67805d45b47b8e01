"""Distances, MGRS and H3 on known points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.errors import InputError
from jointguardian.geo import bearing_deg, cell, distance_km, from_mgrs, to_mgrs

LATS, LONS = st.floats(-79.9, 83.9), st.floats(-179.9, 179.9)


def test_mgrs_of_zvecan() -> None:
    assert to_mgrs(42.9070, 20.8400) == "34TDN8693950499"


@pytest.mark.parametrize("reference", ["34TDN8693950499", "34T DN 86939 50499", "34tdn8693950499"])
def test_mgrs_is_read_however_it_is_written(reference: str) -> None:
    lat, lon = from_mgrs(reference)
    assert (lat, lon) == pytest.approx((42.9070, 20.8400), abs=2e-5)


@given(LATS, LONS)
def test_mgrs_returns_to_within_two_metres(lat: float, lon: float) -> None:
    back = from_mgrs(to_mgrs(lat, lon))
    assert distance_km(lat, lon, *back) < 0.002


@pytest.mark.parametrize("bad", ["", "34", "99ZZZ1234512345", "34TDN123", "not a grid"])
def test_a_bad_reference_is_an_input_error(bad: str) -> None:
    with pytest.raises(InputError, match="MGRS"):
        from_mgrs(bad)


@given(st.text(max_size=20))
def test_any_text_is_a_reference_or_an_input_error(text: str) -> None:
    try:
        from_mgrs(text)
    except InputError:
        return


def test_positions_outside_are_input_errors() -> None:
    with pytest.raises(InputError, match="outside MGRS"):
        to_mgrs(86.0, 20.0)
    with pytest.raises(InputError, match="not a position"):
        to_mgrs(20.0, 186.0)
    with pytest.raises(InputError, match="not a position"):
        cell(float("nan"), 0.0)


def test_cell_is_of_resolution_seven() -> None:
    assert cell(42.907, 20.84) == "871ef158affffff"


def test_distance_on_known_pairs() -> None:
    assert distance_km(42.9090, 20.8403, 42.6639, 21.1641) == pytest.approx(37.9, abs=0.3)
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=0.1)


@given(LATS, LONS, LATS, LONS)
def test_distance_is_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    there = distance_km(a, b, c, d)
    assert there == pytest.approx(distance_km(c, d, a, b))
    assert 0 <= there <= 20016


def test_bearings_of_the_compass() -> None:
    assert bearing_deg(0, 0, 1, 0) == pytest.approx(0)
    assert bearing_deg(0, 0, 0, 1) == pytest.approx(90)
    assert bearing_deg(0, 0, 0, -1) == pytest.approx(270)
