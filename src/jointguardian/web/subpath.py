"""The room below a path of a proxy (`/kfor`): the one place that knows of it.

Inside, every address begins at `/`, in templates, routes and redirects alike. On the way in the
prefix is taken off the request's path; on the way out it is put before the addresses in a page's
attributes (`rooted`, called by `Pages.render`) and in the headers (`moved`). The script asks
`at(path)` of `ui/src/root.ts`, which reads `data-root` of the page.
"""

import re
from collections.abc import Iterable, Mapping

from litestar.types import Scope

from .session import Doorway

_ATTRIBUTE = re.compile(
    r"""(\s(?:href|src|action|formaction|poster|data-(?:href|src|url|[a-z-]+-url)|hx-(?:get|post|put|patch|delete|push-url|replace-url)|sse-connect)=["'])/(?!/)"""
)
_LEADS = frozenset({b"location", b"hx-redirect", b"hx-location", b"hx-push-url", b"hx-replace-url"})
_ROOT = re.compile(r"(/[A-Za-z0-9._~-]+)+")


def clean_root(text: str) -> str:
    """`/kfor` for `kfor/`, "" for `/`; None of a proxy's word is taken that is no plain path."""
    root = "/" + text.strip("/")
    return root if _ROOT.fullmatch(root) and ".." not in root else ""


def prefix_of(doorway: Doorway, scope: Scope, given: Mapping[str, str]) -> str:
    """The prefix of this request: a trusted proxy's word, else the one that the room was given."""
    client = scope.get("client")
    if client and client[0] in doorway.proxies and "x-forwarded-prefix" in given:
        return clean_root(given["x-forwarded-prefix"])
    return doorway.root


def without(root: str, path: str) -> str:
    """The path inside of the room, whether or not the proxy took the prefix off."""
    if root and (path == root or path.startswith(f"{root}/")):
        return path[len(root) :] or "/"
    return path


def rooted(html: str, root: str) -> str:
    """A page with the prefix before each address that begins at `/`.

    Text is escaped in our pages (a quotation mark is `&#34;`), so only attributes can match.
    """
    return _ATTRIBUTE.sub(rf"\g<1>{root}/", html) if root else html


def moved(
    headers: Iterable[tuple[bytes, bytes]], root: str, *, secure: bool
) -> list[tuple[bytes, bytes]]:
    """Headers with the prefix before addresses and in the paths of cookies; cookies kept to TLS."""
    return [(name, _moved(name.lower(), value, root, secure)) for name, value in headers]


def _moved(name: bytes, value: bytes, root: str, secure: bool) -> bytes:
    if root and name in _LEADS and value.startswith(b"/") and not value.startswith(b"//"):
        return root.encode() + value
    if name == b"set-cookie":
        path = f"; Path={root or '/'}".encode()
        value = re.sub(rb"(?i);\s*path=/(?=;|$)", path, value)
        if secure and b"secure" not in value.lower().split(b"; "):
            value += b"; Secure"
    return value
