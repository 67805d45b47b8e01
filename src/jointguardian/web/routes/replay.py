"""Replay: steps through what was known, marks of what came later, and `/replay`: who knew what when."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from litestar import MediaType, Response, get
from litestar.params import FromQuery
from litestar.response import Redirect

from ...errors import InputError
from ...picture.later import LaterOf
from ...pipeline.replay import AfterAction
from ..answer_kinds import LaterAnswer, LaterMark, LaterTold, Stepped
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..views.replay import delay


def later_marks(desk: DeskOf, wish: Asked, incident: str, later: str | None) -> LaterOf | None:
    """The marks of an incident's page, where they were asked for and the page shows the past."""
    if not later or wish.as_of is None:
        return None
    return desk.room.replay.of_incident(desk.viewer, incident, wish.as_of)


@get("/replay", media_type=MediaType.HTML, sync_to_thread=False)
def replay_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    incident: FromQuery[str | None] = None,
) -> Response[str]:
    """Who knew what when of one incident, with the decisions between; else a list to choose from."""
    wish = asked(as_of)
    replay = desk.room.replay
    told = replay.after_action(desk.viewer, incident) if incident else None
    return page(
        desk,
        request,
        "replay.html",
        wish,
        nav="replay",
        told=told,
        chosen=() if told else replay.most_told(desk.viewer, wish.as_of),
        delay=delay,
    )


@get("/replay/step", sync_to_thread=False)
def replay_step(
    desk: Desk,
    as_of: FromQuery[str],
    to: FromQuery[str] = "report",
    by: FromQuery[int] = 1,
    back: FromQuery[str] = "/",
) -> Redirect:
    """The same page one step on or back: by report, change, hour or day."""
    moment = _moment(as_of)
    found = desk.room.replay.step(desk.viewer, moment, to, 1 if by > 0 else -1)
    if found is None:
        found = datetime.now(UTC) if by > 0 else moment
    return Redirect(_with(back, as_of=_stamp(found)), status_code=303)


@get("/replay/later", sync_to_thread=False)
def replay_later(on: FromQuery[int] = 1, back: FromQuery[str] = "/") -> Redirect:
    """The same page with what became known later marked, or without."""
    return Redirect(_with(back, later="1" if on else ""), status_code=303)


@get("/api/replay/step", sync_to_thread=False)
def step_twin(
    desk: Desk, as_of: FromQuery[str], to: FromQuery[str] = "report", by: FromQuery[int] = 1
) -> Response[Stepped]:
    """The moment one step on or back; null at the end."""
    found = desk.room.replay.step(desk.viewer, _moment(as_of), to, 1 if by > 0 else -1)
    return twin(Stepped(as_of=_stamp(found) if found else None))


@get("/api/replay", sync_to_thread=False)
def replay_twin(desk: Desk, incident: FromQuery[str]) -> Response[AfterAction]:
    """Who knew what when of one incident."""
    return twin(desk.room.replay.after_action(desk.viewer, incident))


@get("/api/later", sync_to_thread=False)
def later_twin(
    desk: Desk,
    as_of: FromQuery[str],
    incident: FromQuery[str] = "",
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
) -> Response[LaterAnswer]:
    """What became known after `as_of`: of the incidents (ids with commas), and of those days."""
    wish = asked(as_of, since, until)
    found = desk.room.replay.of_list(
        desk.viewer,
        _moment(as_of),
        incidents=[i for i in incident.split(",") if i],
        since=wish.since,
        until=wish.until,
    )
    incidents = [
        LaterTold(
            incident=f.incident,
            now=f.now,
            what=f.what,
            marks=[LaterMark(text=m.text, mark=m) for m in f.marks],
        )
        for f in found.incidents
    ]
    return twin(
        LaterAnswer(
            as_of=found.as_of, now=found.now, incidents=incidents, unknown=list(found.unknown)
        )
    )


def _moment(text: str) -> datetime:
    moment = asked(text).as_of
    if moment is None:
        raise InputError("no moment is given", way_out="write as_of=2023-05-30T20:00:00Z")
    return moment


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _with(back: str, **changed: str) -> str:
    """A page of this room with some words of its query changed; the room drops its days with the moment."""
    parts = urlsplit(back)
    ours = back.startswith("/") and not back.startswith("//") and "\\" not in back
    path = parts.path if ours and not parts.netloc else "/"
    query = dict(parse_qsl(parts.query)) if ours else {}
    if path == "/" and "as_of" in changed:
        query = {k: v for k, v in query.items() if k not in ("since", "until")}
    query = {k: v for k, v in (query | changed).items() if v}
    return f"{path}?{urlencode(query)}" if query else path


ROUTES = (replay_page, replay_step, replay_later, step_twin, replay_twin, later_twin)
