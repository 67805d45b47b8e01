"""Judging in the room: values marked, forms guarded, wrong input one line, the way back kept."""

import re
from collections.abc import Iterator

import pytest
from fake_room import EVENT, HOSTILE, FakeRoom
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.picture.review.queue import code
from jointguardian.web import create_app
from jointguardian.web.views.review import way_back

Client = TestClient[Litestar]
ITEM = code(EVENT)
PAGES = ("/review", f"/review/{ITEM}", "/incident/i_one", "/report/r_early")


@pytest.fixture
def room() -> FakeRoom:
    made = FakeRoom()
    made.reviewed = True
    return made


@pytest.fixture
def client(room: FakeRoom) -> Iterator[Client]:
    app = create_app(room, viewer=LOCAL)
    with TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False) as made:
        yield made


def judged(client: Client, **form: str) -> dict[str, str]:
    """A form as the page makes it, with its token."""
    token = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/review").text)
    assert token
    return {
        "_csrf_token": token[1],
        "item": ITEM,
        "back": "/incident/i_one?as_of=2023-06-05",
    } | form


@pytest.mark.parametrize("path", PAGES)
def test_pages_with_values_keep_the_house_rules(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert HOSTILE not in answer.text
    assert not re.search(r"\sstyle=|\son\w+=|javascript:|<style", answer.text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text)


@pytest.mark.parametrize("path", ["/review", "/incident/i_one", "/report/r_early"])
def test_an_automatic_value_says_so_with_method_and_confidence(client: Client, path: str) -> None:
    page = client.get(path).text
    assert 'class="value state-automatic"' in page
    assert "Stance: warns, automatic, confidence 0.90" in page
    assert "read by builtin 1" in page
    assert "at=" in page


def test_a_corrected_value_keeps_the_automatic_one_in_sight(client: Client) -> None:
    form = judged(client, action="correct", field="stance", value="blames")
    answer = client.post("/review", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/incident/i_one?as_of=2023-06-05"
    page = client.get("/incident/i_one").text
    assert "<del>warns</del>" in page
    assert "corrected by Ana" in page


def test_one_field_or_all_of_it_is_accepted_or_rejected(client: Client, room: FakeRoom) -> None:
    client.post("/review", data=judged(client, action="accept", field="stance"))
    client.post("/review", data=judged(client, action="reject"))
    assert [(d.action, d.fields) for d in room.decided] == [("accept", ("stance",)), ("reject", ())]


def test_the_moment_looked_at_goes_with_the_decision(client: Client, room: FakeRoom) -> None:
    client.post("/review", data=judged(client, action="accept", as_of="2023-06-05"))
    moment = room.decided[0].as_of
    assert moment is not None
    assert moment.date().isoformat() == "2023-06-05"


def test_a_wrong_value_is_one_clear_line(client: Client, room: FakeRoom) -> None:
    form = judged(client, action="correct", field="stance", value="shouts")
    answer = client.post("/review", data=form)
    assert answer.status_code == 400
    assert 'class="problem">&#39;shouts&#39; is no stance; use one of states<' in answer.text
    assert (
        client.post("/review", data=judged(client, item="v_x", action="accept")).status_code == 404
    )
    assert (
        client.post("/review", data=judged(client, action="accept", as_of="x")).status_code == 400
    )
    assert room.decided == []


def test_a_judgement_from_elsewhere_is_refused(client: Client, room: FakeRoom) -> None:
    bare = {"item": ITEM, "action": "reject"}
    assert client.post("/review", data=bare).status_code == 403
    assert client.post("/api/review", json=bare).status_code == 403
    foreign = {"origin": "http://evil.example"}
    assert client.post("/review", data=judged(client, **bare), headers=foreign).status_code == 403
    assert room.decided == []


def test_the_twins_list_and_judge(client: Client, room: FakeRoom) -> None:
    token = judged(client)["_csrf_token"]
    assert client.get("/api/review").json()[0]["id"] == ITEM
    answer = client.post(
        "/api/review", json={"item": ITEM, "action": "accept"}, headers={"x-csrftoken": token}
    )
    assert answer.json()["thing"] == "claim"
    assert client.get(f"/api/review/{ITEM}").json()["values"][1]["automatic"] == "warns"
    assert len(room.decided) == 1


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/record", "/incident//x", "/review\n", "\\", ""],
)
def test_the_way_back_stays_in_the_room(address: str) -> None:
    assert way_back(address) == "/review"


def test_an_incident_that_is_no_more_gives_way_to_the_report(client: Client) -> None:
    form = judged(client, action="reject", back="/incident/i_gone")
    answer = client.post("/review", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/report/r_early"


def test_a_closed_past_says_why_and_offers_no_form(client: Client) -> None:
    page = client.get("/review?as_of=2023-05-01").text
    assert "The past is closed." in page
    assert 'id="judge"' not in page


def test_the_help_names_the_keys(client: Client) -> None:
    page = client.get("/review").text
    assert "correct the value in place" in page
