"""`/brief`: the brief inside the room, each sentence with its way back."""

import re
from datetime import UTC, datetime
from typing import Any, Literal

from litestar import MediaType, Response, get
from litestar.params import FromQuery
from markupsafe import Markup, escape

from ...errors import InputError
from ...exchange.product_forms import FORMS
from ...picture.brief import Brief as Written
from ..answer_kinds import BriefTold
from ..answers import Ask, page
from ..asked import Asked, asked, at_first
from ..desk import Desk, DeskOf
from ..room import Brief

Kind = Literal["sitrep", "intsum", "flash"]
Form = Literal["html", "md", "json", "docx", "pdf"]
HOURS = (12, 24, 72, 168)
LONGEST_HOURS = 366 * 24
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_WAY_BACK = re.compile(r'href="(/(?:report|incident)/[^"#?]+)((?:#[^"]*)?)"')
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)


def _brief(desk: DeskOf, wish: Asked, kind: Kind, hours: int | None) -> Brief:
    if hours is not None and not 1 <= hours <= LONGEST_HOURS:
        raise InputError(f"hours={hours}", way_out=f"a period has 1 to {LONGEST_HOURS} hours")
    return desk.room.brief(desk.viewer, kind=kind, as_of=wish.as_of, period_hours=hours)


def inner(document: str, wish: Asked) -> Markup:
    """The body of a whole HTML document, its links at the same moment; the styles are the room's.

    The document is our brief, already escaped where it was written.
    """
    found = _BODY.search(document)
    body = _STYLE.sub("", found[1] if found else document)

    def at_moment(link: re.Match[str]) -> str:
        return f'href="{escape(wish.page(link[1]))}{link[2]}"'

    return Markup(_WAY_BACK.sub(at_moment, body))


def _file(desk: DeskOf, wish: Asked, brief: Brief, form: str) -> Response[Any]:
    """The brief as a document: always a draft, and marked so on each page."""
    if not isinstance(brief, Written):
        raise InputError(f"this brief has no {form}")
    at = wish.as_of or datetime.now(UTC)
    headers = {"content-disposition": f'attachment; filename="{brief.kind}-DRAFT.{form}"'}
    raw = FORMS[form].write(brief, at)
    return Response(raw, media_type=FORMS[form].media, headers=headers)


@get("/brief", media_type=MediaType.HTML, sync_to_thread=False)
def brief_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    kind: FromQuery[Kind] = "sitrep",
    hours: FromQuery[int | None] = None,
    form: FromQuery[Form] = "html",
) -> Response[Any]:
    """The brief as a page, as Markdown (`form=md`) or JSON (`form=json`)."""
    wish = Asked(at_first(asked(as_of), desk.room.moments).as_of)
    brief = _brief(desk, wish, kind, hours)
    if form == "md":
        return Response(brief.markdown(), media_type="text/markdown; charset=utf-8")
    if form == "json":
        return Response(brief.json(), media_type=MediaType.JSON)
    if form in ("docx", "pdf"):
        return _file(desk, wish, brief, form)
    return page(
        desk,
        request,
        "brief.html",
        wish,
        nav="brief",
        body=inner(brief.html(), wish),
        kind=kind,
        hours=hours,
        choices=HOURS,
    )


@get("/api/brief", sync_to_thread=False)
def brief_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    kind: FromQuery[Kind] = "sitrep",
    hours: FromQuery[int | None] = None,
) -> Response[BriefTold]:
    """The brief as JSON."""
    wish = at_first(asked(as_of), desk.room.moments)
    told: Response[Any] = Response(
        _brief(desk, wish, kind, hours).json(), media_type=MediaType.JSON
    )
    return told


ROUTES = (brief_page, brief_twin)
