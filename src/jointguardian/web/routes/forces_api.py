"""`/api/forces`: the JSON twins of the force's pages and forms."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from ...domain import Patrol, Reserve, Restriction, Unit
from ...picture.forces import Orbat, Ready, StrengthOverTime
from ...pipeline.patrols import PatrolWeek
from ...pipeline.restrictions import FreedomOfMovement
from ..answer_kinds import ForceLayers
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
def orbat_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[Orbat]:
    """The tree of units."""
    return twin(desk.room.forces.orbat(desk.viewer, asked(as_of).as_of))


@get("/api/forces/strength", sync_to_thread=False)
def strength_twin(
    desk: Desk, as_of: FromQuery[str | None] = None, kind: FromQuery[str | None] = None
) -> Response[StrengthOverTime]:
    """One kind of strength over time."""
    return twin(desk.room.forces.strength(desk.viewer, kind or None, asked(as_of).as_of))


@get("/api/forces/patrols", sync_to_thread=False)
def patrols_twin(
    desk: Desk, as_of: FromQuery[str | None] = None, week: FromQuery[str | None] = None
) -> Response[PatrolWeek]:
    """A week's patrols with tallies and coverage."""
    return twin(desk.room.forces.patrols.week(desk.viewer, week or None, asked(as_of).as_of))


@get("/api/forces/restrictions", sync_to_thread=False)
def restrictions_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[FreedomOfMovement]:
    """Restrictions in force, past, and proposed."""
    return twin(desk.room.forces.restrictions.board(desk.viewer, asked(as_of).as_of))


@get("/api/forces/reserves", sync_to_thread=False)
def reserves_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[tuple[Ready, ...]]:
    """The ladder of reserves."""
    return twin(desk.room.forces.reserves(desk.viewer, asked(as_of).as_of))


@get("/api/forces/map", sync_to_thread=False)
def force_layers(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[ForceLayers]:
    """Units, camps, restrictions, sectors and coverage for the map."""
    return twin(desk.room.forces.layers(desk.viewer, asked(as_of).as_of))


@post("/api/forces/units", status_code=201)
async def unit_twin(desk: Desk, data: JSONBody[UnitForm]) -> Response[Unit]:
    """Records a unit; answers with its row."""
    return _made(desk.room.forces.save_unit(desk.viewer, data.told(), data.moment()))


@post("/api/forces/patrols", status_code=201)
async def patrol_twin(desk: Desk, data: JSONBody[PatrolForm]) -> Response[Patrol]:
    """Plans a patrol; answers with it."""
    return _made(desk.room.forces.patrols.plan(desk.viewer, data.told(), data.moment()))


@post("/api/forces/patrols/{patrol:str}", status_code=200)
async def patrol_mark_twin(
    desk: Desk, patrol: FromPath[str], data: JSONBody[PatrolMark]
) -> Response[Patrol]:
    """Says what became of a patrol; answers with it."""
    return twin(desk.room.forces.patrols.mark(desk.viewer, patrol, data.told(), data.moment()))


@post("/api/forces/restrictions", status_code=201)
async def restriction_twin(desk: Desk, data: JSONBody[RestrictionForm]) -> Response[Restriction]:
    """Records a restriction; answers with it."""
    return _made(desk.room.forces.restrictions.enter(desk.viewer, data.told(), data.moment()))


@post("/api/forces/proposals", status_code=200)
async def proposal_twin(desk: Desk, data: JSONBody[ProposalForm]) -> Response[Restriction]:
    """Decides on words that were read; answers with the restriction."""
    told = {k: v for k, v in data.told().items() if k != "key"}
    return twin(desk.room.forces.restrictions.decide(desk.viewer, data.key, told, data.moment()))


@post("/api/forces/reserves", status_code=201)
async def reserve_twin(desk: Desk, data: JSONBody[ReserveForm]) -> Response[Reserve]:
    """Records a reserve; answers with it."""
    return _made(desk.room.forces.save_reserve(desk.viewer, data.told(), data.moment()))


def _made(value: object) -> Response[Any]:
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
