"""Given names: what tells a person's name from two capitalised nouns, in languages that have them."""

import re
from functools import cache
from importlib.resources import files

from ..geo import fold
from ..geo.wordlists import read_word_list
from .lexicon import load

# Case endings of South Slavic and Albanian names ("Dejana", "Dejanom", "Albinit").
_ENDING = re.compile(r"(?:ut|it|in|om|em|a|u|e|i)$")


def is_given(word: str) -> bool:
    """Whether a word is a given name of our lists, in any script or case form."""
    low = fold(word)
    return low in _given() or (len(low) > 4 and _ENDING.sub("", low) in _given())


@cache
def _given() -> frozenset[str]:
    raw = files("jointguardian.geo").joinpath("data/given.txt").read_text(encoding="utf-8")
    return read_word_list(raw) | frozenset(fold(n) for n in load("world")["first_names"])


def name_within(words: list[str]) -> tuple[int, int] | None:
    """Which of some capitalised words are a person's name: from a given name to the surname."""
    for at, word in enumerate(words[:-1]):
        if is_given(word):
            middle = at + 2 < len(words) and is_given(words[at + 1])
            return at, at + (3 if middle else 2)
    return None
