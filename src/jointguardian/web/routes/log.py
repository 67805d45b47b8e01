"""`/log`: the mission's own log in, by a mapping with a preview, and out again."""

from typing import Annotated
from urllib.parse import quote

import msgspec
from litestar import MediaType, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect

from ...domain.dates import parse_moment
from ...domain.log import LOG_FIELDS, LogMapping, LogRelease
from ...errors import InputError, NotPermitted
from ...pipeline import LogImport, Wanted
from ...pipeline.log import LogState, OpenLog, with_columns
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..views.log import columns_of, filled, rows_of, shown_columns, status_choices, type_choices

LARGEST = 52_000_000
"""Bytes of an upload: the largest file that is read, and the form around it."""
MOST_LINES = 200
KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}


class Uploaded(msgspec.Struct, kw_only=True):
    """The file of the form."""

    file: UploadFile | None = None


class GivenOut(msgspec.Struct, kw_only=True):
    """What is to leave, to whom. `form` is `.xlsx` or `.csv`; days are ISO."""

    to: str = ""
    form: str = ".xlsx"
    mapping: str = ""
    per: str = "report"
    since: str = ""
    until: str = ""
    place: str = ""
    as_of: str = ""


class LogAnswer(msgspec.Struct):
    """`/api/log`: the saved mappings, how each log stands, and what left."""

    mappings: tuple[LogMapping, ...]
    logs: tuple[LogState, ...]
    releases: tuple[LogRelease, ...]


class ProgressAnswer(msgspec.Struct):
    """`/api/log/{id}`: how far a log is."""

    done: int
    total: int
    running: bool
    failed: str
    outcome: LogImport | None


Boxes = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Upload = Annotated[Uploaded, Body(media_type=RequestEncodingType.MULTI_PART)]
Leaving = Annotated[GivenOut, Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/log", media_type=MediaType.HTML, sync_to_thread=True)
def log_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """Bring a log in, see how the logs stand, give one out."""
    wish, logs = asked(as_of), desk.room.logs
    return page(
        desk,
        request,
        "log.html",
        wish,
        nav="log",
        mappings=logs.mappings(desk.viewer, wish.as_of),
        states=logs.states(desk.viewer, wish.as_of),
        releases=logs.releases(desk.viewer, wish.as_of)[:20],
        signed=desk.visitor.how == "session",
        municipalities=desk.room.known_at(desk.viewer, wish.as_of).municipalities,
    )


@post("/log/open", sync_to_thread=True, request_max_body_size=LARGEST)
def log_upload(desk: Desk, data: Upload) -> Redirect:
    """Opens a file and goes to its mapping; nothing is recorded."""
    if data.file is None or not data.file.filename:
        raise InputError("no file was chosen", way_out="choose an .xlsx or .csv")
    opened = desk.room.logs.open(desk.viewer, data.file.file.read(), data.file.filename)
    return Redirect(f"/log/{opened.id}", status_code=303)


@get("/log/{log:str}", media_type=MediaType.HTML, sync_to_thread=True)
def mapping_page(request: Ask, desk: Desk, log: FromPath[str]) -> Response[str]:
    """The mapping of an open file beside its preview; its progress once it is being taken in."""
    opened = desk.room.logs.opened(desk.viewer, log)
    if opened.running or opened.outcome or opened.failed:
        return page(desk, request, "log_progress.html", Asked(), nav="log", **_progress(opened))
    return _mapping(request, desk, opened, "log_mapping.html")


@post("/log/{log:str}/map", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def mapping_changed(request: Ask, desk: Desk, log: FromPath[str], data: Boxes) -> Response[str]:
    """The mapping as the boxes say, with its preview."""
    opened = desk.room.logs.opened(desk.viewer, log)
    opened.mapping = _said(opened, data)
    return _mapping(request, desk, opened, "log_mapping.html")


@post("/log/{log:str}/take", sync_to_thread=True)
def take_in(desk: Desk, log: FromPath[str], data: Boxes) -> Redirect:
    """Saves the mapping and takes the rows in."""
    opened = desk.room.logs.opened(desk.viewer, log)
    opened.mapping = _said(opened, data)
    desk.room.logs.start(desk.viewer, opened, opened.mapping)
    return Redirect(f"/log/{log}", status_code=303)


@post("/log/{log:str}/close", sync_to_thread=True)
def log_closed(desk: Desk, log: FromPath[str]) -> Redirect:
    """Forgets the file."""
    desk.room.logs.close(desk.viewer, log)
    return Redirect("/log", status_code=303)


@post("/log/out", sync_to_thread=True, status_code=200)
def log_out(desk: Desk, data: Leaving) -> Response[bytes]:
    """The log as a file. It leaves under the name of who is signed in."""
    if desk.visitor.how != "session":
        raise NotPermitted(
            "a log leaves under the name of a person", way_out="sign in with your name"
        )
    wish = asked(data.as_of or None, data.since or None, data.until or None, data.place or None)
    content, release = desk.room.logs.give_out(
        desk.viewer,
        data.form,
        Wanted(wish.since, wish.until, wish.place, data.per),
        by=desk.viewer.name,
        to=data.to,
        mapping=data.mapping or None,
        as_of=parse_moment(data.as_of) if data.as_of else None,
    )
    name = quote(f"{release.log} {release.at[:10]}{data.form}")
    head = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=KINDS[data.form], headers=head)


@get("/api/log", sync_to_thread=True)
def log_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[LogAnswer]:
    """The saved mappings, how each log stands, and what left."""
    moment, logs = asked(as_of).as_of, desk.room.logs
    return twin(
        LogAnswer(
            logs.mappings(desk.viewer, moment),
            logs.states(desk.viewer, moment),
            logs.releases(desk.viewer, moment),
        )
    )


@get("/api/log/{log:str}", sync_to_thread=True)
def progress_twin(desk: Desk, log: FromPath[str]) -> Response[ProgressAnswer]:
    """How far an open file is."""
    o = desk.room.logs.opened(desk.viewer, log)
    return twin(ProgressAnswer(o.done, o.total, o.running, o.failed, o.outcome))


def _said(opened: OpenLog, form: dict[str, str]) -> LogMapping:
    """The mapping of the form, with a suggestion for each word that came with a change."""
    said = filled(opened.mapping, form)
    strange = sorted({c.field for c in said.columns} - set(LOG_FIELDS))
    if strange or said.serial_scope not in ("log", "day", "sheet"):
        raise InputError(f"no field {(strange or [said.serial_scope])[0]!r}")
    words = dict(type_choices())
    if bad := [t for _, t in said.types if t and t not in words]:
        raise InputError(f"no type {bad[0]!r}")
    if bad := [s for _, s in said.statuses if s and s not in status_choices()]:
        raise InputError(f"no status {bad[0]!r}")
    return with_columns(said, said.columns, opened.book)


def _mapping(request: Ask, desk: DeskOf, opened: OpenLog, template: str) -> Response[str]:
    logs, book, mapping = desk.room.logs, opened.book, opened.mapping
    entries = logs.preview(book, mapping)
    return page(
        desk,
        request,
        template,
        Asked(),
        nav="log",
        opened=opened,
        book=book,
        mapping=mapping,
        columns=columns_of(book, mapping),
        shown=shown_columns(mapping),
        rows=rows_of(entries, mapping),
        order=logs.order(book, mapping),
        fields=LOG_FIELDS,
        types=type_choices(),
        statuses=status_choices(),
    )


def _progress(opened: OpenLog) -> dict[str, object]:
    done = opened.outcome
    return {
        "opened": opened,
        "done": done,
        "rejected": done.rejected[:MOST_LINES] if done else (),
        "left_out": done.left_out[:MOST_LINES] if done else (),
    }


ROUTES = (
    log_page, log_upload, mapping_page, mapping_changed, take_in, log_closed, log_out,
    log_twin, progress_twin,
)  # fmt: skip
