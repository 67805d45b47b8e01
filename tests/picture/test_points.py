"""Tiles: every incident that can be drawn lies in one tile of each zoom, and none twice."""

from collections.abc import Iterator
from dataclasses import replace
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Incident, PlaceMention
from jointguardian.picture.points import Points, Spot, mercator

SPOT = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


def incident(number: int, lat: float, lon: float, start: str | None = "2023-05-29") -> Incident:
    place = PlaceMention("x", "x", "XK", lat, lon, "x", "settlement")
    return Incident(f"i_{number}", "what", "assault", start, start, (place,), (), (), (), 1, (), None, "happened")  # fmt: skip


def drawn(points: Points, zoom: int, since: str | None = None, until: str | None = None) -> int:
    return sum(
        s.number for x in range(2**zoom) for y in range(2**zoom) for s in points.tile(zoom, x, y, since, until)
    )  # fmt: skip


@given(st.lists(SPOT, max_size=30), st.integers(0, 3))
def test_each_incident_lies_in_one_tile(spots: list[tuple[float, float]], zoom: int) -> None:
    points = Points()
    for n, (lat, lon) in enumerate(spots):
        points.put(incident(n, lat, lon))
    assert drawn(points, zoom) == len(spots) == len(points)


@given(SPOT)
def test_a_point_alone_is_named_and_lies_where_the_projection_puts_it(
    at: tuple[float, float],
) -> None:
    points = Points()
    points.put(incident(1, *at))
    x, y = (floor(c * 16) for c in mercator(*at))
    [spot] = points.tile(4, x, y)
    assert spot.incidents == ("i_1",)
    assert abs((x + spot.x) / 16 - mercator(*at)[0]) < 1e-9
    assert abs((y + spot.y) / 16 - mercator(*at)[1]) < 1e-9


def test_what_was_taken_out_or_replaced_is_drawn_no_more_however_often() -> None:
    points = Points()
    for n in range(900):
        points.drop("i_1")
        points.put(incident(1, 42.9, 20.8))
        points.put(incident(n + 10, 42.9, 20.8))
    assert drawn(points, 2) == 901
    points.drop("i_1")
    assert drawn(points, 2) == 900


def test_days_choose_and_the_undated_are_drawn_without_days_only() -> None:
    points = Points()
    points.put(incident(1, 42.9, 20.8, "2023-05"))
    points.put(incident(2, 42.9, 20.8, None))
    assert drawn(points, 0) == 2
    assert drawn(points, 0, "2023-05-29", "2023-06-30") == 1
    assert drawn(points, 0, "2023-06-01", "2023-06-30") == 0


def test_an_incident_without_a_point_is_not_drawn() -> None:
    points = Points()
    one = incident(1, 42.9, 20.8)
    points.put(replace(one, places=()))
    assert len(points) == 0


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), SPOT), max_size=12))
def test_a_kept_drawing_is_as_one_made_now(
    steps: list[tuple[bool, int, tuple[float, float]]],
) -> None:
    points = Points()

    def draw(spots: Iterator[Spot]) -> bytes:
        return repr(list(spots)).encode()

    for enter, number, at in steps:
        points.drop(f"i_{number}")
        if enter:
            points.put(incident(number, *at))
        for zoom in (0, 1, 2):
            for x in range(2**zoom):
                for y in range(2**zoom):
                    kept = points.drawn(zoom, x, y, (None, None), draw)
                    assert kept == draw(points.tile(zoom, x, y))


def test_drawings_are_kept_until_something_in_them_changes() -> None:
    points, drawn = Points(), []

    def draw(spots: Iterator[Spot]) -> bytes:
        drawn.append(list(spots))
        return b"x"

    points.put(incident(1, 42.9, 20.8))
    for _ in range(2):
        points.drawn(1, 1, 0, (None, None), draw)
    assert len(drawn) == 1
    points.put(incident(2, -42.9, 20.8))
    points.drawn(1, 1, 0, (None, None), draw)
    assert len(drawn) == 1
    points.put(incident(3, 42.8, 20.7))
    points.drawn(1, 1, 0, (None, None), draw)
    assert [sum(s.number for s in spots) for spots in drawn] == [1, 2]
