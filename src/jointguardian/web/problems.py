"""Errors to statuses, in one table; a page for people, JSON for programs."""

from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from ..errors import CheckFailed, Fault, GuardianError, InputError, NotPermitted, UnknownName
from .desk import root_of, visitor_at
from .logs import failed
from .pages import Pages

STATUS: tuple[tuple[type[GuardianError], int], ...] = (
    (UnknownName, 404),
    (InputError, 400),
    (NotPermitted, 403),
    (CheckFailed, 409),
    (Fault, 500),
)
"""The first line that fits counts: the narrower error stands above the wider one."""

HEADLINES = {
    400: "That cannot be used",
    403: "Not permitted",
    404: "Not found",
    405: "Not done that way",
    409: "A check did not hold",
    413: "Too long",
}
OUR_FAULT = "The room failed on this. The record is not changed; the terminal has the details."


def status_of(error: Exception) -> int:
    """The HTTP status of an error; 500 for what no table knows."""
    if isinstance(error, HTTPException):
        return error.status_code
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def message_of(error: Exception) -> str:
    """One line for a person. An unforeseen error says nothing of its inside."""
    if isinstance(error, GuardianError):
        return error.line
    if isinstance(error, HTTPException) and error.status_code < 500:
        return str(error.detail)
    return OUR_FAULT


def handlers(pages: Pages) -> ExceptionHandlersMap:
    """The one handler, for every kind of error."""

    def handle(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        status, line = status_of(error), message_of(error)
        if status >= 500:
            failed(request.scope, error)
        headline = HEADLINES.get(status, "Our fault" if status >= 500 else "That did not work")
        if wants_json(request):
            return problem(status, headline, line, request.url.path)
        mine = pages.seen_by(visitor_at(request), root_of(request))
        html = mine.render("problem.html", status=status, headline=headline, line=line)
        return Response(html, status_code=status, media_type=MediaType.HTML)

    return {GuardianError: handle, HTTPException: handle, Exception: handle}


def problem(status: int, title: str, line: str, instance: str) -> Response[Any]:
    """Problem details (RFC 9457), with our one line once more as `error`."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": line}
    content = {**told, "instance": instance, "error": line}
    return Response(content, status_code=status, media_type="application/problem+json")


def wants_json(request: Request[Any, Any, Any]) -> bool:
    """Whether the answer goes to a program."""
    return request.url.path.startswith(("/api/", "/ogc", "/healthz"))
