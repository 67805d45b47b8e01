"""Ways along roads, and straight lines times a factor where there are none."""

import gzip
import math
from pathlib import Path

import numpy as np
import pytest

from jointguardian.errors import InputError
from jointguardian.posture.travel import StraightLine, great_circle, read_roads

OSM = """<?xml version="1.0"?><osm>
<node id="1" lon="21.0" lat="42.0"/><node id="2" lon="21.1" lat="42.0"/>
<node id="3" lon="21.1" lat="42.1"/><node id="4" lon="21.0" lat="42.1"/>
<way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way>
<way id="8"><nd ref="1"/><nd ref="4"/><tag k="waterway" v="river"/></way>
<way id="9"><nd ref="3"/><nd ref="4"/><nd ref="99"/><tag k="highway" v="track"/></way>
</osm>"""
CORNERS = np.array([(21.0, 42.0), (21.1, 42.0), (21.1, 42.1), (21.0, 42.1)])


def test_ways_follow_the_roads_of_a_map(tmp_path: Path) -> None:
    path = tmp_path / "roads.osm.gz"
    path.write_bytes(gzip.compress(OSM.encode()))
    straight = great_circle(CORNERS, CORNERS)
    far = straight[0, 1] + straight[1, 2] + straight[2, 3]
    found = read_roads(path).between(CORNERS, CORNERS[:1])
    assert found[:, 0] == pytest.approx([0, straight[0, 1], straight[0, 1] + straight[1, 2], far])
    slow = read_roads(path, unit="minutes").between(CORNERS, CORNERS[:1])
    assert slow[3, 0] == pytest.approx(slow[2, 0] + 60 * straight[2, 3] / 10)


def test_longer_ways_than_the_cut_off_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "roads.osm"
    path.write_text(OSM)
    roads = read_roads(path, cutoff=12.0)
    assert math.isinf(roads.between(CORNERS, CORNERS[:1])[3, 0])
    assert "up to 12" in roads.says


def test_the_shortest_of_several_roads_counts(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    head = "from_lon,from_lat,to_lon,to_lat,km,kmh\n"
    path.write_text(f"{head}21,42,21.1,42,30,60\n21.1,42,21,42,20,10\n21,42,21.1,42,25,\n")
    ends = CORNERS[:2]
    assert read_roads(path).between(ends, ends)[0, 1] == 20
    assert read_roads(path, unit="minutes").between(ends, ends)[0, 1] == 30


def test_a_straight_line_is_stretched() -> None:
    line = StraightLine(1.5)
    assert line.between(CORNERS, CORNERS)[0, 1] == pytest.approx(1.5 * 8.263, rel=1e-3)
    assert line.says == "great circles in km × 1.5"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("r.csv", "a,b\n", "no column 'from_lon'"),
        ("r.csv", "from_lon,from_lat,to_lon,to_lat\n21,42,x,42\n", "line 2: a value of the road"),
        ("r.csv", "from_lon,from_lat,to_lon,to_lat,km\n21,42,21,42,-1\n", "no possible position"),
        ("r.csv", "from_lon,from_lat,to_lon,to_lat\n", "no roads"),
        ("r.osm", "<osm><node", "no OpenStreetMap XML"),
        ("r.osm.pbf", "", "osmium cat"),
        ("none/r.csv", None, "can't be read"),
    ],
)
def test_a_road_file_that_cannot_be_used_is_told(
    tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as fault:
        read_roads(tmp_path / name)
    assert told in fault.value.line


def test_a_place_far_from_any_road_is_told(tmp_path: Path) -> None:
    path = tmp_path / "roads.osm"
    path.write_text(OSM)
    with pytest.raises(InputError, match="km from the nearest road"):
        read_roads(path).between(np.array([(25.0, 45.0)]), CORNERS[:1])
