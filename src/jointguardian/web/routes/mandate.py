"""`/mandate`: the rules with what the record says of each, tasks, commitments and assumptions."""

from datetime import datetime, timedelta
from typing import Any

from litestar import MediaType, Response, get
from litestar.params import FromPath, FromQuery

from ...domain.dates import first_day, parse_partial
from ...pipeline.mandate import AssumptionState, Checked, CommitmentState, TaskState
from ...pipeline.mandate_presence import Presence, Wanted, presences
from ...pipeline.mandate_task import TaskPage, task_page
from ..answer_kinds import FeatureCollection
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf

SHOWN_DAYS = 13
"""Days before the moment that stand side by side, unless others are asked for."""


@get("/mandate", media_type=MediaType.HTML, sync_to_thread=False)
def mandate_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
) -> Response[str]:
    """Everything that the mandate orders, as known at a moment; `since` and `until` are the days side by side."""
    wish, part, viewer = asked(as_of), desk.room.mandate, desk.viewer
    if not part.exists:
        return page(desk, request, "mandate.html", wish, nav="mandate", checked=None)
    checked = part.checked(viewer, wish.as_of)
    last = first_day(parse_partial(until)) if until else checked.as_of.date()
    first = first_day(parse_partial(since)) if since else last - timedelta(days=SHOWN_DAYS)
    return page(
        desk,
        request,
        "mandate.html",
        wish,
        nav="mandate",
        checked=checked,
        rules={p.id: p for p in part.rules.provisions},
        areas=part.rules.areas,
        tasks=part.tasks(viewer, wish.as_of),
        commitments=part.commitments(viewer, wish.as_of),
        assumptions=part.assumptions(viewer, wish.as_of),
        days=part.days(viewer, wish.as_of, first, last),
        span=(first.isoformat(), last.isoformat()),
    )


@get("/mandate/presence", media_type=MediaType.HTML, sync_to_thread=False)
def presence_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    hindsight: FromQuery[bool] = False,
) -> Response[str]:
    """Who was in which area on which day, as known at the end of each (`hindsight`: as known at the moment)."""
    wish = asked(as_of)
    wanted = _wanted(desk, wish.as_of, since, until, hindsight)
    stays = presences(desk.room.mandate, desk.viewer, wish.as_of, wanted)
    rules = {p.id: p for p in desk.room.mandate.rules.provisions}
    return page(
        desk, request, "mandate_presence.html", wish, nav="mandate", stays=stays, wanted=wanted, rules=rules,
        days=[d.day for d in stays[0].days] if stays else [],
    )  # fmt: skip


@get("/mandate/task/{task:str}", media_type=MediaType.HTML, sync_to_thread=True)
def task_page_(
    request: Ask, desk: Desk, task: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[str]:
    """A task: what is ordered, how its state follows, what it rests on, and how it stood before."""
    wish = asked(as_of)
    shown = task_page(desk.room.mandate, desk.viewer, wish.as_of, task)
    values = [value or 0 for then in shown.history for _, _, value in then.measures]
    return page(
        desk,
        request,
        "mandate_task.html",
        wish,
        nav="mandate",
        shown=shown,
        most=max(values, default=0),
    )


@get("/api/mandate/tasks/{task:str}", sync_to_thread=True)
def task_twin(
    desk: Desk, task: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[TaskPage]:
    """A task: what is ordered, how its state follows, what it rests on, and how it stood before."""
    return twin(task_page(desk.room.mandate, desk.viewer, asked(as_of).as_of, task))


def _wanted(
    desk: DeskOf, as_of: datetime | None, since: str | None, until: str | None, hindsight: bool
) -> Wanted:
    """The days asked for, up to the moment; without any the fortnight before it."""
    moment = as_of or desk.room.mandate.operation.clock()
    last = first_day(parse_partial(until)) if until else moment.date()
    first = first_day(parse_partial(since)) if since else last - timedelta(days=SHOWN_DAYS)
    return Wanted(first, last, hindsight=hindsight)


@get("/api/mandate/presence", sync_to_thread=False)
def presence_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    hindsight: FromQuery[bool] = False,
) -> Response[tuple[Presence, ...]]:
    """Whether each party was in each area on each day: in, out, or not known, with what it rests on."""
    moment = asked(as_of).as_of
    wanted = _wanted(desk, moment, since, until, hindsight)
    stays = presences(desk.room.mandate, desk.viewer, moment, wanted)
    return twin(tuple(day for stay in stays for day in stay.days))


@get("/api/mandate/check", sync_to_thread=False)
def check_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[Checked]:
    """Each rule that binds: breach, compliant or not determinable, with facts and what is missing."""
    return twin(desk.room.mandate.checked(desk.viewer, asked(as_of).as_of))


@get("/api/mandate/tasks", sync_to_thread=False)
def tasks_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[tuple[TaskState, ...]]:
    """The tasks with their measures."""
    return twin(desk.room.mandate.tasks(desk.viewer, asked(as_of).as_of))


@get("/api/mandate/commitments", sync_to_thread=False)
def commitments_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[CommitmentState, ...]]:
    """What parties undertook, its state, and what each side says of it."""
    return twin(desk.room.mandate.commitments(desk.viewer, asked(as_of).as_of))


@get("/api/mandate/assumptions", sync_to_thread=False)
def assumptions_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[AssumptionState, ...]]:
    """What planning takes for given, with the signs for and against."""
    return twin(desk.room.mandate.assumptions(desk.viewer, asked(as_of).as_of))


@get("/api/mandate/areas.geojson", media_type="application/geo+json", sync_to_thread=False)
def areas_layer(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[FeatureCollection]:
    """The areas of the rules that bind, with their findings, for a map."""
    raw = desk.room.mandate.geojson(desk.viewer, asked(as_of).as_of)
    told: Response[Any] = Response(raw, media_type="application/geo+json")
    return told


ROUTES = (
    mandate_page, presence_page, presence_twin, check_twin, tasks_twin, task_page_, task_twin, commitments_twin, assumptions_twin, areas_layer,
)  # fmt: skip
