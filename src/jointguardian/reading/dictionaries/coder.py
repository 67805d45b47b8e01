"""Coding a document: each sentence that no discard phrase rules out, its events once."""

from collections.abc import Iterator

from ..document import Document
from . import sequence_coder, tree_coder
from .coding import Choices, Coding
from .entries import Dictionaries
from .sentence import Sentence


def code(
    document: Document, known: Dictionaries, choices: Choices | None = None
) -> tuple[Coding, ...]:
    """The codings of a parsed document, in the order of the text, each once a sentence.

    Codes with dates are taken as of the day of publication.
    """
    whole: list[Coding] = []
    for sentence in _sentences(document, known):
        marked = set(_discards(sentence, known))
        if "report" in marked:
            return ()
        if not marked:
            coded = tree_coder.coded if known.tree else sequence_coder.coded
            whole += _once(coded(sentence, known, choices or Choices()))
    return tuple(whole)


def _sentences(document: Document, known: Dictionaries) -> Iterator[Sentence]:
    for sentence in document.sentences:
        if document.parse.within(sentence.span):
            yield Sentence.of(document.parse, sentence.span, known, document.published)


def _discards(sentence: Sentence, known: Dictionaries) -> Iterator[str]:
    plain = [w.key for w in sentence.words]
    for at in range(len(plain)):
        if found := known.discards.at(plain, at):
            yield from found[1]


def _once(found: Iterator[Coding]) -> list[Coding]:
    return list({(c.source, c.target, c.event): c for c in found}.values())
