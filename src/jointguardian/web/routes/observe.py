"""`/mandate/observe`: what a person saw, counted or certified: entered, corrected, withdrawn."""

from typing import Any

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access import permits
from ...domain import Observation
from ...domain.marking import LEVELS
from ...domain.vocab import vocabulary
from ...errors import GuardianError
from ...pipeline.observing import UNITS_OF_COUNT
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf

SHOWN = 60
"""Observations that the page lists."""


class Told(msgspec.Struct, kw_only=True):
    """An observation as a form tells it; empty where it is not known. `complete`: there was no more."""

    what: str = "presence"
    who: str = ""
    place: str = ""
    lat: str = ""
    lon: str = ""
    within_km: str = ""
    start: str = ""
    end: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    complete: str = ""
    function: str = ""
    means: str = ""
    permitted: str = ""
    source: str = ""
    words: str = ""
    report: str = ""
    marking: str = ""
    as_of: str | None = None

    def fields(self) -> dict[str, str]:
        """What was told, without the moment; a unit alone says nothing."""
        told: dict[str, Any] = {k: v for k, v in msgspec.structs.asdict(self).items() if v}
        told.pop("as_of", None)
        if not (self.low or self.high):
            told.pop("unit", None)
        return told


class Taken(msgspec.Struct, kw_only=True):
    """Why an observation is taken back."""

    reason: str
    as_of: str | None = None


def _page(request: Ask, desk: DeskOf, wish: Asked, told: Told, wrong: str = "") -> Response[str]:
    part, mandate = desk.room.observing, desk.room.mandate
    may = permits(desk.viewer, "judge")
    return page(
        desk, request, "observe.html", wish, nav="mandate", told=told, wrong=wrong, may=may,
        why_not=part.why_not(desk.viewer, wish.as_of), kinds=vocabulary("observation_kinds").terms,
        parties=mandate.rules.parties.values() if mandate.exists else (),
        areas=mandate.rules.areas.values() if mandate.exists else (), levels=LEVELS,
        towns=desk.room.tension.municipalities, units=UNITS_OF_COUNT,
        rows=part.listed(desk.viewer, wish.as_of)[:SHOWN],
    )  # fmt: skip


@get("/mandate/observe", media_type=MediaType.HTML, sync_to_thread=True)
def observe_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The form, and the observations that stand, the newest first."""
    return _page(request, desk, asked(as_of), Told())


@post("/mandate/observe", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def observe_form(request: Ask, desk: Desk, data: URLEncodedBody[Told]) -> Response[str] | Redirect:
    """Enters an observation; what is wrong is told beside the form, and nothing typed is lost."""
    wish = asked(data.as_of or None)
    try:
        made = desk.room.observing.add(desk.viewer, data.fields(), wish.as_of)
    except GuardianError as fault:
        answer = _page(request, desk, wish, data, fault.line)
        answer.status_code = 422
        return answer
    return Redirect(f"{wish.page('/mandate/observe')}#{made.id}", status_code=303)


@post("/mandate/observe/{observation:str}/withdraw", sync_to_thread=True)
def withdraw_form(desk: Desk, observation: FromPath[str], data: URLEncodedBody[Taken]) -> Redirect:
    """Takes an observation back, with the reason."""
    wish = asked(data.as_of or None)
    desk.room.observing.withdraw(desk.viewer, observation, data.reason, wish.as_of)
    return Redirect(wish.page("/mandate/observe"), status_code=303)


@get("/api/mandate/observations", sync_to_thread=True)
def observations_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[Observation, ...]]:
    """The observations that stand, the newest first."""
    return twin(desk.room.observing.listed(desk.viewer, asked(as_of).as_of))


@post("/api/mandate/observations", status_code=201, sync_to_thread=True)
def observe_twin(desk: Desk, data: JSONBody[Told]) -> Response[Observation]:
    """Enters an observation."""
    made = desk.room.observing.add(desk.viewer, data.fields(), asked(data.as_of).as_of)
    answer: Response[Observation] = twin(made)
    answer.status_code = 201
    return answer


@post("/api/mandate/observations/{observation:str}", status_code=200, sync_to_thread=True)
def correct_twin(
    desk: Desk, observation: FromPath[str], data: JSONBody[Told]
) -> Response[Observation]:
    """Tells an observation otherwise: a new version; the old stays as it was known."""
    moment = asked(data.as_of).as_of
    return twin(desk.room.observing.correct(desk.viewer, observation, data.fields(), moment))


@post("/api/mandate/observations/{observation:str}/withdraw", status_code=200, sync_to_thread=True)
def withdraw_twin(
    desk: Desk, observation: FromPath[str], data: JSONBody[Taken]
) -> Response[Observation]:
    """Takes an observation back, with the reason."""
    moment = asked(data.as_of).as_of
    return twin(desk.room.observing.withdraw(desk.viewer, observation, data.reason, moment))


ROUTES = (
    observe_page, observe_form, withdraw_form, observations_twin, observe_twin, correct_twin, withdraw_twin,
)  # fmt: skip
