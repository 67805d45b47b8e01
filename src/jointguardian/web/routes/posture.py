"""`/posture`: reinforcement scenarios, their courses of action side by side, and a plan day by day."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access import permits
from ...domain import KeptPlan
from ...errors import UnknownName
from ...pipeline.plans import Shelf
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf
from ..views import plans as views


class Make(msgspec.Struct, kw_only=True):
    """A plan that is asked for: a course of action (empty: as it stands), assumptions to leave out, worth of changes,
    demand at the level of tension where that is heavier."""

    course: str = ""
    without: str = ""
    worth: bool = False
    warned: bool = False


def _made(desk: DeskOf, scenario: str, data: Make) -> KeptPlan:
    without = tuple(w for w in data.without.split(",") if w)
    return desk.room.plans.make(
        desk.viewer,
        scenario,
        course=data.course,
        without=without,
        worth=data.worth,
        warned=data.warned,
    )


@get("/posture", media_type=MediaType.HTML, sync_to_thread=True)
def posture_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The scenarios with their courses of action."""
    wish = asked(as_of)
    shelves = desk.room.plans.shelves(desk.viewer)
    shown = [(s.scenario, views.courses(s.scenario, s.plans)) for s in shelves]
    return page(
        desk,
        request,
        "posture.html",
        wish,
        nav="posture",
        shown=shown,
        may=permits(desk.viewer, "draft"),
    )


@get("/posture/{scenario:str}", media_type=MediaType.HTML, sync_to_thread=True)
def scenario_page(
    request: Ask,
    desk: Desk,
    scenario: FromPath[str],
    plan: FromQuery[str | None] = None,
    day: FromQuery[str | None] = None,
    as_of: FromQuery[str | None] = None,
) -> Response[str]:
    """One scenario: the plan in words, its ladder, arrivals, a day's map and needs, shortfalls, worth, assumptions."""
    wish = asked(as_of)
    shelf = desk.room.plans.shelf(desk.viewer, scenario)
    kept = _chosen(shelf, plan)
    values: dict[str, object] = {}
    if kept is not None and kept.plan["moves"]:
        days = views.days_of(kept.plan)
        at = day if day in days else views.worst_day(kept.plan)
        values = {
            "days": days,
            "day": at,
            "ladder": views.ladder(shelf.scenario, kept.plan),
            "bars": views.arrivals(kept.plan),
            "needs": views.needs_of(kept.plan, at),
            "who": views.who_is_at(kept.plan, at),
            "map": views.day_map(shelf.scenario, kept.plan, at, desk.room.plans.polygons),
        }
    return page(
        desk, request, "posture_plan.html", wish, nav="posture", s=shelf.scenario, kept=kept,
        names={p.id: p.name or p.id for p in shelf.scenario.place}, courses=views.courses(shelf.scenario, shelf.plans),
        may=permits(desk.viewer, "draft"), **values,
    )  # fmt: skip


def _chosen(shelf: Shelf, plan: str | None) -> KeptPlan | None:
    if plan is None:
        return shelf.plans[0] if shelf.plans else None
    found = next((k for k in shelf.plans if k.id == plan), None)
    if found is None:
        raise UnknownName(f"no plan {plan!r}", way_out=f"see /posture/{shelf.scenario.id}")
    return found


@post("/posture/{scenario:str}", sync_to_thread=True)
def make_form(desk: Desk, scenario: FromPath[str], data: URLEncodedBody[Make]) -> Redirect:
    """Makes a plan and keeps it."""
    made = _made(desk, scenario, data)
    return Redirect(f"/posture/{scenario}?plan={made.id}", status_code=303)


@get("/api/posture", sync_to_thread=True)
def posture_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[tuple[KeptPlan, ...]]:
    """Every plan that is kept, the newest of each scenario, course and left-out assumption."""
    return twin(desk.room.plans.listed(desk.viewer, asked(as_of).as_of))


@post("/api/posture/{scenario:str}", status_code=201, sync_to_thread=True)
def make_twin(desk: Desk, scenario: FromPath[str], data: JSONBody[Make]) -> Response[KeptPlan]:
    """Makes a plan of a scenario and keeps it."""
    answer: Response[KeptPlan] = twin(_made(desk, scenario, data))
    answer.status_code = 201
    return answer


ROUTES = (posture_page, scenario_page, make_form, posture_twin, make_twin)
