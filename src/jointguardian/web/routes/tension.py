"""`/tension`: the level of the area and of each place, why, over time, and what came of warnings."""

from datetime import date, datetime, timedelta

from litestar import MediaType, Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from ...access import permits
from ...domain import (
    GivenWarning,
    IndicatorValue,
    TensionDay,
    TensionLevel,
    TensionSpan,
    TrackRecord,
)
from ...domain.dates import first_day, parse_partial
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf
from ..views.places import Names
from ..views.tension import plot

AREA = "area"
SHOWN_DAYS = 365
"""Days of history that are drawn, unless others are asked for."""


def _since(desk: DeskOf, as_of: datetime | None, since: str | None) -> date:
    if since:
        return first_day(parse_partial(since))
    moment = as_of or desk.room.tension.operation.clock()
    return moment.date() - timedelta(days=SHOWN_DAYS)


@get("/tension", media_type=MediaType.HTML, sync_to_thread=True)
def tension_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    unit: FromQuery[str] = AREA,
    since: FromQuery[str | None] = None,
) -> Response[str]:
    """The level of a unit with its reasons, every place beside it, its history, and the track record."""
    wish, viewer = asked(as_of), desk.viewer
    part, first = desk.room.tension, _since(desk, wish.as_of, since)
    levels = part.levels(viewer, wish.as_of)
    shown = next((t for t in levels if t.unit == unit), None) or part.level(
        viewer, wish.as_of, unit
    )
    days = part.history(viewer, wish.as_of, unit, first)
    replayed = desk.room.warnings.replayed(viewer, wish.as_of, first, unit)
    place = unit if unit not in (AREA,) and " > " not in unit else None
    return page(
        desk, request, "tension.html", wish, nav="tension", shown=shown, levels=levels, unit=unit,
        plot=plot(days, replayed.outcomes), days=days, weeks=part.weeks(viewer, wish.as_of, unit, first), since=first.isoformat(), replayed=replayed,
        record=desk.room.warnings.record(viewer, wish.as_of), may=permits(viewer, "draft"),
        indicators=part.indicators(viewer, wish.as_of, place), place=place,
        names=Names(part.municipalities),
    )  # fmt: skip


@post("/tension/give", sync_to_thread=True)
def give_form(desk: Desk) -> Redirect:
    """Records a warning for each place whose level rose today."""
    desk.room.warnings.give(desk.viewer)
    return Redirect("/tension#record", status_code=303)


@get("/api/tension", sync_to_thread=True)
def levels_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[TensionLevel, ...]]:
    """The tension of the area, of each municipality and of the first dyads: index, level, reasons."""
    return twin(desk.room.tension.levels(desk.viewer, asked(as_of).as_of))


@get("/api/tension/history", sync_to_thread=True)
def history_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    unit: FromQuery[str] = AREA,
    since: FromQuery[str | None] = None,
) -> Response[tuple[TensionDay, ...]]:
    """The index and level of a unit on each day."""
    moment = asked(as_of).as_of
    return twin(desk.room.tension.history(desk.viewer, moment, unit, _since(desk, moment, since)))


@get("/api/tension/weeks", sync_to_thread=True)
def weeks_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    unit: FromQuery[str] = AREA,
    since: FromQuery[str | None] = None,
) -> Response[tuple[TensionSpan, ...]]:
    """The index and the highest level of a unit in each ISO week."""
    moment = asked(as_of).as_of
    return twin(desk.room.tension.weeks(desk.viewer, moment, unit, _since(desk, moment, since)))


@get("/api/tension/indicators", sync_to_thread=True)
def indicators_twin(
    desk: Desk, as_of: FromQuery[str | None] = None, place: FromQuery[str | None] = None
) -> Response[tuple[IndicatorValue, ...]]:
    """Every indicator of a municipality, or of the whole area."""
    return twin(desk.room.tension.indicators(desk.viewer, asked(as_of).as_of, place))


@get("/api/tension/record", sync_to_thread=True)
def record_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[TrackRecord]:
    """What came of the warnings that were given."""
    return twin(desk.room.warnings.record(desk.viewer, asked(as_of).as_of))


@post("/api/tension/give", status_code=201, sync_to_thread=True)
def give_twin(desk: Desk) -> Response[tuple[GivenWarning, ...]]:
    """Records a warning for each place whose level rose today."""
    answer: Response[tuple[GivenWarning, ...]] = twin(desk.room.warnings.give(desk.viewer))
    answer.status_code = 201
    return answer


ROUTES = (
    tension_page, give_form, levels_twin, history_twin, weeks_twin, indicators_twin, record_twin, give_twin,
)  # fmt: skip
