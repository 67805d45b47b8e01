"""`/warning`: what one would have to be warned of, the scenarios, and which of their indicators were seen."""

import msgspec
from litestar import MediaType, Response, get
from litestar.params import FromPath, FromQuery

from ...domain import ProblemDay, ProblemFinding
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views.places import Names
from ..views.tension import strips


class ProblemPage(msgspec.Struct, frozen=True):
    """A warning problem and its level on each day of the last twelve weeks."""

    problem: ProblemFinding
    history: tuple[ProblemDay, ...]


@get("/warning", media_type=MediaType.HTML, sync_to_thread=True)
def warning_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """Every warning problem with its scenarios and indicators, and how its level went."""
    wish = asked(as_of)
    told = desk.room.problems.histories(desk.viewer, wish.as_of)
    return page(
        desk, request, "warning.html", wish, nav="warning", names=Names(desk.room.tension.municipalities),
        problems=[(finding, strips(days)) for finding, days in told],
        area=desk.room.tension.level(desk.viewer, wish.as_of),
    )  # fmt: skip


@get("/api/warning", sync_to_thread=True)
def problems_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[ProblemFinding, ...]]:
    """How each warning problem stands: scenarios, indicators, and what nobody looked at."""
    return twin(desk.room.problems.findings(desk.viewer, asked(as_of).as_of))


@get("/api/warning/{problem:str}", sync_to_thread=True)
def problem_twin(
    desk: Desk, problem: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[ProblemPage]:
    """One warning problem, and its level on each day of the last twelve weeks."""
    finding, history = desk.room.problems.finding(desk.viewer, problem, asked(as_of).as_of)
    return twin(ProblemPage(finding, history))


ROUTES = (warning_page, problems_twin, problem_twin)
