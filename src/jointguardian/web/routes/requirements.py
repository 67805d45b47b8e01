"""`/requirements`: what the commander must know: set, answered with a source, closed."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access import permits
from ...domain import Requirement
from ...domain.requirement import KINDS
from ...errors import InputError
from ...picture.brief import Ref
from ...picture.brief.html import href
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf


class NewRequirement(msgspec.Struct, kw_only=True):
    """A requirement to set; indicators and places are parted by `;`."""

    text: str
    kind: str = "pir"
    owner: str = ""
    valid_from: str = ""
    valid_to: str = ""
    indicators: str = ""
    places: str = ""


class Turn(msgspec.Struct, kw_only=True):
    """`act` is answer, close or open; `refs` are report ids or addresses, parted by blanks."""

    act: str
    answer: str = ""
    refs: str = ""
    note: str = ""


def _parts(text: str) -> tuple[str, ...]:
    return tuple(t.strip() for t in text.split(";") if t.strip())


def _add(desk: DeskOf, data: NewRequirement) -> Requirement:
    return desk.room.requirements.add(
        desk.viewer, text=data.text, kind=data.kind, owner=data.owner, valid_from=data.valid_from,
        valid_to=data.valid_to, indicators=_parts(data.indicators), places=_parts(data.places),
    )  # fmt: skip


def _turn(desk: DeskOf, id_: str, data: Turn) -> Requirement:
    asks = desk.room.requirements
    if data.act == "answer":
        return asks.answer(desk.viewer, id_, data.answer, tuple(data.refs.split()))
    states = {"close": "closed", "open": "open"}
    if data.act not in states:
        raise InputError(f"{data.act!r} is nothing to do", way_out="use answer, close or open")
    return asks.turn(desk.viewer, id_, states[data.act], data.note)


@get("/requirements", media_type=MediaType.HTML, sync_to_thread=True)
def requirements_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    answer: FromQuery[str | None] = None,
) -> Response[str]:
    """The requirements as known, with the form to set one."""
    wish = asked(as_of)
    return page(
        desk, request, "requirements.html", wish, nav="requirements",
        rows=desk.room.requirements.listed(desk.viewer, wish.as_of), kinds=KINDS, answer=answer or "",
        may=permits(desk.viewer, "draft"), refs_of=lambda r: [x for c in r.refs if (x := Ref.of(c))],
        href=href,
    )  # fmt: skip


@post("/requirements/set", sync_to_thread=True)
def add_form(desk: Desk, data: URLEncodedBody[NewRequirement]) -> Redirect:
    """Sets a requirement."""
    return Redirect(f"/requirements#{_add(desk, data).id}", status_code=303)


@post("/requirements/{requirement:str}", sync_to_thread=True)
def turn_form(desk: Desk, requirement: FromPath[str], data: URLEncodedBody[Turn]) -> Redirect:
    """Answers, closes or opens a requirement."""
    return Redirect(f"/requirements#{_turn(desk, requirement, data).id}", status_code=303)


@get("/api/requirements", sync_to_thread=True)
def requirements_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[Requirement, ...]]:
    """The requirements as known."""
    return twin(desk.room.requirements.listed(desk.viewer, asked(as_of).as_of))


@post("/api/requirements/set", status_code=201, sync_to_thread=True)
def add_twin(desk: Desk, data: JSONBody[NewRequirement]) -> Response[Requirement]:
    """Sets a requirement."""
    answer: Response[Requirement] = twin(_add(desk, data))
    answer.status_code = 201
    return answer


@post("/api/requirements/{requirement:str}", status_code=200, sync_to_thread=True)
def turn_twin(
    desk: Desk, requirement: FromPath[str], data: JSONBody[Turn]
) -> Response[Requirement]:
    """Answers, closes or opens a requirement."""
    return twin(_turn(desk, requirement, data))


ROUTES = (requirements_page, add_form, turn_form, requirements_twin, add_twin, turn_twin)
