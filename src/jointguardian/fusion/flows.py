"""Running totals of people who came home or left: "over 300,000 in ten days".

Such a figure often stands where no verb of an event is read. It becomes an event of fusion's own,
on the day it was told, so that totals of days in a row stand side by side as counts of one
movement. A person's reading is not changed: incidents name the report, not such an event.
"""

import re
from collections.abc import Iterable, Iterator

from ..domain import Casualty, Event, Figure, Span
from ..domain.ids import derived_id
from .told import Told

FEWEST = 100  # people below which a movement is no running total
KINDS = {
    "returned": re.compile(
        r"\b(?:return\w*|repatriat\w*|home again|(?:gone|went|go|going|come|came) (?:back|home))\b",
        re.I,
    ),
    "displaced": re.compile(r"\b(?:fled|flee\w*|displaced|uprooted|left their homes)\b", re.I),
}
_PEOPLE = re.compile(
    r"\b(?:refugees?|displaced|returns?|returnees?|people|persons|families|civilians|back on their own)\b",
    re.I,
)
_END = re.compile(r"[.!?;]\s|\n")
_OF_HOW_MANY = re.compile(r"\s*\w*\s*of (?:the|some|about|an estimated)\s*$")
MARK = "flow"  # what the ids of these events are derived with
SENTENCE = 400  # characters to each side in which a figure's sentence is looked for


def flows(told: Told) -> Iterator[Event]:
    """One event for each sentence that gives a total of people who returned or fled."""
    counted = {c.span for e in told.reading.events for c in e.casualties}
    sentences: dict[Span, list[Figure]] = {}
    for figure in told.reading.figures:
        if figure.unit == "persons" and figure.value >= FEWEST and figure.span not in counted:
            sentences.setdefault(_sentence(told.report.text, figure.span), []).append(figure)
    for span, figures in sentences.items():
        words = span.of(told.report.text)
        kind = next((k for k, pattern in KINDS.items() if pattern.search(words)), None)
        if kind and _PEOPLE.search(words):
            yield _event(told, span, kind, _total(told.report.text, figures))


def _total(text: str, figures: Iterable[Figure]) -> Figure:
    """The largest number of a sentence; not the one that says of how many."""
    shown = [
        f
        for f in figures
        if not _OF_HOW_MANY.search(text[max(0, f.span.start - 40) : f.span.start])
    ]
    return max(shown or figures, key=lambda f: (f.value, -f.span.start))


def _sentence(text: str, span: Span) -> Span:
    first = max(0, span.start - SENTENCE)
    ends = [m.end() for m in _END.finditer(text, first, span.start)]
    stop = _END.search(text, span.end, span.end + SENTENCE)
    return Span(
        ends[-1] if ends else first, stop.start() if stop else min(len(text), span.end + SENTENCE)
    )


def _event(told: Told, span: Span, kind: str, figure: Figure) -> Event:
    n = round(figure.value)
    row = Casualty(kind, "refugees", n, n, n, figure.qualifier, span=figure.span)
    return Event(
        derived_id("e", MARK, told.report.id, span.start), "retreat", None, "happened", (), (),
        told.day, told.day, "day", (), (row,), (), None, span, 0.5,
    )  # fmt: skip
