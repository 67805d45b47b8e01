"""Borders as scenes: "the border", "the Kosovo border", "the border with Serbia"."""

from collections.abc import Iterator

from ..domain import PlaceMention, Span
from .document import Document
from .segments import Segment
from .syntax.parse import Parse

_NOUNS = frozenset({"border", "frontier", "borderline", "boundary"})
# Kinds of place that a border is named after.
_SIDES = frozenset({"country", "region"})
_REACH = 3  # words to either side of the noun in which its country stands
_PLACING = frozenset({"at", "along", "near", "on", "across"})
_TYING = frozenset({"with", "of", "between", "to", "the"})


def borders(document: Document, segment: Segment) -> list[PlaceMention]:
    """The borders that the clause of a happening names as its scene, without a point on the map."""
    parse = document.parse
    return [
        _line(document, index)
        for index in sorted(segment.words)
        if parse[index].lemma.lower() in _NOUNS and _is_scene(parse, segment, index)
    ][:1]


def _is_scene(parse: Parse, segment: Segment, index: int) -> bool:
    """Whether a border is where it happened, and not what a road leads to or what something is about."""
    if parse.is_dep(index, "compound", "nsubj", "obj", "nmod:poss"):
        return False
    tops = {segment.trigger.token, segment.trigger.governor}
    return not parse.is_dep(index, "nmod") or parse[index].head in tops or _held(parse, index)


def _held(parse: Parse, index: int) -> bool:
    """Whether the words before it place it ("at the border"), whatever the parser hung it on."""
    return any(parse[i].text.lower() in _PLACING for i in parse.children(index, "case"))


def _line(document: Document, index: int) -> PlaceMention:
    """A border with the name of the country that stands with it."""
    parse = document.parse
    sides = [p for i in _around(document, index) for p in document.places if _at(p, parse[i].span)]
    named = sides[0] if sides else None
    spans = [parse[index].span] + [p.span for p in sides if p.span]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    words = " ".join(span.of(document.text).split())
    country = named.country if named else None
    return PlaceMention(span.of(document.text), words, country, None, None, None, "unknown", span)


def _around(document: Document, index: int) -> Iterator[int]:
    """The words just before a border, and those that a preposition ties to it."""
    parse = document.parse
    if index:
        yield index - 1
    for at in range(index + 1, min(index + _REACH, len(parse))):
        yield at
        if parse[at].text.lower() not in _TYING:
            return


def _at(place: PlaceMention, span: Span) -> bool:
    return place.span is not None and place.precision in _SIDES and place.span.overlap(span) > 0
