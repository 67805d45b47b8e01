"""The pages of displacement: scenarios, days, what if, and what can't be asked."""

import re
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL, Viewer
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web import create_app

Client = TestClient[Litestar]
EXODUS = "/displacement/exodus-1999"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    with create_operation(tmp_path_factory.mktemp("op") / "op", pack="kosovo") as made:
        yield OperationRoom(made)


@pytest.fixture(scope="module")
def client(room: OperationRoom) -> Iterator[Client]:
    with TestClient(create_app(room, viewer=LOCAL), base_url="http://127.0.0.1:8347") as made:
        yield made


def test_a_scenario_shows_its_words_intervals_days_and_return(client: Client) -> None:
    assert "The exodus of 1999" in client.get("/displacement").text
    text = client.get(EXODUS).text
    for part in ("In words", "What if", "People in refuge", "On 10 Jun 1999", "Who may go home by 31 Dec 1999"):  # fmt: skip
        assert part in text, part
    assert text.count('class="band"') == 5
    assert "does not say that it is safe there" in text
    assert "With and without" not in text


def test_a_day_shows_who_is_where_and_what_is_shut(client: Client) -> None:
    shut = client.get(f"{EXODUS}?day=1999-04-08").text
    assert "On 8 Apr 1999" in shut
    assert re.search(r'<line class="shut"[^>]*><title>Vërmicë – Kukës: closed', shut)
    assert client.get(f"{EXODUS}?day=nonsense").status_code == 200


def test_changes_stand_side_by_side(client: Client) -> None:
    change = "close-border:kosovo,north_macedonia:14-"
    text = client.get(EXODUS, params={"change": change}).text
    assert f"with {change}" in text
    assert "With the changes" in text
    assert text.count('class="was"') == 5


def test_a_change_nobody_can_read_is_told_in_a_line(client: Client) -> None:
    for change, told in (("conflict:Atlantis:0-9:0", "no place"), ("rubbish", "rubbish"), ("conflict:pejë:9-2:0", "ends before")):  # fmt: skip
        answer = client.get(EXODUS, params={"change": change})
        assert answer.status_code == 400, change
        assert told in answer.text
    assert client.get("/displacement/nowhere").status_code == 404


def test_a_projection_is_kept_by_a_form(client: Client) -> None:
    page = client.get(EXODUS).text
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page)
    assert token
    answer = client.post(EXODUS, data={"_csrf_token": token[1], "changes": "presence:Pristina:5-79:0.5"}, follow_redirects=True)  # fmt: skip
    assert answer.status_code == 200
    assert "presence:Pristina:5-79:0.5" in answer.text
    (kept,) = client.get("/api/displacement").json()
    assert kept["changes"] == ["presence:Pristina:5-79:0.5"]
    days = client.get("/api/displacement/exodus-1999").json()
    assert len(days["refuges"][0]["people"]) == 79


def test_a_reader_sees_and_keeps_nothing(room: OperationRoom) -> None:
    with TestClient(
        create_app(room, viewer=Viewer("Reader")), base_url="http://127.0.0.1:8347"
    ) as reader:
        assert "Keep it for the brief" not in reader.get(EXODUS).text
