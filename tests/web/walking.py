"""Walks the room as a browser does: from page to page by the links that are there."""

import re
from collections import Counter
from html.parser import HTMLParser

from litestar import Litestar
from litestar.testing import TestClient

ADDRESSED = {"href", "src", "action", "formaction", "poster", "sse-connect"}
Client = TestClient[Litestar]


class Links(HTMLParser):
    """The addresses in a page's attributes, and its forms' methods."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            wanted = name in ADDRESSED or name.startswith(("hx-", "data-"))
            if value and wanted and re.match(r"/[^/]|/$|https?:|//", value):
                self.found.append((tag, name, value))


def templates(app: Litestar) -> list[tuple[str, str]]:
    """Every route as `(method, path)`; the static files are none of ours."""
    return sorted(
        (method, route.path_format)
        for route in app.routes
        for method in getattr(route, "methods", ())
        if method not in ("OPTIONS", "HEAD") and not route.path.startswith("/static")
    )


def template_of(path: str, known: list[str]) -> str:
    """The route that a path belongs to: `/report/{report}` for `/report/r_1`."""
    for pattern in known:
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", pattern), path):
            return pattern
    return path


def walk(
    client: Client, start: str, known: list[str], root: str = "", each: int = 2
) -> dict[str, str]:
    """Pages by address, at most `each` of a route, breadth first."""
    waiting, seen, pages = [start], {start}, dict[str, str]()
    visits: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        path = address.partition("?")[0].partition("#")[0]
        route = template_of(path[len(root) :] or "/", known)
        if visits[route] >= each:
            continue
        visits[route] += 1
        answer = client.get(address)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        assert answer.status_code < 500, address
        pages[address] = answer.text
        for tag, name, link in Links(answer.text).found:
            plain = link.partition("#")[0]
            follow = tag == "a" and name == "href" and plain not in seen
            if follow and plain.startswith("/"):
                seen.add(plain)
                waiting.append(plain)
    return pages
