"""`/api/openapi.json`: what programs can ask, written from the routes themselves; `/api/docs`: to read.

The page is ours, from the server, without script: the usual viewers come from a content network.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from litestar import Litestar, MediaType, Response, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from ... import __version__
from ..answers import Ask, page
from ..api_words import MEDIA, SCHEMAS, TAGS, tag_of, told_of
from ..asked import Asked
from ..desk import Desk, root_of

METHODS = ("get", "post", "put", "patch", "delete")
FOR_PROGRAMS = ("/api/", "/ogc", "/healthz")
SAID = """Everything that the pages do, for programs. Times are UTC; `as_of` asks what was known then.
What is answered obeys the same policy as the pages. Programs send `Authorization: Bearer` with a
token of `guardian user token NAME`; from a browser the session's cookie counts, and requests that
change something send the page's form token as `x-csrftoken`."""
PROBLEM = {
    "type": "object",
    "description": "A problem (RFC 9457); `error` repeats its one line.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "error": {"type": "string"},
    },
}
REFUSALS = {
    "400": "what was sent cannot be used",
    "401": "not signed in",
    "403": "not permitted, or a form's token is missing",
    "404": "not there, or out of sight: the two answer alike",
    "405": "not done that way",
    "409": "a check did not hold",
    "413": "too long",
    "415": "sent in a form that is not taken here",
    "422": "understood, but not possible",
}

FOR_BODIES = frozenset({"409", "413", "415", "422"})
"""Refusals of what was sent."""
READY = ("/healthz", "/healthz/ready")

CONFIG = OpenAPIConfig(
    title="Joint Guardian",
    version=__version__,
    description=SAID,
    use_handler_docstrings=True,
    path="/api/schema",
    render_plugins=[JsonRenderPlugin()],
    components=Components(
        security_schemes={
            "token": SecurityScheme(type="http", scheme="bearer"),
        }
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One operation as the page shows it."""

    method: str
    path: str
    says: str
    parameters: tuple[dict[str, Any], ...]
    takes: str
    gives: str


@lru_cache(maxsize=4)
def _written(app: Litestar) -> dict[str, Any]:
    whole: dict[str, Any] = deepcopy(app.openapi_schema.to_schema())
    paths = {p: v for p, v in whole["paths"].items() if p.startswith(FOR_PROGRAMS)}
    whole["paths"] = dict(sorted(paths.items()))
    parts = whole.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = PROBLEM
    parts["responses"] = {f"Problem{code}": _refusal(line) for code, line in REFUSALS.items()}
    whole["security"] = [{}, {"token": []}]
    whole["tags"] = [{"name": name, "description": says} for name, says in TAGS.items()]
    for method, path, operation in _operations(whole):
        _say(method, path, operation)
    return whole


def _say(method: str, path: str, operation: dict[str, Any]) -> None:
    """Group, first sentence, parameters in words, forms of the answer, and refusals."""
    operation["tags"] = [tag_of(path)]
    operation["summary"] = re.split(r"[.;:](?:\s|$)", operation["description"])[0]
    for parameter in operation.get("parameters", ()):
        says, example = told_of(method, path, parameter["name"])
        parameter |= {"description": says, "example": example}
        given = SCHEMAS.get(f"{method.upper()} {path}", {}).get(parameter["name"])
        if given is not None:
            parameter |= {"schema": given, "style": "form", "explode": False}
    kept = {k: v for k, v in operation["responses"].items() if k < "400"}
    kept.get("204", {}).pop("content", None)
    for answer in kept.values():
        _answered(answer, MEDIA.get(f"{method.upper()} {path}"))
    sends = "requestBody" in operation
    refusals = {
        c: {"$ref": f"#/components/responses/Problem{c}"}
        for c in REFUSALS
        if sends or c not in FOR_BODIES
    }
    operation["responses"] = {**kept, **refusals}
    if path in READY:
        operation["responses"]["503"] = {**kept["200"], "description": "the record does not answer"}


def _answered(answer: dict[str, Any], forms: tuple[str, ...] | None) -> None:
    """The schema under each form that holds it; a page, a table or a stream is text."""
    if forms is None or "content" not in answer:
        return
    [told] = answer["content"].values()
    text = {"schema": {"type": "string"}}
    answer["content"] = {f: told if f.endswith("json") else text for f in forms}


def _refusal(line: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": line, "content": content}


def _operations(whole: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in whole["paths"].items():
        yield from ((m, path, item[m]) for m in METHODS if m in item)


def described(app: Litestar, root: str) -> dict[str, Any]:
    """The whole description, for a room that stands at `root`."""
    return {**_written(app), "servers": [{"url": root or "/"}]}


@get("/api/openapi.json", sync_to_thread=True, include_in_schema=False)
def openapi(request: Ask) -> dict[str, Any]:
    """What programs can ask (OpenAPI 3.1)."""
    return described(request.app, root_of(request))


@get("/api/docs", media_type=MediaType.HTML, sync_to_thread=True, include_in_schema=False)
def docs(request: Ask, desk: Desk) -> Response[str]:
    """The same to read."""
    whole = described(request.app, "")
    lines = tuple(
        Line(
            method.upper(),
            path,
            operation.get("description") or operation.get("summary", ""),
            tuple(operation.get("parameters", ())),
            _kind(operation.get("requestBody", {})),
            " or ".join(_kind(r) for c, r in operation["responses"].items() if c < "400"),
        )
        for method, path, operation in _operations(whole)
    )
    return page(
        desk,
        request,
        "api_docs.html",
        Asked(),
        nav="api",
        lines=lines,
        refusals=REFUSALS,
        said=SAID,
    )


def _kind(body: dict[str, Any]) -> str:
    names = []
    for form, content in body.get("content", {}).items():
        schema = content.get("schema", {})
        name = schema.get("$ref", "").rpartition("/")[2] or schema.get("type", "")
        if isinstance(name, list):
            name = " or ".join(name)
        names.append(f"{form} {name}".strip())
    return ", ".join(names)


ROUTES = (openapi, docs)
