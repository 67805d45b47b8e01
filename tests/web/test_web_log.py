"""The page of the mission's own log, as a browser asks it."""

import re
import time
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import own_logs
from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web import create_app

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with create_operation(tmp_path_factory.mktemp("log") / "op", pack="kosovo") as operation:
        app = create_app(OperationRoom(operation), viewer=LOCAL)
        address = "http://127.0.0.1:8347"
        with TestClient(app, base_url=address, raise_server_exceptions=False) as made:
            yield made


def token(client: Client, path: str = "/log") -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def brought(client: Client, data: bytes, name: str) -> str:
    """The address of the mapping of a file."""
    answer = client.post(
        "/log/open",
        data={"_csrf_token": token(client)},
        files={"file": (name, data)},
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def taken(client: Client, address: str, **boxes: str) -> dict[str, object]:
    """What became of a file that was taken in."""
    sent = {"_csrf_token": token(client), **boxes}
    assert client.post(f"{address}/take", data=sent, follow_redirects=False).status_code == 303
    for _ in range(600):
        told = client.get(f"/api{address}").json()
        if not told["running"]:
            return dict(told)
        time.sleep(0.05)
    raise AssertionError("it did not end")


def test_a_log_is_looked_at_changed_taken_in_and_given_out(client: Client) -> None:
    address = brought(client, own_logs.patrol_log(), "patrol.xlsx")
    page = client.get(address).text
    assert "Civ inj holds" in page
    assert "is no number" in page
    assert "stays out" in page
    changed = client.post(
        f"{address}/map", data={"_csrf_token": token(client), "name": "Patrols", "field-12": "text"}
    )
    assert 'id="extra-12"' in changed.text
    told = taken(client, address)
    assert told["failed"] == ""
    assert told["outcome"]["new"] == 4  # type: ignore[index]
    assert "Rows that stay out" in client.get(address).text
    assert [m["name"] for m in client.get("/api/log").json()["mappings"]] == ["Patrols"]
    again = brought(client, own_logs.patrol_log(), "another.xlsx")
    assert "found by the file" in client.get(again).text
    asked = {"_csrf_token": token(client), "to": "EULEX", "form": ".csv"}
    assert client.post("/log/out", data=asked).status_code == 403
    client.post("/sign-in", data={"_csrf_token": token(client, "/sign-in"), "name": "Ana"})
    asked["_csrf_token"] = token(client)
    answer = client.post("/log/out", data=asked)
    assert answer.status_code == 200, answer.text
    assert answer.content.decode("utf-8-sig").startswith("# Released by Ana on ")
    assert "attachment" in answer.headers["content-disposition"]


def test_what_is_no_log_gets_one_line(client: Client) -> None:
    answer = client.post(
        "/log/open",
        data={"_csrf_token": token(client)},
        files={"file": ("x.xlsx", b"PK\x03\x04 broken")},
    )
    assert answer.status_code == 400
    assert "not a readable workbook" in answer.text


@pytest.mark.parametrize(
    "boxes", [{"field-0": "secret"}, {"type-0": "targeting"}, {"scope": "world"}]
)
def test_boxes_that_the_page_does_not_offer_are_refused(
    client: Client, boxes: dict[str, str]
) -> None:
    address = brought(client, own_logs.daily_table(), "daily.xlsx")
    answer = client.post(f"{address}/map", data={"_csrf_token": token(client), **boxes})
    assert answer.status_code == 400


def test_an_old_moment_shows_how_it_was_and_takes_nothing_in(client: Client) -> None:
    page = client.get("/log?as_of=2020-01-01").text
    assert "No log has come in yet" in page
    assert "log-file" not in page
