"""`/api/stream`: what was written, as server-sent events of kinds and link numbers; who is here."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime

import msgspec
from litestar import Response, get, post
from litestar.params import FromQuery, JSONBody
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from ...pipeline.presence import Present
from ...pipeline.stream import Stream, Told
from ..answer_kinds import Other, Others
from ..answers import Ask, twin
from ..desk import Desk
from ..session import is_still

LOOK_SECONDS = 2.0
"""How often the record is looked at for what other processes wrote."""
HEARTBEAT_SECONDS = 15.0
QUEUE = 100
"""Events that wait for a slow browser; when there are more it is told to look at everything."""
RETRY_MS = 2_000


class Here(msgspec.Struct, kw_only=True):
    """A page tells of itself: what is open, in which tab, which field is edited, or that it closes."""

    subject: str
    tab: str
    editing: str = ""
    left: bool = False


class Waiting:
    """The queue of one browser. Writers never wait for it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._queue: asyncio.Queue[Told] = asyncio.Queue(QUEUE)

    def put(self, told: Told) -> None:
        """From any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, told)

    def _put(self, told: Told) -> None:
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            told = Told(told.link, "reset")
        self._queue.put_nowait(told)

    async def get(self, seconds: float) -> Told | None:
        """The next event, or None when none came in that time."""
        try:
            return await asyncio.wait_for(self._queue.get(), seconds)
        except TimeoutError:
            return None


async def events(
    stream: Stream,
    after: int | None,
    still: Callable[[], bool] = lambda: True,
    look: float = LOOK_SECONDS,
    beat: float = HEARTBEAT_SECONDS,
) -> AsyncGenerator[ServerSentEventMessage, None]:
    """What one browser hears: what it missed after a link, then everything as it comes.

    `still`: whether the person may hear it yet; the stream ends with his session.
    """
    waiting = Waiting(asyncio.get_running_loop())
    stop = stream.listen(waiting.put)
    try:
        newest = after if after is not None else stream.record.newest_link()
        yield ServerSentEventMessage(event="hello", data="{}", id=newest, retry=RETRY_MS)
        for told in stream.missed(after) if after is not None else ():
            newest = max(newest, told.link)
            yield _message(told, newest)
        quiet = 0.0
        while True:
            heard = await waiting.get(look)
            if (heard is not None and heard.kind == "end") or not still():
                return
            if heard is not None:
                newest = max(newest, heard.link)
                quiet = 0.0
                yield _message(heard, newest)
                continue
            await asyncio.to_thread(stream.look)
            quiet += look
            if quiet >= beat:
                quiet = 0.0
                yield ServerSentEventMessage(comment="still here", data=None)
    finally:
        stop()


def _message(told: Told, newest: int) -> ServerSentEventMessage:
    name = told.kind if told.kind in ("presence", "reset") else "written"
    data = msgspec.json.encode({"link": told.link, "kind": told.kind}).decode()
    return ServerSentEventMessage(event=name, data=data, id=newest)


@get("/api/stream")
async def stream(request: Ask, desk: Desk, after: FromQuery[int | None] = None) -> ServerSentEvent:
    """Server-sent events, resumed after `Last-Event-ID` (or `after`), until the session ends."""
    last = request.headers.get("last-event-id", "")
    start = int(last) if last.isdecimal() and len(last) < 19 else after
    state, given, visitor = request.app.state, dict(request.headers), desk.visitor

    def still() -> bool:
        return is_still(visitor, state.door, state.doorway, given, datetime.now(UTC))

    return ServerSentEvent(events(desk.room.stream, start, still))


@post("/api/presence", status_code=200, sync_to_thread=False)
def presence(desk: Desk, data: JSONBody[Here]) -> Response[Others]:
    """A page says that it is open; the answer says who else has the same thing open."""
    room, name = desk.room, desk.viewer.name
    if data.left:
        news = room.presence.left(data.tab)
    else:
        room.watch.row(desk.viewer, data.subject)
        news = room.presence.here(name, data.tab, data.subject, data.editing)
    if news:
        room.stream.presence()
    return twin(Others(others=[_other(p) for p in _others(desk, data.subject, data.tab)]))


@get("/api/presence", sync_to_thread=False)
def present(desk: Desk, subject: FromQuery[str], tab: FromQuery[str] = "") -> Response[Others]:
    """Who else has a thing open that the viewer may see."""
    desk.room.watch.row(desk.viewer, subject)
    return twin(Others(others=[_other(p) for p in _others(desk, subject, tab)]))


def _others(desk: Desk, subject: str, tab: str) -> tuple[Present, ...]:
    """Everybody else; two pages of people who gave no name are told apart by their tabs."""
    apart = desk.viewer.name if desk.visitor.known else tab
    return desk.room.presence.of(subject, apart)


def _other(page: Present) -> Other:
    return Other(name=page.name, editing=page.editing, since=page.since)


ROUTES = (stream, presence, present)
