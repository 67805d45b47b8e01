"""The description of the API is whole, and real answers are what it says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, create_operation, open_operation
from jointguardian.web import create_app
from jointguardian.web.api_words import ELSEWHERE, MEDIA, PARAMETERS, PREFIXES, TAGS
from telling import make_told

Client = TestClient[Litestar]
HOME = "http://127.0.0.1:8347"
DAYS = "since=2023-05-26&until=2023-05-31"


@pytest.fixture(scope="module")
def client(kosovo: Path) -> Iterator[Client]:
    with open_operation(kosovo) as operation:
        app = create_app(OperationRoom(operation), viewer=LOCAL)
        with TestClient(app, base_url=HOME) as made:
            yield made


@pytest.fixture(scope="module")
def whole(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/openapi.json").json()
    return told


def operations(whole: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in whole["paths"].items()
        for method, operation in item.items()
    ]


def is_typed(schema: dict[str, Any]) -> bool:
    """Whether a schema says what is in an answer, and not only that it is an object or a string."""
    if kinds := schema.get("oneOf") or schema.get("anyOf"):
        return all(k == {"type": "null"} or is_typed(k) for k in kinds)
    if schema.get("type") == "array":
        return is_typed(schema.get("items", {}))
    return "$ref" in schema


def test_each_operation_says_what_it_answers(whole: dict[str, Any]) -> None:
    bare = []
    for name, operation in operations(whole):
        for code, answer in operation["responses"].items():
            for form, told in answer.get("content", {}).items():
                if code < "400" and form.endswith("json") and not is_typed(told["schema"]):
                    bare.append(f"{name} {code} {told['schema']}")
    assert not bare, "give the route a type: Response[...], see web/answer_kinds.py"


def test_each_operation_says_what_it_is_for_and_how_it_refuses(whole: dict[str, Any]) -> None:
    problem = {"$ref": "#/components/schemas/Problem"}
    for name, operation in operations(whole):
        assert operation["summary"], name
        assert set(operation["tags"]) <= TAGS.keys(), name
        refusals = {c: a for c, a in operation["responses"].items() if "400" <= c < "500"}
        assert {"400", "401", "404"} <= refusals.keys(), name
        for refusal in refusals.values():
            told = whole["components"]["responses"][refusal["$ref"].rpartition("/")[2]]
            assert told["content"]["application/problem+json"]["schema"] == problem


def test_each_parameter_says_what_it_means_with_an_example(whole: dict[str, Any]) -> None:
    for name, operation in operations(whole):
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], name
            assert "example" in parameter, name


def test_no_word_is_told_that_is_not_there(whole: dict[str, Any]) -> None:
    names = dict(operations(whole))
    used = {p["name"] for o in names.values() for p in o.get("parameters", ())}
    assert PARAMETERS.keys() <= used
    assert {o["tags"][0] for o in names.values()} == TAGS.keys() == set(PREFIXES.values())
    assert MEDIA.keys() | ELSEWHERE.keys() <= names.keys()


class Held:
    """Asks, and holds the answer against the description."""

    def __init__(self, client: Client, whole: dict[str, Any]) -> None:
        self.client, self.whole = client, whole
        self.held, self.faults = set[str](), list[str]()

    def get(self, address: str) -> Any:
        return self.ask("GET", address)

    def post(self, address: str, **body: object) -> Any:
        return self.ask("POST", address, body)

    def ask(self, method: str, address: str, body: object = None) -> Any:
        headers = {"x-csrftoken": self.token()} if body is not None else {}
        answer = self.client.request(method, address, json=body, headers=headers)
        assert answer.status_code < 400, (address, answer.text)
        name, operation = self.operation(method, address.partition("?")[0])
        told = operation["responses"][str(answer.status_code)]["content"]
        form = answer.headers["content-type"].partition(";")[0]
        self.held.add(name)
        if not form.endswith("json"):
            assert form in told, name
            return answer.text
        self.validate(name, told[form]["schema"], answer.json())
        return answer.json()

    def validate(self, name: str, schema: dict[str, Any], value: object) -> None:
        all_of_it = {**schema, "components": self.whole["components"]}
        faults = [
            f"{name} {'/'.join(map(str, e.instance_path))}: {e.message[:300]}"
            for e in jsonschema_rs.validator_for(all_of_it).iter_errors(value)
        ]
        self.faults += faults[:3]

    def operation(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        fitting = [
            p
            for p in self.whole["paths"]
            if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", p), path)
            and method.lower() in self.whole["paths"][p]
        ]
        best = min(fitting, key=lambda p: p.count("{"))
        return f"{method} {best}", self.whole["paths"][best][method.lower()]

    def token(self) -> str:
        self.client.get("/api/capture/token")
        return next(v for k, v in self.client.cookies.items() if not k.startswith("guardian_s"))


def test_what_is_read_is_what_is_described(client: Client, whole: dict[str, Any]) -> None:
    held = Held(client, whole)
    incident = next(i["id"] for i in held.get(f"/api/picture?{DAYS}")["incidents"] if i["counts"])
    report = held.get(f"/api/incidents/{incident}")["incident"]["reports"][0]
    item = held.get("/api/review")[0]["id"]
    for address in (
        "/api/about", "/api/session", f"/api/map?{DAYS}", "/api/timeline", "/api/positions",
        "/api/municipalities.geojson", "/api/region.geojson", "/api/brief?as_of=2023-05-30",
        "/api/brief?as_of=2023-05-30&kind=intsum", "/api/search?q=KFOR", f"/api/reports/{report}",
        f"/api/reports/{report}/capture", f"/api/incidents/{incident}/versions",
        f"/api/incidents/{incident}/alike", f"/api/review/{item}", "/api/sources", "/api/speakers",
        "/api/gaps", "/api/gaps.geojson", "/api/requests", "/api/requirements", "/api/products",
        "/api/watch?counted=true", "/api/watch?as_of=2023-05-30", f"/api/presence?subject={incident}",
        "/api/handover", "/api/handovers", f"/api/replay?incident={incident}",
        "/api/replay/step?as_of=2023-05-29", f"/api/later?as_of=2023-05-30&incident={incident}&{DAYS}",
        "/api/alerts", "/api/alerts/open", "/api/backtests", "/api/posture", "/api/displacement", "/api/forecast?as_of=2023-05-30&target=injured", "/api/forecast/kept", "/api/forecast/record",
        "/api/displacement/exodus-1999?change=presence:pristina:5-79:0.5",
        "/api/tension?as_of=2023-05-30", "/api/tension/history?as_of=2023-05-30&since=2023-05-01&unit=zvecan",
        "/api/tension/indicators?as_of=2023-05-30&place=zvecan", "/api/tension/record", "/api/tension/weeks?as_of=2023-05-30&since=2023-05-01",
        "/api/warning?as_of=2023-05-30", "/api/warning/violence-north?as_of=2023-05-30",
        "/api/mandate/observations", "/api/mandate/plan?as_of=2023-05-31",
        "/api/mandate/presence?as_of=1999-06-21&since=1999-06-12", "/api/mandate/check?as_of=1999-06-21", "/api/mandate/tasks?as_of=2023-05-30",
        "/api/mandate/tasks/secure-environment?as_of=2023-05-30",
        "/api/mandate/commitments?as_of=2023-05-30", "/api/mandate/assumptions?as_of=2023-05-30",
        "/api/mandate/areas.geojson?as_of=1999-06-21", "/api/forces/orbat", "/api/forces/strength", "/api/forces/patrols",
        "/api/forces/restrictions", "/api/forces/reserves", "/api/forces/map", "/api/log",
        "/api/capture/places?q=Zve", "/api/capture/sources?q=a", "/api/capture/token",
        "/api/capture/words", "/healthz", "/healthz/live", "/healthz/ready",
        "/ogc", "/ogc?f=html", "/ogc/conformance", "/ogc/collections",
        "/ogc/collections/incidents", "/ogc/collections/municipalities/items?limit=50",
        "/ogc/collections/incidents/items", "/ogc/collections/reports/items?f=csv",
        f"/ogc/collections/incidents/items/{incident}",
    ):  # fmt: skip
        held.get(address)
    every = {n for n, _ in operations(whole) if n.startswith("GET ") and n != "GET /api/stream"}
    for name in sorted(every - held.held):
        path = name.removeprefix("GET ")
        if "{" not in path and client.get(path).status_code < 400:
            held.get(path)  # one that came since the list above was made
    assert not held.faults


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A small operation to write into, by somebody who signed in."""
    with create_operation(tmp_path_factory.mktemp("op") / "op", pack="kosovo") as made:
        for n in range(2):
            text = f"{25 + n} soldiers were injured in clashes in Zvecan."
            rows = (("injured", "soldiers", 25 + n, None, "KFOR"),)
            told = make_told(f"r{n}", text, rows=rows, hours=n)
            made.record.add_sources([told.source])
            made.record.add_report(told.report, told.reading)
        app = create_app(OperationRoom(made), viewer=replace(LOCAL, name="Ana"))
        with TestClient(app, base_url=HOME) as client:
            yield client


def test_what_is_written_answers_as_described(writing: Client) -> None:
    held = Held(writing, writing.get("/api/openapi.json").json())
    held.post("/api/session", name="Ana Berg")
    report = held.post("/api/reports", text="A patrol was stopped in Zvecan.")["report"]
    draft = {"text": "Shots near the bridge.", "where": "Zvečan", "source": "Team 5"}
    for path in ("/api/capture", "/api/capture/read", "/api/capture/told"):
        held.post(path, **draft)
    held.post("/api/read", text="Five soldiers were injured in Zvecan on 29 May 2023.")
    incident = held.get("/api/watch")["rows"][0]["id"]
    held.post("/api/presence", subject=incident, tab="t1")
    for act in ("take", "done", "read", "read-all"):
        held.post("/api/watch/act", act=act, subject=incident)
    held.post("/api/watch/shift", act="begin")
    held.post("/api/watch/views", name="Mine", only="type:protest")
    kept = held.post("/api/handover", lookout="The bridge.", sign=True, incoming="Ben")["id"]
    held.get("/api/handovers")
    assert kept
    source = held.get("/api/sources")[0]["source"]["id"]
    held.post("/api/check", act="grade-source", subject=source, value="B", reason="long known")
    item = held.get("/api/review")[0]["id"]
    held.post("/api/review", item=item, action="accept")
    asked = held.post("/api/requests", question="How many?", to="RC-E", due="+6")["id"]
    held.get(f"/api/requests/{asked}")
    held.post(f"/api/requests/{asked}/act", act="answer", report=report)
    needed = held.post("/api/requirements/set", text="Are the roads open?")["id"]
    held.post(f"/api/requirements/{needed}", act="close", note="known now")
    product = held.post("/api/products/begin", kind="sitrep")["id"]
    held.get(f"/api/product/{product}")
    held.get(f"/api/product/{product}/sources?words=soldiers")
    held.post(f"/api/product/{product}/move", act="refresh")
    held.post(f"/api/product/{product}/step", state="prepared")
    held.post("/api/forces/units", name="1st Company", nation="ITA", start="2023-05-01")
    patrol = {"start": "2023-05-29T06:00:00Z", "hours": "4", "places": "Zvečan"}
    planned = held.post("/api/forces/patrols", unit="1st Company", **patrol)["id"]
    held.post(f"/api/forces/patrols/{planned}", state="done")
    held.post("/api/forces/reserves", name="Reserve", notice_hours="72")
    held.get("/api/forces/orbat")
    held.get("/api/forces/patrols?week=2023-05-29")
    assert not held.faults
