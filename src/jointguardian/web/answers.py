"""The two forms of an answer: a page, and its JSON twin."""

from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.utils.scope.state import ScopeState

from .asked import Asked
from .desk import DeskOf

Ask = Request[Any, Any, Any]


def page(desk: DeskOf, request: Ask, template: str, wish: Asked, **values: object) -> Response[str]:
    """A rendered template; every one knows what was asked and the token for its forms."""
    state = ScopeState.from_scope(request.scope)
    token = state.csrf_token if isinstance(state.csrf_token, str) else ""
    address = request.scope["path"]
    query = request.scope.get("query_string", b"").decode("latin-1")
    stands_at = f"{address}?{query}" if query else address
    told: dict[str, object] = {"here": stands_at, **values}
    html = desk.pages.render(template, asked=wish, csrf=token, stands_at=stands_at, **told)
    return Response(html, media_type=MediaType.HTML)


def twin(value: object) -> Response[Any]:
    """A value as JSON. The route says its kind (`Response[IncidentPage]`) for the OpenAPI."""
    raw = msgspec.json.encode(value, enc_hook=_plain)
    return Response(raw, media_type=MediaType.JSON)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")
