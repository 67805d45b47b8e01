"""When an event took place: the date of its clause, of its sentence, of the event before, of the report."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from ..domain import Span
from .document import Document, TimeMention
from .merging import Draft
from .predicates import predicates
from .segments import Segment
from .syntax.parse import Parse

_UTTERED = re.compile(
    r"\b(?:said|says|told(?:\s+\w+){0,3}|announced|reported|wrote|stated|confirmed|according to"
    r"(?:\s+[\w,]+){0,5}|report)(?:\s+(?:late|early|later))?\s+(?:on\s+|in\s+)?$",
    re.I,
)
_UPDATED = re.compile(
    r"\b(?:increased|raised|updated|revised|corrected|put)\b[^.;,]{0,20}?"
    r"\b(?:count|toll|number|figure|tally)\b",
    re.I,
)
_RECENT = 3  # days
_NUMBERED = re.compile(r"\d\s?\($")
_DEADLINE = re.compile(
    r"\b(?:until|till|before)\s+(?:the\s+)?$"
    r"|\b(?:put|push|delay|postpon|defer|extend|mov|prolong)[^.;]{0,80}\bto\s+(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Dating:
    """The date of an event and whether its own sentence gives it."""

    start: str | None
    end: str | None
    precision: str
    explicit: bool


def dating(document: Document, segment: Segment, before: Draft | None) -> Dating:
    time = _time(document, segment)
    if time is not None and _is_update(document.text, segment, time):
        return _up_to(time)
    if time is not None:
        return Dating(time.start, time.end, time.precision, not _uttered(document, time, segment))
    if before and _carries(before, segment):
        return Dating(before.start, before.end, before.precision, False)
    past = _background(document, segment)
    if past is not None:
        return Dating(past.start, past.end, past.precision, False)
    if document.published:
        day = _latest(document, segment) or document.published.isoformat()
        return Dating(day, day, "day", False)
    return _main_month(document)


def _is_update(text: str, segment: Segment, time: TimeMention) -> bool:
    """Whether a date only tells when a count was brought up to date ("raised its count")."""
    start = segment.sentence.span.start
    if time.precision != "day" or time.end != time.start:
        return False
    return any(
        0 <= found.start() - time.span.end <= 6 or 0 <= time.span.start - found.end() <= 8
        for found in _UPDATED.finditer(text, start, segment.trigger.span.end)
    )


def _up_to(time: TimeMention) -> Dating:
    """The day of the update or the one before: what is counted anew took place by then."""
    day = date.fromisoformat(time.start or "")
    before = date.fromordinal(max(1, day.toordinal() - 1))
    return Dating(before.isoformat(), day.isoformat(), "day", True)


def _background(document: Document, segment: Segment) -> TimeMention | None:
    """The last date of the paragraph before the sentence, where it tells of another year."""
    number = segment.sentence.paragraph
    start = min(s.span.start for s in document.sentences if s.paragraph == number)
    earlier = [
        t
        for t in document.times
        if t.start and start <= t.span.start and t.span.end <= segment.sentence.span.start
    ]
    if not earlier or (
        document.published
        and earlier[-1].start is not None
        and earlier[-1].start[:4] == str(document.published.year)
    ):
        return None
    return earlier[-1]


def _latest(document: Document, segment: Segment) -> str | None:
    """The last day told of in the text before a past-tense clause without one, if just before publication."""
    verb = document.parse[segment.trigger.governor]
    if document.published is None or verb.tag not in {"VBD", "VBN"}:
        return None
    told = [
        t.start
        for t in document.times
        if t.precision == "day" and t.start == t.end and t.span.end <= segment.sentence.span.start
    ]
    last = date.fromisoformat(told[-1]) if told and told[-1] else document.published
    return last.isoformat() if 0 < (document.published - last).days <= _RECENT else None


def _main_month(document: Document) -> Dating:
    """For a text without a day of publication: the month that its dates speak of most."""
    months = Counter(t.start[:7] for t in document.times if t.start and len(t.start) >= 7)
    if not months:
        return Dating(None, None, "none", False)
    month = months.most_common(1)[0][0]
    return Dating(month, month, "month", False)


def _carries(before: Draft, segment: Segment) -> bool:
    """Whether the date of the event before holds on: same paragraph, a day, something that was."""
    near = before.segment.sentence.paragraph == segment.sentence.paragraph
    return near and before.precision == "day" and before.status in {"happened", "ongoing"}


def _time(document: Document, segment: Segment) -> TimeMention | None:
    """The date in the segment or sentence; one of utterance only for want of another."""
    at = segment.trigger.span
    inside = [t for t in document.times if t.start and segment.sentence.span.contains(t.span)]
    inside = [
        t
        for t in inside
        if not _is_title(document.text, t) and not _beneath(document.parse, t, segment)
    ]
    own = [t for t in inside if not _uttered(document, t, segment)]
    owned = [t for t in own if segment.owns(document, t.span)]
    earlier = [t for t in own if t.span.end <= at.start]
    uttered = [t for t in inside if t not in own]
    within = [t for t in own if segment.span.contains(t.span)]
    for group in (owned, within, earlier, uttered, own):
        if group:
            return min(group, key=lambda t: _gap(t.span, at))
    return None


def _beneath(parse: Parse, time: TimeMention, segment: Segment) -> bool:
    """Whether a date tells when something in a relative or side clause below took place."""
    at = parse.at(time.span.start)
    if at is None or at in segment.words:
        return False
    verb = next((i for i in parse.above(at) if parse[i].pos in {"VERB", "AUX"}), None)
    if verb is None or verb in segment.words or not parse.is_dep(verb, "acl", "advcl"):
        return False
    return segment.trigger.token in set(parse.above(verb))


def _is_title(text: str, time: TimeMention) -> bool:
    """Whether a date is a deadline ("until Sunday") or the year of a resolution ("1701 (2006)")."""
    before = text[max(0, time.span.start - 110) : time.span.start]
    return bool(_DEADLINE.search(before)) or bool(_NUMBERED.search(before))


def _uttered(document: Document, time: TimeMention, segment: Segment) -> bool:
    """Whether a date tells when something was said: it hangs on a verb of saying, or follows one."""
    before = document.text[max(segment.sentence.span.start, time.span.start - 40) : time.span.start]
    if _UTTERED.search(before):
        return True
    parse = document.parse
    at = parse.at(time.span.start)
    if at is None:
        return False
    verb = next((i for i in parse.above(at) if parse[i].pos in {"VERB", "AUX"}), None)
    if verb is None or verb in segment.words:
        return False
    return any(e.operator == "say" for e in predicates().of(parse, verb))


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
