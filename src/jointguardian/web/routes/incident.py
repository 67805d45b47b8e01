"""`/incident/{id}`: each source's account of one incident, side by side."""

from litestar import MediaType, Response, get
from litestar.params import FromPath, FromQuery

from ...domain import Municipality
from ...errors import UnknownName
from ...picture.model import IncidentPage
from ..answer_kinds import IncidentTold
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..views.counts import groups, relation
from ..views.places import Names
from ..views.review import of_reports, of_thing
from .replay import later_marks


@get("/incident/{incident:str}", media_type=MediaType.HTML, sync_to_thread=False)
def incident_page(
    request: Ask,
    desk: Desk,
    incident: FromPath[str],
    as_of: FromQuery[str | None] = None,
    later: FromQuery[str | None] = None,
) -> Response[str]:
    """Contradictions on top, then the counts, then a column for each account."""
    wish = asked(as_of)
    told = _told(desk, incident, wish)
    if told.incident.id != incident:
        goal = wish.page(f"/incident/{told.incident.id}")
        return Response("", status_code=303, headers={"location": goal})
    return page(
        desk,
        request,
        "incident.html",
        wish,
        nav="room",
        incident=told.incident,
        accounts=told.accounts,
        groups=groups(told.incident),
        relation=relation,
        names=Names(_municipalities(desk, wish)),
        line_of={a.line.id: a.line for a in told.accounts},
        all_items=told.review,
        whole=of_thing(told.review, "incident"),
        shares=of_reports(told.review, ("account",)),
        letters={i.title: i for i in told.review if i.thing == "source"},
        read=of_reports(told.review, ("event", "count", "claim")),
        why_not=desk.room.why_not_judge(desk.viewer, wish.as_of),
        check=desk.room.check.of(desk.viewer, told, wish.as_of),
        requests=desk.room.requests.of_incident(desk.viewer, incident, wish.as_of),
        later_marks=later_marks(desk, wish, incident, later),
    )


def _told(desk: DeskOf, incident: str, wish: Asked) -> IncidentPage:
    """The incident, or the one that it was merged into. Raises UnknownName."""
    try:
        return desk.room.incident(desk.viewer, incident, wish.as_of)
    except UnknownName:
        now = desk.room.check.became(desk.viewer, incident, wish.as_of)
        return desk.room.incident(desk.viewer, now, wish.as_of)


def _municipalities(desk: DeskOf, wish: Asked) -> tuple[Municipality, ...]:
    return desk.room.known_at(desk.viewer, wish.as_of).municipalities


@get("/api/incidents/{incident:str}", sync_to_thread=False)
def incident_twin(
    desk: Desk, incident: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[IncidentTold]:
    """The incident with its accounts; `check` holds grades with their reasons and the links."""
    wish = asked(as_of)
    told = _told(desk, incident, wish)
    check = desk.room.check.of(desk.viewer, told, wish.as_of)
    requests = desk.room.requests.of_incident(desk.viewer, told.incident.id, wish.as_of)
    return twin(
        {
            "incident": told.incident,
            "accounts": told.accounts,
            "review": told.review,
            "check": check,
            "requests": requests,
        }
    )


ROUTES = (incident_page, incident_twin)
