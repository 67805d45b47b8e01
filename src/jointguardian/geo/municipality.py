"""Which municipality a point lies in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UnreadableFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


NEXT_DOOR_DEG = 0.005
"""How far apart two drawn municipalities with a common border may lie: about 500 m."""


@dataclass(frozen=True, slots=True)
class MunicipalityIndex:
    """Municipality polygons in a search tree. `ids` stand in the order of `tree`'s geometries.

    Points on a common border belong to the first of the polygons that touch them.
    """

    ids: tuple[str, ...]
    tree: Any
    approximate: bool = True

    @classmethod
    def from_geojson(cls, raw: bytes) -> MunicipalityIndex:
        """Reads a FeatureCollection of polygons with a property `id`. Raises UnreadableFile."""
        from shapely import STRtree, prepare
        from shapely.geometry import shape

        try:
            features = json.loads(raw)["features"]
            shapes = [shape(f["geometry"]) for f in features]
            ids = tuple(str(f["properties"]["id"]) for f in features)
            approximate = any(f["properties"].get("approximate", False) for f in features)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise UnreadableFile(
                f"no municipality polygons can be read: {type(fault).__name__} {fault}",
                way_out="give a GeoJSON FeatureCollection whose features have a property id",
            ) from fault
        prepare(shapes)
        return cls(ids, STRtree(shapes), approximate)

    def of(self, lat: float, lon: float) -> str | None:
        """The id of the municipality that holds a point, None outside all."""
        from shapely import Point

        found = self.tree.query(Point(lon, lat), predicate="intersects")
        return self.ids[min(found)] if len(found) else None

    def of_many(self, lats: NDArray[np.float64], lons: NDArray[np.float64]) -> list[str | None]:
        """`of` for arrays of equal length `(n,)`; about a million points in a few seconds."""
        import numpy as np
        from shapely import points

        rows, shapes = self.tree.query(points(lons, lats), predicate="intersects")
        number = np.full(len(lats), len(self.ids), dtype=np.int64)
        np.minimum.at(number, rows, shapes)
        names: list[str | None] = [*self.ids, None]
        return [names[n] for n in number.tolist()]

    @property
    def neighbours(self) -> dict[str, tuple[str, ...]]:
        """The ids of the polygons within `NEXT_DOOR_DEG` of each: simplified borders leave gaps."""
        rows, others = self.tree.query(
            self.tree.geometries, predicate="dwithin", distance=NEXT_DOOR_DEG
        )
        found: dict[str, list[str]] = {i: [] for i in self.ids}
        for one, other in zip(rows.tolist(), others.tolist(), strict=True):
            if one != other:
                found[self.ids[one]].append(self.ids[other])
        return {k: tuple(sorted(v)) for k, v in found.items()}
