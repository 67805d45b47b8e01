"""The page of the forecast: fan, municipalities, track record, keeping."""

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
        yield OperationRoom(made)


@pytest.fixture(scope="module")
def client(room: OperationRoom) -> Iterator[Client]:
    with TestClient(create_app(room, viewer=LOCAL), base_url="http://127.0.0.1:8347") as made:
        yield made


def test_the_page_shows_the_weeks_and_says_what_it_does_not_know(client: Client) -> None:
    text = client.get("/forecast?as_of=2023-05-30").text
    assert text.count("<h1") == 1
    assert text.count('class="outer"') == 4
    for part in ("31 May 2023 to 27 Jun 2023", "it looks calm", "nothing is known of the skill", "In the north"):  # fmt: skip
        assert part in text, part
    assert client.get("/forecast?target=coups").status_code == 404


def test_a_forecast_is_kept_and_comes_into_the_record(client: Client) -> None:
    token = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/forecast").text)
    assert token
    answer = client.post("/forecast", data={"_csrf_token": token[1], "as_of": "2023-03-01"}, follow_redirects=True)  # fmt: skip
    assert answer.status_code == 200
    kept = client.get("/api/forecast/kept").json()
    assert {k["target"] for k in kept} == {"incidents", "protests", "injured"}
    record = client.get("/api/forecast/record?as_of=2023-04-30").json()
    assert {r["came"] for r in record} == {0}
    assert "2 Mar 2023 to 29 Mar 2023" in client.get("/forecast?as_of=2023-04-30").text


def test_a_reader_keeps_nothing(room: OperationRoom) -> None:
    with TestClient(
        create_app(room, viewer=Viewer("Reader")), base_url="http://127.0.0.1:8347"
    ) as reader:
        assert "Keep it for the brief" not in reader.get("/forecast").text
