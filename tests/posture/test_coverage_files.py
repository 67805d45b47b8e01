"""Coverage instances from files, and one clear line for each that can't be read."""

from pathlib import Path

import numpy as np
import pytest

from jointguardian.errors import InputError
from jointguardian.posture.coverage import read_places


def _file(folder: Path, text: str) -> Path:
    path = folder / "f.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_of_a_repeated_edge_the_last_counts(tmp_path: Path) -> None:
    places = read_places(_file(tmp_path, " 3 4 1\n1 2 5\n2 3 4\n2 1 7\n3 1 20\n"), "pmed")
    assert places.p == 1
    assert places.sites == ("1", "2", "3")
    assert places.distance is not None
    assert places.distance.tolist() == [[0, 7, 11], [7, 0, 4], [11, 4, 0]]


def test_points_with_sites_apart(tmp_path: Path) -> None:
    places = read_places(
        _file(tmp_path, "1\t2\nF\t7\t0\t0\t1\nC\t0\t3\t4\t5\nC\t1\t6\t8\t2\n"), "points"
    )
    assert (places.sites, places.weight.tolist()) == (("7",), [5.0, 2.0])
    assert places.all_distances().ravel() == pytest.approx([5.0, 10.0])


def test_points_after_a_first_line(tmp_path: Path) -> None:
    places = read_places(_file(tmp_path, "2\t9999\tp\tS\n0\t0\t5\n3\t4\t1\n"), "points")
    assert places.size == (2, 2)
    assert read_places(_file(tmp_path, "0 0\n3 4\n"), "points").weight.tolist() == [1.0, 1.0]


def test_points_of_a_table(tmp_path: Path) -> None:
    text = "name,lon,lat,population,kind\nA,21,42,10,demand\nB,21,43,,both\nC,22,42,3,site\n"
    places = read_places(_file(tmp_path, text), "points")
    assert (places.sites, places.weight.tolist()) == (("B", "C"), [10.0, 1.0])
    assert places.distance is not None
    assert places.distance[0, 0] == pytest.approx(111.195 * 1.4, rel=1e-4)  # a degree of latitude
    assert "great circles in km × 1.4" in places.travel


def test_a_matrix_with_and_without_names(tmp_path: Path) -> None:
    named = read_places(_file(tmp_path, "id,s,t\na,1,inf\nb,,2\n"), "matrix")
    assert named.sites == ("s", "t")
    assert named.distance is not None
    assert np.array_equal(named.distance, [[1, np.inf], [np.inf, 2]])
    assert read_places(_file(tmp_path, "1 2 3\n4 5 6\n"), "matrix").size == (2, 3)


def test_roads_between_named_ends(tmp_path: Path) -> None:
    places = read_places(
        _file(tmp_path, "from,to,km\na,b,2\nb,c,3\na,c,9\na,b,4\nd,e,1\n"), "roads"
    )
    assert places.sites == ("a", "b", "c", "d", "e")
    assert places.distance is not None
    assert places.distance[0].tolist() == [0, 2, 5, np.inf, np.inf]


@pytest.mark.parametrize(
    ("format_", "text", "told"),
    [
        ("tsplib", "1", "no format"),
        ("pmed", "", "empty"),
        ("pmed", "3 2\n", "vertices edges p"),
        ("pmed", "3 2 1\n1 2 5\n", "2 edges are announced, 1 lines"),
        ("pmed", "3 1 1\n1 9 5\n", "line 2: an edge is"),
        ("pmed", "3 1 1\n1 2 -5\n", "line 2: -5 is no length"),
        ("pmed", "3 1 1\n1 2 x\n", "line 2: 'x' is no number"),
        ("points", "1 2 3 4\n", "line 1: a point is"),
        ("points", "x,y\n1\n", "line 2: 1 cells, not 2"),
        ("points", "x,y,w\n1,2,-3\n", "weight is below 0"),
        ("points", "x,y\n1,inf\n", "not a finite number"),
        ("points", "x,y,kind\n1,2,camp\n", "'camp' is no kind"),
        ("points", "lon,lat\n421000,4720000\n", "lon and lat are degrees"),
        ("points", "1 1\nF 0 1 1 1\n", "no demand or no sites"),
        ("matrix", "1 2\n3\n", "line 2: 1 cells, not 2"),
        ("matrix", "1 -2\n", "line 1: a distance is below 0"),
        ("roads", "a,b\nc,d\n", "a road is"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, format_: str, text: str, told: str
) -> None:
    with pytest.raises(InputError) as fault:
        read_places(_file(tmp_path, text), format_)
    assert told in fault.value.line
    assert "\n" not in fault.value.line


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_places(tmp_path / "none.txt", "pmed")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_places(tmp_path / "b.txt", "pmed")
