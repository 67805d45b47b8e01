"""Events: the happenings of a text, one each, from its segments, frames, dates, places and counts."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from ..domain import Claim, Event, PlaceMention, Span
from ..domain.ids import derived_id
from .actors import main_country
from .document import ActorSpan, Document, TimeMention
from .frames import Frame, frame, speaker_of
from .lexicon import load
from .merging import Draft, merged
from .roles import mention
from .segments import Segment, segments
from .status import status

_MEANS = re.compile(
    r"\b(tear gas|stun grenades?|rubber bullets|firearms?|live (?:rounds|ammunition)|machine guns?"
    r"|improvised (?:explosives?|incendiary devices)|explosives?|mortars?|grenades?|batons?|stones"
    r"|bottles|molotov cocktails?|incendiary devices|mines?|drones?|artillery|rockets?|knives|trucks"
    r"|cluster bombs?|heavy machinery)\b",
    re.I,
)
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
_ANNOUNCES = re.compile(r"\s+(?:announced|confirmed|said|told)\b")
_OFFICIAL = re.compile(r"\b(?:ambassador|minister|secretary of state|president)\b", re.I)
_DISTANCE = re.compile(r"\b(?:km|kilomet(?:er|re)s?|miles?|metres|meters|m)\b[^.;]{0,25}$", re.I)
_ORIGIN = re.compile(r"\b(?:from|leaving|left)\s+(?:the\s+)?$")
# Before "US" or "U.S." only these words make it a place and not whose soldiers they are.
_INTO = re.compile(r"\b(?:in|to|across|within)\s+(?:the\s+)?$")
_AWAY = re.compile(r"\b(?:withdr|pull|expel|drov|remov|evacuat|out\s+from)")
_DEADLINE = re.compile(r"\b(?:until|till|before)\s+(?:the\s+)?$")
_DATELINE = re.compile(r"\s*(?:,[^.\n]{0,25}?[-–—.]|[-–—(])")


@dataclass(frozen=True, slots=True)
class _Dating:
    """The date of an event and whether its own sentence gives it."""

    start: str | None
    end: str | None
    precision: str
    explicit: bool


def events(document: Document) -> Document:
    """Find the events of a document: drafts in text order, those of one happening united."""
    drafts: list[Draft] = []
    scenes = tuple(p for p in document.places if p.span and _scene(document, p))
    for segment in segments(document):
        drafts.append(_draft(document, segment, drafts[-1] if drafts else None, scenes))
    return document.evolve(
        events=tuple(_event(document, d, n) for n, d in enumerate(merged(document, drafts)))
    )


def _draft(
    document: Document,
    segment: Segment,
    before: Draft | None,
    scenes: tuple[PlaceMention, ...],
) -> Draft:
    same = before if before and before.segment.sentence == segment.sentence else None
    roles = frame(document, segment, Frame(same.actors, same.recipients) if same else None)
    actors = roles.actors or _reporting(document, segment) or _state_acting(document, segment)
    day = _dating(document, segment, before)
    return Draft(
        segment=segment,
        status=status(document.text, segment),
        actors=actors,
        recipients=tuple(r for r in roles.recipients if r.name not in {a.name for a in actors}),
        start=day.start,
        end=day.end,
        precision=day.precision,
        explicit=day.explicit,
        places=_places(document, segment, before, scenes),
        casualties=tuple(c for s, c in document.casualties if segment.owns(document, s)),
        means=_means(document.text, segment.span),
        claimed=_holder(document.claims, segment.trigger.span) is not None,
    )


def _reporting(document: Document, segment: Segment) -> tuple[ActorSpan, ...]:
    """Police who say that somebody was detained have detained him."""
    if segment.trigger.kind.type not in {"coerce", "mobilize"}:
        return ()
    speaker = speaker_of(document, segment)
    return (
        (speaker,)
        if speaker and speaker.kind in {"institution", "force", "organisation", "state"}
        else ()
    )


def _state_acting(document: Document, segment: Segment) -> tuple[ActorSpan, ...]:
    """The state whose ambassador or minister announces a sanction that names no doer."""
    if segment.trigger.kind.label != "sanction":
        return ()
    for actor in document.actors:
        after = document.text[actor.span.end : actor.span.end + 14]
        own = segment.sentence.span.contains(actor.span) and actor.kind in {"person", "office"}
        if own and _ANNOUNCES.match(after) and _OFFICIAL.search(actor.role or ""):
            row = load("world")["countries"].get(actor.country or "")
            state = replace(actor, name=row["name"], id=None, kind="state") if row else None
            return (state,) if state else ()
    return ()


def _dating(document: Document, segment: Segment, before: Draft | None) -> _Dating:
    time = _time(document, segment)
    if time is not None and _is_update(document.text, segment, time):
        return _up_to(time)
    if time is not None:
        return _Dating(time.start, time.end, time.precision, True)
    if before and _carries(before, segment):
        return _Dating(before.start, before.end, before.precision, False)
    past = _background(document, segment)
    if past is not None:
        return _Dating(past.start, past.end, past.precision, False)
    if document.published:
        day = document.published.isoformat()
        return _Dating(day, day, "day", False)
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


def _up_to(time: TimeMention) -> _Dating:
    """The day of the update or the one before: what is counted anew took place by then."""
    day = date.fromisoformat(time.start or "")
    before = date.fromordinal(max(1, day.toordinal() - 1))
    return _Dating(before.isoformat(), day.isoformat(), "day", True)


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


def _main_month(document: Document) -> _Dating:
    """For a text without a day of publication: the month that its dates speak of most."""
    months = Counter(t.start[:7] for t in document.times if t.start and len(t.start) >= 7)
    if not months:
        return _Dating(None, None, "none", False)
    month = months.most_common(1)[0][0]
    return _Dating(month, month, "month", False)


def _carries(before: Draft, segment: Segment) -> bool:
    """Whether the date of the event before holds on: same paragraph, a day, something that was."""
    near = before.segment.sentence.paragraph == segment.sentence.paragraph
    return near and before.precision == "day" and before.status in {"happened", "ongoing"}


def _time(document: Document, segment: Segment) -> TimeMention | None:
    """The date in the segment or sentence; one of utterance only for want of another."""
    at = segment.trigger.span
    inside = [t for t in document.times if t.start and segment.sentence.span.contains(t.span)]
    inside = [t for t in inside if not _DEADLINE.search(document.text[: t.span.start][-16:])]
    own = [t for t in inside if not _uttered(document.text, t, segment)]
    earlier = [t for t in own if t.span.end <= at.start]
    uttered = [t for t in inside if t not in own]
    for group in (_within(own, segment.span), earlier, uttered, own):
        if group:
            return min(group, key=lambda t: _gap(t.span, at))
    return None


def _within(times: list[TimeMention], span: Span) -> list[TimeMention]:
    return [t for t in times if span.contains(t.span)]


def _uttered(text: str, time: TimeMention, segment: Segment) -> bool:
    """Whether a date tells when something was said."""
    before = text[max(segment.sentence.span.start, time.span.start - 40) : time.span.start]
    return bool(_UTTERED.search(before))


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _places(
    document: Document,
    segment: Segment,
    before: Draft | None,
    scenes: tuple[PlaceMention, ...],
) -> tuple[PlaceMention, ...]:
    """Where: in the segment, the sentence, the event before, the text's first place."""
    for within in (segment.span, segment.sentence.span):
        inside = [p for p in scenes if p.span and within.contains(p.span)]
        if inside:
            return tuple(_narrowest(inside)[:3])
    home = _at_home(document, segment)
    near = before is not None and before.segment.sentence.paragraph == segment.sentence.paragraph
    if home is not None and (segment.trigger.kind.label == "alert" or not near):
        return (home,)
    if before and before.places and near:
        return before.places
    return _broadest(document, scenes)


def _at_home(document: Document, segment: Segment) -> PlaceMention | None:
    """A state that alerts its army or disperses a crowd, with no place told, does so at home."""
    if segment.trigger.kind.label not in {"alert", "force"}:
        return None
    inside = [a for a in document.actors if segment.span.contains(a.span) and a.country]
    country = next((a.country for a in inside if a.span.end <= segment.trigger.span.start), None)
    name = load("world")["countries"].get(country or "", {}).get("name")
    return next((p for p in document.places if p.precision == "country" and p.name == name), None)


def _broadest(document: Document, scenes: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
    """The country or region that the text speaks of most, else its first place."""
    wide = [p for p in document.places if p.country and p.precision in {"country", "region"}]
    main = main_country(scenes or document.places)
    best = next((p for p in wide if p.country == main), None)
    settled = next(iter(scenes), None)
    return tuple(p for p in (best or settled,) if p is not None)


def _narrowest(found: list[PlaceMention]) -> list[PlaceMention]:
    """Settlements before regions before countries, each once."""
    order = {"exact": 0, "settlement": 0, "municipality": 0, "region": 1, "country": 2}
    best = min(order.get(p.precision, 1) for p in found)
    once = {p.name: p for p in reversed(found) if order.get(p.precision, 1) == best}
    return list(once.values())[::-1]


def _scene(document: Document, place: PlaceMention) -> bool:
    """Whether a place is where something happens: no dateline, distance, or part of an actor."""
    span = place.span
    if span is None or place.gazetteer_id == "region-europe":
        return False
    if any(a.span.contains(span) and not _houses(a, place) for a in document.actors):
        return False
    before = document.text[max(0, span.start - 45) : span.start]
    if place.text.isupper() and place.precision == "country" and not _INTO.search(before):
        return False
    if _DISTANCE.search(before) or (_ORIGIN.search(before) and not _AWAY.search(before)):
        return False
    head = any(s.span.start == span.start for s in document.sentences)
    return not (
        head and _DATELINE.match(document.text, span.end) and span.of(document.text).isupper()
    )


def _houses(actor: ActorSpan, place: PlaceMention) -> bool:
    """Whether the place inside an actor's name is where that body sits ("court in Kraljevo")."""
    whole = actor.head == place.text
    return (
        not whole
        and actor.kind == "institution"
        and place.precision in {"settlement", "municipality"}
    )


def _means(text: str, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m[0].lower() for m in _MEANS.finditer(text, span.start, span.end)))


def _event(document: Document, draft: Draft, ordinal: int) -> Event:
    kind = draft.segment.trigger.kind
    return Event(
        id=derived_id("e", _digest(document.text), ordinal),
        type=kind.type,
        mode=kind.mode,
        status=draft.status,
        actors=tuple(mention(document, a) for a in draft.actors),
        recipients=tuple(mention(document, r) for r in draft.recipients),
        start=draft.start,
        end=draft.end,
        date_precision=draft.precision,
        places=draft.places,
        casualties=draft.casualties,
        means=draft.means,
        asserted_by=_asserted_by(document.claims, draft),
        span=draft.segment.span,
        confidence=_confidence(draft),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _asserted_by(claims: tuple[Claim, ...], draft: Draft) -> str | None:
    """The narrowest claim with a speaker whose content holds the trigger."""
    best = _holder(claims, draft.segment.trigger.span)
    return best.id if best else None


def _holder(claims: tuple[Claim, ...], trigger: Span) -> Claim | None:
    holding = [c for c in claims if c.speaker and c.content_span.contains(trigger)]
    return min(holding, key=lambda c: c.content_span.end - c.content_span.start, default=None)


def _confidence(draft: Draft) -> float:
    """More of who, when, where and how many told in so many words, more confidence; 0.35 to 0.9."""
    told = (bool(draft.actors), draft.explicit, bool(draft.places), bool(draft.casualties))
    base = 0.35 + 0.12 * sum(told) + 0.01 * min(draft.segment.trigger.kind.weight, 7)
    return round(min(0.9, base), 2)
