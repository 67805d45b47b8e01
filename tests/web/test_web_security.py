"""Every route there is: forms cannot be forged, strangers are turned away, nothing runs inline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from walking import templates, walk

from jointguardian.access import LOCAL
from jointguardian.access.door import Door
from jointguardian.pipeline import OperationRoom, open_operation
from jointguardian.web import create_app
from jointguardian.web.session import PUBLIC

Client = TestClient[Litestar]
HOME = "http://127.0.0.1:8347"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
INLINE = (
    (r"<style\b", "a style sheet"),
    (r"\sstyle\s*=", "a style"),
    (r"\son[a-z]+\s*=\s*[\"']", "a handler"),
    (r"javascript:", "a script address"),
    (r"<script(?![^>]*\ssrc=)", "a script"),
    (r"<base\b|<iframe\b|<object\b|<embed\b", "a frame"),
    (r"hx-on", "a handler of htmx"),
)


@dataclass
class Served:
    """A client, and the routes that it can ask."""

    client: Client
    routes: list[tuple[str, str]]


@pytest.fixture(scope="module")
def room(kosovo: Path) -> Iterator[OperationRoom]:
    with open_operation(kosovo) as operation:
        yield OperationRoom(operation)


def served(room: OperationRoom, door: Door | None = None) -> Served:
    app = create_app(room, viewer=LOCAL, door=door)
    made = TestClient(app, base_url=HOME, raise_server_exceptions=False)
    return Served(made, templates(app))


@pytest.fixture(scope="module")
def standing(room: OperationRoom) -> Iterator[Served]:
    made = served(room)
    with made.client:
        yield made


def filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "nobody", path)


@pytest.mark.parametrize("sent", ["form", "json", "multipart", "nothing"])
def test_no_unsafe_request_goes_through_without_its_token(standing: Served, sent: str) -> None:
    forms = {
        "form": {"data": {"x": "1"}},
        "json": {"json": {"x": 1}},
        "multipart": {"files": {"x": ("x", b"1")}},
        "nothing": {},
    }
    unsafe = [(m, p) for m, p in standing.routes if m in UNSAFE]
    assert len(unsafe) > 8
    open_ones = []
    for method, path in unsafe:
        answer = standing.client.request(method, filled(path), **forms[sent])  # type: ignore[arg-type]
        if answer.status_code != 403 or "CSRF" not in answer.text:
            open_ones.append((method, path, answer.status_code))
    assert not open_ones


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_no_unsafe_request_of_another_site_is_looked_at(
    standing: Served, headers: dict[str, str]
) -> None:
    for method, path in standing.routes:
        if method in UNSAFE:
            answer = standing.client.request(method, filled(path), headers=headers)
            assert (path, answer.status_code) == (path, 403)
            assert "another site" in answer.text


def test_reading_changes_nothing(standing: Served, room: OperationRoom) -> None:
    """No GET writes: what a page shows cannot be made to do something by its address."""
    before = room.operation.record.export_head()
    for method, path in standing.routes:
        if method == "GET" and "stream" not in path:
            standing.client.get(filled(path), follow_redirects=False)
    assert room.operation.record.export_head() == before


@pytest.mark.parametrize("words", ["'; drop table report; --", '" OR "1"="1', 'a" NEAR b*', "%_\\"])
def test_words_of_a_query_language_are_words(
    standing: Served, room: OperationRoom, words: str
) -> None:
    before = room.operation.record.export_head()
    for address in ("/search", "/api/search", "/api/capture/places", "/api/capture/sources"):
        answer = standing.client.get(address, params={"q": words})
        assert answer.status_code == 200
    for name in ("only", "place", "words", "to", "subject"):
        for address in ("/api/watch", "/api/picture", "/api/requests", "/sources"):
            assert standing.client.get(address, params={name: words}).status_code < 500
    assert room.operation.record.export_head() == before
    assert room.operation.record.verify().ok


def test_with_a_password_every_route_is_closed_but_the_few_that_are_named(
    room: OperationRoom,
) -> None:
    door = Door(None)
    door.set_password("four quiet green hills")
    made = served(room, door)
    with made.client as client:
        answers = {
            (m, p): client.request(m, filled(p), follow_redirects=False).status_code
            for m, p in made.routes
        }
    let_in = {p for (m, p), status in answers.items() if status not in (303, 401)}
    assert let_in == PUBLIC & let_in
    assert answers["GET", "/api/picture"] == 401
    assert answers["POST", "/sign-out"] == 401
    assert not [r for r, status in answers.items() if status >= 500]


def test_no_page_holds_anything_that_runs_inline(standing: Served) -> None:
    known = [p for m, p in standing.routes if m == "GET"]
    found = [
        (address, what)
        for address, html in walk(standing.client, "/", known).items()
        for pattern, what in INLINE
        if re.search(pattern, html, re.IGNORECASE)
    ]
    assert not found


def test_every_answer_carries_the_strict_headers(standing: Served) -> None:
    paths = [filled(p) for m, p in standing.routes if m == "GET" and "stream" not in p]
    for path in [*paths, "/nowhere", "/static/none", "/static/mark.svg"]:
        headers = standing.client.get(path, follow_redirects=False).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in ("no-referrer", "same-origin")
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/app/..%5c..%5capp.py",
        "/static//etc/passwd",
        "/report/..%2f..%2fguardian.toml",
        "/attachment/x/..%2f..%2fdoor.db",
        "/static/app/assets/%00",
    ],
)
def test_no_address_leads_to_a_file_that_is_not_meant(standing: Served, path: str) -> None:
    answer = standing.client.get(path)
    assert answer.status_code in (400, 404)
    assert "secret" not in answer.text
    assert "create_app" not in answer.text


def test_a_body_that_is_too_long_is_refused(standing: Served) -> None:
    page = standing.client.get("/paste").text
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page)
    assert token
    answer = standing.client.post(
        "/api/read",
        content=b'{"text":"' + b"x" * 13_000_000 + b'"}',
        headers={"x-csrftoken": token[1], "content-type": "application/json"},
    )
    assert answer.status_code == 413


def test_session_cookies_are_told_to_nobody_else(room: OperationRoom) -> None:
    made = served(room)
    with made.client as client:
        cookie = client.get("/sign-in").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
