"""`/capture`: a report taken down, by keyboard alone; its twins; and the files that came with it."""

from typing import Annotated
from urllib.parse import quote

import msgspec
from litestar import MediaType, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery, JSONBody
from litestar.response import Redirect
from litestar.utils.scope.state import ScopeState

from ...domain import Source
from ...domain.vocab import vocabulary
from ...errors import InputError
from ...picture.captured import Like
from ...picture.review.fields import choices
from ...pipeline.attachments import OTHER, Incoming
from ...pipeline.capture import Preview, Recorded
from ...pipeline.drafts import Draft
from ...pipeline.persons import PARTS
from ...pipeline.whereabouts import Suggestion
from ..answer_kinds import Captured, FormToken, FormWords
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk

LARGEST = 105_000_000
"""Bytes of a report with its files; what an operation takes is set by `attachments_total_mb`."""
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"})
"""Media types that are told to the browser; everything else is just bytes to it."""


class Filled(msgspec.Struct, kw_only=True):
    """The form as a browser without script sends it."""

    text: str = ""
    when: str = ""
    where: str = ""
    source: str = ""
    event: str = ""
    native_id: str = ""
    as_of: str = ""
    files: list[UploadFile] = []


class WithFiles(msgspec.Struct, kw_only=True):
    """A draft as JSON, with its files."""

    draft: str
    files: list[UploadFile] = []


Form = Annotated[Filled, Body(media_type=RequestEncodingType.MULTI_PART)]
Parts = Annotated[WithFiles, Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/capture", media_type=MediaType.HTML, sync_to_thread=False)
def capture_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The form, with nothing written yet."""
    wish = asked(as_of)
    why_not = desk.room.capture.why_not(desk.viewer, wish.as_of)
    return page(desk, request, "capture.html", wish, nav="capture", why_not=why_not)


@post("/capture", sync_to_thread=True, request_max_body_size=LARGEST)
def capture_form(desk: Desk, data: Form) -> Redirect:
    """Records what a browser without script sent, and goes to the report."""
    draft = Draft(
        text=data.text,
        when=data.when,
        where=data.where,
        source=data.source,
        event=data.event,
        native_id=data.native_id,
        as_of=data.as_of,
    )
    done = desk.room.capture.record(desk.viewer, draft, _incoming(data.files))
    query = f"?as_of={quote(draft.as_of)}" if draft.as_of else ""
    return Redirect(f"/report/{done.report}{query}", status_code=303)


@post("/capture/read", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def capture_read(request: Ask, desk: Desk, data: JSONBody[Draft]) -> Response[str]:
    """What is understood of a draft, as a part of the page; nothing is recorded."""
    found = desk.room.capture.preview(desk.viewer, data)
    return page(
        desk,
        request,
        "capture_read.html",
        asked(data.as_of or None),
        preview=found,
        prefix=f"{found.items[0].report}/" if found.items else "",
        choices=choices,
    )


@post("/capture/told", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def capture_told(request: Ask, desk: Desk, data: JSONBody[Draft]) -> Response[str]:
    """Incidents of the last 48 hours near by, as a part of the page."""
    found = desk.room.capture.already_told(desk.viewer, data)
    wish = asked(data.as_of or None)
    return page(desk, request, "capture_like.html", wish, like=found, chosen=data.incident)


@post("/api/capture", status_code=201, sync_to_thread=True)
def capture_twin(desk: Desk, data: JSONBody[Draft]) -> Response[Recorded]:
    """Records a report; on the disk when it answers. The same id and text again is the same report."""
    return _answer(desk, data, ())


@post(
    "/api/capture/with-files", status_code=201, sync_to_thread=True, request_max_body_size=LARGEST
)
def capture_files_twin(desk: Desk, data: Parts) -> Response[Recorded]:
    """Records a report (`draft`: the JSON of `/api/capture`) with its `files`."""
    try:
        draft = msgspec.json.decode(data.draft, type=Draft)
    except (msgspec.DecodeError, UnicodeEncodeError) as fault:
        raise InputError(str(fault), where="draft") from fault
    return _answer(desk, draft, _incoming(data.files))


@post("/api/capture/read", status_code=200, sync_to_thread=True)
def capture_read_twin(desk: Desk, data: JSONBody[Draft]) -> Response[Preview]:
    """What is understood of a draft; nothing is recorded."""
    return twin(desk.room.capture.preview(desk.viewer, data))


@post("/api/capture/told", status_code=200, sync_to_thread=True)
def capture_told_twin(desk: Desk, data: JSONBody[Draft]) -> Response[tuple[Like, ...]]:
    """Incidents of the last 48 hours near by."""
    return twin(desk.room.capture.already_told(desk.viewer, data))


@get("/api/capture/places", sync_to_thread=True)
def capture_places(desk: Desk, q: FromQuery[str] = "") -> Response[tuple[Suggestion, ...]]:
    """Places of which a name begins so, in any of their languages."""
    return twin(desk.room.capture.places(desk.viewer, q))


@get("/api/capture/sources", sync_to_thread=True)
def capture_sources(desk: Desk, q: FromQuery[str] = "") -> Response[tuple[Source, ...]]:
    """Known sources of whose name a word begins so."""
    return twin(desk.room.capture.sources(desk.viewer, q))


@get("/api/capture/token", sync_to_thread=False)
def capture_token(request: Ask, desk: Desk) -> Response[FormToken]:
    """The token for sending what waited while the room was away, and who is signed in."""
    token = ScopeState.from_scope(request.scope).csrf_token
    told = token if isinstance(token, str) else ""
    return twin(FormToken(token=told, name=desk.viewer.name))


@get("/api/capture/words", sync_to_thread=False)
def capture_words() -> Response[FormWords]:
    """The words that the form offers: types of event, and parts of a person in one."""
    return twin(FormWords(events=list(vocabulary("event_types").ids()), parts=list(PARTS)))


@get("/api/reports/{report:str}/capture", sync_to_thread=True)
def captured_twin(
    desk: Desk, report: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[Captured]:
    """How a report was taken down (null for one that was not), and its files."""
    moment = asked(as_of).as_of
    desk.room.report(desk.viewer, report, moment)
    taken = desk.room.capture
    files = taken.attachments(desk.viewer, report, moment)
    told = taken.told(desk.viewer, report, moment)
    return twin(Captured(capture=told, attachments=list(files)))


@get("/attachment/{report:str}/{sha256:str}", sync_to_thread=True)
def attachment(
    desk: Desk,
    report: FromPath[str],
    sha256: FromPath[str],
    as_of: FromQuery[str | None] = None,
) -> Response[bytes]:
    """One file, to be saved and never shown: it may hold anything."""
    found, content = desk.room.capture.attachment(desk.viewer, report, sha256, asked(as_of).as_of)
    kind = found.media_type if found.media_type in SHOWN else OTHER
    plain = "".join(c if c.isascii() and c not in '"\\%' else "_" for c in found.name)
    return Response(
        content,
        media_type=kind,
        headers={
            "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name, safe='')}",
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )


def _answer(desk: Desk, draft: Draft, files: tuple[Incoming, ...]) -> Response[Recorded]:
    answer = twin(desk.room.capture.record(desk.viewer, draft, files))
    answer.status_code = 201
    return answer


def _incoming(files: list[UploadFile]) -> tuple[Incoming, ...]:
    """The files sent; an empty field of a form is none."""
    read = (Incoming(f.filename or "", f.file.read()) for f in files)
    return tuple(f for f in read if f.name or f.content)


ROUTES = (
    capture_page,
    capture_form,
    capture_read,
    capture_told,
    capture_twin,
    capture_files_twin,
    capture_read_twin,
    capture_told_twin,
    capture_places,
    capture_sources,
    capture_token,
    capture_words,
    captured_twin,
    attachment,
)
