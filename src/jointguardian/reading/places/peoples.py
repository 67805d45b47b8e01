"""Adjectives and peoples of countries and regions: "Iraqi forces", "Sri Lankans"."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from ...domain import Place, Span
from ...geo import WordLists, fold
from .naming import PlaceIndex, people

_CAPITAL = re.compile(r"[A-ZÉ][^\W\d_]+(?:-[A-Z][^\W\d_]+)?")
_MOST_WORDS = 2
# Names of companies, faiths and things that begin with a people's name. Own list.
_NOT_BEFORE = frozenset(
    [
        "Airlines",
        "Airways",
        "Express",
        "Idol",
        "League",
        "Legion",
        "Eagle",
        "Bank",
        "Orthodox",
        "Catholic",
        "Baptist",
        "Cup",
        "Open",
        "Heritage",
        "Life",
        "Standard",
        "Revolution",
        "Indian",
        "Cancer",
        "Heart",
        "Medical",
        "Bar",
        "Apparel",
        "Motors",
        "Tobacco",
        "Telecom",
        "Petroleum",
        "Gas",
        "Premier",
        "Grand",
    ]
)


def peoples(
    text: str, taken: Collection[int], gazetteer: PlaceIndex, lists: WordLists
) -> Iterator[tuple[Span, Place]]:
    """The words for peoples and what they belong to; `taken` are starts of names found already."""
    words = list(_CAPITAL.finditer(text))
    at = 0
    while at < len(words):
        size = next(
            (
                n
                for n in (_MOST_WORDS, 1)
                if at + n <= len(words) and _is_people(text, words[at : at + n], lists)
            ),
            0,
        )
        if size and words[at].start() not in taken:
            span = Span(words[at].start(), words[at + size - 1].end())
            if not _is_named(text, span, words, at + size):
                yield from ((span, p) for p in people(span.of(text), gazetteer, lists))
        at += size or 1


def _is_people(text: str, words: list[re.Match[str]], lists: WordLists) -> bool:
    """Whether words side by side are a word for a people."""
    gaps = (text[a.end() : b.start()] for a, b in pairwise(words))
    return (
        bool(words)
        and all(g == " " for g in gaps)
        and fold(" ".join(w[0] for w in words)) in lists.demonyms
    )


def _is_named(text: str, span: Span, words: list[re.Match[str]], after: int) -> bool:
    """Whether it is the beginning of a company's or a church's name."""
    follows = after < len(words) and text[span.end : words[after].start()] == " "
    return follows and words[after][0] in _NOT_BEFORE
