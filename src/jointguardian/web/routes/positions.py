"""`/positions`: actors down, issues across, each cell with its words; who backs or rebukes whom."""

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ...picture.board import Positions
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views.board import board


@get("/positions", media_type=MediaType.HTML, sync_to_thread=False)
def positions_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The whole board as known at a moment."""
    wish = asked(as_of)
    found = desk.room.positions(desk.viewer, wish.as_of)
    return page(
        desk,
        request,
        "positions.html",
        wish,
        nav="positions",
        board=board(found.positions),
        means={i.label: i.means for i in found.issues},
        relations=found.relations,
        source_of={r.id: r.source for r in found.reports},
    )


@get("/api/positions", sync_to_thread=False)
def positions_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[Positions]:
    """The board as JSON."""
    return twin(desk.room.positions(desk.viewer, asked(as_of).as_of))


ROUTES = (positions_page, positions_twin)
