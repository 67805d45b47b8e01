"""Observations in the room: entered once, told as evidence, refused without losing what was typed."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL, Viewer
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web.app import create_app

SEEN = {
    "what": "presence", "who": "yugoslav-army", "lat": "42.21", "lon": "20.74", "within_km": "1",
    "start": "1999-06-17", "low": "20", "high": "20", "unit": "persons", "function": "combat",
    "permitted": "none", "source": "A monitoring team", "words": "a platoon at the crossroads",
    "as_of": "1999-06-18",
}  # fmt: skip
Room = TestClient[Litestar]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    with create_operation(tmp_path_factory.mktemp("observe") / "op", pack="kosovo") as operation:
        yield OperationRoom(operation)


@pytest.fixture(scope="module")
def client(room: OperationRoom) -> Iterator[Room]:
    with TestClient(create_app(room, viewer=LOCAL), base_url="http://127.0.0.1") as opened:
        yield opened


def _token(client: Room) -> str:
    token: str = client.get("/api/capture/token").json()["token"]
    return token


def _sent(client: Room, path: str, **told: str) -> tuple[int, dict[str, object]]:
    answer = client.post(path, json=told, headers={"x-csrftoken": _token(client)})
    return answer.status_code, answer.json()


def _finding(client: Room, as_of: str) -> str:
    found = client.get(f"/api/mandate/check?as_of={as_of}").json()["findings"]
    return str(next(f["finding"] for f in found if f["provision"] == "MTA-W2"))


def test_what_is_entered_bears_on_the_rules_from_then_on(client: Room) -> None:
    before = _finding(client, "1999-06-17")
    code, made = _sent(client, "/api/mandate/observations", **SEEN)
    assert (code, made["by"]) == (201, "local")
    assert _finding(client, "1999-06-18") == "breach"
    assert _finding(client, "1999-06-17") == before != "breach"
    path = f"/api/mandate/observations/{made['id']}/withdraw"
    taken = {"reason": "it was another army", "as_of": "1999-06-19"}
    assert _sent(client, path, **taken)[0] == 200
    assert _finding(client, "1999-06-18") == "breach"
    assert _finding(client, "1999-06-19") != "breach"


def test_the_page_lists_it_and_keeps_what_was_typed_wrong(client: Room) -> None:
    form = {**SEEN, "who": "the-moon", "words": "seen from a hill", "_csrf_token": _token(client)}
    refused = client.post("/mandate/observe", data=form)
    assert refused.status_code == 422
    assert "nobody &#39;the-moon&#39; is known" in refused.text
    assert "seen from a hill" in refused.text
    form |= {"who": "yugoslav-army", "start": "1999-06-16"}
    page = client.post("/mandate/observe", data=form)
    assert page.status_code == 200
    assert "seen from a hill" in page.text
    assert "entered by local" in page.text


def test_who_may_only_read_sees_no_form(room: OperationRoom) -> None:
    reader = Viewer("reader", "public")
    with TestClient(create_app(room, viewer=reader), base_url="http://127.0.0.1") as client:
        assert 'action="/mandate/observe"' not in client.get("/mandate/observe").text
        assert _sent(client, "/api/mandate/observations", **SEEN)[0] == 403


def test_a_correction_over_the_air(client: Room) -> None:
    _, made = _sent(client, "/api/mandate/observations", **(SEEN | {"words": "a second platoon"}))
    path = f"/api/mandate/observations/{made['id']}"
    code, told = _sent(client, path, what="", low="5", high="5", unit="persons", as_of="1999-06-20")
    assert (code, told["low"], told["words"]) == (200, 5.0, "a second platoon")
