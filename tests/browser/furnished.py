"""An operation with something on every page, and the addresses of all pages.

The list of pages comes from the routes: a new page is covered as soon as it is routed. What its
address needs (an id, a question) stands here, or the reason why it is left out.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.domain import KeptBackTest
from jointguardian.pipeline import OperationRoom, open_operation
from jointguardian.web import create_app
from jointguardian.web.routes import ROUTES

NO_PAGES = ("/api/", "/tiles/", "/healthz", "/static/")
"""Paths below which nothing is a page, unless it says that it is HTML."""
LEFT_OUT = {
    "/attachment/{report:str}/{sha256:str}": "a file",
    "/product/{product:str}/file": "a file",
    "/product/{product:str}/sources": "a part of /product, shown there when a sentence is added",
    "/watch/hands/{subject:str}": "a part of /incident, shown there",
    "/replay/step": "leads on to another page",
    "/replay/later": "leads on to another page",
}
QUESTIONS = {
    "/search": ("q=Zvečan", "q=nothinglikethis"),
    "/replay": ("", "incident={incident}"),
    "/watch": ("", "only=is:casualties", "only=place:Nowhere"),
    "/": ("", "as_of=1999-06-30T20:00:00Z&since=1999-06-01&until=1999-06-30"),
    "/product/{product:str}": ("", "add=summary&words=soldiers"),
    "/products/new": ("", "kind=flash&incident={incident}"),
    "/requests": ("", "incident={incident}"),
    "/tension": ("", "as_of=2023-06-05&since=2022-07-01&unit=zvecan"),
    "/warning": ("", "as_of=2023-05-30"),
    "/mandate/presence": ("as_of=1999-06-25&since=1999-06-10&until=1999-06-23",),
    "/mandate/plan": ("as_of=2023-05-31",),
    "/mandate/observe": ("", "as_of=1999-06-25"),
    "/handover": ("", "as_of=2023-05-30T20:00:00Z"),
    "/forecast": ("", "as_of=2023-05-30&target=injured"),
    "/displacement/{flight:str}": ("", "change=close-border:Kosovo,North_Macedonia:14-&day=1999-04-08"),
} | {f"/ogc{rest}": ("f=html",) for rest in (
    "", "/conformance", "/collections", "/collections/{name:str}",
    "/collections/{name:str}/items", "/collections/{name:str}/items/{feature:str}",
)}  # fmt: skip
"""What is asked of a page; without an entry, nothing."""
WRONG = "/incident/nobody"
"""The page of an error."""
LONG = "Confirm with the regional command how many vehicles stand at Jarinje/Jarinjë and Bërnjak."
ANA = replace(LOCAL, name="Ana Berg")
Client = TestClient[Litestar]


def pages() -> list[str]:
    """The path of every route that a browser can show, as the route writes it."""
    return sorted(
        path
        for route in ROUTES
        if "GET" in getattr(route, "http_methods", ())
        for path in route.paths  # type: ignore[union-attr]
        if "html" in str(getattr(route, "media_type", "")) or not path.startswith(NO_PAGES)
        if not path.startswith(NO_PAGES) or path == "/api/docs"
    )


def addresses(found: dict[str, str]) -> list[str]:
    """The addresses to look at. Raises KeyError where a path needs what `found` has not."""
    paths = [p for p in pages() if p not in LEFT_OUT]
    asked = [f"{p}?{q}".rstrip("?") for p in paths for q in QUESTIONS.get(p, ("",))]
    return [re.sub(r"\{(\w+)(:\w+)?\}", lambda m: found[m[1]], a) for a in asked]


def furnish(folder: Path) -> dict[str, str]:
    """Work of a watch entered into the demonstration; the ids that addresses need."""
    with open_operation(folder) as operation:
        operation.record.add_facts("backtests", [_back_test()])
        app = create_app(OperationRoom(operation), viewer=ANA)
        with TestClient(app, base_url="http://127.0.0.1:8347") as client:
            return _entered(Entering(client))


def _back_test() -> KeptBackTest:
    """A back-test as the command keeps it, with made-up figures."""
    ranks = {"ap": 0.4, "auroc": 0.7, "brier_skill": 0.01, "calibration_slope": 1.1}
    scored = {
        **ranks, "ap_gain": 0.05, "auroc_gain": 0.06, "interval": [-0.01, 0.1], "auroc_interval": [0.0, 0.1],
        "intervals": {name: [value - 0.1, value + 0.1] for name, value in ranks.items()},
        "prevalence": 0.1, "n": 50, "positives": 5, "baselines": {"last week": {"ap": 0.3, "auroc": 0.6}},
    }  # fmt: skip
    onsets = {
        "warned": 1, "of": 2, "placebo_mean": 0.5, "placebo_p": 0.4, "lead_days": 9.0, "alarms": 2,
        "raised_on": ["2001-03-01", "2001-06-01"], "false_on": ["2001-06-01"],
        "began_on": ["2001-03-10", "2001-09-01"], "missed_on": ["2001-09-01"],
    }  # fmt: skip
    days = [f"2001-{month:02d}-01" for month in range(1, 13)]
    weeks = [
        {"origin": d, "weight": 9.0 + n, "threshold": 20.0, "probability": 0.1}
        for n, d in enumerate(days)
    ]
    last = {
        "origin": days[-1],
        "horizon_days": 7,
        "probability": 0.1,
        "words": "The load is below.",
    }
    answer = {
        "events": 900, "first": days[0], "last": days[-1], "escalation": {"1w": scored, "2w": scored, "4w": None},
        "onsets": onsets, "weekly": weeks, "explanation": {"1w": last},
    }  # fmt: skip
    return KeptBackTest(
        "bt_made", "made.csv", "0" * 64, "weis", ("AAA",), 1, "0", "Ana Berg", "2026-01-01", answer
    )


class Entering:
    """Posts JSON as a program does."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.token = client.get("/api/capture/token").json()["token"]

    def get(self, path: str) -> Any:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.json()

    def post(self, path: str, **data: object) -> Any:
        answer = self.client.post(path, json=data, headers={"x-csrftoken": self.token})
        assert answer.status_code in (200, 201), (path, answer.text)
        return answer.json()


def _entered(enter: Entering) -> dict[str, str]:
    rows = enter.get("/api/watch?only=kind:incident is:contradicted")["rows"]
    first = min((r for r in rows if r["reports"] > 3), key=lambda r: (r["reports"], r["id"]))
    incident, place = first["id"], "Zvečan"
    report = enter.get(f"/api/incidents/{incident}")["incident"]["reports"][0]
    enter.post("/api/watch/shift", act="begin")
    enter.post("/api/watch/act", act="take", subject=incident)
    enter.post("/api/watch/act", act="park", subject=rows[0]["id"])
    enter.post(
        "/api/watch/views", name="Hurt, for the commander", only="is:casualties", shared=True
    )
    rfi = enter.post("/api/requests", question=LONG, to="LMT 7", due="+24", incident=incident)
    enter.post("/api/requests", question="Who guards the bridge?", to="RC-E", due="+1", place=place)
    handed = enter.post("/api/handover", lookout="A convoy comes at 0600Z.", sign=True)
    product = enter.post("/api/products/begin", kind="sitrep", as_of="301800ZMAY23", to="NATO")
    enter.post("/api/forces/patrols", start="2023-05-30T06:00", hours="4", places=place, kind="foot",
               purpose="a visit to the mayor", as_of="2023-05-29T20:00:00Z")  # fmt: skip
    enter.post("/api/forecast", as_of="2023-03-21")
    enter.post("/api/displacement/exodus-1999", changes="conflict:peje:7-79:0")
    enter.post("/api/forces/restrictions", place=place, kind="roadblock", since="2023-05-29")
    return {
        "incident": incident,
        "task": "secure-environment",
        "scenario": "zvecan-2023",
        "flight": "exodus-1999",
        "report": report,
        "item": enter.get("/api/review")[0]["id"],
        "rfi": rfi["id"],
        "id_": handed["id"],
        "product": product["id"],
        "name": "incidents",
        "feature": enter.get("/ogc/collections/incidents/items")["features"][0]["id"],
    }
