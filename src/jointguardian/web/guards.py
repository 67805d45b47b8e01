"""What keeps the room to those it is for: hosts, sessions, strict headers, no forged request.

The `Doorkeeper` stands before the router, so what it asks holds for every route there is or will
be: the Host that the room answers to, no foreign origin, and a session where there is a password.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from time import perf_counter
from urllib.parse import quote, urlsplit

from litestar.config.csrf import CSRFConfig
from litestar.enums import ScopeType
from litestar.middleware.csrf import CSRFMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from ..access.door import Door
from .compress import shrunk
from .logs import answered
from .session import NOBODY, UNATTENDED, Doorway, Visitor, is_public, visitor_of
from .subpath import moved, prefix_of, without

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

# Source: W3C Content Security Policy Level 3. MapLibre's worker is a file of ours; `blob:` images
# are what it makes on canvas. No address outside of this server is ever allowed.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
STATIC = "/static/app/"


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def csrf(door: Door) -> CSRFConfig:
    """A double-submitted token under a secret and a cookie name of this operation.

    Cookies know no ports: the name keeps those of another room on this machine apart. The secret
    outlives a restart, so that a page that was open then can still send its form.
    """
    return CSRFConfig(
        secret=hashlib.sha256(f"forms {door.secret}".encode()).hexdigest(),
        cookie_name=f"guardian_{door.mark}",
        cookie_httponly=True,
        cookie_samesite="strict",
    )


class Unforged(CSRFMiddleware):
    """The check of forms; a request with a token of its own cannot be forged by a page."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a program's request through, and looks at a browser's."""
        who = scope.get("user")
        if isinstance(who, Visitor) and who.how == "token":
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def allowed_hosts(host: str) -> frozenset[str]:
    """The names by which a browser may call a server bound to `host`, without the port."""
    name = f"[{host}]" if ":" in host else host
    return LOCAL_NAMES | {name}


def is_local(host: str) -> bool:
    """Whether only this machine reaches a server bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name


class Doorkeeper:
    """ASGI middleware: refuses strange hosts, foreign origins and strangers; adds the headers.

    A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding); its requests then
    carry that name as Host, and are refused here.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: frozenset[str],
        door: Door,
        doorway: Doorway,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.app, self.hosts, self.door, self.doorway = app, hosts, door, doorway
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers 401, 403 or 421, or leads to the sign-in."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        given = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        root = prefix_of(self.doorway, scope, given)
        scope["path"], scope["root_path"] = without(root, scope["path"]), ""
        number, began = secrets.token_hex(8), perf_counter()
        secure = self._is_secure(scope, given)
        base = f"{'https' if secure else 'http'}://{given.get('host', '')}{root}"
        ours = {"root": root, "request": number, "base": base}
        scope["state"] = {**scope.get("state", {}), **ours}
        send = self._noted(scope, send, number, began)
        refusal = self._refusal(scope["path"], given, str(scope.get("method")))
        if refusal:
            await _refuse(scope, send, *refusal)
            return
        touch = scope["path"] not in UNATTENDED
        visitor = visitor_of(self.door, self.doorway, given, self.clock(), touch=touch)
        stranger = self._stranger(scope, visitor)
        if stranger:
            person = visitor is not None and not is_for_programs(scope)
            if person and scope.get("method") in SAFE:
                await _lead_to_sign_in(scope, send, root)
            else:
                await _turn_away(send, stranger)
            return
        scope["user"], scope["auth"] = visitor or NOBODY, None
        await self.app(scope, receive, shrunk(scope, self._answer(scope, send, root, secure)))

    def _noted(self, scope: Scope, send: Send, number: str, began: float) -> Send:
        """Numbers the answer, and writes its line when it is on its way."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", number.encode())]
                spent = (perf_counter() - began) * 1000
                answered(scope, self.door, number, message["status"], spent)
            await send(message)

        return noted

    def _answer(self, scope: Scope, send: Send, root: str, secure: bool) -> Send:
        keep = scope["path"].startswith(STATIC)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = {**HEADERS, "cache-control": "no-cache" if keep else "no-store"}
                had = {k.lower() for k, _ in message["headers"]}
                new = ((k.encode(), v.encode()) for k, v in extra.items())
                all_of_them = [*message["headers"], *(h for h in new if h[0] not in had)]
                message["headers"] = moved(all_of_them, root, secure=secure)
            await send(message)

        return with_headers

    def _refusal(self, path: str, given: dict[str, str], method: str) -> tuple[int, str] | None:
        if not path.isprintable():
            return 404, "There is nothing at this address."
        if _name(given.get("host", "")) not in self.hosts:
            return 421, "This room answers to the address that it was started with only."
        origin = given.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != given["host"]
        if method not in SAFE and (foreign or given.get("sec-fetch-site") == "cross-site"):
            return 403, "This request comes from another site."
        if method not in SAFE and given.get("authorization", "").casefold().startswith("basic "):
            # browsers send Basic by themselves: a page elsewhere could have them write with it
            return 403, "A name and token in Basic are for reading; to write, send Bearer."
        return None

    def _stranger(self, scope: Scope, visitor: Visitor | None) -> str:
        """Why the request may not go on; empty where it may."""
        if visitor is None:
            return "This token is not known here, or was withdrawn."
        if visitor.how != "local" or is_public(scope["path"]):
            return ""
        if self.door.locked:
            return "Sign in first."
        if self.doorway.named and scope.get("method") not in SAFE:
            return "Sign in with your name first: what is written here has one."
        return ""

    def _is_secure(self, scope: Scope, given: dict[str, str]) -> bool:
        trusted = (scope.get("client") or ("", 0))[0] in self.doorway.proxies
        return scope.get("scheme") == "https" or (
            trusted and given.get("x-forwarded-proto") == "https"
        )


async def _lead_to_sign_in(scope: Scope, send: Send, root: str) -> None:
    """For a person who opens a page."""
    path, query = scope["path"], scope.get("query_string", b"").decode("latin-1")
    back = quote(f"{path}?{query}" if query else path, safe="")
    where = f"{root}/sign-in?back={back}".encode()
    await _send(send, 303, b"", (b"location", where), (b"content-type", b"text/plain"))


async def _turn_away(send: Send, line: str) -> None:
    """401, with how to sign in."""
    way = (b"www-authenticate", b'Bearer realm="guardian"')
    await _problem(send, 401, "Not signed in", line, way)


async def _problem(
    send: Send, status: int, title: str, line: str, *headers: tuple[bytes, bytes]
) -> None:
    """A problem (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": line, "error": line}
    kind = (b"content-type", b"application/problem+json")
    await _send(send, status, json.dumps(body).encode(), kind, *headers)


def is_for_programs(scope: Scope) -> bool:
    """Whether an address answers programs, or a script of the page asks for a part of one."""
    asks = any(k == b"hx-request" for k, _ in scope["headers"])
    return asks or scope["path"].startswith(("/api/", "/ogc"))


async def _refuse(scope: Scope, send: Send, status: int, line: str) -> None:
    if is_for_programs(scope):
        await _problem(send, status, "Refused at the door", line)
        return
    await _send(send, status, line.encode(), (b"content-type", b"text/plain; charset=utf-8"))


async def _send(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    ours = ((k.encode(), v.encode()) for k, v in HEADERS.items())
    every = [*headers, (b"cache-control", b"no-store"), *ours]
    await send({"type": "http.response.start", "status": status, "headers": every})
    await send({"type": "http.response.body", "body": body, "more_body": False})
