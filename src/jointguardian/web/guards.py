"""What keeps the room to this machine: host check, strict headers, no forged request."""

import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

from litestar.config.csrf import CSRFConfig
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

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
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
STATIC = "/static/app/"


def csrf() -> CSRFConfig:
    """A double-submitted token with a new secret and cookie name for each start of the server.

    The new name keeps a browser's cookie of an earlier start, or of another room on another port,
    from being taken for this one's.
    """
    return CSRFConfig(
        secret=secrets.token_hex(32),
        cookie_name=f"guardian_{secrets.token_hex(4)}",
        cookie_httponly=True,
        cookie_samesite="strict",
    )


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
    """ASGI middleware: refuses strange hosts and foreign origins, adds the headers to every answer.

    A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding); its requests then
    carry that name as Host, and are refused here.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers 421 or 403."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        given = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        refusal = self._refusal(given, str(scope.get("method")))
        if refusal:
            await _refuse(send, *refusal)
            return
        keep = scope["path"].startswith(STATIC)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = {**HEADERS, "cache-control": "no-cache" if keep else "no-store"}
                had = {k.lower() for k, _ in message["headers"]}
                new = ((k.encode(), v.encode()) for k, v in extra.items())
                message["headers"] = [*message["headers"], *(h for h in new if h[0] not in had)]
            await send(message)

        await self.app(scope, receive, with_headers)

    def _refusal(self, given: dict[str, str], method: str) -> tuple[int, str] | None:
        if _name(given.get("host", "")) not in self.hosts:
            return 421, "This room answers to the address that it was started with only."
        origin = given.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != given["host"]
        if method not in ("GET", "HEAD", "OPTIONS") and foreign:
            return 403, "This request comes from another site."
        return None


async def _refuse(send: Send, status: int, line: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": line.encode(), "more_body": False})
