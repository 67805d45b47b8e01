"""Events as codes: the result of coding, and what a researcher can set."""

from dataclasses import dataclass

from ...domain import Span


@dataclass(frozen=True, slots=True)
class Coding:
    """One coded event. `span` covers the verb and its parties; codes are the dictionaries' own."""

    source: str
    target: str
    event: str
    span: Span
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """How to code: `dyads`: only events with source and target; `new_actors`: the most words that a
    noun phrase may have to stand as an actor of its own, in quotation marks, where no code is known.
    """

    dyads: bool = True
    new_actors: int = 0
