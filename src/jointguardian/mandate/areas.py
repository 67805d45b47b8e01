"""Where a rule holds: areas with the width within which their lines are not known.

What lies nearer to a line than it is known, and what is placed no better than that, is neither
inside nor outside for certain.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from .truth import Truth

KM_PER_DEGREE = 111.195
"""Kilometres of one degree of a great circle. Source: mean radius 6371.0088 km (IUGG)."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Degrees to kilometres about one latitude; within 150 km of it wrong by less than one per cent."""

    latitude: float

    def points(self, lats: Sequence[float], lons: Sequence[float]) -> NDArray[np.object_]:
        """Points in kilometres."""
        x = np.asarray(lons, float) * KM_PER_DEGREE * cos(radians(self.latitude))
        y = np.asarray(lats, float) * KM_PER_DEGREE
        made: NDArray[np.object_] = shapely.points(x, y)
        return made

    def degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry of kilometres, in degrees."""
        across = KM_PER_DEGREE * cos(radians(self.latitude))
        return shapely.transform(geometry, lambda c: c / (across, KM_PER_DEGREE))

    def drawn(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry of degrees, in kilometres."""
        across = KM_PER_DEGREE * cos(radians(self.latitude))
        return shapely.transform(geometry, lambda c: c * (across, KM_PER_DEGREE))


@dataclass(frozen=True)
class Area:
    """An area of a mandate: `geometry` in kilometres (None: not drawn), right to `uncertain_km`.

    `holds` are the ids of what lies in it by definition, itself too; `parts` are areas that make it
    up between them; `inside` is the area that it is certainly in, of use where it is not drawn;
    `apart` are the ids of areas with which it shares no ground.
    """

    id: str
    name: str
    basis: str
    geometry: BaseGeometry | None
    uncertain_km: float = 0.0
    holds: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    inside: "Area | None" = None
    apart: frozenset[str] = frozenset()
    named: Mapping[str, BaseGeometry] = field(default_factory=dict, repr=False)

    @cached_property
    def surely(self) -> BaseGeometry | None:
        """What is inside for certain, where places are exact."""
        return self._buffered(-self.uncertain_km)

    @cached_property
    def perhaps(self) -> BaseGeometry | None:
        """What may be inside."""
        if self.geometry is None:
            return self.inside.perhaps if self.inside else None
        return self._buffered(self.uncertain_km)

    def _buffered(self, km: float) -> BaseGeometry | None:
        if self.geometry is None:
            return None
        made = self.geometry.buffer(km) if km else self.geometry
        shapely.prepare(made)
        return made

    def has_points(
        self, points: NDArray[np.object_], within_km: NDArray[np.float64]
    ) -> list[Truth]:
        """Of each point, known to within so many kilometres, whether it is inside."""
        inside, may = np.zeros(len(points), bool), np.ones(len(points), bool)
        if self.surely is not None:
            near = shapely.dwithin(self.surely.boundary, points, within_km)
            inside = shapely.contains(self.surely, points) & ~(near & (within_km > 0))
        if self.perhaps is not None:
            may = shapely.dwithin(self.perhaps, points, within_km)
        return [True if i else (None if m else False) for i, m in zip(inside, may, strict=True)]

    def has(self, place: str) -> Truth:
        """Whether a named place (an area, a municipality) lies in it."""
        if place == self.id or place in self.holds:
            return True
        if place in self.apart:
            return False
        drawn = self.named.get(place)
        if drawn is None:
            return None
        if self.surely is not None and self.surely.contains(drawn):
            return True
        if self.perhaps is not None and not self.perhaps.intersects(drawn):
            return False
        return None


@dataclass(frozen=True)
class Atlas:
    """The drawn places that areas are made of: municipalities and the outline, in degrees."""

    outline: BaseGeometry
    municipalities: Mapping[str, BaseGeometry]

    @cached_property
    def plane(self) -> Plane:
        """The plane about the middle of the outline."""
        return Plane(self.outline.centroid.y)


def read_atlas(outline: bytes, municipalities: bytes) -> Atlas:
    """From two GeoJSON feature collections; of municipalities the property `id` counts."""
    drawn = {p["id"]: g for p, g in _features(municipalities)}
    return Atlas(shapely.union_all([g for _, g in _features(outline)]), drawn)


def _features(raw: bytes) -> Iterator[tuple[dict[str, str], BaseGeometry]]:
    for feature in json.loads(raw)["features"]:
        yield feature["properties"], shape(feature["geometry"])


def covers(areas: Mapping[str, Area], places: frozenset[str], area: str) -> bool:
    """Whether some places between them are the whole of an area, by definition."""
    if any(p == area or _has_part(areas, p, area) for p in places if p in areas):
        return True
    parts = areas[area].parts if area in areas else ()
    return bool(parts) and all(covers(areas, places, part) for part in parts)


def _has_part(areas: Mapping[str, Area], whole: str, part: str) -> bool:
    mine = areas[whole]
    return part in mine.holds or any(
        p == part or _has_part(areas, p, part) for p in mine.parts if p in areas
    )
