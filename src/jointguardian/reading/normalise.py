"""Irregularities of the text: known, never mended."""

import re

from ..domain import Span
from .document import Document

# "Kosovo.Serbian": a full stop between a small letter and a capitalised word, no space.
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])([.!?])(?=[A-Z][^\W\d_]{2})")
_DOUBLED = re.compile(r"\b((?:[^\W\d_]{3,})(?:[ \t]+[^\W\d_]{3,}){0,2})[ \t]+\1\b")


def normalise(document: Document) -> Document:
    """Note where sentences are glued together and where words are written twice."""
    return document.evolve(glued=glued(document.text), doubled=doubled(document.text))


def glued(text: str) -> tuple[int, ...]:
    """Offsets just after a full stop that is directly followed by the next sentence."""
    return tuple(found.end() for found in _GLUED.finditer(text) if not _in_address(text, found))


def doubled(text: str) -> tuple[Span, ...]:
    """The second copy of words written twice in a row ("Foreign Minister Foreign Minister")."""
    return tuple(
        Span(found.end() - len(found[1]), found.end()) for found in _DOUBLED.finditer(text)
    )


def _in_address(text: str, found: re.Match[str]) -> bool:
    """Whether the stop belongs to a web or mail address."""
    word = re.search(r"\S*$", text[max(0, found.start() - 60) : found.start()])
    return bool(word and re.search(r"://|www\.|@", word[0]))
