"""Annotators by name: the model server is a real one, on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jointguardian.errors import NotPermitted, UnknownName
from jointguardian.pipeline.annotators import FolderCache, annotator_of, is_local
from jointguardian.pipeline.knowledge import default_knowledge
from jointguardian.reading import read

TEXT = "Protesters blocked a road near Zvečan on 3 May 2023, police said."
ANSWER = {
    "events": [
        {
            "support": "Protesters blocked a road near Zvečan", "type": "protest",
            "status": "happened", "actors": ["Protesters"], "recipients": [],
            "date": "3 May 2023", "places": ["Zvečan"],
        }
    ],
    "claims": [],
}  # fmt: skip


class _Model(BaseHTTPRequestHandler):
    status = 200
    asked: list[str] = []  # noqa: RUF012 (one server a test)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.asked.append(f"{self.path} {json.loads(body)['model']}")
        answer = json.dumps({"choices": [{"message": {"content": json.dumps(ANSWER)}}]}).encode()
        self.send_response(self.status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def server() -> Iterator[str]:
    _Model.status, _Model.asked = 200, []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Model) as model:
        threading.Thread(target=model.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{model.server_address[1]}/v1"
        model.shutdown()


def test_a_model_server_on_this_machine_is_asked_once_and_kept(server: str, tmp_path: Path) -> None:
    for _ in range(2):
        annotator = annotator_of("openai:small", url=server, cache=tmp_path)
        reading = read(TEXT, knowledge=default_knowledge(), annotator=annotator)
        assert [e.span.of(TEXT) for e in reading.events] == [ANSWER["events"][0]["support"]]
    assert _Model.asked == ["/v1/chat/completions small"]
    assert len(FolderCache(tmp_path)) == 1


def test_a_server_that_refuses_falls_back(server: str) -> None:
    _Model.status = 500
    notes: list[str] = []
    annotator = annotator_of("openai:small", url=server, note=notes.append)
    reading = read(TEXT, knowledge=default_knowledge(), annotator=annotator)
    assert reading.method == "builtin"
    assert "500" in notes[0]


def test_a_server_that_is_not_there_falls_back() -> None:
    annotator = annotator_of("openai:small", url="http://127.0.0.1:9/v1")
    assert read(TEXT, knowledge=default_knowledge(), annotator=annotator).method == "builtin"


@pytest.mark.parametrize("url", ["https://models.example/v1", "http://10.0.0.5/v1", "ftp://", ""])
def test_reports_do_not_leave_the_machine_unasked(url: str) -> None:
    with pytest.raises(NotPermitted):
        annotator_of("openai:small", url=url)


def test_an_operator_may_say_otherwise() -> None:
    assert (
        annotator_of("openai:m", url="https://models.example/v1", elsewhere=True).name == "openai:m"
    )


@pytest.mark.parametrize("url", ["http://localhost:1/v1", "http://127.0.0.9/v1", "http://[::1]/v1"])
def test_this_machine_has_several_names(url: str) -> None:
    assert is_local(url)


def test_the_shipped_pipeline_by_name_reads_as_the_built_in() -> None:
    annotator = annotator_of("spacy:jointguardian_en")
    reading = read(TEXT, knowledge=default_knowledge(), annotator=annotator)
    builtin = read(TEXT, knowledge=default_knowledge())
    assert (reading.events, reading.claims) == (builtin.events, builtin.claims)


@pytest.mark.parametrize("name", ["", "spacy:", "openai:", "bert", "spacy:no_such_pipeline"])
def test_a_name_that_nobody_has_is_refused(name: str) -> None:
    with pytest.raises(UnknownName):
        annotator_of(name)
