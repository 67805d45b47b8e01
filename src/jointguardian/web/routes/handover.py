"""`/handover`: the sheet of the shift, signed by who goes and acknowledged by who comes."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...domain import Handover
from ...domain.dates import format_dtg, parse_moment
from ...picture.watch.handover import Sheet, decoded, markdown
from ..answer_kinds import KeptHandover
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf

MARKDOWN = "text/markdown"


class Written(msgspec.Struct, kw_only=True):
    """What the outgoing writes. `sign`: it is signed, else kept as a draft; `end_shift` with it."""

    lookout: str = ""
    incoming: str = ""
    sign: bool = False
    end_shift: bool = False
    as_of: str = ""


class Taken(msgspec.Struct, kw_only=True):
    """Which handover is taken over."""

    id: str
    as_of: str = ""


def signatures(handover: Handover, versions: tuple[Handover, ...]) -> tuple[str, ...]:
    """Who signed and who acknowledged, when."""
    lines = []
    for state, words in (("signed", "Signed by"), ("acknowledged", "Acknowledged by")):
        found = [h for h in versions if h.state == state and h.version <= handover.version]
        lines += [f"{words} {h.by}, {format_dtg(h.at)}" for h in found[:1]]
    return tuple(lines) or ("Not signed yet",)


@get("/handover", media_type=MediaType.HTML, sync_to_thread=False)
def handover_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The sheet as it would be handed over now, and what was handed over before."""
    wish, room, viewer = asked(as_of), desk.room, desk.viewer
    draft = room.handovers.draft(viewer, wish.as_of)
    return page(
        desk,
        request,
        "handover.html",
        wish,
        nav="watch",
        sheet=room.handovers.sheet(viewer, wish.as_of),
        handover=None,
        draft=draft,
        signed=(),
        versions=(),
        earlier=room.handovers.newest(viewer, wish.as_of)[:20],
        shifts=room.watch.shifts(viewer, wish.as_of),
        why_not=room.watch.why_not(viewer, wish.as_of),
        me=viewer.name,
    )


def _kept(desk: DeskOf, id_: str, version: int | None) -> tuple[Handover, tuple[Handover, ...]]:
    found = desk.room.handovers.one(desk.viewer, id_, version)
    rows = desk.room.handovers.versions(desk.viewer)
    return found, tuple(h for h in rows if h.id == id_)


@get("/handover/{id_:str}", media_type=MediaType.HTML, sync_to_thread=False)
def kept_page(
    request: Ask,
    desk: Desk,
    id_: FromPath[str],
    version: FromQuery[int | None] = None,
    form: FromQuery[str] = "",
) -> Response[str]:
    """One handover as it was signed; `form=md` as Markdown."""
    handover, versions = _kept(desk, id_, version)
    signed = signatures(handover, versions)
    sheet = decoded(handover.body)
    if form == "md":
        return Response(markdown(sheet, handover.lookout, signed), media_type=MARKDOWN)
    return page(
        desk,
        request,
        "handover.html",
        asked(None),
        nav="watch",
        sheet=sheet,
        handover=handover,
        draft=None,
        signed=signed,
        versions=versions,
        earlier=(),
        shifts=desk.room.watch.shifts(desk.viewer, None),
        why_not="",
        me=desk.viewer.name,
    )


@get("/api/handover", sync_to_thread=False)
def handover_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[Sheet]:
    """The sheet as it would be handed over now."""
    return twin(desk.room.handovers.sheet(desk.viewer, asked(as_of).as_of))


@get("/api/handovers", sync_to_thread=False)
def kept_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[KeptHandover, ...]]:
    """The newest version of each handover, the sheet decoded."""
    rows = desk.room.handovers.newest(desk.viewer, asked(as_of).as_of)
    return twin([_told(h) for h in rows])


def _told(handover: Handover) -> dict[str, object]:
    sheet: Sheet = decoded(handover.body)
    told: dict[str, object] = msgspec.to_builtins(handover)
    return told | {"body": sheet}


def _write(desk: DeskOf, data: Written) -> Handover:
    when = parse_moment(data.as_of) if data.as_of else None
    watch, viewer = desk.room.watch, desk.viewer
    made = desk.room.handovers.write(
        viewer, lookout=data.lookout, incoming=data.incoming, sign=data.sign, as_of=when
    )
    if data.sign and data.end_shift and watch.shifts(viewer, when).current:
        watch.end_shift(viewer, when)
    return made


@post("/handover", sync_to_thread=False)
def write_form(desk: Desk, data: URLEncodedBody[Written]) -> Redirect:
    """Keeps a draft, or signs."""
    made = _write(desk, data)
    there = f"/handover/{made.id}" if data.sign else asked(data.as_of or None).page("/handover")
    return Redirect(there, status_code=303)


@post("/handover/take", sync_to_thread=False)
def take_form(desk: Desk, data: URLEncodedBody[Taken]) -> Redirect:
    """Acknowledges a signed handover."""
    when = parse_moment(data.as_of) if data.as_of else None
    taken = desk.room.handovers.acknowledge(desk.viewer, data.id, when)
    return Redirect(f"/handover/{taken.id}", status_code=303)


@post("/api/handover", status_code=200, sync_to_thread=False)
def write_twin(desk: Desk, data: JSONBody[Written]) -> Response[KeptHandover]:
    """Keeps a draft, or signs."""
    return twin(_told(_write(desk, data)))


@post("/api/handover/take", status_code=200, sync_to_thread=False)
def take_twin(desk: Desk, data: JSONBody[Taken]) -> Response[KeptHandover]:
    """Acknowledges a signed handover."""
    when = parse_moment(data.as_of) if data.as_of else None
    return twin(_told(desk.room.handovers.acknowledge(desk.viewer, data.id, when)))


ROUTES = (
    handover_page, kept_page, handover_twin, kept_twin, write_form, take_form, write_twin, take_twin,
)  # fmt: skip
