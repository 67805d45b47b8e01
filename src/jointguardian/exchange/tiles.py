"""Map tiles of incidents as Mapbox Vector Tiles 2.1, which MapLibre and QGIS draw.

Source: https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from collections.abc import Iterable

import mapbox_vector_tile
from shapely import Point

from ..picture.points import Spot

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
EXTENT = 4096
LAYER = "incidents"


def tile(spots: Iterable[Spot]) -> bytes:
    """A tile: `incidents` is their number at the point, `disputed` how many have contradictions.

    A point of one incident carries its `id`.
    """
    features = [
        {
            "geometry": Point(s.x * EXTENT, s.y * EXTENT),
            "properties": {"incidents": s.number, "disputed": s.disputed}
            | ({"id": s.incidents[0]} if s.incidents else {}),
        }
        for s in spots
    ]
    layer = {"name": LAYER, "features": features}
    raw: bytes = mapbox_vector_tile.encode(
        [layer], default_options={"extents": EXTENT, "y_coord_down": True}
    )
    return raw
