"""Sentences cut into stretches that tell of one happening each."""

import re
from dataclasses import dataclass

from ..domain import Span
from .document import Document, Sentence
from .triggers import Trigger, triggers

_CUT = re.compile(
    r"[;:—–()]|,|\b(?:and|but|while|whilst|after|before|when|where|as|because|although|though"
    r"|since|until|who|which|whom|that|following|amid|over|to|helping|leaving|killing|injuring"
    r"|wounding|using|trying|causing|prompting|forcing|clearing)\b"
)
_LEAD = re.compile(r"(?:[\s,;:—–()\"“”]|\b(?:and|but|that|who|which|while|as)\b)*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence with its main trigger and whatever other triggers united with it."""

    span: Span
    sentence: Sentence
    trigger: Trigger
    others: tuple[Trigger, ...] = ()


def segments(document: Document) -> list[Segment]:
    """The stretches with a happening each, in the order of the text."""
    return [piece for s in document.sentences for piece in _split(document.text, s)]


def _split(text: str, sentence: Sentence) -> list[Segment]:
    """Cut a sentence between its triggers; those with nothing between them to cut at unite."""
    groups = _grouped(text, sentence)
    if not groups:
        return []
    ends = [start for start, _ in groups[1:]] + [sentence.span.end]
    return [
        _segment(text, sentence, Span(start, end), group)
        for (start, group), end in zip(groups, ends, strict=True)
    ]


def _grouped(text: str, sentence: Sentence) -> list[tuple[int, list[Trigger]]]:
    groups: list[tuple[int, list[Trigger]]] = []
    for trigger in triggers(text, sentence.span):
        cut = _last_cut(text, groups[-1][1][-1], trigger) if groups else sentence.span.start
        if cut is None:
            groups[-1][1].append(trigger)
        else:
            groups.append((cut, [trigger]))
    return groups


def _segment(text: str, sentence: Sentence, span: Span, group: list[Trigger]) -> Segment:
    main = max(group, key=lambda t: t.kind.weight)
    return Segment(_tidy(text, span), sentence, main, tuple(t for t in group if t is not main))


def _last_cut(text: str, before: Trigger, after: Trigger) -> int | None:
    cuts = list(_CUT.finditer(text, before.span.end, after.span.start))
    return cuts[-1].start() if cuts else None


def _tidy(text: str, span: Span) -> Span:
    """The span without punctuation, joining words and space at its ends; never empty."""
    raw = span.of(text)
    lead = _LEAD.match(raw)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(raw.rstrip(' \t\r\n,;:—–(."'))
    return Span(start, end) if start < end else span
