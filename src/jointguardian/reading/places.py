"""Place names in the text, resolved against the gazetteer and each other."""

import re
from collections import Counter
from collections.abc import Iterable
from math import cos, hypot, radians
from typing import Protocol

from ..domain import Place, PlaceMention, Span
from .document import Document

_Candidates = tuple[Span, tuple[Place, ...]]
_REGION = re.compile(
    r"\b(north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central)"
    r"(?:\s+(?:part\s+)?of(?:\s+[a-z]+){0,2})?\s+$",
    re.I,
)
_PART = re.compile(
    r"\b[Tt]he\s+(?:[\w-]+\s+){0,3}?(north|south|east|west)(?:ern\s+(?:municipalities|towns|areas|region))?\b"
    r"(?!\s+(?:of|ern)|-|\w)"
)
_POINTS = {"settlement": "settlement", "municipality": "municipality", "country": "country",
           "region": "region", "crossing": "exact", "site": "exact", "water": "region",
           "relief": "region"}  # fmt: skip


class PlaceIndex(Protocol):
    """What the reader needs of a gazetteer."""

    def scan(self, text: str) -> tuple[_Candidates, ...]:
        """Longest-match names in a text, each with its candidates, best first."""
        ...


def places(document: Document, gazetteer: PlaceIndex) -> Document:
    """Find place names and choose, for each, the candidate that fits the document best."""
    text = document.text
    found = [(s, c) for s, c in gazetteer.scan(text) if c and _looks_like_name(text, s)]
    countries = _votes(c for _, c in found)
    sure = (c[0] for _, c in found if len({p.country for p in c}) == 1)
    settled = list({place.id: place for place in sure}.values())
    chosen = [(span, _choose(candidates, countries, settled)) for span, candidates in found]
    mentions = [_mention(text, span, place) for span, place in chosen]
    mentions += _parts(text, mentions, gazetteer)
    return document.evolve(places=tuple(sorted(mentions, key=lambda p: p.span or Span(0, 0))))


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
    return any(c.isupper() for c in raw) and not inside and len(raw) > 2


def _votes(candidates: Iterable[tuple[Place, ...]]) -> Counter[str]:
    """How often each country is a name's best reading."""
    return Counter(c[0].country for c in candidates)


def _choose(candidates: tuple[Place, ...], countries: Counter[str], settled: list[Place]) -> Place:
    """The candidate in the document's countries, nearest to its unambiguous places, prior first."""
    if len(candidates) == 1:
        return candidates[0]
    ranked = sorted(
        enumerate(candidates[:20]),
        key=lambda pair: (-min(countries[pair[1].country], 3), pair[0], _nearest(pair[1], settled)),
    )
    return ranked[0][1]


def _nearest(place: Place, others: list[Place]) -> float:
    """Rough distance in degrees to the nearest settled place."""
    return min((_degrees(place, other) for other in others), default=0.0)


def _degrees(a: Place, b: Place) -> float:
    return hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians(a.lat)))


def _mention(text: str, span: Span, place: Place) -> PlaceMention:
    """The mention, widened by "northern" and its like where they stand before the name."""
    led = _REGION.search(text[max(0, span.start - 24) : span.start])
    if led and place.kind in {"country", "region"}:
        start = span.start - (len(led[0]))
        direction = led[1].lower().removesuffix("ern")
        name = f"{direction}ern {place.name}" if direction != "central" else f"central {place.name}"
        return _at(text, Span(start, span.end), place, name, "region")
    return _at(text, span, place, place.name, _POINTS.get(place.kind, "unknown"))


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
