"""`/mandate/plan`: plans and movements, put through the rules before they are shown."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromQuery, JSONBody, URLEncodedBody

from ...errors import GuardianError
from ...pipeline.mandate_plan import Tried, moves_of, planned_moves, tried_moves
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf

EXAMPLE = """moves:
  - id: reserve-1
    who: kfor
    when: {from: "2023-06-04", until: "2023-09-30"}
    where: kosovo
    how many: {low: 500, high: 500, unit: persons}
    arrives: true
"""


class Plan(msgspec.Struct, kw_only=True):
    """Planned moves as YAML or JSON, in the form of docs/howto/plans.md."""

    text: str
    as_of: str | None = None


def _own(desk: DeskOf, wish: Asked) -> tuple[Tried, ...]:
    """The operation's own plans, tried."""
    ladder = desk.room.forces.reserves(desk.viewer, wish.as_of)
    return planned_moves(desk.room.mandate, desk.viewer, wish.as_of, ladder)


def _tried(desk: DeskOf, wish: Asked, text: str) -> tuple[Tried, ...]:
    moves = moves_of(desk.room.mandate, text, "the plan")
    return tried_moves(desk.room.mandate, desk.viewer, wish.as_of, moves)


@get("/mandate/plan", media_type=MediaType.HTML, sync_to_thread=True)
def plan_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The operation's planned movements, tried against the mandate, and a form for others."""
    wish = asked(as_of)
    return page(
        desk, request, "mandate_plan.html", wish, nav="mandate", own=_own(desk, wish), text=EXAMPLE,
        found=None, wrong="",
    )  # fmt: skip


@post("/mandate/plan", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def plan_form(request: Ask, desk: Desk, data: URLEncodedBody[Plan]) -> Response[str]:
    """Tries the plan in the form; what is wrong is told beside it, and nothing typed is lost."""
    wish = asked(data.as_of or None)
    found, wrong = None, ""
    try:
        found = _tried(desk, wish, data.text)
    except GuardianError as fault:
        wrong = fault.line
    answer = page(
        desk, request, "mandate_plan.html", wish, nav="mandate", own=_own(desk, wish), text=data.text,
        found=found, wrong=wrong,
    )  # fmt: skip
    answer.status_code = 422 if wrong else 200
    return answer


@get("/api/mandate/plan", sync_to_thread=True)
def own_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[tuple[Tried, ...]]:
    """The operation's planned movements: would break, in line, or not determinable, rule by rule."""
    return twin(_own(desk, asked(as_of)))


@post("/api/mandate/plan", status_code=200, sync_to_thread=True)
def plan_twin(desk: Desk, data: JSONBody[Plan]) -> Response[tuple[Tried, ...]]:
    """Tries planned moves that are sent."""
    return twin(_tried(desk, asked(data.as_of), data.text))


ROUTES = (plan_page, plan_form, own_twin, plan_twin)
