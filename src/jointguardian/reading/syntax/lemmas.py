"""Base forms of English words by rule; a trained pipeline brings the exceptions with it."""

import re
from functools import lru_cache

from ..lexicon import load

_FAMILIES = {
    "VBD": "past", "VBN": "past", "VBG": "ing", "VBZ": "s", "VBP": "verb", "VB": "verb",
    "MD": "verb", "NNS": "plural",
}  # fmt: skip
# Stems after which an "e" fell away: "seiz-ing", "mobilis-ed", "blockad-ed", "forc-ed".
_SILENT = re.compile(
    r"(?:[^aeiou][iau][cgstvzdkmlnr]|[aeiou][cgvz]|[nr][cgs]|[lr]v|[aeiou]bl|[dt]l|u|dg|eas|aus|eiv|iev|hor|or[bc])$"
)


def family(tag: str) -> str | None:
    """Which endings a Penn Treebank tag takes: `past`, `ing`, `s`, `verb`, `plural`; None for none."""
    return _FAMILIES.get(tag)


@lru_cache(maxsize=65536)
def by_rule(word: str, kind: str | None) -> str:
    """The base form of a lower-case word of a family ("stationed" of `past`: "station")."""
    irregular: dict[str, str] = load("irregular")["forms"]
    if kind and word in irregular:
        return irregular[word]
    if kind in {"plural", "s"}:
        return _singular(word)
    if kind in {"past", "ing"}:
        return _verb(word, kind)
    return word


def _verb(word: str, kind: str) -> str:
    if kind == "past" and word.endswith("ied"):
        return word[:-3] + "y"
    ending = "ed" if kind == "past" else "ing"
    if word.endswith(ending) and len(word) > len(ending) + 2:
        return _stem(word[: -len(ending)])
    return word


def _stem(stem: str) -> str:
    """A verb's stem without its ending: a doubled consonant undone, a silent "e" put back."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem + "e" if _SILENT.search(stem) else stem


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
