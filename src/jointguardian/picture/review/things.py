"""The things read in a report, each under a subject that outlives the next reading of the text.

A subject is `report/kind/start-end`, and `/n` for the n-th thing on the same characters: another
reader, or a better version of this one, that finds the thing in the same words finds its judgements.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...domain import Reading, Span
from .fields import Told


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing; `at` is its index in the reading (event and row for a count)."""

    subject: str
    kind: str
    span: Span
    told: Told
    at: tuple[int, ...]
    confidence: float | None = None


def things(report: str, reading: Reading) -> Iterator[Thing]:
    """Events with their counts, claims, figures and places of a reading."""
    seen: Counter[str] = Counter()
    for kind, span, told, at, sure in _told(reading):
        key = f"{report}/{kind}/{span.start}-{span.end}"
        seen[key] += 1
        subject = key if seen[key] == 1 else f"{key}/{seen[key]}"
        yield Thing(subject, kind, span, told, at, sure)


_Row = tuple[str, Span, Told, tuple[int, ...], float | None]


def _told(reading: Reading) -> Iterator[_Row]:
    for n, event in enumerate(reading.events):
        yield "event", event.span, event, (n,), event.confidence
        for m, row in enumerate(event.casualties):
            yield "count", row.span or event.span, row, (n, m), event.confidence
    for n, claim in enumerate(reading.claims):
        yield "claim", claim.span, claim, (n,), claim.confidence
    for n, figure in enumerate(reading.figures):
        yield "figure", figure.span, figure, (n,), None
    names: set[tuple[str, str | None]] = set()
    for n, place in enumerate(reading.places):
        if place.span is not None and (place.text, place.gazetteer_id) not in names:
            names.add((place.text, place.gazetteer_id))
            yield "place", place.span, place, (n,), None


def parts(subject: str) -> tuple[str, str, Span] | None:
    """Report, kind and span of a thing's subject; None for another subject."""
    pieces = subject.split("/")
    if len(pieces) < 3:
        return None
    start, _, end = pieces[2].partition("-")
    if not (start.isdigit() and end.isdigit()):
        return None
    return pieces[0], pieces[1], Span(int(start), int(end))
