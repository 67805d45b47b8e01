"""`/displacement`: scenarios of flight and return, a day's map and table, intervals, and what if."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access import permits
from ...domain import KeptProjection
from ...pipeline.displacements import CAUTION, two_figures
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views import displacement as views


class Keep(msgspec.Struct, kw_only=True):
    """A projection to keep for the brief: with changes, each as `guardian displace compare --change` writes it, one a line."""

    changes: str = ""


@get("/displacement", media_type=MediaType.HTML, sync_to_thread=True)
def displacement_page(
    request: Ask, desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[str]:
    """The scenarios, and the projections that are kept."""
    wish = asked(as_of)
    about = [one for one, _ in desk.room.displacements.scenarios.values()]
    kept = desk.room.displacements.listed(desk.viewer, wish.as_of)
    return page(
        desk,
        request,
        "displacement.html",
        wish,
        nav="displacement",
        shown=about,
        kept=kept,
        caution=CAUTION,
    )


@get("/displacement/{flight:str}", media_type=MediaType.HTML, sync_to_thread=True)
def displacement_scenario_page(
    request: Ask,
    desk: Desk,
    flight: FromPath[str],
    change: FromQuery[str | None] = None,
    day: FromQuery[str | None] = None,
    as_of: FromQuery[str | None] = None,
) -> Response[str]:
    """One scenario, as it stands or with changes (one a line): in words, people in refuge with intervals, a day's map."""
    wish = asked(as_of)
    changes = _lines(change)
    made = desk.room.displacements.outlook(flight, changes)
    days = views.days_of(made.made)
    at = days.index(day) if day in days else len(days) - 1
    return page(
        desk, request, "displacement_scenario.html", wish, nav="displacement", o=made, days=days, day=days[at],
        curves=views.curves(made), table=views.day_table(made, at), map=views.day_map(made, at),
        about=two_figures, changes="\n".join(made.changes), may=permits(desk.viewer, "draft"), caution=CAUTION,
    )  # fmt: skip


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


@post("/displacement/{flight:str}", sync_to_thread=True)
def keep_form(desk: Desk, flight: FromPath[str], data: URLEncodedBody[Keep]) -> Redirect:
    """Keeps a projection for the brief."""
    desk.room.displacements.keep(desk.viewer, flight, _lines(data.changes))
    return Redirect("/displacement", status_code=303)


@get("/api/displacement", sync_to_thread=True)
def displacement_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[KeptProjection, ...]]:
    """Every projection that is kept, the newest of each scenario and its changes."""
    return twin(desk.room.displacements.listed(desk.viewer, asked(as_of).as_of))


@get("/api/displacement/{flight:str}", sync_to_thread=True)
def displacement_scenario_twin(
    desk: Desk, flight: FromPath[str], change: FromQuery[str | None] = None
) -> Response[views.ProjectionDays]:
    """A scenario's days, as it stands or with changes (one a line): people by day and refuge with 90 % intervals."""
    return twin(views.all_days(desk.room.displacements.outlook(flight, _lines(change))))


@post("/api/displacement/{flight:str}", status_code=201, sync_to_thread=True)
def keep_twin(desk: Desk, flight: FromPath[str], data: JSONBody[Keep]) -> Response[KeptProjection]:
    """Keeps a projection for the brief."""
    kept = desk.room.displacements.keep(desk.viewer, flight, _lines(data.changes))
    answer: Response[KeptProjection] = twin(kept)
    answer.status_code = 201
    return answer


ROUTES = (
    displacement_page,
    displacement_scenario_page,
    keep_form,
    displacement_twin,
    displacement_scenario_twin,
    keep_twin,
)
