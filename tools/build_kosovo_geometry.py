"""Draws the approximate polygons of the Kosovo pack: municipalities, outline and basemap.

    npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz
    .venv/bin/python tools/build_kosovo_geometry.py --kosovo ../shared/data/coding/gazetteer/XK.txt \
        --countries package/countries-10m.json

Municipalities: each place of GeoNames (2012) that carries a municipality's code owns the ground that
is nearer to it than to any other (Voronoi cells in a local metric projection); the cells of one
municipality are joined, clipped by the outline of Natural Earth (public domain) and simplified
together, so that neighbours keep one border. Natural Earth's 1:10m line cuts off border villages, so
the outline is drawn between it and the ground that Kosovo's 5,699 named places and features cover. They are good for counting and colouring, not for
saying on which side of a border a house stands; an operation imports its own polygons for that.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import cos, radians
from pathlib import Path
from typing import Any

import yaml
from build_gazetteer import CODES, ENTRIES, MUNICIPALITIES, read_kosovo
from natural_earth import read_countries
from shapely import (
    MultiPoint,
    STRtree,
    affinity,
    coverage_simplify,
    make_valid,
    set_precision,
    voronoi_polygons,
)
from shapely.geometry import MultiPolygon, Point, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

PACK = MUNICIPALITIES.parent
MIDDLE_LAT = 42.6
# Of latitude, at this latitude.
KM_PER_DEGREE = 111.1
# Degrees; about 100 m for municipalities, 500 m for the basemap.
GRAIN, REGION_GRAIN = 0.001, 0.006
# Square degrees, about 0.1 square kilometre: smaller parts are left out.
SPECK = 0.00001
# Longitude and latitude of the basemap.
REGION = (17.0, 39.0, 26.0, 46.0)
NEIGHBOURS = {
    "008": ("AL", "Shqipëria / Albania"),
    "070": ("BA", "Bosna i Hercegovina / Bosnia and Herzegovina"),
    "100": ("BG", "България / Bulgaria"),
    "191": ("HR", "Hrvatska / Croatia"),
    "300": ("GR", "Ελλάδα / Greece"),
    "348": ("HU", "Magyarország / Hungary"),
    "499": ("ME", "Crna Gora / Montenegro"),
    "642": ("RO", "România / Romania"),
    "688": ("RS", "Србија / Serbia"),
    "703": ("SK", "Slovensko / Slovakia"),
    "705": ("SI", "Slovenija / Slovenia"),
    "792": ("TR", "Türkiye"),
    "804": ("UA", "Україна / Ukraine"),
    "380": ("IT", "Italia / Italy"),
    "807": ("MK", "Северна Македонија / North Macedonia"),
    "Kosovo": ("XK", "Kosova / Kosovo / Косово"),
}
# Points on each bank of the Ibar in Mitrovica, which the file holds as one town.
BANKS = {
    "mitrovica-north": [
        (42.8963, 20.8658),
        (42.8950, 20.8600),
        (42.8985, 20.8700),
        (42.8925, 20.8560),
    ],
    "mitrovica-south": [
        (42.8905, 20.8660),
        (42.8885, 20.8600),
        (42.8925, 20.8745),
        (42.8860, 20.8560),
    ],
}


def seeds(
    rows: Iterable[Mapping[str, str]],
    corrected: Mapping[str, str],
    municipalities: Mapping[str, Mapping[str, Any]],
) -> dict[tuple[float, float], str]:
    """Municipality by (longitude, latitude) of each place that carries its code."""
    points = {}
    for row in rows:
        ident = corrected.get(row["id"], CODES.get(row["admin1"], ""))
        if row["class"] == "P" and ident:
            points[float(row["lon"]), float(row["lat"])] = ident
    for ident, facts in municipalities.items():
        points[facts["lon"], facts["lat"]] = ident
    for ident, bank in BANKS.items():
        points.update({(lon, lat): ident for lat, lon in bank})
    return without_strays(points)


def without_strays(
    points: dict[tuple[float, float], str], crowd: int = 6
) -> dict[tuple[float, float], str]:
    """Drops a place none of whose six nearest neighbours has its code: a wrong code in the file."""
    places = list(points)
    scale = cos(radians(MIDDLE_LAT))
    kept = {}
    for x, y in places:
        near = sorted(places, key=lambda p: (scale * (p[0] - x)) ** 2 + (p[1] - y) ** 2)[
            1 : crowd + 1
        ]
        if any(points[p] == points[x, y] for p in near):
            kept[x, y] = points[x, y]
    return kept


def covered_ground(rows: Iterable[Mapping[str, str]]) -> BaseGeometry:
    """What lies about a kilometre or less from a named place or feature, gaps below 5 km closed."""
    squeeze = cos(radians(MIDDLE_LAT))
    flat = MultiPoint([(float(r["lon"]) * squeeze, float(r["lat"])) for r in rows])
    ground = flat.buffer(2.5 / KM_PER_DEGREE).buffer(-1.5 / KM_PER_DEGREE)
    largest = max(getattr(ground, "geoms", [ground]), key=lambda part: part.area)
    return affinity.scale(Polygon(largest.exterior), 1 / squeeze, 1, origin=(0, 0))


def own_outline(rows: Iterable[Mapping[str, str]], drawn: BaseGeometry) -> BaseGeometry:
    """The covered ground, and of the drawn outline what lies within a kilometre and a half of it."""
    ground = covered_ground(rows)
    whole = ground.union(drawn.intersection(ground.buffer(1.5 / KM_PER_DEGREE)))
    largest = max(getattr(whole, "geoms", [whole]), key=lambda part: part.area)
    return Polygon(largest.exterior)


def with_outline(
    countries: Mapping[str, BaseGeometry], outline: BaseGeometry
) -> dict[str, BaseGeometry]:
    """The basemap's countries with our outline; strips it leaves free go to the nearest neighbour."""
    out = {k: countries[k].difference(outline) for k in NEIGHBOURS if k != "Kosovo"}
    free = countries["Kosovo"].difference(outline)
    for strip in getattr(free, "geoms", [free]):
        nearest = max(out, key=lambda k, s=strip: out[k].intersection(s.buffer(0.01)).area)  # type: ignore[misc]
        out[nearest] = out[nearest].union(strip)
    return out | {"Kosovo": outline}


def joined_cells(
    points: Mapping[tuple[float, float], str], outline: BaseGeometry
) -> dict[str, BaseGeometry]:
    """The Voronoi cells of each municipality, joined and clipped."""
    squeeze = cos(radians(MIDDLE_LAT))
    flat = MultiPoint([(x * squeeze, y) for x, y in points])
    frame = affinity.scale(outline.buffer(0.2), squeeze, 1, origin=(0, 0))
    cells = [
        affinity.scale(cell, 1 / squeeze, 1, origin=(0, 0))
        for cell in voronoi_polygons(flat, extend_to=frame).geoms
    ]
    tree = STRtree(cells)
    of: dict[str, list[BaseGeometry]] = defaultdict(list)
    for (x, y), ident in points.items():
        of[ident].append(cells[int(tree.query(Point(x, y), predicate="intersects")[0])])
    return {ident: unary_union(group).intersection(outline) for ident, group in sorted(of.items())}


def feature(shape: BaseGeometry, **properties: Any) -> dict[str, Any]:
    rounded = make_valid(set_precision(shape, 0.0001))
    parts = [p for p in getattr(rounded, "geoms", [rounded]) if p.area > SPECK]
    kept = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    return {"type": "Feature", "properties": properties, "geometry": mapping(kept)}


def write(path: Path, features: list[dict[str, Any]], source: str) -> None:
    """Compact GeoJSON with its source; says the size."""
    document = {"type": "FeatureCollection", "source": source, "features": features}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{path.name}: {len(features)} features, {path.stat().st_size} bytes")


def municipality_features(
    shapes: Mapping[str, BaseGeometry], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    idents = list(shapes)
    simple = coverage_simplify([shapes[i] for i in idents], GRAIN)
    return [
        feature(shape, id=ident, name=names[ident], approximate=True)
        for ident, shape in zip(idents, simple, strict=True)
    ]


def basemap(countries: Mapping[str, BaseGeometry]) -> list[dict[str, Any]]:
    window = box(*REGION)
    inside = {k: countries[k].intersection(window) for k in NEIGHBOURS if k in countries}
    inside = {k: shape for k, shape in inside.items() if not shape.is_empty}
    keys = list(inside)
    simple = coverage_simplify([inside[k] for k in keys], REGION_GRAIN)
    return [
        feature(shape, id=NEIGHBOURS[k][0], name=NEIGHBOURS[k][1])
        for k, shape in zip(keys, simple, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kosovo", type=Path, required=True)
    parser.add_argument("--countries", type=Path, required=True)
    options = parser.parse_args()
    countries = read_countries(options.countries)
    table = yaml.safe_load(MUNICIPALITIES.read_text(encoding="utf-8"))["municipalities"]
    corrected = yaml.safe_load(ENTRIES.read_text(encoding="utf-8"))["municipality_of"]
    rows = [r for r in read_kosovo(options.kosovo) if r["class"]]
    outline = own_outline(rows, countries["Kosovo"])
    points = seeds(rows, corrected, {m["id"]: m for m in table})
    shapes = joined_cells(points, outline)
    countries = with_outline(countries, outline)
    earth = "Natural Earth 1:10m (public domain), by world-atlas 2"
    places = "named places of GeoNames (CC BY 4.0)"
    drawn = f"Voronoi cells of {places} by municipality code; outline: {places} and {earth}"
    write(
        PACK / "municipalities.geojson",
        municipality_features(shapes, {m["id"]: m["name"] for m in table}),
        drawn,
    )
    simple = outline.simplify(GRAIN)
    name = NEIGHBOURS["Kosovo"][1]
    mixed = f"{places} and {earth}"
    write(PACK / "outline.geojson", [feature(simple, id="XK", name=name, approximate=True)], mixed)
    write(PACK / "region.geojson", basemap(countries), f"{earth}; Kosovo: {mixed}")


if __name__ == "__main__":
    main()
