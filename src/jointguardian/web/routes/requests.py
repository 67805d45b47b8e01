"""`/requests`: what the field is asked, by when, and what came of it."""

from typing import Any

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody

from ...domain import Request
from ...domain.dates import parse_moment
from ...domain.request import PRIORITIES
from ...errors import InputError
from ...picture.requests import GROUPS, RequestLine, filtered
from ...pipeline.request import USUAL, Asking
from ..answer_kinds import RequestTold
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf
from ..session import safe_back
from ..views.check import distinct

PAGE = 50
STATES = {"withdraw": "withdrawn", "reopen": "open", "close": "answered"}


class AskForm(msgspec.Struct, kw_only=True):
    """A request to make. `due` is an ISO moment, a date-time group, or `+HOURS`."""

    question: str
    to: str
    due: str
    priority: str = "routine"
    incident: str = ""
    place: str = ""
    as_of: str = ""
    back: str = "/requests"


class RequestAct(msgspec.Struct, kw_only=True):
    """`answer` (with `report`), `withdraw`, `reopen` or `close`, with a note."""

    act: str
    report: str = ""
    note: str = ""
    as_of: str = ""
    back: str = "/requests"


class ReleaseForm(msgspec.Struct, kw_only=True):
    """Who lets the request out; whoever signed in, where he did."""

    by: str = ""
    as_of: str = ""


def _moment(text: str) -> Any:
    return parse_moment(text) if text else None


def _asked(desk: DeskOf, form: AskForm) -> Request:
    when = desk.room.requests.due(desk.viewer, form.due, _moment(form.as_of))
    asking = Asking(
        form.question, form.to, when, form.priority, form.incident or None, form.place or None
    )
    return desk.room.requests.ask(desk.viewer, asking, _moment(form.as_of))


def _acted(desk: DeskOf, request: str, form: RequestAct) -> Request:
    requests, when = desk.room.requests, _moment(form.as_of)
    if form.act == "answer":
        return requests.answer(desk.viewer, request, form.report, form.note, when)
    if form.act not in STATES:
        allowed = ", ".join(("answer", *STATES))
        raise InputError(f"nothing is called {form.act!r}", way_out=f"use {allowed}")
    return requests.set_state(desk.viewer, request, STATES[form.act], form.note, when)


@get("/requests", media_type=MediaType.HTML, sync_to_thread=False)
def requests_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    standing: FromQuery[str] = "",
    to: FromQuery[str] = "",
    words: FromQuery[str] = "",
    incident: FromQuery[str] = "",
    contradiction: FromQuery[int | None] = None,
    place: FromQuery[str] = "",
    days: FromQuery[int | None] = None,
    start: FromQuery[int] = 0,
) -> Response[str]:
    """Overdue requests first; the form carries a proposed wording where it was asked from somewhere."""
    wish, requests = asked(as_of), desk.room.requests
    everything = requests.lines(desk.viewer, wish.as_of, proposing=False)
    lines = filtered(everything, standing, to, words)
    proposed = requests.wording(
        desk.viewer,
        wish.as_of,
        incident=incident,
        contradiction=contradiction,
        place=place,
        days=days,
    )
    now = wish.as_of or desk.room.known_at(desk.viewer, None).as_of
    first = max(0, start)
    return page(
        desk,
        request,
        "requests.html",
        wish,
        nav="requests",
        lines=requests.proposed(desk.viewer, lines[first : first + PAGE], wish.as_of),
        total=len(lines),
        start=first,
        step=PAGE,
        counts={g: sum(x.standing == g for x in everything) for g in GROUPS},
        standing=standing,
        addressee=to,
        words=words,
        addressees=distinct(x.request.to for x in everything),
        priorities=PRIORITIES,
        proposed=proposed,
        incident=incident,
        place=place,
        due=now + USUAL,
        why_not=desk.room.check.why_not(desk.viewer, wish.as_of),
    )


@get("/requests/{rfi:str}", media_type=MediaType.HTML, sync_to_thread=False)
def request_page(
    request: Ask, desk: Desk, rfi: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[str]:
    """One request with its history and the reports that may answer it."""
    wish = asked(as_of)
    line = desk.room.requests.line(desk.viewer, rfi, wish.as_of)
    return page(
        desk,
        request,
        "request.html",
        wish,
        nav="requests",
        line=line,
        history=desk.room.requests.history(desk.viewer, line.request.id, wish.as_of),
        why_not=desk.room.check.why_not(desk.viewer, wish.as_of),
    )


@post("/requests", status_code=303, sync_to_thread=False)
def ask_form(desk: Desk, data: URLEncodedBody[AskForm]) -> Response[str]:
    """Asks, and shows the request."""
    made = _asked(desk, data)
    goal = asked(data.as_of or None).page(f"/requests/{made.id}")
    return Response("", status_code=303, headers={"location": goal})


@post("/requests/{rfi:str}/act", status_code=303, sync_to_thread=False)
def act_form(desk: Desk, rfi: FromPath[str], data: URLEncodedBody[RequestAct]) -> Response[str]:
    """Answers, withdraws or opens again."""
    _acted(desk, rfi, data)
    return Response("", status_code=303, headers={"location": safe_back(data.back)})


@post(
    "/requests/{rfi:str}/release", media_type=MediaType.TEXT, status_code=200, sync_to_thread=False
)
def release_form(
    desk: Desk, rfi: FromPath[str], data: URLEncodedBody[ReleaseForm]
) -> Response[str]:
    """The request as text for radio or e-mail; who released it is recorded."""
    name = desk.visitor.known or data.by
    text = desk.room.requests.release(desk.viewer, rfi, name, _moment(data.as_of))
    headers = {"content-disposition": f'attachment; filename="{_file_name(rfi)}.txt"'}
    return Response(text, media_type=MediaType.TEXT, headers=headers)


def _file_name(rfi: str) -> str:
    return "".join(c for c in rfi if c.isalnum() or c == "_")[:40]


@get("/api/requests", sync_to_thread=False)
def requests_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    standing: FromQuery[str] = "",
    to: FromQuery[str] = "",
    words: FromQuery[str] = "",
) -> Response[tuple[RequestLine, ...]]:
    """The requests, overdue first."""
    wish = asked(as_of)
    return twin(
        desk.room.requests.lines(desk.viewer, wish.as_of, state=standing, to=to, words=words)
    )


@get("/api/requests/{rfi:str}", sync_to_thread=False)
def request_twin(
    desk: Desk, rfi: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[RequestTold]:
    """One request with its history."""
    wish = asked(as_of)
    line = desk.room.requests.line(desk.viewer, rfi, wish.as_of)
    told = desk.room.requests.history(desk.viewer, line.request.id, wish.as_of)
    return twin(RequestTold(line=line, history=list(told)))


@post("/api/requests", status_code=201, sync_to_thread=False)
def ask_twin(desk: Desk, data: JSONBody[AskForm]) -> Response[Request]:
    """Asks."""
    answer = twin(_asked(desk, data))
    answer.status_code = 201
    return answer


@post("/api/requests/{rfi:str}/act", status_code=200, sync_to_thread=False)
def act_twin(desk: Desk, rfi: FromPath[str], data: JSONBody[RequestAct]) -> Response[Request]:
    """Answers, withdraws or opens again."""
    return twin(_acted(desk, rfi, data))


ROUTES = (
    requests_page, request_page, ask_form, act_form, release_form, requests_twin, request_twin,
    ask_twin, act_twin,
)  # fmt: skip
