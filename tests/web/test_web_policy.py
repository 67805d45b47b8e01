"""What a viewer may not see leaves no trace: in no page, twin, count, snippet, layer or export.

Two operations, the same but for what is hidden from the viewer. Every route's answer must be the
same in both, to the letter. So no route can add, count or mention what the policy hides, whatever
it is made of; and asking for a hidden object must give the same answer as for one that never was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from walking import templates

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Report
from jointguardian.domain.ids import digest
from jointguardian.domain.marking import Marking
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.ingest import add_reports
from jointguardian.web import create_app

Client = TestClient[Litestar]
NOW = datetime(2023, 6, 2, 12, tzinfo=UTC)
TEXTS = {
    "public": "On 29 May 2023 protesters in Zvečan injured 25 soldiers, the mayor said.",
    "restricted": "On 30 May 2023 gunmen in Leposavić injured 7 quetzalites, the police said.",
    "compartment": "On 31 May 2023 a bomb in Zubin Potok injured 4 ocelotians, the army said.",
}
MARKINGS = {
    "public": Marking("public"),
    "restricted": Marking("restricted"),
    "compartment": Marking("internal", compartments=frozenset({"lynx"})),
}
SECRET_WORDS = ("quetzalites", "ocelotians", "r_restricted", "r_compartment")
PUBLIC = Viewer("Ana", "public", roles=frozenset({"analyst"}))
INTERNAL = Viewer("Ben", "internal", roles=frozenset({"analyst"}))
CLEARED = replace(LOCAL, name="Cy", compartments=frozenset({"lynx"}))
UNFIXED = re.compile(
    r'"timeStamp":"[^"]*"|name="_csrf_token" value="[^"]*"|guardian_\w+|[0-9a-f]{128}'
    # the number of the last write, from which the stream goes on: it says that somebody wrote, not
    # what; see docs/security.md
    r'|"link":\d+|data-link="\d+"'
)
PARAMETER = re.compile(r"\{[^}]+\}")
UNASKED = ("/api/stream", "/api/schema")


def report(name: str) -> Report:
    text = TEXTS[name]
    at = NOW - timedelta(days=1)
    return Report(
        f"r_{name}",
        "The wire",
        text,
        digest([text]),
        at,
        title=f"Title of {name}",
        published="2023-05-31",
        marking=MARKINGS[name],
    )


@dataclass
class Opened:
    """An operation's room, asked by a viewer."""

    room: OperationRoom

    def client(self, viewer: Viewer) -> Client:
        app = create_app(self.room, viewer=viewer)
        return TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False)


def made(folder: Path, names: tuple[str, ...]) -> Opened:
    operation = replace(create_operation(folder, pack="kosovo", title="Watch"), clock=lambda: NOW)
    add_reports(operation, [report("public")])
    add_reports(operation, [report(n) for n in names])
    return Opened(OperationRoom(operation))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    opened = made(tmp_path_factory.mktemp("whole") / "op", ("restricted", "compartment"))
    yield opened
    opened.room.operation.record.close()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    opened = made(tmp_path_factory.mktemp("bare") / "op", ())
    yield opened
    opened.room.operation.record.close()


def objects(opened: Opened) -> list[str]:
    """The ids of all that there is, seen by one who may see everything."""
    known = opened.room.known_at(CLEARED, None)
    found = [i.id for i in known.incidents] + [r.id for r in known.reports]
    found += [i.id for i in opened.room.review(CLEARED, None)]
    return [*found, "nobody", "incidents", "reports", "csv"]


def addresses(client: Client, ids: list[str]) -> list[str]:
    """Every GET route, with every object in every place of its path."""
    paths = [p for m, p in templates(client.app) if m == "GET" and not p.startswith(UNASKED)]
    filled = set[str]()
    for path in paths:
        for id_ in ids if "{" in path else [""]:
            filled.add(PARAMETER.sub(id_, path))
            if path.startswith("/ogc/collections/{name}"):
                rest = path.replace("{name}", "reports"), path.replace("{name}", "incidents")
                filled.update(PARAMETER.sub(id_, p) for p in rest)
    words = ("/search?q=injured", "/api/search?q=injured", "/search?q=quetzalites")
    more = ("/ogc/collections/reports/items?f=csv", "/brief?form=md", "/brief?form=json")
    return sorted(filled | set(words) | set(more))


def told(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address, follow_redirects=False)
    return answer.status_code, UNFIXED.sub("", answer.text)


@pytest.mark.parametrize("viewer", [PUBLIC, INTERNAL], ids=lambda v: str(v.level))
def test_what_is_hidden_leaves_no_trace(whole: Opened, bare: Opened, viewer: Viewer) -> None:
    ids = objects(whole)
    assert "r_restricted" in ids
    differing, failing = [], []
    with whole.client(viewer) as one, bare.client(viewer) as other:
        for address in addresses(one, ids):
            first, second = told(one, address), told(other, address)
            if first[0] >= 500:
                failing.append(address)
            if first != second:
                differing.append((address, first[0], second[0]))
    assert not differing
    assert not failing


def test_a_cleared_viewer_sees_what_the_others_do_not(whole: Opened) -> None:
    """Else the test above would hold in an empty house."""
    with whole.client(CLEARED) as client:
        assert "quetzalites" in client.get("/api/reports/r_restricted").text
        assert "ocelotians" in client.get("/report/r_compartment").text
        found = client.get("/api/search?q=injured").json()
        assert len(found) == 3
        hidden = client.get("/ogc/collections/reports/items").json()["numberMatched"]
    with whole.client(PUBLIC) as client:
        assert client.get("/ogc/collections/reports/items").json()["numberMatched"] < hidden


def test_hidden_and_unknown_objects_answer_alike(whole: Opened) -> None:
    with whole.client(PUBLIC) as client:
        for pattern in ("/api/reports/{}", "/report/{}", "/ogc/collections/reports/items/{}"):
            answers = {
                told(client, pattern.format(id_))[0]: told(client, pattern.format(id_))[1].replace(
                    id_, "ID"
                )
                for id_ in ("r_restricted", "r_compartment", "r_neverwas")
            }
            assert list(answers) == [404]
            assert not [w for w in SECRET_WORDS if w in "".join(answers.values())]


def test_nobody_judges_or_names_what_he_cannot_see(whole: Opened) -> None:
    hidden = [i for i in whole.room.review(CLEARED, None) if i.report == "r_restricted"]
    assert hidden
    with whole.client(PUBLIC) as client:
        page = client.get("/paste").text
        form = re.search(r'name="_csrf_token" value="([^"]+)"', page)
        assert form
        headers = {"x-csrftoken": form[1]}
        answers = [
            client.post("/api/review", json={"item": i, "action": "accept"}, headers=headers)
            for i in (hidden[0].id, "nobody")
        ]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json()["detail"].replace(hidden[0].id, "ID") == answers[1].json()[
        "detail"
    ].replace("nobody", "ID")
