"""What words point back to, and whom a rebuke is for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jointguardian.domain import Issue, IssueRule, Span
from jointguardian.picture.issues import covers
from jointguardian.picture.nearby import meant, points_back, sentence_before, sentence_of

TEXT = "The dam was closed. Farmers walked to it! They demanded that he open it.\nNobody answered."
DAM = Issue(
    "dam", "The dam", "Whether it is built.", (("dam", "dams"),),
    ignoring=("dam keeper*",),
    also=(IssueRule((("open", "close*"),), ("demands",), (("dam",),)),),
)  # fmt: skip


def test_a_sentence_and_the_ones_before_it() -> None:
    at = TEXT.index("open it")
    found = sentence_of(TEXT, Span(at, at + 4))
    assert found.of(TEXT) == "They demanded that he open it."
    before = sentence_before(TEXT, found)
    assert before is not None
    assert before.of(TEXT).strip() == "Farmers walked to it!"
    first = sentence_of(TEXT, Span(0, 3))
    assert first.of(TEXT) == "The dam was closed."
    assert sentence_before(TEXT, first) is None


@example("\n", 0, 0)
@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 20))
def test_a_sentence_holds_its_words(text: str, at: int, length: int) -> None:
    start = min(at, len(text))
    span = Span(start, min(start + length, len(text)))
    found = sentence_of(text, span)
    assert 0 <= found.start <= span.start
    assert span.end <= found.end <= len(text)
    before = sentence_before(text, found)
    assert before is None or before.start < found.start


@pytest.mark.parametrize(
    ("words", "stance", "leans"),
    [
        ("the move", "condemns", True),
        ("that he open it", "demands", True),
        ("Tessaly", "blames", True),
        ("an inquiry", "calls-for", False),
        ("three of them were hurt", "states", False),
        ("the whole of the northern valley would one day have to pay for it", "warns", False),
    ],
)
def test_short_words_with_a_pronoun_lean_on_what_came_before(
    words: str, stance: str, leans: bool
) -> None:
    assert points_back(words, stance) is leans


@pytest.mark.parametrize(
    ("words", "names", "whom"),
    [
        ("Horvat of driving out the Tessalians", ("Tessalians", "Ana Horvat"), ("Ana Horvat",)),
        ("unprovoked attacks on the River Guard", ("River Guard",), ()),
        ("Horvát and Ilir Dema stood behind it", ("Ana Horvat", "Ilir Dema"), ("Ana Horvat", "Ilir Dema")),
        ("the North of putting it on Tessaly", ("Tessaly",), ()),
        ("him for the flood", ("Ana Horvat",), ("Ana Horvat",)),
        ("Farmers suffered while Horvat sent guards", ("Farmers", "Ana Horvat"), ("Ana Horvat",)),
    ],
)  # fmt: skip
def test_a_rebuke_is_for_whom_it_names_first_and_not_for_the_harmed(
    words: str, names: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    assert meant(words, names) == whom


def test_a_description_is_no_keyword_and_a_rule_may_look_around() -> None:
    assert covers(DAM, "states", "the dam is high")
    assert not covers(DAM, "states", "the dam keepers met")
    assert covers(DAM, "demands", "that it be opened or closed", "Farmers at the dam")
    assert not covers(DAM, "demands", "that it be opened or closed", "Farmers at the mill")
    assert not covers(DAM, "states", "it was closed", "Farmers at the dam")
