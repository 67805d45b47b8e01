"""A language model only points at characters; what it makes up is dropped."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read
from jointguardian.reading.annotators import ChatAnnotator

TEXT = (
    "Masked men attacked a patrol near Leposavić on 3 May 2023, the mission said. "
    "“They will be found,” the minister told reporters."
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(load_gazetteer())


def completion(answer: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": json.dumps(answer)}}]}).encode()


def event(**changes: Any) -> dict[str, Any]:
    told = {
        "support": "Masked men attacked a patrol near Leposavić on 3 May 2023",
        "type": "assault", "status": "happened", "actors": ["Masked men"],
        "recipients": ["a patrol"], "date": "3 May 2023", "places": ["Leposavić"],
    }  # fmt: skip
    return told | changes


def claim(**changes: Any) -> dict[str, Any]:
    told = {
        "content": "They will be found", "cue": "told", "stance": "states",
        "speaker": "the minister", "targets": [],
    }  # fmt: skip
    return told | changes


def reading_of(answer: object, knowledge: Knowledge) -> Any:
    annotator = ChatAnnotator("m", lambda _: completion(answer))
    return read(TEXT, published=date(2023, 5, 4), knowledge=knowledge, annotator=annotator)


def test_quotations_become_events_and_claims_with_their_characters(knowledge: Knowledge) -> None:
    reading = reading_of({"events": [event()], "claims": [claim()]}, knowledge)
    (told,) = reading.events
    assert (told.type, told.start, told.date_precision) == ("assault", "2023-05-03", "day")
    assert [a.text for a in told.actors] == ["Masked men"]
    assert [p.name for p in told.places] == ["Leposavić"]
    (said,) = reading.claims
    assert said.content_span.of(TEXT) == "They will be found"
    assert said.quoted
    assert (reading.method, reading.version) == ("openai:m", "1")


def test_what_does_not_stand_in_the_text_is_dropped(knowledge: Knowledge) -> None:
    made_up = event(support="Tanks rolled into Leposavić")
    partly = event(actors=["Masked men", "the army"], date="4 May 2023", places=["Zvečan"])
    reading = reading_of(
        {"events": [made_up, partly], "claims": [claim(content="We surrender")]}, knowledge
    )
    (told,) = reading.events
    assert [a.text for a in told.actors] == ["Masked men"]
    assert (told.start, told.places) == (None, ())
    assert reading.claims == ()


def test_terms_outside_the_vocabulary_are_dropped(knowledge: Knowledge) -> None:
    answer = {
        "events": [event(type="invasion"), event(status="maybe")],
        "claims": [claim(stance="hints")],
    }
    reading = reading_of(answer, knowledge)
    assert (reading.events, reading.claims) == ((), ())
    assert reading.method == "openai:m"


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"<html>", completion("prose"), completion({"events": 3}), completion({})],
)
def test_nonsense_falls_back_to_the_built_in_reader(knowledge: Knowledge, raw: bytes) -> None:
    notes: list[str] = []
    annotator = ChatAnnotator("m", lambda _: raw, note=notes.append)
    reading = read(TEXT, published=date(2023, 5, 4), knowledge=knowledge, annotator=annotator)
    assert reading == read(TEXT, published=date(2023, 5, 4), knowledge=knowledge)
    assert reading.method == "builtin"
    assert "openai:m gave no answer" in notes[0]


def test_the_same_question_is_asked_once(knowledge: Knowledge) -> None:
    asked: list[bytes] = []
    answer = completion({"events": [], "claims": []})
    annotator = ChatAnnotator("m", _counting(asked, answer), {})
    for _ in range(2):
        read(TEXT, knowledge=knowledge, annotator=annotator)
    assert len(asked) == 1
    read(f"{TEXT} More.", knowledge=knowledge, annotator=annotator)
    assert len(asked) == 2


def _counting(asked: list[bytes], answer: bytes) -> Callable[[bytes], bytes]:
    def ask(body: bytes) -> bytes:
        asked.append(body)
        return answer

    return ask


def test_nonsense_is_not_kept(knowledge: Knowledge) -> None:
    kept: dict[str, bytes] = {}
    read(TEXT, knowledge=knowledge, annotator=ChatAnnotator("m", lambda _: b"{}", kept))
    assert kept == {}


def test_the_schema_names_the_vocabularies(knowledge: Knowledge) -> None:
    asked: list[bytes] = []
    answer = completion({"events": [], "claims": []})
    read(TEXT, knowledge=knowledge, annotator=ChatAnnotator("m", _counting(asked, answer)))
    request = json.loads(asked[0])
    parts = request["response_format"]["json_schema"]["schema"]["$defs"]
    assert "assault" in parts["Event"]["properties"]["type"]["enum"]
    assert "accuses" in parts["Claim"]["properties"]["stance"]["enum"]
    assert request["messages"][1]["content"] == TEXT
