"""Whoever can parse: the pipeline that ships, or any spaCy pipeline that is installed."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from ...domain import Span
from .parse import Parse


class Parser(Protocol):
    """Turns sentences into a parse."""

    @property
    def name(self) -> str:
        """Whose answers these are, with version ("jointguardian-en 1.0")."""
        ...

    def parse(
        self, text: str, sentences: Sequence[Span], merged: Sequence[tuple[Span, str]] = ()
    ) -> Parse:
        """Parse the sentences of a text.

        Each of `merged` (in text order, apart from each other, within a sentence) is taken as one
        word, which the model sees as the given stand-in ("29 May 2023" as "Monday").
        """
        ...


@cache
def builtin_parser() -> Parser:
    """The pipeline that ships, loaded once."""
    from .spacy_parser import SpacyParser

    return SpacyParser.load("jointguardian_en")
