"""Numbers in digits and in English words."""

import re
from dataclasses import dataclass

from .lexicon import word_list

_UNITS = {word: n for n, word in enumerate(word_list("units"))}
_TENS = {word: 10 * n for n, word in enumerate(word_list("tens"), start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?"
_WORDS = (
    rf"(?:{_SMALL})(?:[-\s]+(?:and\s+a\s+half\s+)?(?:and\s+)?(?:{_SMALL}|{_SCALE}))*\b"
    rf"(?:\s+and\s+a\s+half)?|half\s+a\s+dozen|a\s+dozen|a\s+(?:hundred|thousand|million)(?=\s)"
)
NUMBER = re.compile(
    rf"(?<![\w.,/:])(?P<digits>{_DIGITS})(?:[\s-]+(?P<scale>{_SCALE})\b)?(?![\d])"
    rf"|\b(?P<words>{_WORDS})",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `[start, end)` of a text."""

    start: int
    end: int
    value: float
    in_words: bool


def numbers(text: str) -> list[Number]:
    """Each number of a text in order, whatever it may count or name."""
    found = (Number(*m.span(), value_of(m), m["words"] is not None) for m in NUMBER.finditer(text))
    return [n for n in found if n.value == n.value and n.value != float("inf")]


def value_of(match: re.Match[str]) -> float:
    """The value of a `NUMBER` match."""
    if match["words"] is not None:
        return in_words(match["words"])
    return float(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1)


def in_words(phrase: str) -> float:
    """The value of a number in words ("two and a half thousand" is 2500)."""
    low = " ".join(phrase.lower().replace("-", " ").split())
    if "dozen" in low:
        return 6.0 if "half" in low else 12.0
    low, half = low.replace("and a half", ""), 0.5 if "and a half" in low else 0.0
    return _added([w for w in low.split() if w != "and"], half)


def _added(words: list[str], half: float) -> float:
    """Small numbers summed, scales multiplied; a half goes with the innermost number."""
    total, current = 0.0, 0.0
    for word in words:
        if word in _SCALES:
            current = max(current + half, 1.0) * _SCALES[word]
            half = 0.0
            if word != "hundred":
                total, current = total + current, 0.0
        else:
            current += _UNITS.get(word, _TENS.get(word, 0))
    return total + current + half
