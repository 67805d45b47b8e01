"""Country shapes of Natural Earth (public domain) out of the npm package `world-atlas`.

    npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz      # package/countries-10m.json

The file is TopoJSON: borders are stored once as arcs of delta-coded integers. Source: TopoJSON
format specification, sections 2.1.4 (arc indexes) and 2.1.5 (quantisation).
"""

import json
from pathlib import Path
from typing import Any

from shapely import make_valid
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry


def read_countries(path: Path) -> dict[str, BaseGeometry]:
    """Shapes by ISO 3166 numeric code, or by name where the file gives no code (Kosovo)."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = {}
    for country in topology["objects"]["countries"]["geometries"]:
        key = str(country.get("id") or country["properties"]["name"])
        shapes[key] = make_valid(_shape(country, arcs))
    return shapes


def _degrees(arc: list[list[int]], transform: dict[str, Any]) -> list[tuple[float, float]]:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    out = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        out.append((x * scale_x + left, y * scale_y + bottom))
    return out


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Arcs joined end to start; a negative number is the arc of its complement, backwards."""
    ring: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _shape(country: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> BaseGeometry:
    parts = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    polygons = []
    for part in parts:
        rings = [_ring(numbers, arcs) for numbers in part]
        if len(rings[0]) >= 4:  # quantisation has shrunk the smallest islets to a line
            polygons.append(Polygon(rings[0], [r for r in rings[1:] if len(r) >= 4]))
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
