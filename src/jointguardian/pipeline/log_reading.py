"""What a log states and what our reader finds in its free text, in one reading.

What the log-keeper wrote into a column is his word, not our guess: it is the first event of the
reading (id `log_…`, confidence 1) and counts where both speak of the same thing. The reader's event
of the same type is taken up into it and gives only what the columns leave open; its other events,
claims and figures stay as they are, automatic. A count of the text that equals a stated one is not
told twice; one that differs stays beside it, as its rival.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..compute import Executor
from ..domain import (
    Actor,
    ActorMention,
    Casualty,
    Event,
    PersonMention,
    Reading,
    Report,
    ReportHeader,
    Span,
)
from ..domain.ids import derived_id
from ..geo import fold
from ..reading import BUILT_IN, Annotator, Knowledge, read
from ..sources.language import spoken
from ..sources.log_rows import Entry
from .knowledge import Dictionary, day_of, default_knowledge, knowledge_of, taught

METHOD, VERSION = "log", "1"
QUOTED = 400
_NAME = re.compile(r"[^\W\d_a-z]\w+[\s-]+(?:[a-z]{2,3}\s+)?[^\W\d_a-z]\w+")
"""Two words that begin with a capital: only such a cell can hold a person's full name."""
Free = tuple[str, str | None, str, str]
"""A free text with the day it was told, its source and its language."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Free texts for one worker, and what it has to know to read them."""

    pack: str | None
    entries: Dictionary
    texts: tuple[Free, ...]


def read_shard(shard: Shard) -> tuple[Reading | None, ...]:
    """Each text read with the shipped reader; None for one without words."""
    base = knowledge_of(shard.pack) if shard.pack else default_knowledge()
    knowledge = taught(base, shard.entries)
    return tuple(read_free(text, knowledge, BUILT_IN) for text in shard.texts)


def read_free(free: Free, knowledge: Knowledge, annotator: Annotator) -> Reading | None:
    """One free text read; None for one without words."""
    text, published, source, language = free
    if not any(c.isalpha() for c in text):
        return None
    return read(
        text,
        published=day_of(published),
        source=source,
        language=language,
        knowledge=knowledge,
        annotator=annotator,
    )


def read_all(
    texts: list[Free], pack: str | None, entries: Dictionary, executor: Executor, size: int = 25
) -> Iterable[Reading | None]:
    """All texts read in their order, `size` to a shard."""
    shards = [Shard(pack, entries, tuple(texts[n : n + size])) for n in range(0, len(texts), size)]
    for readings in executor.map(read_shard, shards):
        yield from readings


def language_of(entry: Entry) -> str:
    """The language of a row's free text."""
    return spoken(None, entry.text[: entry.free] or entry.text)


@dataclass
class LogReader:
    """Makes the readings of rows; names that stand in many cells are looked at once."""

    knowledge: Knowledge
    _persons: dict[str, tuple[PersonMention, ...]] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor in self.knowledge.actors:
            for name in (*actor.aliases, actor.name, actor.id):
                self._actors[fold(name)] = actor

    def reading(self, report: Report, entry: Entry, free: Reading | None) -> Reading:
        """The reading of a row: what it states first, then what was read in its free text."""
        main = _same_thing(entry, free.events if free else ())
        stated = self._stated(entry, main)
        others = tuple(e for e in (free.events if free else ()) if e is not main)
        places = free.places if free else ()
        if entry.place and entry.place.span:
            places = (*places, entry.place)
        read_by = f" with {free.method} {free.version}" if free else ""
        return Reading(
            report=_header(report),
            events=((stated,) if stated else ()) + tuple(_once(e, entry.counts) for e in others),
            claims=free.claims if free else (),
            figures=free.figures if free else (),
            places=places,
            persons=(*(free.persons if free else ()), *self._named(entry)),
            method=METHOD,
            version=f"{VERSION}{read_by}",
            grade=entry.grade,
        )

    def _stated(self, entry: Entry, main: Event | None) -> Event | None:
        """The event that the row states; None where neither the row nor its text gives a type."""
        if entry.type is None and main is None:
            return None
        type_, _, mode = (entry.type or "").partition("/")
        start = entry.day or (main.start if main else None)
        return Event(
            id=derived_id("log", entry.key, entry.text),
            type=type_ or (main.type if main else ""),
            mode=mode or (main.mode if main else None) or None,
            status=entry.status if entry.type or main is None else main.status,
            actors=self._mentions(entry.actors) or (main.actors if main else ()),
            recipients=self._mentions(entry.recipients) or (main.recipients if main else ()),
            start=start,
            end=start if entry.day or main is None else main.end,
            date_precision="day" if entry.day else (main.date_precision if main else "none"),
            places=(entry.place,) if entry.place else (main.places if main else ()),
            casualties=(*entry.counts, *(_once(main, entry.counts).casualties if main else ())),
            means=main.means if main else (),
            asserted_by=None,
            span=main.span if main else Span(0, min(entry.free or len(entry.text), QUOTED)),
            confidence=1.0 if entry.type or main is None else main.confidence,
        )

    def _mentions(self, names: Iterable[tuple[str, Span]]) -> tuple[ActorMention, ...]:
        return tuple(self._mention(name, span) for name, span in names)

    def _mention(self, name: str, span: Span) -> ActorMention:
        actor = self._actors.get(fold(name))
        if actor is None:
            return ActorMention(text=name, span=span)
        return ActorMention(name, actor.id, actor.kind, actor.country, span, actor.name)

    def _named(self, entry: Entry) -> tuple[PersonMention, ...]:
        """Private names in the cells beside the free text: those of a column of names, and found ones."""
        whole = tuple(PersonMention(s, "person", False) for s in _names_in(entry))
        found: list[PersonMention] = []
        for cell in entry.cells:
            value = entry.text[cell.start : cell.end]
            if cell.start < entry.free or not _NAME.search(value):
                continue
            for p in self._persons_in(value):
                span = Span(cell.start + p.span.start, cell.start + p.span.end)
                if not any(span.overlap(w.span) for w in whole):
                    found.append(replace(p, span=span))
        return (*whole, *found)

    def _persons_in(self, value: str) -> tuple[PersonMention, ...]:
        known = self._persons.get(value)
        if known is None:
            known = () if fold(value) in self._actors else self._look(value)
            self._persons[value] = known
        return known

    def _look(self, value: str) -> tuple[PersonMention, ...]:
        lead = "Name: "
        found = read(f"{lead}{value}", knowledge=self.knowledge).persons
        return tuple(
            replace(p, span=Span(p.span.start - len(lead), p.span.end - len(lead)))
            for p in found
            if p.span.start >= len(lead)
        )


def _names_in(entry: Entry) -> Iterable[Span]:
    """The names of the columns that hold private names, each on its own."""
    for whole in entry.persons:
        at = whole.start
        for piece in re.split(r"([;,\n/]|\s+(?:and|i|dhe|und|et)\s+)", whole.of(entry.text)):
            bare = piece.strip()
            if len(bare) > 3 and piece[:1] not in ";,/":
                start = at + piece.index(bare)
                yield Span(start, start + len(bare))
            at += len(piece)


def _header(report: Report) -> ReportHeader:
    return ReportHeader(
        report.id, report.source, report.published_day, report.language, report.sha256
    )


def _same_thing(entry: Entry, events: Iterable[Event]) -> Event | None:
    """The reader's event that the row is about: of its type, else the first where it gives none."""
    told = [e for e in events if e.asserted_by is None or entry.type is None]
    if entry.type is None:
        return next((e for e in told if e.status in ("happened", "ongoing")), None)
    type_ = entry.type.partition("/")[0]
    return next((e for e in told if e.type == type_), None)


def _once(event: Event, stated: Iterable[Casualty]) -> Event:
    """The event without the counts that the log states in the same number."""
    said = {(c.kind, c.low, c.high) for c in stated}
    rows = tuple(c for c in event.casualties if (c.kind, c.low, c.high) not in said)
    return event if rows == event.casualties else replace(event, casualties=rows)
