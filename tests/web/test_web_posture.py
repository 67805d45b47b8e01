"""The pages of posture: scenarios, a plan made by a form, its parts, and what can't be asked."""

import re
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL, Viewer
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web import create_app

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    with create_operation(tmp_path_factory.mktemp("op") / "op", pack="kosovo") as made:
        room = OperationRoom(made)
        for course in ("", "without-britain"):
            room.plans.make(LOCAL, "banjska-2023", course=course, seconds=10.0, worth=not course)
        yield room


@pytest.fixture(scope="module")
def client(room: OperationRoom) -> Iterator[Client]:
    with TestClient(create_app(room, viewer=LOCAL), base_url="http://127.0.0.1:8347") as made:
        yield made


def _token(client: Client) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/posture").text)
    assert found
    return found[1]


def test_every_scenario_is_shown_with_its_courses(client: Client) -> None:
    text = client.get("/posture").text
    assert text.count("<h1") == 1
    for title in ("Entry of June 1999", "Riots of March 2004", "After the attack at Banjska"):
        assert title in text
    assert "Without Britain" in text
    assert "No plan of it is kept yet" in text


def test_a_plan_shows_its_parts(client: Client) -> None:
    text = client.get("/posture/banjska-2023").text
    for part in (
        "Courses of action", "Ladder of reserves", "Persons in theatre who can be on task", "Who is where on",
        "Shortfalls, and why", "What one change is worth, and what breaks", "GBR declines", "Assumptions",
    ):  # fmt: skip
        assert part in text, part
    assert "invented" in text
    assert 'class="stage-notice-to-move"' in text
    assert text.count("<path class=") == 38


def test_a_day_shows_who_is_there(client: Client) -> None:
    early = client.get("/posture/banjska-2023?day=2023-09-25").text
    late = client.get("/posture/banjska-2023?day=2023-10-20").text
    assert "Who is where on 25 Sep 2023" in early
    assert "gbr-battalion" not in early.partition("Who is where")[2].partition("Shortfalls")[0]
    assert "gbr-battalion" in late.partition("Who is where")[2].partition("Shortfalls")[0]
    worst = client.get("/posture/banjska-2023?day=nonsense")
    assert worst.status_code == 200


def test_a_plan_is_made_by_a_form_and_kept(client: Client) -> None:
    answer = client.post(
        "/posture/banjska-2023",
        data={"_csrf_token": _token(client), "course": "", "without": "council-on-day-5"},
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert "without: The Council decides on day 5" in answer.text
    kept = client.get("/api/posture").json()
    assert ["council-on-day-5"] in [k["without"] for k in kept]
    assert all(k["plan"]["goals"] for k in kept)


def test_what_there_is_not_is_told(client: Client) -> None:
    assert client.get("/posture/nowhere").status_code == 404
    assert client.get("/posture/banjska-2023?plan=pl_0").status_code == 404
    token = client.get("/api/capture/token").json()["token"]
    answer = client.post(
        "/api/posture/banjska-2023", json={"course": "attack"}, headers={"x-csrftoken": token}
    )
    assert answer.status_code == 404
    assert "no course of action" in answer.text


def test_a_reader_sees_and_can_make_nothing(room: OperationRoom) -> None:
    with TestClient(
        create_app(room, viewer=Viewer("Reader")), base_url="http://127.0.0.1:8347"
    ) as reader:
        assert "Plan it" not in reader.get("/posture/banjska-2023").text
