"""The pipeline put together here is the one that spaCy loads."""

from pathlib import Path

import pytest
import spacy

from jointguardian.domain import Span
from jointguardian.reading.syntax import shipped
from jointguardian.reading.syntax.spacy_parser import SpacyParser

TEXTS = (
    "KFOR said on Monday that 30 soldiers were wounded in Zvečan, when protesters threw stones.",
    "They're at http://example.org/a?b=1, e.g. U.S. troops' 5km walk (10a.m.); don't!",
    "the mayor of leposavić, aleksandar jablanović, can't enter the town-hall... :) ",
    "“We won’t accept it,” Vučić told B92 – twice—on 29/5/2023; €3.5m was spent.",
    "Ko je to? Шта је то? Kush është?\n\n\tTwo  spaces.",
)


@pytest.fixture(scope="module")
def parsers() -> tuple[SpacyParser, SpacyParser]:
    own = SpacyParser.load("jointguardian_en")
    return own, SpacyParser(spacy.load("jointguardian_en"), own.exceptions, own.common)


@pytest.mark.parametrize("text", TEXTS)
def test_it_parses_as_what_spacy_loads(parsers: tuple[SpacyParser, SpacyParser], text: str) -> None:
    own, whole = parsers
    assert isinstance(own.pipeline, shipped.Shipped)
    sentences = [Span(0, len(text))]
    assert own.parse(text, sentences).tokens == whole.parse(text, sentences).tokens
    assert own.name == whole.name


def test_it_cuts_words_by_the_same_rules(parsers: tuple[SpacyParser, SpacyParser]) -> None:
    own, whole = (p.pipeline.tokenizer for p in parsers)
    assert own.rules == whole.rules
    patterns = ("prefix_search", "suffix_search", "infix_finditer", "url_match")
    assert [getattr(own, p) for p in patterns] == [getattr(whole, p) for p in patterns]
    assert own.token_match == whole.token_match


def test_it_knows_the_same_vocabulary(parsers: tuple[SpacyParser, SpacyParser]) -> None:
    own, whole = (p.pipeline.vocab for p in parsers)
    for word in ("Soldiers", "the", "don't", "U.S.", "Приштина"):
        assert [own[word].norm_, own[word].shape_, own[word].is_stop, own[word].lang_] == [
            whole[word].norm_, whole[word].shape_, whole[word].is_stop, whole[word].lang_
        ]  # fmt: skip


def test_what_it_does_not_know_is_left_to_spacy(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(KeyError):
        shipped.load(tmp_path)
