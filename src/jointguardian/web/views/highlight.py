"""A report's text cut into pieces, so that a page can mark what was read where.

The cutting is done here, on code points, so that no offset ever reaches the browser.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ...domain import Reading, Span

SEALED = re.compile("█+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something read in a text: its id, its kind (event, claim, content, figure, place, asked), a note."""

    id: str
    kind: str
    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters with the same marks. `begins`: ids of the marks that begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    sealed: bool = False


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The whole text, in order, nothing lost or repeated. Marks outside of it are cut to it."""
    inside = [m for m in marks if 0 <= m.span.start < m.span.end <= len(text)]
    sealed = [Span(f.start(), f.end()) for f in SEALED.finditer(text)]
    edges = {0, len(text)}
    for span in (*(m.span for m in inside), *sealed):
        edges |= {span.start, span.end}
    bounds = sorted(edges)
    veils = {s.start for s in sealed}
    return tuple(
        _piece(text, Span(a, b), inside, sealed=a in veils or _within(a, sealed))
        for a, b in pairwise(bounds)
    )


def _within(start: int, spans: list[Span]) -> bool:
    return any(s.start <= start < s.end for s in spans)


def _piece(text: str, span: Span, marks: list[Mark], *, sealed: bool) -> Piece:
    here = [m for m in marks if m.span.contains(span)]
    return Piece(
        text=span.of(text),
        kinds=tuple(dict.fromkeys(m.kind for m in here)),
        ids=tuple(dict.fromkeys(m.id for m in here)),
        notes=tuple(dict.fromkeys(m.note for m in here if m.note)),
        begins=tuple(dict.fromkeys(m.id for m in here if m.span.start == span.start)),
        sealed=sealed,
    )


def marks_of(reading: Reading, text: str) -> tuple[Mark, ...]:
    """Everything that was read, as marks: events, claims and their content, figures, places."""
    marks: list[Mark] = [
        Mark(e.id, "event", e.span, f"{e.type.replace('-', ' ')}, {e.status}")
        for e in reading.events
    ]
    for claim in reading.claims:
        who = claim.speaker or "the publisher"
        marks.append(Mark(claim.id, "claim", claim.span, f"{who} {claim.stance.replace('-', ' ')}"))
        marks.append(Mark(claim.id, "content", claim.content_span, ""))
    for index, figure in enumerate(reading.figures):
        note = f"figure: {figure.value:g} {figure.unit}"
        marks.append(Mark(f"figure-{index}", "figure", figure.span, note))
    for index, place in enumerate(reading.places):
        if place.span is not None:
            marks.append(Mark(f"place-{index}", "place", place.span, f"place: {place.name}"))
    return tuple(marks)
