"""What words point back to: their sentence and the one before it."""

import re

from ..domain import Span

# A sentence ends at a line, or at a stop before a capital, a quotation mark or a figure.
_END = re.compile(r"\n+|(?<=[a-zà-žа-я0-9)”\"'’][.!?])\s+(?=[\"“'‘A-ZÀ-ŽА-Я0-9])")
_REACH = 600
"""How many characters either side are looked at: a sentence longer than that is cut."""
_POINTS = re.compile(
    r"(?<!\w)(it|its|them|they|their|this|that|these|such|the (?:move|decision|plan|step|act|vote|same"
    r"|matter|incident|statement|request|offer|idea|proposal)|otherwise|so|more|both)(?!\w)",
    re.IGNORECASE,
)
_OF_WHOM = frozenset({"accuses", "blames", "condemns", "denies", "opposes", "praises", "supports"})
SHORT = 3
"""So few words ("Serbia") say of whom, and not of what."""


def points_back(words: str, stance: str) -> bool:
    """Whether words lean on what was said before them: a pronoun, "the move", or whom alone one blames."""
    bare = stance in _OF_WHOM and len(words.split()) <= SHORT
    return bare or _POINTS.search(words) is not None


def sentence_of(text: str, span: Span) -> Span:
    """The sentence, or sentences, in which a span stands."""
    first, last = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    ends = [e.end() for e in _END.finditer(text, first, span.start + 1)]
    after = _END.search(text, span.end, last)
    return Span(ends[-1] if ends else first, after.start() if after else last)


def sentence_before(text: str, sentence: Span) -> Span | None:
    """The sentence before one, in the same report; None at the beginning."""
    end = len(text[: sentence.start].rstrip())
    return sentence_of(text, Span(end - 1, end)) if end else None
