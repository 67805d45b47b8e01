"""`/positions`: actors down, issues across, each cell with its words; who backs or rebukes whom."""

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ...picture.board import Positions
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk
from ..views.backing import drawn
from ..views.board import board, traits


@get("/positions", media_type=MediaType.HTML, sync_to_thread=False)
def positions_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    issue: FromQuery[str | None] = None,
    actor: FromQuery[str | None] = None,
) -> Response[str]:
    """The board as known at a moment: of the days on which something was said, an issue, an actor."""
    wish = asked(as_of, since, until)
    whole = desk.room.positions(desk.viewer, wish.as_of)
    found = whole.only(issue, actor, wish.since, wish.until)
    return page(
        desk,
        request,
        "positions.html",
        Asked(wish.as_of),
        nav="positions",
        board=board(found.positions),
        means={i.label: i.means for i in found.issues},
        issues=whole.issues,
        wanted={"issue": issue or "", "actor": actor or "", "since": wish.since or "", "until": wish.until or ""},
        shifts=found.shifts,
        relations=found.relations,
        drawn=drawn(found.relations),
        traits=traits(found.nations, found.attributes),
        source_of={r.id: r.source for r in found.reports},
    )  # fmt: skip


@get("/api/positions", sync_to_thread=False)
def positions_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    issue: FromQuery[str | None] = None,
    actor: FromQuery[str | None] = None,
) -> Response[Positions]:
    """The board as JSON, narrowed in the same ways."""
    wish = asked(as_of, since, until)
    found = desk.room.positions(desk.viewer, wish.as_of)
    return twin(found.only(issue, actor, wish.since, wish.until))


ROUTES = (positions_page, positions_twin)
