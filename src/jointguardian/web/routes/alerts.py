"""`/alerts`: what the rules raised, who saw it, and what a person released."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access import permits
from ...domain import Alert
from ...pipeline.alerts import rules_in_words
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf
from ..views.places import Names

AREA = "area"
NOTICED = 20
"""Open alerts that are handed to a page."""


class Turn(msgspec.Struct, kw_only=True):
    """`act` is acknowledged, dismissed or released; `note` says why."""

    act: str
    note: str = ""


class OpenAlert(msgspec.Struct, frozen=True):
    """An alert as a notice tells it: which rule came true, where, on which day, in words."""

    id: str
    rule: str
    where: str
    day: str
    words: str


class OpenAlerts(msgspec.Struct, frozen=True):
    """How many alerts are open, and the newest."""

    count: int
    newest: tuple[OpenAlert, ...]


def _turned(desk: DeskOf, alert: str, data: Turn) -> Alert:
    part = desk.room.alerts
    if data.act == "released":
        return part.release(desk.viewer, alert, data.note)
    return part.turn(desk.viewer, alert, data.act, data.note)


@get("/alerts", media_type=MediaType.HTML, sync_to_thread=True)
def alerts_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The alerts, the open ones first, with the rules that raise them."""
    wish, part = asked(as_of), desk.room.alerts
    return page(
        desk, request, "alerts.html", wish, nav="alerts", rows=part.listed(desk.viewer, wish.as_of),
        rules=rules_in_words(part.rules), hooks=len(part.webhooks), may=permits(desk.viewer, "draft"),
        may_release=permits(desk.viewer, "release"),
    )  # fmt: skip


@post("/alerts/look", sync_to_thread=True)
def look_form(desk: Desk) -> Redirect:
    """Tries the rules on what is known now."""
    desk.room.alerts.look(desk.viewer)
    return Redirect("/alerts", status_code=303)


@post("/alerts/turn/{alert:str}", sync_to_thread=True)
def turn_form(desk: Desk, alert: FromPath[str], data: URLEncodedBody[Turn]) -> Redirect:
    """Acknowledges, dismisses or releases an alert."""
    return Redirect(f"/alerts#{_turned(desk, alert, data).id}", status_code=303)


@get("/api/alerts", sync_to_thread=True)
def alerts_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[tuple[Alert, ...]]:
    """The alerts that are known, the open ones first."""
    return twin(desk.room.alerts.listed(desk.viewer, asked(as_of).as_of))


@get("/api/alerts/open", sync_to_thread=True)
def open_twin(desk: Desk) -> Response[OpenAlerts]:
    """How many alerts nobody has looked at yet, and the newest of them, for a notice on every page."""
    found, names = desk.room.alerts.open(desk.viewer), Names(desk.room.tension.municipalities)
    newest = tuple(OpenAlert(a.id, a.rule, _where(a.unit, names), a.day, a.words) for a in found)
    return twin(OpenAlerts(len(found), newest[:NOTICED]))


def _where(unit: str, names: Names) -> str:
    if unit == AREA:
        return "The whole area"
    return (
        unit.replace(" > ", " towards ").replace("-", " ")
        if " > " in unit
        else names.municipality(unit)
    )


@post("/api/alerts/look", status_code=201, sync_to_thread=True)
def look_twin(desk: Desk) -> Response[tuple[Alert, ...]]:
    """Tries the rules on what is known now, and gives what they newly raise."""
    answer: Response[tuple[Alert, ...]] = twin(desk.room.alerts.look(desk.viewer))
    answer.status_code = 201
    return answer


@post("/api/alerts/{alert:str}", status_code=200, sync_to_thread=True)
def turn_twin(desk: Desk, alert: FromPath[str], data: JSONBody[Turn]) -> Response[Alert]:
    """Acknowledges, dismisses or releases an alert; a release sends it to the operation's webhooks."""
    return twin(_turned(desk, alert, data))


ROUTES = (alerts_page, look_form, turn_form, alerts_twin, open_twin, look_twin, turn_twin)
