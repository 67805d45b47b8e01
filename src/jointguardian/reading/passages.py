"""Long texts in passages, so that the time to read grows as the length does, not faster."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..domain import ActorMention, Claim, Event, PersonMention, PlaceMention, Reading, Span
from ..domain.ids import derived_id

# Texts up to LONG characters are read whole; longer ones in passages of at most PASSAGE.
# Source: own measurements; the time for one passage is a tenth of a second at worst.
LONG = 16_000
PASSAGE = 4_000
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?]\s"), re.compile(r"\s"))
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def passages(text: str) -> list[Span]:
    """The text in stretches cut at paragraphs, else at sentences, words or anywhere."""
    found: list[Span] = []
    start = 0
    while len(text) - start > PASSAGE:
        end = _break(text, start)
        found.append(Span(start, end))
        start = end
    return [s for s in (*found, Span(start, len(text))) if s.of(text).strip()]


def _break(text: str, start: int) -> int:
    """The last good place to cut in the second half of the longest passage."""
    middle, end = start + PASSAGE // 2, start + PASSAGE
    for pattern in _BREAKS:
        ends = [found.end() for found in pattern.finditer(text, middle, end)]
        if ends:
            return ends[-1]
    return end


def joined(
    text: str, key: str, parts: Iterable[tuple[Span, Reading]]
) -> tuple[tuple[Event, ...], tuple[Claim, ...], Reading]:
    """Events and claims with their places and ids in the whole text, and the rest as a reading."""
    moved = [_moved(span.start, reading) for span, reading in parts]
    claims = [c for reading in moved for c in reading.claims]
    renamed = {c.id: derived_id("c", key, n) for n, c in enumerate(claims)}
    events = [e for reading in moved for e in reading.events]
    whole = replace(
        moved[0],
        figures=tuple(f for reading in moved for f in reading.figures),
        places=tuple(p for reading in moved for p in reading.places),
        persons=_everywhere(text, [p for reading in moved for p in reading.persons]),
    )
    return (
        tuple(
            replace(e, id=derived_id("e", key, n), asserted_by=renamed.get(e.asserted_by or ""))
            for n, e in enumerate(events)
        ),
        tuple(replace(c, id=renamed[c.id]) for c in claims),
        whole,
    )


def _moved(by: int, reading: Reading) -> Reading:
    """The reading of a passage with its offsets in the whole text; ids kept apart by the offset."""

    def to(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    def name(id_: str | None) -> str | None:
        return None if id_ is None else f"{by}/{id_}"

    return replace(
        reading,
        events=tuple(_event(e, to, name(e.asserted_by)) for e in reading.events),
        claims=tuple(
            replace(
                c,
                id=f"{by}/{c.id}",
                span=to(c.span),
                content_span=to(c.content_span),
                speaker_span=to(c.speaker_span) if c.speaker_span else None,
                cue_span=to(c.cue_span) if c.cue_span else None,
            )
            for c in reading.claims
        ),
        figures=tuple(replace(f, span=to(f.span)) for f in reading.figures),
        places=tuple(_place(p, to) for p in reading.places),
        persons=tuple(replace(p, span=to(p.span)) for p in reading.persons),
    )


def _event(event: Event, to: Callable[[Span], Span], asserted_by: str | None) -> Event:
    return replace(
        event,
        span=to(event.span),
        actors=tuple(_actor(a, to) for a in event.actors),
        recipients=tuple(_actor(r, to) for r in event.recipients),
        places=tuple(_place(p, to) for p in event.places),
        casualties=tuple(replace(c, span=to(c.span) if c.span else None) for c in event.casualties),
        asserted_by=asserted_by,
    )


def _actor(actor: ActorMention, to: Callable[[Span], Span]) -> ActorMention:
    return replace(actor, span=to(actor.span)) if actor.span else actor


def _place(place: PlaceMention, to: Callable[[Span], Span]) -> PlaceMention:
    return replace(place, span=to(place.span)) if place.span else place


def _everywhere(text: str, persons: Sequence[PersonMention]) -> tuple[PersonMention, ...]:
    """The persons, with bare surnames in passages that do not hold the private person's full name."""
    taken = {at for p in persons for at in range(p.span.start, p.span.end)}
    private = {
        words[-1]: p
        for p in reversed(persons)
        if not p.public and len(words := p.span.of(text).split()) > 1 and len(words[-1]) > 2
    }
    public = {p.span.of(text).split()[-1] for p in persons if p.public}
    further = [
        replace(private[m[0]], span=Span(*m.span()))
        for m in _WORD.finditer(text)
        if m[0] in private and m[0] not in public and m.start() not in taken
    ]
    return tuple(sorted((*persons, *further), key=lambda p: p.span))
