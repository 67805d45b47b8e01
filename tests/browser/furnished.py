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
        app = create_app(OperationRoom(operation), viewer=ANA)
        with TestClient(app, base_url="http://127.0.0.1:8347") as client:
            return _entered(Entering(client))


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
    enter.post("/api/forces/restrictions", place=place, kind="roadblock", since="2023-05-29")
    return {
        "incident": incident,
        "task": "secure-environment",
        "report": report,
        "item": enter.get("/api/review")[0]["id"],
        "rfi": rfi["id"],
        "id_": handed["id"],
        "product": product["id"],
        "name": "incidents",
        "feature": enter.get("/ogc/collections/incidents/items")["features"][0]["id"],
    }
