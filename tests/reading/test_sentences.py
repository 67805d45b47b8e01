"""Sentences and quotations by rule."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.reading.document import Document
from jointguardian.reading.normalise import doubled, normalise
from jointguardian.reading.quotations import quotations
from jointguardian.reading.sentences import sentences


def split(text: str) -> list[str]:
    return [s.span.of(text) for s in sentences(normalise(Document(text))).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Gen. Michael Jackson said U.S. Marines had come.",
        "It was 3.5 percent at 4 p.m. and rising.",
        "J. Smith and Mr. Jones met.",
    ],
)
def test_abbreviations_initials_and_decimals_do_not_end_a_sentence(text: str) -> None:
    assert split(text) == [text]


def test_glued_sentences_and_closing_quotes_end_one() -> None:
    assert split("He left Kosovo.Serbian troops came.") == [
        "He left Kosovo.",
        "Serbian troops came.",
    ]
    assert split('He said "it is over." She left.') == ['He said "it is over."', "She left."]
    assert split("First.\n\nSecond") == ["First.", "Second"]


def test_a_doubled_title_is_known_and_the_text_untouched() -> None:
    text = "Foreign Minister Foreign Minister Sergei"
    assert [s.of(text) for s in doubled(text)] == ["Foreign Minister"]


def test_quotations_straight_and_curly_leave_the_marks_out() -> None:
    text = 'He said "one" and “two”.'
    assert [q.span.of(text) for q in quotations(Document(text)).quotations] == ["one", "two"]


@given(st.text(max_size=400))
def test_sentences_do_not_overlap_and_hold_all_that_is_not_space(text: str) -> None:
    spans = [s.span for s in sentences(normalise(Document(text))).sentences]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
