"""The 38 municipalities of the Kosovo pack: names, facts and polygons fit each other."""

import json
from importlib import resources
from typing import Any

import msgspec
import numpy as np
import pytest
import yaml

from jointguardian.domain import Municipality
from jointguardian.geo import MunicipalityIndex, load_gazetteer, to_cyrillic

PACK = resources.files("jointguardian") / "packs" / "kosovo"


def rows() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(
        (PACK / "municipalities.yaml").read_text(encoding="utf-8")
    )["municipalities"]
    return loaded


ROWS = rows()
INDEX = MunicipalityIndex.from_geojson((PACK / "municipalities.geojson").read_bytes())


def test_there_are_38_with_distinct_ids() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 38


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_is_a_municipality_with_names_in_four_forms(row: dict[str, Any]) -> None:
    municipality = msgspec.convert(row, Municipality)
    assert municipality.id.isascii()
    assert {"en", "sq", "sr-Latn", "sr-Cyrl"} <= set(municipality.names)
    assert municipality.names["sr-Cyrl"] == to_cyrillic(municipality.names["sr-Latn"])
    assert municipality.population > 1000
    assert municipality.population_year in {2011, 2014}
    assert municipality.majority in {"Albanian", "Serb", "Turkish"}
    assert municipality.source


def test_the_four_northern_ones() -> None:
    assert {row["id"] for row in ROWS if row["north"]} == {
        "leposavic", "mitrovica-north", "zubin-potok", "zvecan",
    }  # fmt: skip


def test_population_and_area_add_up() -> None:
    # 2011 census 1,739,825 without the north, plus the 2014 estimate of 39,566 for it; 10,908 km2.
    assert sum(row["population"] for row in ROWS) == pytest.approx(1_739_825 + 39_566, rel=0.001)
    assert sum(row["area_km2"] for row in ROWS) == pytest.approx(10_908, rel=0.01)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_seat_lies_in_its_polygon(row: dict[str, Any]) -> None:
    assert INDEX.of(row["lat"], row["lon"]) == row["id"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_name_leads_to_the_municipality(row: dict[str, Any]) -> None:
    gazetteer = load_gazetteer()
    for tag in ("sq", "sr-Latn", "sr-Cyrl"):
        assert gazetteer.lookup(row["names"][tag])[0].municipality == row["id"], row["names"][tag]
    municipalities = [
        p for p in gazetteer.lookup(f"{row['names']['sr-Latn']} municipality")
        if p.kind == "municipality"
    ]  # fmt: skip
    assert [p.municipality for p in municipalities] == [row["id"]]


def test_every_settlement_and_crossing_in_kosovo_lies_in_a_municipality() -> None:
    places = [p for p in load_gazetteer().archive.places() if p.id.startswith("xk-")]
    inside = [p for p in places if p.kind in {"settlement", "crossing"}]
    assert len(inside) > 1_000
    found = INDEX.of_many(np.array([p.lat for p in inside]), np.array([p.lon for p in inside]))
    assert [p.name for p, ident in zip(inside, found, strict=True) if ident is None] == []
    agree = sum(p.municipality == ident for p, ident in zip(inside, found, strict=True))
    assert agree / len(inside) > 0.97


def test_outside_kosovo_there_is_no_municipality() -> None:
    for lat, lon in ((44.8, 20.46), (42.0, 21.43), (41.33, 19.82), (0.0, 0.0)):
        assert INDEX.of(lat, lon) is None


def test_polygons_say_that_they_are_approximate_and_stay_small() -> None:
    raw = (PACK / "municipalities.geojson").read_bytes()
    features = json.loads(raw)["features"]
    assert len(raw) < 300_000
    assert INDEX.approximate
    assert {f["properties"]["id"] for f in features} == {row["id"] for row in ROWS}
    assert all(f["properties"]["approximate"] is True for f in features)


def test_the_basemap_is_small_and_holds_the_neighbours() -> None:
    raw = (PACK / "region.geojson").read_bytes()
    assert len(raw) < 200_000
    ids = {f["properties"]["id"] for f in json.loads(raw)["features"]}
    assert {"XK", "RS", "ME", "AL", "MK"} <= ids
