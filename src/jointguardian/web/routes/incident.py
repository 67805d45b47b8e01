"""`/incident/{id}`: each source's account of one incident, side by side."""

from litestar import MediaType, Response, get
from litestar.params import FromPath, FromQuery

from ...domain import Municipality
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
    told = desk.room.incident(desk.viewer, incident, wish.as_of)
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
        later_marks=later_marks(desk, wish, incident, later),
    )


def _municipalities(desk: DeskOf, wish: Asked) -> tuple[Municipality, ...]:
    day = wish.as_of.date().isoformat() if wish.as_of else None
    return desk.room.picture(desk.viewer, as_of=wish.as_of, since=day, until=day).municipalities


@get("/api/incidents/{incident:str}", sync_to_thread=False)
def incident_twin(
    desk: Desk, incident: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[bytes]:
    """The incident with its accounts."""
    return twin(desk.room.incident(desk.viewer, incident, asked(as_of).as_of))


ROUTES = (incident_page, incident_twin)
