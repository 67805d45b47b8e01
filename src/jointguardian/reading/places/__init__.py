"""Place names in the text, resolved against the gazetteer and each other."""

import re
from collections import Counter
from collections.abc import Sequence

from ...domain import Place, PlaceMention, Span
from ...geo import fold, word_lists
from ..document import Document
from .naming import PlaceIndex, candidates_of, to_words
from .peoples import peoples
from .resolving import Name, gaps, resolve
from .spotting import spotted

__all__ = ["PlaceIndex", "demonyms", "located", "places"]

_Candidates = tuple[Span, tuple[Place, ...]]
_REGION = re.compile(
    r"\b(north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central)"
    r"(?:\s+(?:part\s+)?of(?:\s+[a-z]+){0,2})?\s+$",
    re.I,
)
_BORDER = re.compile(r"\bborder(?:\s+(?:area|region|line))?\s+(?:with|to)\s+(?:neighbou?ring\s+)?$")
_PART = re.compile(
    r"\b[Tt]he\s+(?:[\w-]+\s+){0,3}?(north|south|east|west)(?:ern\s+(?:municipalities|towns|areas|region))?\b"
    r"(?!\s+(?:of|ern)|-|\w)"
)
_POINTS = {"settlement": "settlement", "municipality": "municipality", "country": "country",
           "region": "region", "crossing": "exact", "site": "exact", "water": "region",
           "relief": "region"}  # fmt: skip


def places(document: Document, gazetteer: PlaceIndex) -> Document:
    """Find place names and choose, for each, the candidate that fits the document best."""
    text = document.text
    known = [(s, c) for s, c in gazetteer.scan(text) if c and _looks_like_name(text, s)]
    found = spotted(text, (s.span.start for s in document.sentences), known, word_lists())
    names = [Name(s, fold(s.of(text)), c) for s, c in found]
    chosen = resolve(names, gaps(text, (n.span for n in names)))
    mentions = [_mention(text, n.span, p) for n, p in zip(names, chosen, strict=True)]
    mentions += _parts(text, mentions, gazetteer)
    return document.evolve(places=tuple(sorted(mentions, key=_start)))


def demonyms(document: Document, gazetteer: PlaceIndex) -> Document:
    """Add the countries of adjectives and peoples ("Iraqi forces", "Sri Lankans") to the places.

    A step for the very end: they are where somebody is from, never where something happened.
    """
    text, before = document.text, document.places
    taken = {p.span.start for p in before if p.span}
    found = peoples(text, taken, gazetteer, word_lists())
    added = [_at(text, span, place, place.name, _precision(place)) for span, place in found]
    return document.evolve(places=tuple(sorted((*before, *added), key=_start)))


def _start(mention: PlaceMention) -> int:
    return mention.span.start if mention.span else 0


def located(
    document: Document, spans: Sequence[Span], gazetteer: PlaceIndex
) -> list[PlaceMention | None]:
    """The places that given spans name, in their order; None where the gazetteer knows none.

    The spans decide which words are names; everything else is as in `places`.
    """
    text = document.text
    names = {}
    for number, span in enumerate(spans):
        name = _given_name(text, span, gazetteer)
        if name is not None:
            names[number] = name
    order = sorted(names, key=lambda n: names[n].span.start)
    chosen = resolve([names[n] for n in order], gaps(text, (names[n].span for n in order)))
    answers: list[PlaceMention | None] = [None] * len(spans)
    for number, place in zip(order, chosen, strict=True):
        answers[number] = _mention(text, spans[number], place)
    return answers


def _given_name(text: str, span: Span, gazetteer: PlaceIndex) -> Name | None:
    """A given span as a name; one that cuts through words is moved to their ends first."""
    whole = to_words(text, span)
    candidates = candidates_of(whole.of(text), gazetteer, word_lists())
    if candidates:
        return Name(whole, fold(whole.of(text)), candidates)
    written = whole.of(text)
    alike = getattr(gazetteer, "similar", None)
    near = alike(written) if alike is not None and written[:1].isupper() else ()
    if near:
        return Name(whole, fold(near[0].name), near)
    inside = (
        (s, c) for s, c in gazetteer.scan(written) if c and 2 * (s.end - s.start) >= len(written)
    )
    return next((Name(whole, fold(s.of(written)), c) for s, c in inside), None)


def _parts(text: str, mentions: list[PlaceMention], gazetteer: PlaceIndex) -> list[PlaceMention]:
    """ "The north", "the northern municipalities": that part of the country the text is about."""
    countries = Counter(p.name for p in mentions if p.precision == "country")
    if not countries:
        return []
    found = []
    for match in _PART.finditer(text):
        span = Span(*match.span())
        if any(p.span and span.overlap(p.span) for p in mentions):
            continue
        region = _region(match[1], [name for name, _ in countries.most_common()], gazetteer)
        if region is not None:
            found.append(_at(text, span, region, region.name, "region"))
    return found


def _region(direction: str, countries: list[str], gazetteer: PlaceIndex) -> Place | None:
    """The gazetteer's region of that name in the first of the countries that has one."""
    for country in countries:
        name = f"{direction.lower().removesuffix('ern')}ern {country}"
        for span, candidates in gazetteer.scan(name):
            if len(span.of(name)) == len(name) and candidates[0].kind == "region":
                return candidates[0]
    return None


def _looks_like_name(text: str, span: Span) -> bool:
    """A name begins with a capital and is not the middle of a word or one short token."""
    raw = span.of(text)
    inside = text[span.start - 1 : span.start].isalnum() or text[span.end : span.end + 1].isalnum()
    return any(c.isupper() for c in raw) and not inside and len(raw) > 1


def _mention(text: str, span: Span, place: Place) -> PlaceMention:
    """The mention; "northern" and its like before a country's name make it that region."""
    led = _REGION.search(text[max(0, span.start - 24) : span.start])
    if led and place.kind in {"country", "region"}:
        direction = led[1].lower().removesuffix("ern")
        name = f"{direction}ern {place.name}" if direction != "central" else f"central {place.name}"
        return _at(text, span, place, name, "region")
    if place.kind == "country" and _BORDER.search(text[max(0, span.start - 40) : span.start]):
        return _at(text, span, place, f"border with {place.name}", "region")
    return _at(text, span, place, place.name, _precision(place))


def _precision(place: Place) -> str:
    return _POINTS.get(place.kind, "unknown")


def _at(text: str, span: Span, place: Place, name: str, precision: str) -> PlaceMention:
    return PlaceMention(
        text=span.of(text),
        name=name,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        gazetteer_id=place.id,
        precision=precision,
        span=span,
        municipality=place.municipality if place.kind != "municipality" else place.id,
    )
