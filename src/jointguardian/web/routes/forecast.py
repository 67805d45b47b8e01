"""`/forecast`: the next four weeks by municipality, with intervals, how the past was told, and what came of kept forecasts."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access import permits
from ...domain import ForecastOutcome, KeptForecast
from ...pipeline.forecasts import TARGETS, Weeks
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views import forecast as views


class Keep(msgspec.Struct, kw_only=True):
    """Keeps the forecast of a moment (a day, an ISO moment or a date-time group; empty: now) for the brief."""

    as_of: str = ""


@get("/forecast", media_type=MediaType.HTML, sync_to_thread=True)
def forecast_page(
    request: Ask,
    desk: Desk,
    target: FromQuery[str | None] = None,
    as_of: FromQuery[str | None] = None,
) -> Response[str]:
    """The area's past and next weeks as a fan, the north, each municipality, and the track record."""
    wish = asked(as_of)
    wanted = target or next(iter(TARGETS))
    weeks = desk.room.forecasts.weeks(desk.viewer, wish.as_of, wanted)
    return page(
        desk, request, "forecast.html", wish, nav="forecast", w=weeks, fan=views.fan(weeks), targets=TARGETS, wanted=wanted,
        record=desk.room.forecasts.record(desk.viewer, wish.as_of), kept=desk.room.forecasts.listed(desk.viewer, wish.as_of),
        may=permits(desk.viewer, "draft"),
    )  # fmt: skip


@post("/forecast", sync_to_thread=True)
def keep_form(desk: Desk, data: URLEncodedBody[Keep]) -> Redirect:
    """Keeps the forecast for the brief and the track record."""
    desk.room.forecasts.keep(desk.viewer, asked(data.as_of or None).as_of)
    return Redirect("/forecast", status_code=303)


@get("/api/forecast", sync_to_thread=True)
def forecast_twin(
    desk: Desk, target: FromQuery[str | None] = None, as_of: FromQuery[str | None] = None
) -> Response[Weeks]:
    """The next four weeks after a moment: the area, the north, each municipality; past weeks and quantiles of the next."""
    wish = asked(as_of)
    wanted = target or next(iter(TARGETS))
    return twin(desk.room.forecasts.weeks(desk.viewer, wish.as_of, wanted))


@get("/api/forecast/kept", sync_to_thread=True)
def kept_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[KeptForecast, ...]]:
    """Every forecast that is kept, the latest first."""
    return twin(desk.room.forecasts.listed(desk.viewer, asked(as_of).as_of))


@get("/api/forecast/record", sync_to_thread=True)
def record_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[ForecastOutcome, ...]]:
    """What came of kept forecasts whose weeks are over."""
    return twin(desk.room.forecasts.record(desk.viewer, asked(as_of).as_of))


@post("/api/forecast", status_code=201, sync_to_thread=True)
def keep_twin(desk: Desk, data: JSONBody[Keep]) -> Response[tuple[KeptForecast, ...]]:
    """Keeps the forecast of each target for the brief and the track record."""
    kept = desk.room.forecasts.keep(desk.viewer, asked(data.as_of or None).as_of)
    answer: Response[tuple[KeptForecast, ...]] = twin(kept)
    answer.status_code = 201
    return answer


ROUTES = (forecast_page, keep_form, forecast_twin, kept_twin, record_twin, keep_twin)
