"""The parsing step: dates, numbers and names are taken as one word each, then the text is parsed."""

import re
from collections.abc import Iterator

from ...domain import Span
from ..document import Document
from .mending import mended
from .parser import Parser

_SPACED = re.compile(r"\s")
# "on 29 May", "early in 2021": the date with its preposition says "then", which no parser mistakes
# for a part of the subject that follows ("On Monday Serb protesters ...").
_THEN = re.compile(
    r"\b(?:(?:early|late|later|only)\s+)?(?:on|in|during|at|around)\s+"
    r"(?:the\s+(?:morning|afternoon|evening|night|early\s+hours|course)\s+of\s+)?$",
    re.I,
)
# Before these a date is a noun ("the events of 29 May", "since Monday", "the 17 March riots").
_NOUN = re.compile(
    r"\b(?:of|from|to|since|until|till|by|between|and|after|before|for|the|a|an|its|their|this)\s+$",
    re.I,
)
_BACK = 60


def syntax(document: Document, parser: Parser) -> Document:
    """Parse a document; what stands in one word already is left as it is."""
    spans = [s.span for s in document.sentences]
    parsed = parser.parse(document.text, spans, _merged(document))
    return document.evolve(parse=mended(parsed, spans))


def _merged(document: Document) -> list[tuple[Span, str]]:
    """Spans of several words with their stand-ins, in text order, none overlapping another."""
    found: list[tuple[Span, str]] = []
    for span, stand_in in sorted(_candidates(document), key=lambda c: (c[0].start, -c[0].end)):
        inside = any(s.span.contains(span) for s in document.sentences)
        if inside and (not found or found[-1][0].end <= span.start):
            found.append((span, stand_in))
    return found


def _candidates(document: Document) -> Iterator[tuple[Span, str]]:
    text = document.text
    for time in document.times:
        before = text[max(0, time.span.start - _BACK) : time.span.start]
        if then := _THEN.search(before):
            yield Span(time.span.start - len(before) + then.start(), time.span.end), "then"
        elif _SPACED.search(time.span.of(text)):
            yield time.span, "Monday" if _NOUN.search(before) else "then"
    for place in document.places:
        if place.span and _SPACED.search(place.span.of(text)):
            yield place.span, place.span.of(text).split()[-1]
