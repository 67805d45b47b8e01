"""Places of another language: names in its case forms, its own names of foreign places, regions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ...domain import Place, PlaceMention, Span
from ...geo import fold
from ..document import Document
from ..given_names import is_given
from ..places.naming import PlaceIndex
from ..places.resolving import Name, gaps, resolve
from .language import Language, language_for
from .page import Line, Page
from .spellings import bases, stems

_NEXT = re.compile(r"[ \t\u00a0]+([^\W\d_]+)")
_Candidates = tuple[Span, tuple[Place, ...]]
_LONGEST = 4  # words of a foreign place's own name
_PRECISION = {
    "settlement": "settlement", "municipality": "municipality", "country": "country",
    "region": "region", "crossing": "exact", "site": "exact", "water": "region",
    "relief": "region",
}  # fmt: skip
_LINKS = frozenset({"te", "e", "se", "i"})


class Inflected:
    """A gazetteer that also knows a language's own names and case forms; made for one page."""

    def __init__(self, gazetteer: PlaceIndex, page: Page) -> None:
        self._gazetteer = gazetteer
        self._page = page

    def scan(self, text: str) -> tuple[_Candidates, ...]:
        """The gazetteer's names and, where it has none, the language's."""
        found = list(self._gazetteer.scan(text))
        if text != self._page.document.text:
            return tuple(found)
        taken = {i for span, _ in found for i in range(*span)}
        table = _exonyms(self._page.language.tag)
        for line in self._page.lines:
            for span, name in _foreign(line, self._page.language, table, taken):
                candidates = () if span.start in taken else self.lookup(name)
                if candidates:
                    found.append((span, candidates))
                    taken.update(range(*span))
        return tuple(sorted(found, key=lambda pair: pair[0]))

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places that bear a name, best first."""
        return self._gazetteer.lookup(name)


def scenes(document: Document, page: Page, gazetteer: PlaceIndex) -> Document:
    """The document with its places; parts of countries ("na jugu Libana") as regions."""
    found = resolved(document, Inflected(gazetteer, page))
    sure = [p for p in found if not _chance(page, p, found) and not _given(document.text, p)]
    return document.evolve(places=tuple(_widened(page, p) for p in sure))


def _given(text: str, place: PlaceMention) -> bool:
    """Whether a name is a person's given name: one of our lists with a capital word after it."""
    if place.span is None or not is_given(place.text):
        return False
    after = _NEXT.match(text, place.span.end)
    return after is not None and after[1][0].isupper() and not after[1].isupper()


def resolved(document: Document, gazetteer: PlaceIndex) -> list[PlaceMention]:
    """Every name that the gazetteer finds, each with the place that fits the text best."""
    text = document.text
    found = [(s, c) for s, c in gazetteer.scan(text) if c and _whole(text, s)]
    names = [Name(s, fold(s.of(text)), c) for s, c in found]
    chosen = resolve(names, gaps(text, (n.span for n in names)))
    return [_mention(text, n.span, p) for n, p in zip(names, chosen, strict=True)]


def _whole(text: str, span: Span) -> bool:
    """Whether a name is no part of a longer word."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() or after.isalnum())


def _mention(text: str, span: Span, place: Place) -> PlaceMention:
    return PlaceMention(
        text=span.of(text),
        name=place.name,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        gazetteer_id=place.id,
        precision=_PRECISION.get(place.kind, "unknown"),
        span=span,
        municipality=place.municipality if place.kind != "municipality" else place.id,
    )


def _chance(page: Page, place: PlaceMention, every: Sequence[PlaceMention]) -> bool:
    """Whether a sentence's first word is a place's name by chance: alone in its country."""
    if place.span is None or place.precision == "country" or " " in place.text:
        return False
    first = any(n.span.start == place.span.start for n in page.lines)
    alone = all(p.country != place.country for p in every if p is not place)
    return first and alone and not bases(place.text) & _exonyms(page.language.tag).keys()


_Table = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _exonyms(tag: str) -> _Table:
    """A language's names of foreign places by the stems of their first words."""
    table: _Table = {}
    language = language_for(tag)
    if language is None:
        return table
    for written, name in language.exonyms.items():
        parts = tuple(written.split("-"))
        for key in stems(parts[0]):
            table.setdefault(key, []).append((parts, name))
    return table


def _foreign(
    line: Line, language: Language, table: _Table, taken: set[int]
) -> Iterator[tuple[Span, str]]:
    """Capitalised words that are a foreign place's name in some case, or a bare case form."""
    at = 0
    while at < len(line.words):
        word = line.words[at]
        size = 0
        if word.capital and word.span.start not in taken:
            hit = _exonym(line, at, table)
            if hit:
                size = hit[0]
                yield line.stretch(at, at + size), hit[1]
            elif at and line.words[at - 1].key in language.locative and len(word.text) > 3:
                yield from ((word.span, form) for form in _forms(word.text, language))
        at += max(size, 1)


def _exonym(line: Line, at: int, table: _Table) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    word = line.words[at]
    pieces = word.key.split("-")
    for key in sorted(bases(pieces[0])):
        for parts, name in table.get(key, ()):
            size = _matches(line, at, parts)
            if size and (best is None or size > best[0]):
                best = (size, name)
    return best


def _matches(line: Line, at: int, parts: Sequence[str]) -> int:
    """How many words the parts of a name take from here; 0 when they are not there."""
    size, rest = 0, list(parts)
    while rest and size < _LONGEST and at + size < len(line.words):
        pieces = line.words[at + size].key.split("-")
        if len(pieces) > len(rest):
            return 0
        for piece, part in zip(pieces, rest, strict=False):
            if not bases(piece) & stems(part) and piece != part:
                return 0
        rest = rest[len(pieces) :]
        size += 1
    return 0 if rest else size


def _forms(word: str, language: Language) -> Iterator[str]:
    """What a name after "in" or "near" may be in the nominative, likeliest first."""
    low = fold(word)
    vowels = ("a", "", "e", "o") if language.tag == "sr" else ("a", "", "e")
    for ending in language.endings:
        if len(ending) <= 2 and low.endswith(ending) and len(low) - len(ending) >= 4:
            yield from (low[: -len(ending)].capitalize() + vowel for vowel in vowels)


def _widened(page: Page, place: PlaceMention) -> PlaceMention:
    """A country with "north of" before it is that part of it."""
    if place.span is None or place.precision not in {"country", "region"}:
        return place
    line = next((n for n in page.lines if n.span.contains(place.span)), None)
    if line is None or place.name.split()[0] in _SIDES:
        return place
    at = line.index(place.span.start) - 1
    while at >= 0 and line.words[at].key in _LINKS and page.language.tag == "sq":
        at -= 1
    hit = page.language.directions.at(line.words, at) if at >= 0 else None
    if hit is None:
        return place
    side = hit[1] if hit[1] == "central" else f"{hit[1]}ern"
    span = Span(line.words[at].span.start, place.span.end)
    return replace(
        place,
        text=span.of(page.document.text),
        name=f"{side} {place.name}",
        precision="region",
        span=span,
    )


_SIDES = frozenset({"northern", "southern", "eastern", "western", "central"})
