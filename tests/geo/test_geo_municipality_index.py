"""Points find the polygon that holds them."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.errors import UnreadableFile
from jointguardian.geo import MunicipalityIndex


def square(ident: str, left: float) -> dict[str, object]:
    ring = [[left, 0], [left + 1, 0], [left + 1, 1], [left, 1], [left, 0]]
    return {
        "type": "Feature",
        "properties": {"id": ident},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


RAW = json.dumps(
    {"type": "FeatureCollection", "features": [square("west", 0), square("east", 1)]}
).encode()


def test_inside_outside_and_on_the_border() -> None:
    index = MunicipalityIndex.from_geojson(RAW)
    assert index.of(0.5, 0.5) == "west"
    assert index.of(0.5, 1.5) == "east"
    assert index.of(0.5, 1.0) == "west"
    assert index.of(5.0, 5.0) is None
    assert not index.approximate


@given(st.lists(st.tuples(st.floats(-1, 2), st.floats(-1, 3)), max_size=20))
def test_many_are_as_one_by_one(points: list[tuple[float, float]]) -> None:
    index = MunicipalityIndex.from_geojson(RAW)
    lats, lons = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    assert index.of_many(lats, lons) == [index.of(*p) for p in points]


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[1]", b'{"features": [{"geometry": null}]}', b"\xff"]
)
def test_what_is_no_geojson_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="polygons"):
        MunicipalityIndex.from_geojson(raw)
