"""Private names leave a report before it is stored; every offset stays valid."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import (
    Claim,
    PersonMention,
    Reading,
    Report,
    ReportHeader,
    Span,
)
from jointguardian.pipeline.sealing import BLOCK, seal

TEXT = (
    "The former policeman Marko Primjerovic was held. Primjerovic said so; President Vucic did not."
)
NAME = "Marko Primjerovic"


def _mention(word: str, *, public: bool = False, role: str = "former policeman") -> PersonMention:
    start = TEXT.index(word)
    return PersonMention(Span(start, start + len(word)), role, public)


def _report(text: str = TEXT) -> Report:
    return Report(
        "r_1", "Post", text, "0" * 64, datetime(2023, 5, 30, tzinfo=UTC),
        title=f"Court frees {NAME}", url="https://post.example/2023/marko-primjerovic-freed",
    )  # fmt: skip


def _reading(*persons: PersonMention, speaker: str = NAME) -> Reading:
    claim = Claim(
        "c",
        speaker,
        None,
        "said",
        "states",
        ("Primjerovic's lawyer",),
        None,
        False,
        Span(0, 3),
        Span(0, 3),
        1.0,
    )
    return Reading(ReportHeader("r_1", "Post", None, "en", "0"), (), (claim,), (), (), persons)


def test_the_name_is_gone_everywhere_and_the_length_stays() -> None:
    surname = PersonMention(
        Span(TEXT.rindex("Primj"), TEXT.rindex("Primj") + 11), "former policeman", False
    )
    report, reading, secrets = seal(_report(), _reading(_mention(NAME), surname))
    assert len(report.text) == len(TEXT)
    assert "rimjerovic" not in f"{report}{reading}".lower().replace("'", "")
    assert "Vucic" in report.text
    assert [(s.name, s.person) for s in secrets] == [(NAME, NAME), ("Primjerovic", NAME)]


def test_a_speaker_becomes_the_role_and_a_phrase_keeps_its_rest() -> None:
    _, reading, _ = seal(_report(), _reading(_mention(NAME)))
    assert reading.claims[0].speaker == "former policeman"
    assert reading.claims[0].targets[0].endswith("'s lawyer")


def test_office_holders_are_left_as_they_are() -> None:
    report, _, secrets = seal(_report(), _reading(_mention("Vucic", public=True)))
    assert (report, secrets) == (_report(), ())


@given(st.integers(0, len(TEXT) - 2), st.integers(1, 30))
def test_whatever_is_sealed_can_be_put_back(start: int, length: int) -> None:
    span = Span(start, min(start + length, len(TEXT)))
    if not span.of(TEXT).strip():
        return
    report, _, secrets = seal(_report(), _reading(PersonMention(span, "", False)))
    text = report.text
    for s in secrets:
        text = text[: s.start] + s.name + text[s.end :]
    assert text == TEXT
    assert replace(report, text="").sha256 == _report().sha256
    assert all(c == BLOCK for c in span.of(report.text) if c.isalnum() or c == BLOCK)
