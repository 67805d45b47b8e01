"""What a span of text may name: the gazetteer's places, also by abbreviation, people or a longer form."""

import re
from typing import Protocol

from ...domain import Place, Span
from ...geo import WordLists, fold

_LEADING = re.compile(
    r"^(?:the|city of|town of|village of|state of|greater|downtown|inner|upstate|mainland|rural|"
    r"(?:north|south|east|west|central|mid)(?:ern)?(?:[ -](?:east|west|central)(?:ern)?)?|"
    r"(?:north|south)(?:east|west)(?:ern)?)[ -]+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[ -]+(?:city|township|twp\.?|town|village|area|region|province|state|district|county|parish|"
    r"metropolitan area|municipality|governorate|territory|island|peninsula|proper)$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")


class PlaceIndex(Protocol):
    """What the reader needs of a gazetteer."""

    def scan(self, text: str) -> tuple[tuple[Span, tuple[Place, ...]], ...]:
        """Longest-match names in a text, each with its candidates, best first."""
        ...

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places that bear a name, best first."""
        ...


def candidates_of(name: str, gazetteer: PlaceIndex, lists: WordLists) -> tuple[Place, ...]:
    """The places that a given span may name; none when the gazetteer knows none.

    As written, then as an abbreviation of a division, a people's name, a county's short name, and
    without the words that say which part or kind it is ("northern Mali", "Kidal region").
    """
    plain = " ".join(name.split()).strip(" ,.'\"“”") + ("." if name.rstrip().endswith(".") else "")
    short = lists.anywhere.get(plain) or lists.behind.get(plain) or lists.anywhere.get(plain + ".")
    if short:
        return gazetteer.lookup(short)
    plain = _POSSESSIVE.sub("", plain)
    found = people(plain, gazetteer, lists) or gazetteer.lookup(plain)
    return found or gazetteer.lookup(f"{plain} County") or _shorter(plain, gazetteer, lists)


def _shorter(name: str, gazetteer: PlaceIndex, lists: WordLists) -> tuple[Place, ...]:
    for pattern in (_LEADING, _TRAILING):
        less = pattern.sub("", name)
        if less != name and len(less) > 2:
            found = gazetteer.lookup(less) or people(less, gazetteer, lists)
            return found or _shorter(less, gazetteer, lists)
    return ()


def people(word: str, gazetteer: PlaceIndex, lists: WordLists) -> tuple[Place, ...]:
    """The country or region that an adjective or a people belongs to: "Iraqi", "Sri Lankans"."""
    of = lists.demonyms.get(fold(word))
    return gazetteer.lookup(of)[:1] if of else ()


def to_words(text: str, span: Span) -> Span:
    """The span with its ends moved to those of words: out at its start, in at its end."""
    start, end = span.start, span.end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    last = end
    while end > start and 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return Span(start, end if text[start:end].strip() else last)
