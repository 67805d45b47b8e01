"""The page of the mandate and its answers: findings with their clause, and nothing out of silence."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.domain import Observation
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web.app import create_app

RULES = """
instruments:
  - {id: mta, title: The agreement, date: "1999-06-09", read: true, source: made up}
parties:
  - {id: forces, name: The forces, members: [yugoslav-and-serbian-forces]}
areas:
  - {id: kosovo, name: Kosovo, outline: true, uncertain km: 2, basis: made up}
  - {id: south, name: The south, municipalities: [prizren, dragas], uncertain km: 5, basis: made up}
provisions:
  - id: out-south
    instrument: mta
    clause: Article II
    text: The forces leave the south by 15 June.
    verified: true
    basis: made up
    when: {from: "1999-06-16"}
    where: south
    who: forces
    what: presence
    how many: {at most: 0, unit: persons}
    speaks for: 2 days
  - {id: aim, instrument: mta, clause: Article I, text: Peace., verified: false, basis: made up,
     when: {from: "1999-06-10"}, where: kosovo, not checked: nothing to count}
tasks:
  - id: leave
    name: The forces leave
    provision: out-south
    text: See that they leave.
    when: {from: "1999-06-10"}
    measures: [{id: gone, name: Out of the south, rule: out-south}]
commitments:
  - id: body
    by: Pristina
    to: Belgrade
    what: A body of municipalities
    made: "1999-06-11"
    due: null
    instrument: An agreement
    verified: false
    source: made up
assumptions:
  - {id: magnet, statement: Nobody returns without the force., holder: NATO, made: "1999-05", source: made up,
     hangs on it: [its size], for: [{name: Harm, counts: harmed, at least: 1}]}
"""
SEEN = Observation(
    "o1", "presence", "yugoslav-and-serbian-forces", "1999-06-16", place="south", low=30, high=30,
    source="A patrol", words="a column",
)  # fmt: skip
CLEAR = Observation(
    "o2", "presence", "forces", "1999-06-18", place="south", low=0, high=0, complete=True, source="KFOR"
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    folder: Path = tmp_path_factory.mktemp("mandate") / "op"
    with create_operation(folder, pack="kosovo") as operation:
        assert operation.pack is not None
        operation = replace(
            operation, pack=replace(operation.pack, mandate=RULES.encode(), boards=None)
        )
        for one in (SEEN, CLEAR):
            at = datetime.fromisoformat(one.start).replace(hour=20, tzinfo=UTC)
            operation.record.add_facts("observations", [one], at=at)
        app = create_app(OperationRoom(operation), viewer=LOCAL)
        with TestClient(app, base_url="http://127.0.0.1") as opened:
            yield opened


@pytest.mark.parametrize(
    ("as_of", "wanted"),
    [("1999-06-15", []), ("1999-06-16", ["breach"]), ("1999-06-17", ["breach"]),
     ("1999-06-18", ["compliant"]), ("1999-06-20", ["compliant"]), ("1999-06-21", ["not-determinable"])],
)  # fmt: skip
def test_a_moment_has_its_findings(
    client: TestClient[Litestar], as_of: str, wanted: list[str]
) -> None:
    answer = client.get("/api/mandate/check", params={"as_of": as_of})
    assert [f["finding"] for f in answer.json()["findings"]] == wanted


def test_a_later_fact_changes_no_earlier_finding(client: TestClient[Litestar]) -> None:
    [finding] = client.get("/api/mandate/check", params={"as_of": "1999-06-17"}).json()["findings"]
    assert [u["seen"]["id"] for u in finding["facts"]] == ["o1"]
    assert (finding["clause"], finding["verified"]) == ("Article II", True)


def test_the_page_tells_rules_tasks_and_days(client: TestClient[Litestar]) -> None:
    page = client.get("/mandate", params={"as_of": "1999-06-19", "since": "1999-06-15", "until": "1999-06-30"}).text  # fmt: skip
    for words in ("See that they leave", "achieved", "The agreement, Article II", "not checked",
                  "A body of municipalities", "pending", "Nobody returns without the force", "out of line"):  # fmt: skip
        assert words in page
    assert page.count('<th scope="col">06-') == 5


def test_too_many_days_are_refused_in_a_line(client: TestClient[Litestar]) -> None:
    answer = client.get("/mandate", params={"since": "1999-01-01", "until": "1999-06-30"})
    assert answer.status_code == 400
    assert "is no span" in answer.text


def test_areas_carry_their_finding_to_the_map(client: TestClient[Litestar]) -> None:
    layer = json.loads(
        client.get("/api/mandate/areas.geojson", params={"as_of": "1999-06-16"}).content
    )
    [area] = layer["features"]
    assert area["properties"]["finding"] == "breach"
    lon, lat = area["geometry"]["coordinates"][0][0][:2]
    assert 20 < lon < 21.5
    assert 41.5 < lat < 43


@pytest.mark.parametrize("what", ["tasks", "commitments", "assumptions"])
def test_each_board_is_an_answer(client: TestClient[Litestar], what: str) -> None:
    [one] = client.get(f"/api/mandate/{what}", params={"as_of": "1999-06-19"}).json()
    assert one["state"] in ("achieved", "pending", "not-determinable")


def _sent(client: TestClient[Litestar], told: dict[str, str]) -> Response:
    token = client.get("/api/capture/token").json()["token"]
    return client.post("/api/mandate/plan", json=told, headers={"x-csrftoken": token})


def _plan(who: str, until: str = "1999-06-20") -> str:
    when = f"{{from: '1999-06-17', until: '{until}'}}"
    return (
        f"moves:\n  - {{id: m, who: {who}, when: {when}, at: {{lat: 42.21, lon: 20.74}}, "
        "how many: {low: 20, unit: persons}}\n"
    )


def test_a_plan_is_tried_on_the_rules_of_its_days(client: TestClient[Litestar]) -> None:
    sent = {"text": _plan("yugoslav-and-serbian-forces"), "as_of": "1999-06-16"}
    told = _sent(client, sent).json()
    assert told[0]["outcome"] == "would break"
    assert told[0]["trials"][0]["clause"] == "Article II"
    other = _sent(client, {"text": _plan("DEU")}).json()
    assert other[0]["outcome"] == "no rule bears on it"


def test_a_wrong_plan_is_told_and_what_was_typed_stays(client: TestClient[Litestar]) -> None:
    answer = _sent(client, {"text": _plan("nobody")})
    assert answer.status_code in (400, 422)
    assert "line 2: 'who' names 'nobody'" in answer.json()["detail"]
    token = client.get("/api/capture/token").json()["token"]
    form = {"text": _plan("nobody"), "_csrf_token": token}
    page = client.post("/mandate/plan", data=form)
    assert page.status_code == 422
    assert "names &#39;nobody&#39;" in page.text
    assert "who: nobody" in page.text


def test_who_was_where_is_a_page(client: TestClient[Litestar]) -> None:
    html = client.get("/mandate/presence?as_of=1999-06-30&since=1999-06-12&until=1999-06-20").text
    assert 'class="present present-in' in html
    assert 'class="present present-not-known' in html


def test_a_task_has_a_page(client: TestClient[Litestar]) -> None:
    html = client.get("/mandate/task/leave?as_of=1999-06-30").text
    assert "See that they leave." in html
    assert "achieved where out-south is kept" in html
    assert client.get("/mandate/task/dance?as_of=1999-06-30").status_code == 404
