"""`/watch`: the log of the watch, and what a watch-keeper enters there."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...domain import SavedView, WatchShift
from ...domain.dates import parse_moment
from ...domain.watch import EVERYTHING
from ...errors import InputError
from ...picture.watch.rows import LogRow
from ...pipeline.watch import LogPage
from ..answer_kinds import LogOfWatch
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..session import safe_back
from ..views.places import Names
from ..views.watch import address, chips, facets, length, woven

STATES = {"take": "working", "done": "done", "park": "parked", "reopen": "open", "release": "open"}
ACTS = (*STATES, "read", "unread", "read-all")


class Act(msgspec.Struct, kw_only=True):
    """What a person does with a line of the log. `act` is one of `ACTS`."""

    act: str
    subject: str = ""
    note: str = ""
    show: str = ""
    as_of: str = ""
    back: str = "/watch"


class ShiftAct(msgspec.Struct, kw_only=True):
    """`begin` or `end`."""

    act: str
    as_of: str = ""


class ViewAct(msgspec.Struct, kw_only=True):
    """A view to save (`name`, `only`), or one to withdraw (`remove`: its id)."""

    name: str = ""
    only: str = ""
    shared: bool = False
    remove: str = ""
    as_of: str = ""


def _log(desk: DeskOf, wish: Asked, after: str | None, counted: bool = True) -> LogPage:
    watch = desk.room.watch
    return watch.page(desk.viewer, wish.only or "", wish.as_of, after, counted=counted)


def _names(desk: DeskOf, wish: Asked) -> Names:
    return Names(desk.room.watch.index(desk.viewer, wish.as_of)[0].municipalities)


@get("/watch", media_type=MediaType.HTML, sync_to_thread=False)
def watch_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    only: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
) -> Response[str]:
    """The log, newest change first."""
    wish = asked(as_of, only=only)
    log, names = _log(desk, wish, after), _names(desk, wish)
    return page(
        desk,
        request,
        "watch.html",
        wish,
        nav="watch",
        log=log,
        lines=woven(log.rows, log.bursts),
        names=names,
        chips=chips(wish, log.filter, names),
        facets=facets(wish, log.filter, log.choices, names),
        address=address,
        length=length,
        present=desk.room.presence.everybody(),
        on_watch=desk.room.watch.on_watch(desk.viewer, wish.as_of),
        why_not=desk.room.watch.why_not(desk.viewer, wish.as_of),
        me=desk.viewer.name,
        after=after,
    )


@get("/watch/hands/{subject:str}", media_type=MediaType.HTML, sync_to_thread=False)
def hands(request: Ask, desk: Desk, subject: FromPath[str]) -> Response[str]:
    """Who works on one thing, with the buttons; for the pages of incidents."""
    row = desk.room.watch.row(desk.viewer, subject)
    return page(desk, request, "watch_hands.html", Asked(), row=row, me=desk.viewer.name)


@get("/api/watch", sync_to_thread=False)
def watch_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    only: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    counted: FromQuery[bool] = False,
) -> Response[LogOfWatch]:
    """A page of the log; `next` is the cursor of the one after it; `counted` adds all counts."""
    log = _log(desk, asked(as_of, only=only), after, counted)
    rest = {name: getattr(log, name) for name in log.__slots__ if name != "filter"}
    return twin({"filter": str(log.filter), **rest})


def _act(desk: DeskOf, data: Act) -> LogRow | None:
    """Does what was told; the line as it is then. Raises InputError for an unknown act."""
    watch, viewer = desk.room.watch, desk.viewer
    when = parse_moment(data.as_of) if data.as_of else None
    if data.act not in ACTS:
        raise InputError(f"nothing is called {data.act!r}", way_out=f"use {', '.join(ACTS)}")
    if data.act == "read-all":
        watch.mark(viewer, EVERYTHING, False, when)
        return None
    if data.act in STATES:
        mine = viewer.name if data.act == "take" else None
        kept = watch.row(viewer, data.subject, when).assignee if data.act == "done" else mine
        watch.work(
            viewer, data.subject, STATES[data.act], assignee=kept, note=data.note, as_of=when
        )
    else:
        watch.mark(viewer, data.subject, data.act == "unread", when)
    return watch.row(viewer, data.subject, when)


@post("/watch/act", media_type=MediaType.HTML, status_code=200, sync_to_thread=False)
def act_form(request: Ask, desk: Desk, data: URLEncodedBody[Act]) -> Response[str]:
    """Does it; answers the script with the line, a plain form with the page that it came from."""
    row = _act(desk, data)
    if row is None or request.headers.get("hx-request") != "true":
        back = safe_back(data.back)
        return Response("", status_code=303, headers={"location": back})
    wish = asked(data.as_of or None)
    if data.show == "hands":
        return page(desk, request, "watch_hands.html", wish, row=row, me=desk.viewer.name)
    return page(
        desk,
        request,
        "watch_row.html",
        wish,
        row=row,
        names=_names(desk, wish),
        present=desk.room.presence.everybody(),
        why_not="",
        me=desk.viewer.name,
    )


@post("/api/watch/act", status_code=200, sync_to_thread=False)
def act_twin(desk: Desk, data: JSONBody[Act]) -> Response[LogRow | None]:
    """Marks a line read or unread, or says where the work on it stands."""
    return twin(_act(desk, data))


def _shift(desk: DeskOf, data: ShiftAct) -> object:
    when = parse_moment(data.as_of) if data.as_of else None
    if data.act not in ("begin", "end"):
        raise InputError(f"a shift does not {data.act!r}", way_out="use begin or end")
    watch = desk.room.watch
    return (watch.begin_shift if data.act == "begin" else watch.end_shift)(desk.viewer, when)


@post("/watch/shift", sync_to_thread=False)
def shift_form(desk: Desk, data: URLEncodedBody[ShiftAct]) -> Redirect:
    """Begins or ends the person's own shift."""
    _shift(desk, data)
    return Redirect(asked(data.as_of or None).page("/watch"), status_code=303)


@post("/api/watch/shift", status_code=200, sync_to_thread=False)
def shift_twin(desk: Desk, data: JSONBody[ShiftAct]) -> Response[WatchShift]:
    """Begins or ends the person's own shift."""
    return twin(_shift(desk, data))


def _view(desk: DeskOf, data: ViewAct) -> object:
    when = parse_moment(data.as_of) if data.as_of else None
    watch = desk.room.watch
    if data.remove:
        watch.remove_view(desk.viewer, data.remove, when)
        return None
    return watch.save_view(desk.viewer, data.name, data.only, shared=data.shared, as_of=when)


@post("/watch/views", sync_to_thread=False)
def view_form(desk: Desk, data: URLEncodedBody[ViewAct]) -> Redirect:
    """Saves the filter under a name, or withdraws a saved one."""
    _view(desk, data)
    wish = asked(data.as_of or None, only=data.only or None)
    return Redirect(wish.link("/watch"), status_code=303)


@post("/api/watch/views", status_code=200, sync_to_thread=False)
def view_twin(desk: Desk, data: JSONBody[ViewAct]) -> Response[SavedView | None]:
    """Saves a filter under a name, or withdraws a saved one."""
    return twin(_view(desk, data))


ROUTES = (
    watch_page, hands, watch_twin, act_form, act_twin, shift_form, shift_twin, view_form, view_twin,
)  # fmt: skip
