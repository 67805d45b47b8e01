"""`/sign-in`: a name (and the password, where there is one); `/sign-out`."""

from datetime import UTC, datetime

import msgspec
from litestar import MediaType, Request, Response, delete, get, post
from litestar.datastructures import Cookie, State
from litestar.params import FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access.door import Door
from ...errors import InputError
from ..answer_kinds import Signed
from ..answers import Ask, page, twin
from ..asked import Asked
from ..desk import Desk, DeskOf, visitor_at
from ..session import Doorway, Throttle, cookie_name, safe_back


class SigningIn(msgspec.Struct, kw_only=True):
    """A name or initials, the password where the room has one, and the page to go back to."""

    name: str
    password: str = ""
    back: str = "/"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, how, and whether the room asks for a password."""

    name: str
    how: str
    password_needed: bool


def address_of(request: Request[object, object, State]) -> str:
    """Whose tries are counted: the sender, or the one whom a trusted proxy names last."""
    sender = request.client.host if request.client else ""
    doorway: Doorway = request.app.state.doorway
    if sender in doorway.proxies:
        told = request.headers.get("x-forwarded-for", "").split(",")[-1].strip()
        return told or sender
    return sender


def _begin(request: Ask, given: SigningIn) -> Cookie:
    """The cookie of a new session. Raises InputError for a wrong name, password, or haste."""
    door: Door = request.app.state.door
    throttle: Throttle = request.app.state.throttle
    address = address_of(request)
    if door.locked:
        seconds = throttle.wait(address)
        if seconds:
            raise InputError(
                "too many wrong passwords from here", way_out=f"wait {seconds} s, then try again"
            )
        throttle.failed(address)  # before the check, so that many tries at once count too
        if not door.opens(given.password):
            raise InputError("the password is not right", where="password")
        throttle.passed(address)
    value = door.begin(given.name, datetime.now(UTC))
    door.end(visitor_at(request).cookie)
    return _cookie(door, value)


def _ended(request: Ask) -> Cookie:
    door: Door = request.app.state.door
    door.end(visitor_at(request).cookie)
    return _cookie(door, "", max_age=0)


def _cookie(door: Door, value: str, max_age: int | None = None) -> Cookie:
    name = cookie_name(door)
    return Cookie(key=name, value=value, max_age=max_age, httponly=True, samesite="strict")


def _form(request: Ask, desk: DeskOf, given: SigningIn, wrong: str = "") -> Response[str]:
    locked = request.app.state.door.locked
    return page(
        desk, request, "sign_in.html", Asked(), nav="sign", given=given, locked=locked, wrong=wrong
    )


@get("/sign-in", media_type=MediaType.HTML, sync_to_thread=False)
def sign_in_page(request: Ask, desk: Desk, back: FromQuery[str] = "/") -> Response[str]:
    """Name, and password where there is one."""
    known = desk.visitor.name if desk.visitor.how == "session" else ""
    return _form(request, desk, SigningIn(name=known, back=safe_back(back)))


@post("/sign-in", media_type=MediaType.HTML, sync_to_thread=True, status_code=303)
def sign_in(request: Ask, desk: Desk, data: URLEncodedBody[SigningIn]) -> Response[str]:
    """Begins a session and goes back to where the person came from."""
    try:
        cookie = _begin(request, data)
    except InputError as fault:
        again = SigningIn(name=data.name, back=safe_back(data.back))
        answer = _form(request, desk, again, fault.line)
        answer.status_code = 400
        return answer
    leave = {"location": safe_back(data.back)}
    return Response("", status_code=303, headers=leave, cookies=[cookie])


@post("/sign-out", sync_to_thread=False)
def sign_out(request: Ask) -> Redirect:
    """Ends the session; a copy of its cookie opens nothing any more."""
    return Redirect("/sign-in", status_code=303, cookies=[_ended(request)])


@get("/api/session", sync_to_thread=False)
def session(request: Ask, desk: Desk) -> Response[Known]:
    """Who asks."""
    locked: bool = request.app.state.door.locked
    who = desk.visitor
    return twin(Known(name=who.name, how=who.how, password_needed=locked))


@post("/api/session", sync_to_thread=True, status_code=201)
def begin_session(request: Ask, data: JSONBody[SigningIn]) -> Response[Signed]:
    """Begins a session, by cookie."""
    cookie = _begin(request, data)
    answer = twin(Signed(name=" ".join(data.name.split())))
    answer.status_code = 201
    answer.cookies.append(cookie)
    return answer


@delete("/api/session", sync_to_thread=False, status_code=204)
def end_session(request: Ask) -> Response[None]:
    """Ends the session."""
    return Response(None, status_code=204, cookies=[_ended(request)])


ROUTES = (sign_in_page, sign_in, sign_out, session, begin_session, end_session)
