"""`/api/forces`: the JSON twins of the force's pages and forms."""

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from ..answers import twin
from ..asked import asked
from ..desk import Desk
from .force_forms import (
    PatrolForm,
    PatrolMark,
    ProposalForm,
    ReserveForm,
    RestrictionForm,
    UnitForm,
)


@get("/api/forces/orbat", sync_to_thread=False)
def orbat_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[bytes]:
    """The tree of units."""
    return twin(desk.room.forces.orbat(desk.viewer, asked(as_of).as_of))


@get("/api/forces/strength", sync_to_thread=False)
def strength_twin(
    desk: Desk, as_of: FromQuery[str | None] = None, kind: FromQuery[str | None] = None
) -> Response[bytes]:
    """One kind of strength over time."""
    return twin(desk.room.forces.strength(desk.viewer, kind or None, asked(as_of).as_of))


@get("/api/forces/patrols", sync_to_thread=False)
def patrols_twin(
    desk: Desk, as_of: FromQuery[str | None] = None, week: FromQuery[str | None] = None
) -> Response[bytes]:
    """A week's patrols with tallies and coverage."""
    return twin(desk.room.forces.patrols.week(desk.viewer, week or None, asked(as_of).as_of))


@get("/api/forces/restrictions", sync_to_thread=False)
def restrictions_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[bytes]:
    """Restrictions in force, past, and proposed."""
    return twin(desk.room.forces.restrictions.board(desk.viewer, asked(as_of).as_of))


@get("/api/forces/reserves", sync_to_thread=False)
def reserves_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[bytes]:
    """The ladder of reserves."""
    return twin(desk.room.forces.reserves(desk.viewer, asked(as_of).as_of))


@get("/api/forces/map", sync_to_thread=False)
def force_layers(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[bytes]:
    """Units, camps, restrictions, sectors and coverage for the map."""
    return twin(desk.room.forces.layers(desk.viewer, asked(as_of).as_of))


@post("/api/forces/units", status_code=201)
async def unit_twin(desk: Desk, data: JSONBody[UnitForm]) -> Response[bytes]:
    """Records a unit; answers with its row."""
    return _made(desk.room.forces.save_unit(desk.viewer, data.told(), data.moment()))


@post("/api/forces/patrols", status_code=201)
async def patrol_twin(desk: Desk, data: JSONBody[PatrolForm]) -> Response[bytes]:
    """Plans a patrol; answers with it."""
    return _made(desk.room.forces.patrols.plan(desk.viewer, data.told(), data.moment()))


@post("/api/forces/patrols/{patrol:str}", status_code=200)
async def patrol_mark_twin(
    desk: Desk, patrol: FromPath[str], data: JSONBody[PatrolMark]
) -> Response[bytes]:
    """Says what became of a patrol; answers with it."""
    return twin(desk.room.forces.patrols.mark(desk.viewer, patrol, data.told(), data.moment()))


@post("/api/forces/restrictions", status_code=201)
async def restriction_twin(desk: Desk, data: JSONBody[RestrictionForm]) -> Response[bytes]:
    """Records a restriction; answers with it."""
    return _made(desk.room.forces.restrictions.enter(desk.viewer, data.told(), data.moment()))


@post("/api/forces/proposals", status_code=200)
async def proposal_twin(desk: Desk, data: JSONBody[ProposalForm]) -> Response[bytes]:
    """Decides on words that were read; answers with the restriction."""
    told = {k: v for k, v in data.told().items() if k != "key"}
    return twin(desk.room.forces.restrictions.decide(desk.viewer, data.key, told, data.moment()))


@post("/api/forces/reserves", status_code=201)
async def reserve_twin(desk: Desk, data: JSONBody[ReserveForm]) -> Response[bytes]:
    """Records a reserve; answers with it."""
    return _made(desk.room.forces.save_reserve(desk.viewer, data.told(), data.moment()))


def _made(value: object) -> Response[bytes]:
    answer = twin(value)
    answer.status_code = 201
    return answer


ROUTES = (
    orbat_twin,
    strength_twin,
    patrols_twin,
    restrictions_twin,
    reserves_twin,
    force_layers,
    unit_twin,
    patrol_twin,
    patrol_mark_twin,
    restriction_twin,
    proposal_twin,
    reserve_twin,
)
