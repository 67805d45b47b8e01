"""The one document type that the reading steps pass along.

Each step takes a `Document` and returns it with more known about it; spans always point into
`text`, which is the report as given and never changed.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from ..domain import Casualty, Claim, Event, Figure, PersonMention, PlaceMention, Span
from .syntax.parse import UNPARSED, Parse


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the paragraph (0, 1, ...) it stands in."""

    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A date expression resolved against the publication date, as ISO partial dates."""

    span: Span
    start: str | None
    end: str | None
    precision: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: `low`, `best`, `high`, its qualifier, and the noun phrase it counts."""

    span: Span
    low: float | None
    best: float
    high: float | None
    qualifier: str | None
    noun: str
    noun_span: Span


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """An actor mention in the text: dictionary hit, role phrase, or resolved pronoun.

    `name` is the canonical name ("Aleksandar Vucic"), `head` the words as written; `id`, `kind`,
    `country` where known; `role` an office or description that stands with it ("Serbian President").
    `stands_for`: where the text names the actor that this mention only points back to ("they").
    """

    span: Span
    head: str
    name: str
    id: str | None = None
    kind: str | None = None
    country: str | None = None
    role: str | None = None
    coreferent: bool = False
    stands_for: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters inside quotation marks, the marks left out."""

    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about it so far."""

    text: str
    published: date | None = None
    source: str | None = None
    report: str | None = None
    language: str = "en"
    sentences: tuple[Sentence, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorSpan, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    casualties: tuple[tuple[Span, Casualty], ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    glued: tuple[int, ...] = ()
    doubled: tuple[Span, ...] = ()
    parse: Parse = UNPARSED
    method: str = "builtin"
    version: str = "2"

    def evolve(self, **changes: object) -> "Document":
        """A copy with some fields set."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def inside(self, sentence: Span, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Those spans that lie within a sentence."""
        return tuple(s for s in spans if sentence.contains(s))


class Step(Protocol):
    """A named reading step: pure, one document in, the same document with more known out."""

    def __call__(self, document: Document, /) -> Document: ...
