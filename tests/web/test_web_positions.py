"""The board's filters on page and API, and the drawing of backing and rebuke."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.domain import Relation, Span, Stand
from jointguardian.pipeline import OperationRoom, open_operation
from jointguardian.web import create_app
from jointguardian.web.views.backing import MOST, drawn

Client = TestClient[Litestar]
THEN = "as_of=2023-05-30T20:00:00Z"


@pytest.fixture(scope="module")
def client(kosovo: Path) -> Iterator[Client]:
    with open_operation(kosovo) as operation:
        app = create_app(OperationRoom(operation), viewer=LOCAL)
        with TestClient(app, base_url="http://127.0.0.1:8347") as made:
            yield made


def relation(actor: str, target: str, times: int = 1) -> Relation:
    stand = Stand("2031-05-01", "blames", "r1", Span(0, 4), "dams", "c1")
    return Relation(actor, None, target, None, "rebukes", (stand,) * times)


def test_day_issue_and_actor_narrow_page_and_api_alike(client: Client) -> None:
    wish = f"{THEN}&issue=mayors&since=2023-05-30&until=2023-05-30"
    told = client.get(f"/api/positions?{wish}").json()
    assert told["positions"]
    assert {p["issue"] for p in told["positions"]} == {"The mayors in the north"}
    assert {s["day"][:10] for p in told["positions"] for s in p["history"]} == {"2023-05-30"}
    page = client.get(f"/positions?{wish}").text
    assert 'value="2023-05-30"' in page
    for position in told["positions"]:
        assert position["actor"] in page
    kurti = client.get(f"/api/positions?{THEN}&actor=kurti").json()
    assert {p["actor"] for p in kurti["positions"]} == {"Albin Kurti"}


def test_wrong_wishes_get_one_line(client: Client) -> None:
    assert client.get("/api/positions?issue=weather").status_code == 404
    backwards = client.get("/api/positions?since=2023-05-30&until=2023-05-01")
    assert backwards.status_code == 400
    assert "backwards" in backwards.text


def test_the_page_says_what_nations_were_and_shows_shifts_and_a_drawing(client: Client) -> None:
    page = client.get(f"/positions?{THEN}").text
    assert "does not recognise Kosovo" in page
    assert 'class="turn-list"' in page
    assert 'role="img" aria-labelledby="backing-title backing-words"' in page
    told = client.get(f"/api/positions?{THEN}").json()
    assert {a["nation"] for a in told["attributes"]} <= set(told["nations"].values())


def test_the_drawing_has_each_name_once_on_a_side_and_says_what_it_leaves_out() -> None:
    rows = [
        relation("Morland", "Tessaly", 3),
        relation("Tessaly", "Morland"),
        relation("Morland", "Oria"),
    ]
    made = drawn(rows)  # fmt: skip
    assert made is not None
    assert [n.name for n in made.speakers] == ["Morland", "Tessaly"]
    assert len(made.edges) == 3
    assert made.edges[0].width > made.edges[1].width
    assert made.height >= max(n.y for n in made.targets)
    many = drawn([relation(f"A{n}", "B") for n in range(MOST + 5)])
    assert many is not None
    assert (len(many.edges), many.left_out) == (MOST, 5)
    assert drawn([]) is None
