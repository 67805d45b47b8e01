"""`/tiles/incidents/{z}/{x}/{y}`: every incident in sight as vector tiles, of all times or some days."""

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from ...errors import InputError
from ...exchange.tiles import MEDIA_TYPE, tile
from ...picture.points import DEEPEST
from ..asked import asked
from ..desk import Desk


@get("/tiles/incidents/{z:int}/{x:int}/{y:int}", sync_to_thread=False)
def incident_tile(
    desk: Desk,
    z: FromPath[int],
    x: FromPath[int],
    y: FromPath[int],
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
) -> Response[bytes]:
    """A tile of the WebMercatorQuad as a Mapbox Vector Tile."""
    if not (0 <= z <= DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z):
        raise InputError(f"there is no tile {z}/{x}/{y}")
    wish = asked(as_of, since, until)
    look = desk.room.known_at(desk.viewer, wish.as_of).look
    raw = look.points.drawn(z, x, y, (wish.since, wish.until), tile)
    return Response(raw, media_type=MEDIA_TYPE)


ROUTES = (incident_tile,)
