"""What goes out is small: whole texts, never streams; built files as they were compressed."""

import gzip
from collections.abc import Iterator

import pytest
from fake_room import FakeRoom
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.web import create_app
from jointguardian.web.routes import assets

Client = TestClient[Litestar]


@pytest.fixture
def client() -> Iterator[Client]:
    app = create_app(FakeRoom(), viewer=LOCAL)
    with TestClient(app, base_url="http://127.0.0.1:8347") as made:
        yield made


def raw(client: Client, path: str, accepted: str) -> tuple[dict[str, str], bytes]:
    with client.stream("GET", path, headers={"accept-encoding": accepted}) as answer:
        return dict(answer.headers), b"".join(answer.iter_raw())


def test_a_page_is_compressed_for_who_can_unpack_it(client: Client) -> None:
    headers, body = raw(client, "/about", "gzip")
    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(body)
    assert b"<!doctype html>" in gzip.decompress(body)
    headers, plain = raw(client, "/about", "identity")
    assert "content-encoding" not in headers
    assert len(body) < len(plain) / 2


def test_a_short_answer_stays_as_it_is(client: Client) -> None:
    headers, _ = raw(client, "/healthz/live", "gzip")
    assert "content-encoding" not in headers


def test_a_built_file_comes_in_its_smallest_form_and_is_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("assets")
    monkeypatch.setattr(assets, "FOLDER", folder)
    (folder / "main-a1.js").write_bytes(b"plain")
    (folder / "main-a1.js.gz").write_bytes(b"gz")
    (folder / "main-a1.js.br").write_bytes(b"br")
    path = "/static/app/assets/main-a1.js"
    forms = {a: raw(client, path, a) for a in ("gzip, br", "gzip", "identity")}
    assert [body for _, body in forms.values()] == [b"br", b"gz", b"plain"]
    headers = forms["gzip"][0]
    assert headers["content-encoding"] == "gzip"
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]
    assert headers["vary"] == "accept-encoding"


@pytest.mark.parametrize("name", ["none.js", "main-a1.js.gz", "..", "x.py", ".hidden.js"])
def test_nothing_else_is_served(client: Client, name: str) -> None:
    assert client.get(f"/static/app/assets/{name}").status_code == 404
