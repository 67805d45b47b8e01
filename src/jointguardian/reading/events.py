"""Events: one per happening, from the triggers of each sentence."""

import re
from dataclasses import dataclass

from ..domain import Event, PlaceMention, Span
from ..domain.ids import derived_id
from .document import Document, Sentence, TimeMention
from .triggers import Trigger, triggers

_CUT = re.compile(
    r"[;:—–()]|,|\b(?:and|but|while|whilst|after|before|when|where|as|because|although|though"
    r"|since|until|who|which|whom|that|following|amid|over|to)\b"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence with one trigger that names its event."""

    span: Span
    sentence: Sentence
    trigger: Trigger


def events(document: Document) -> Document:
    """Find the document's events."""
    found: list[Event] = []
    for segment in segments(document):
        found.append(_event(document, segment, len(found), found))
    return document.evolve(events=tuple(found))


def segments(document: Document) -> list[Segment]:
    """The stretches with a trigger each, in the order of the text."""
    return [piece for s in document.sentences for piece in _split(document.text, s)]


def _split(text: str, sentence: Sentence) -> list[Segment]:
    """Cut a sentence between its triggers; triggers with nothing between them to cut at unite."""
    found = triggers(text, sentence.span)
    if not found:
        return []
    groups: list[tuple[int, list[Trigger]]] = [(sentence.span.start, [found[0]])]
    for trigger in found[1:]:
        cut = _last_cut(text, groups[-1][1][-1].span.end, trigger.span.start)
        if cut is None:
            groups[-1][1].append(trigger)
        else:
            groups.append((cut, [trigger]))
    ends = [start for start, _ in groups[1:]] + [sentence.span.end]
    return [
        Segment(_tidy(text, Span(start, end)), sentence, max(group, key=lambda t: t.kind.weight))
        for (start, group), end in zip(groups, ends, strict=True)
    ]


def _last_cut(text: str, start: int, end: int) -> int | None:
    cuts = list(_CUT.finditer(text, start, end))
    return cuts[-1].start() if cuts else None


def _tidy(text: str, span: Span) -> Span:
    """The span without punctuation, joining words and space at its ends."""
    raw = span.of(text)
    lead = re.match(r"(?:[\s,;:—–()\"“”]|\b(?:and|but|that|who|which|while|as)\b)*", raw)
    start = span.start + (lead.end() if lead else 0)
    return Span(start, max(start, span.start + len(raw.rstrip(' \t\r\n,;:—–(."'))))


def _event(document: Document, segment: Segment, ordinal: int, before: list[Event]) -> Event:
    time = _time(document, segment)
    start, end, precision = _date(document, time, before)
    return Event(
        id=derived_id("e", document.text, ordinal),
        type=segment.trigger.kind.type,
        mode=segment.trigger.kind.mode,
        status="happened",
        actors=(),
        recipients=(),
        start=start,
        end=end,
        date_precision=precision,
        places=_places(document, segment, before),
        casualties=(),
        means=(),
        asserted_by=None,
        span=segment.span,
        confidence=0.5,
    )


def _time(document: Document, segment: Segment) -> TimeMention | None:
    for within in (segment.span, segment.sentence.span):
        inside = [t for t in document.times if t.start and within.contains(t.span)]
        if inside:
            return min(inside, key=lambda t: abs(t.span.start - segment.trigger.span.start))
    return None


def _date(
    document: Document, time: TimeMention | None, before: list[Event]
) -> tuple[str | None, str | None, str]:
    if time is not None:
        return time.start, time.end, time.precision
    if before:
        return before[-1].start, before[-1].end, before[-1].date_precision
    day = document.published.isoformat() if document.published else None
    return day, day, "day" if day else "none"


def _places(document: Document, segment: Segment, before: list[Event]) -> tuple[PlaceMention, ...]:
    for within in (segment.span, segment.sentence.span):
        inside = tuple(p for p in document.places if p.span and within.contains(p.span))
        if inside:
            return inside
    return before[-1].places if before else ()
