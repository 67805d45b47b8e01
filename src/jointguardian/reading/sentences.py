"""Sentences by rule: full stops that are not abbreviations, decimals or initials."""

import re
from itertools import pairwise

from ..domain import Span
from .document import Document, Sentence
from .lexicon import word_list

_ABBREVIATIONS = frozenset(word_list("abbreviations"))
_PARAGRAPH = re.compile(r"(?:\r?\n[ \t]*){2,}|\r?\n")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*+(?=\s)")
_NEXT = re.compile(r"\s*+(\S?)")
# Longer stretches without a full stop are no prose and are cut, in characters.
_LONGEST = 1_500


def sentences(document: Document) -> Document:
    """Split the text into sentences, each with its paragraph."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(_paragraphs(document.text)):
        cuts = _bounded(document.text, paragraph, _cuts(document.text, paragraph, document.glued))
        found += [
            Sentence(span, number)
            for span in (_trimmed(document.text, s) for s in _between(paragraph, cuts))
            if span.start < span.end
        ]
    return document.evolve(sentences=tuple(found))


def _paragraphs(text: str) -> list[Span]:
    """The stretches between line breaks that hold anything."""
    spans, start = [], 0
    for gap in _PARAGRAPH.finditer(text):
        spans.append(Span(start, gap.start()))
        start = gap.end()
    spans.append(Span(start, len(text)))
    return [s for s in spans if s.of(text).strip()]


def _cuts(text: str, paragraph: Span, glued: tuple[int, ...]) -> list[int]:
    """Offsets inside the paragraph at which a new sentence begins."""
    stops = _STOP.finditer(text, paragraph.start, paragraph.end)
    cuts = {s.end() for s in stops if _ends_here(text, s, paragraph)}
    return sorted(cuts | {g for g in glued if paragraph.start < g < paragraph.end})


def _bounded(text: str, paragraph: Span, cuts: list[int]) -> list[int]:
    """The cuts, with more of them at white space where two lie too far apart."""
    found: list[int] = []
    for start, end in pairwise([paragraph.start, *cuts, paragraph.end]):
        at = start
        while end - at > _LONGEST:
            space = text.rfind(" ", at + _LONGEST // 2, at + _LONGEST)
            at = space + 1 if space > 0 else at + _LONGEST
            found.append(at)
        found.append(end)
    return found[:-1]


def _ends_here(text: str, stop: re.Match[str], paragraph: Span) -> bool:
    """Whether a stop closes a sentence, judged by the words before and after it."""
    follows = _NEXT.match(text, stop.end(), paragraph.end)
    after = follows[1] if follows else ""
    if not after:
        return False
    if after.islower() and stop[0][0] in ".…":
        return False
    if stop[0] != ".":
        return True
    word = text[max(paragraph.start, stop.start() - 25) : stop.start()].split()
    last = word[-1].lstrip("(\"'“‘[").lower() if word else ""
    return last not in _ABBREVIATIONS and not re.fullmatch(r"[a-z]", last)


def _between(paragraph: Span, cuts: list[int]) -> list[Span]:
    edges = [paragraph.start, *cuts, paragraph.end]
    return [Span(a, b) for a, b in pairwise(edges)]


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    raw = span.of(text)
    start = span.start + len(raw) - len(raw.lstrip())
    return Span(start, max(start, span.start + len(raw.rstrip())))
