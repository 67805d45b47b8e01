"""Events as codes: what a researcher can set, and how one is made."""

from dataclasses import dataclass

from ...domain import Coding, Span
from .parties import Party
from .sentence import Sentence

__all__ = ["Choices", "Coding", "coding"]


@dataclass(frozen=True, slots=True)
class Choices:
    """How to code: `dyads`: only events with source and target."""

    dyads: bool = True


def coding(sentence: Sentence, verb: int, source: Party, target: Party, event: str) -> Coding:
    """An event of a verb and its parties, with the characters that all three take."""
    spans = (sentence.parse[verb].span, source.span, target.span)
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Coding(source.code, target.code, event, whole, source.span, target.span)
