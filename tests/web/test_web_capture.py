"""Taking down a report over HTTP: token, twins, limits, hostile names and types, once only."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.pipeline import Operation, OperationRoom, create_operation
from jointguardian.web import create_app

Client = TestClient[Litestar]
NOW = datetime(2023, 5, 29, 12, tzinfo=UTC)
LINE = "291030Z 34TDN869395 LMT3 2x shots fired nr bridge, no cas"
HOSTILE = "<script>alert('x')</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.fixture(scope="module")
def operation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operation]:
    with create_operation(tmp_path_factory.mktemp("taken") / "op", pack="kosovo") as made:
        settings = msgspec.structs.replace(made.settings, replay=False, attachment_limit_mb=0.1)
        yield replace(made, settings=settings, clock=lambda: NOW)


@pytest.fixture(scope="module")
def client(operation: Operation) -> Iterator[Client]:
    app = create_app(OperationRoom(operation), viewer=LOCAL)
    with TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def headers(client: Client) -> dict[str, str]:
    return {"x-csrftoken": client.get("/api/capture/token").json()["token"]}


def reports(operation: Operation) -> int:
    return len(operation.record.reports(LOCAL))


def test_the_form_stands_on_its_page_and_in_a_dialog_on_the_others(client: Client) -> None:
    own = client.get("/capture").text
    assert own.count('id="capture-form"') == 1
    assert '<dialog id="capture-dialog"' not in own
    other = client.get("/about").text
    assert other.count('id="capture-form"') == 1
    assert '<dialog id="capture-dialog"' in other
    assert "take down a report" in other


def test_the_past_is_closed(client: Client) -> None:
    page = client.get("/capture?as_of=2023-05-01").text
    assert 'id="capture-form"' not in page
    assert "was known then" in page


def test_a_report_is_recorded_once(
    client: Client, operation: Operation, headers: dict[str, str]
) -> None:
    before = reports(operation)
    draft = {"text": LINE, "native_id": "web-once"}
    first = client.post("/api/capture", json=draft, headers=headers)
    again = client.post("/api/capture", json=draft, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json()["status"], again.json()["status"]) == ("new", "same")
    assert first.json()["report"] == again.json()["report"]
    assert reports(operation) == before + 1
    page = client.get(f"/report/{first.json()['report']}").text
    assert "Taken down by" in page
    assert "291030ZMAY23" in page


@pytest.mark.parametrize(
    "path", ["/api/capture", "/api/capture/read", "/api/capture/told", "/capture/read", "/capture"]
)
def test_without_a_token_nothing_is_taken(client: Client, operation: Operation, path: str) -> None:
    before = reports(operation)
    assert client.post(path, json={"text": LINE}).status_code == 403
    assert client.post(path, data={"text": LINE, "_csrf_token": "0" * 128}).status_code == 403
    assert reports(operation) == before


def test_reading_records_nothing_and_shows_what_was_understood(
    client: Client, operation: Operation, headers: dict[str, str]
) -> None:
    before = reports(operation)
    read = client.post("/api/capture/read", json={"text": LINE}, headers=headers).json()
    assert read["taken"]["head"]["who"]["value"] == "LMT3"
    assert read["taken"]["happened"] == "2023-05-29T10:30:00Z"
    assert {"event", "count"} <= {i["thing"] for i in read["items"]}
    part = client.post("/capture/read", json={"text": LINE}, headers=headers).text
    assert "291030ZMAY23" in part
    assert 'data-thing="event/' in part
    empty = client.post("/capture/read", json={"text": ""}, headers=headers)
    assert empty.status_code == 200
    assert reports(operation) == before


def test_hostile_words_stay_words(client: Client, headers: dict[str, str]) -> None:
    draft = {
        "text": f"1030 shots fired at {HOSTILE} police, 2 injured",
        "where": HOSTILE,
        "source": HOSTILE,
    }
    part = client.post("/capture/read", json=draft, headers=headers).text
    assert HOSTILE not in part
    done = client.post("/api/capture", json=draft, headers=headers).json()
    assert HOSTILE not in client.get(f"/report/{done['report']}").text


def test_the_browser_without_script_sends_a_form(
    client: Client, operation: Operation, headers: dict[str, str]
) -> None:
    form = {"text": "One\r\ntwo", "when": "1030", "_csrf_token": headers["x-csrftoken"]}
    files = [("files", ("a.txt", b"hello", "text/html"))]
    answer = client.post("/capture", data=form, files=files, follow_redirects=False)
    assert answer.status_code == 303
    report = operation.record.report(LOCAL, answer.headers["location"].rpartition("/")[2])
    assert report.text == "One\ntwo"
    assert "a.txt" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("picture.svg", SVG, "image/svg+xml"),
        ("page.html", HOSTILE.encode(), "text/html"),
        ('a"; filename="b.exe', b"MZ", "image/png"),
        ("../../../record.db", b"x", "application/pdf"),
        ("naïve – Ж.png", b"\x89PNG\r\n\x1a\nx", "text/html"),
        ("\r\nSet-Cookie: a=b.png", b"x", "image/png"),
    ],
)
def test_a_file_is_only_ever_saved_never_shown(
    client: Client,
    operation: Operation,
    headers: dict[str, str],
    name: str,
    content: bytes,
    said: str,
) -> None:
    draft = msgspec.json.encode({"text": LINE, "native_id": f"file {name}"}).decode()
    answer = client.post(
        "/api/capture/with-files",
        data={"draft": draft},
        files=[("files", (name, content, said))],
        headers=headers,
    )
    assert answer.status_code == 201, answer.text
    report = answer.json()["report"]
    [row] = client.get(f"/api/reports/{report}/capture").json()["attachments"]
    assert not re.search(r'[/\\<>"\r\n]', row["name"])
    got = client.get(f"/attachment/{report}/{row['sha256']}")
    assert got.content == content
    assert got.headers["content-disposition"].startswith("attachment; filename=")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    assert "set-cookie" not in got.headers or "a=b" not in got.headers["set-cookie"]
    kind = got.headers["content-type"]
    assert kind == ("image/png" if content.startswith(b"\x89PNG") else "application/octet-stream")
    inside = list(operation.folder.rglob(row["sha256"]))
    assert [p.parent.parent.name for p in inside] == ["attachments"]


def test_a_file_over_the_limit_is_refused_with_the_report(
    client: Client, operation: Operation, headers: dict[str, str]
) -> None:
    before = reports(operation)
    answer = client.post(
        "/api/capture/with-files",
        data={"draft": '{"text":"x"}'},
        files=[("files", ("big", b"x" * 100_001, "image/png"))],
        headers=headers,
    )
    assert answer.status_code == 400
    assert "larger than 0.1 MB" in answer.json()["error"]
    assert reports(operation) == before


@pytest.mark.parametrize(
    "body", ['{"text": 5}', '{"text": "x", "colour": "red"}', "{", "[]", '{"when": "now"}']
)
def test_what_is_no_draft_is_refused(client: Client, headers: dict[str, str], body: str) -> None:
    json = {**headers, "content-type": "application/json"}
    assert client.post("/api/capture", content=body, headers=json).status_code == 400
    answer = client.post("/api/capture/with-files", data={"draft": body}, headers=headers)
    assert answer.status_code in (400, 415)


def test_an_attachment_of_another_report_or_an_odd_digest_is_not_found(client: Client) -> None:
    for path in ("/attachment/r_nobody/" + "0" * 64, "/attachment/r_nobody/..%2f..%2frecord.db"):
        assert client.get(path).status_code == 404
    assert client.get("/api/reports/r_nobody/capture").status_code == 404


def test_type_ahead(client: Client, headers: dict[str, str]) -> None:
    places = client.get("/api/capture/places", params={"q": "zveç"}).json()
    assert places[0]["both"] == "Zvečan / Zveçan"
    assert client.get("/api/capture/places", params={"q": "z"}).json() == []
    client.post("/api/capture", json={"text": "1030 shots", "source": "Post 7"}, headers=headers)
    assert client.get("/api/capture/sources", params={"q": "post"}).json()[0]["name"] == "Post 7"
