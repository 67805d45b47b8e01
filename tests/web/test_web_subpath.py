"""Below a proxy's path no link, redirect or cookie leads out of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from walking import Links, templates, walk

from jointguardian.access import LOCAL
from jointguardian.access.door import Door
from jointguardian.pipeline import OperationRoom, open_operation
from jointguardian.web import create_app
from jointguardian.web.session import Doorway
from jointguardian.web.subpath import clean_root, rooted, without

Client = TestClient[Litestar]
ROOT = "/kfor"
PROXY = "testclient"


@pytest.fixture(scope="module")
def room(kosovo: Path) -> Iterator[OperationRoom]:
    with open_operation(kosovo) as operation:
        yield OperationRoom(operation)


def opened(room: OperationRoom, doorway: Doorway, door: Door | None = None) -> Client:
    app = create_app(room, viewer=LOCAL, doorway=doorway, door=door)
    return TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False)


def test_no_page_links_out_of_the_path(room: OperationRoom) -> None:
    with opened(room, Doorway(root=ROOT)) as client:
        known = [path for method, path in templates(client.app) if method == "GET"]
        pages = walk(client, f"{ROOT}/", known, ROOT)
    assert len(pages) > 15
    outside = [
        (page, found)
        for page, html in pages.items()
        for found in Links(html).found
        if not found[2].startswith((f"{ROOT}/", f"http://127.0.0.1:8347{ROOT}/"))
        and found[2] != ROOT
        and found[2] != f"http://127.0.0.1:8347{ROOT}"
        and not (found[1].startswith("data-") and not found[2].startswith("/"))
        and not (found[0] == "a" and found[2].startswith("http"))
    ]
    assert not outside


def test_each_page_that_is_linked_is_there(room: OperationRoom) -> None:
    with opened(room, Doorway(root=ROOT)) as client:
        known = [path for method, path in templates(client.app) if method == "GET"]
        for page, html in walk(client, f"{ROOT}/", known, ROOT, each=1).items():
            scripts = [v for t, n, v in Links(html).found if t in ("script", "link", "img")]
            for address in scripts:
                assert client.get(address).status_code == 200, (page, address)


def test_redirects_and_cookies_stay_inside(room: OperationRoom) -> None:
    door = Door(None)
    door.set_password("four quiet green hills")
    with opened(room, Doorway(root=ROOT), door) as client:
        answer = client.get(f"{ROOT}/watch?x=1", follow_redirects=False)
        assert answer.headers["location"] == f"{ROOT}/sign-in?back=%2Fwatch%3Fx%3D1"
        page = client.get(f"{ROOT}/sign-in")
        assert f'action="{ROOT}/sign-in"' in page.text
        assert f"Path={ROOT}" in page.headers["set-cookie"]


def test_a_trusted_proxy_says_where_and_nobody_else_does(room: OperationRoom) -> None:
    told = {"x-forwarded-prefix": ROOT, "x-forwarded-proto": "https"}
    with opened(room, Doorway(proxies=frozenset({PROXY}))) as client:
        assert f'href="{ROOT}/about"' in client.get("/about", headers=told).text
        assert (
            client.get("/ogc", headers=told)
            .json()["links"][0]["href"]
            .startswith(f"https://127.0.0.1:8347{ROOT}/ogc")
        )
        assert "secure" in client.get("/sign-in", headers=told).headers["set-cookie"].lower()
        crafted = {"x-forwarded-prefix": '/"><script>'}
        assert "<script>" not in client.get("/about", headers=crafted).text
    with opened(room, Doorway()) as client:
        assert ROOT not in client.get("/about", headers=told).text


@pytest.mark.parametrize("text", ["", "/", "kfor", "/kfor/", "/a/b"])
def test_a_path_is_taken_as_it_is_meant(text: str) -> None:
    assert clean_root(text) == (f"/{text.strip('/')}" if text.strip("/") else "")


@pytest.mark.parametrize("text", ["//evil.example", "/a b", "/../x", '/"', "https://evil"])
def test_what_is_no_path_is_none(text: str) -> None:
    assert clean_root(text) in ("", "/evil.example")


def test_only_attributes_are_moved() -> None:
    html = '<a href="/x">href=&#34;/y</a><p>/z</p><img src="//other/x">'
    assert (
        rooted(html, ROOT) == f'<a href="{ROOT}/x">href=&#34;/y</a><p>/z</p><img src="//other/x">'
    )
    assert without(ROOT, f"{ROOT}/x") == without(ROOT, "/x") == "/x"
    assert without(ROOT, "/kforest") == "/kforest"
