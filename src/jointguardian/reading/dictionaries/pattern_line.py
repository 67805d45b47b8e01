"""One pattern line of a verb dictionary: `- HEAVILY * (WITH {ARMED MEN})  [123]`."""

import re
from collections.abc import Mapping
from dataclasses import replace

from .agent_file import plural_of
from .entries import Element, Pattern
from .words import keys

Synsets = Mapping[str, frozenset[tuple[str, ...]]]

_PIECE = re.compile(r"[{}()]|[^\s{}()]+")
_SIGNS = {"$": "source", "+": "target", "^": "skip", "%": "compound"}
_CLOSE = {"{": "}", "(": ")"}
_KINDS = {"{": "noun", "(": "phrase"}


class BadPattern(ValueError):
    """A pattern that cannot be read."""


def pattern(line: str, synsets: Synsets) -> Pattern:
    """A pattern from its line. Raises BadPattern when it has no verb, no code or unknown parts."""
    body, bracket, code = line.strip().removeprefix("-").partition("[")
    if not bracket or "]" not in code:
        raise BadPattern("no code in brackets")
    before, star, after = body.partition("*")
    if not star or "*" in after:
        raise BadPattern("a pattern needs one * for its verb")
    turned = _turned(_elements(before, synsets), tied=before.endswith("_"))
    return Pattern(turned, tuple(_elements(after, synsets)), code.partition("]")[0].strip())


def _turned(elements: list[Element], *, tied: bool) -> tuple[Element, ...]:
    """Elements before a verb, the nearest first, so that `near` means: beside the one nearer to the verb."""
    turned = elements[::-1]
    links = [tied, *(e.near for e in turned)]
    return tuple(replace(e, near=link) for e, link in zip(turned, links, strict=False))


def _elements(text: str, synsets: Synsets) -> list[Element]:
    pieces = _PIECE.findall(text)
    found, rest = _run(pieces, 0, None, synsets)
    if rest != len(pieces):
        raise BadPattern(f"unbalanced {pieces[rest]!r}")
    return found


def _run(
    pieces: list[str], at: int, close: str | None, synsets: Synsets
) -> tuple[list[Element], int]:
    """The elements up to a closing bracket (or the end), and the place after it."""
    found: list[Element] = []
    while at < len(pieces):
        piece = pieces[at]
        if piece == close:
            return found, at + 1
        if piece in _CLOSE:
            inner, at = _run(pieces, at + 1, _CLOSE[piece], synsets)
            found.append(Element(_KINDS[piece], parts=tuple(inner)))
            continue
        if piece in "})":
            raise BadPattern(f"unbalanced {piece!r}")
        found += _linked(piece, synsets)
        at += 1
    if close is not None:
        raise BadPattern(f"no {close!r}")
    return found, at


def _linked(piece: str, synsets: Synsets) -> list[Element]:
    """A piece of one or more words joined by underscores; a leading one joins it to what precedes."""
    found: list[Element] = []
    near = piece.startswith("_")
    for part in filter(None, piece.split("_")):
        for element in _single(part, synsets):
            found.append(Element(element.kind, element.choices, near))
            near = True
    return found


def _single(part: str, synsets: Synsets) -> list[Element]:
    if part in _SIGNS:
        return [Element(_SIGNS[part])]
    if part.startswith("&"):
        name = part[1:].upper()
        if name not in synsets:
            raise BadPattern(f"unknown synonym set {part}")
        return [Element("word", synsets[name])]
    words = keys(part)
    if not words and part != "-":
        raise BadPattern(f"cannot read {part!r}")
    return [Element("word", frozenset({(w,)})) for w in words]


def grown(choices: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Nouns with their regular plurals."""
    return choices | {(*c[:-1], plural_of(c[-1])) for c in choices}
