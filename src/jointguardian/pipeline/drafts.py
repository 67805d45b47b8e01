"""A draft understood: its head taken off, its time and place resolved, its words read. Nothing is recorded."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

import msgspec

from ..access import LOCAL
from ..domain import Marking, Municipality, Reading, Report, Source, Span
from ..domain.dates import format_dtg, parse_happened, parse_moment
from ..domain.ids import new_id
from ..domain.vocab import vocabulary
from ..errors import InputError
from ..geo import fold
from ..picture import Known
from ..picture.captured import carried_back, with_event, with_given
from ..picture.review.applied import judged_sources
from ..picture.review.rulings import Ruling
from ..picture.review.rulings import fold as folded
from ..reading import BUILT_IN, Knowledge, read
from ..sources import Found, Intake, report_of
from ..sources.language import spoken
from ..sources.radio import expand
from ..sources.shorthand import Shorthand, take_apart
from .news import News, Written
from .operation import Operation
from .persons import Person, Said
from .whereabouts import Located, Whereabouts
from .written import longest

SURE_OF_LANGUAGE = 200
"""Characters from which on a text's language is told from its letters; radio talk is too short. Own choice."""
NO_WORDS = "-"
"""What is read where nothing is written yet."""
LONGEST_TEXT = 200_000
"""Characters; the form takes no more. Own choice: what is read must not hold up the answer."""
RENEWED_S = 5.0
"""Seconds between two readings of all judgements, at the least. Own choice."""
LONGEST_WAIT = timedelta(days=30)
"""How long a report may have waited for the line. Own choice."""


class Draft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person has written so far.

    `native_id` is the draft's own random id: sent twice, it is recorded once. `when`, `where` and
    `source` come before what the text's head says; `event` is a type where nothing was read.
    `waited_s` are the seconds between writing and sending, `incident` one that this tells again,
    `as_of` the moment that a replay looks at; elsewhere a report is taken down now, whatever it says.
    """

    text: str
    native_id: str = ""
    when: str = ""
    where: str = ""
    source: str = ""
    event: str = ""
    incident: str = ""
    said: tuple[Said, ...] = ()
    persons: tuple[Person, ...] = ()
    waited_s: float = 0.0
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A draft understood: its head, its time and place, and what was read. `happened` is UTC."""

    text: str
    head: Shorthand
    happened: datetime
    located: Located | None
    source: str
    reading: Reading
    faults: tuple[str, ...] = ()


class DraftReader:
    """Reads the drafts of one operation. What it needs to know is kept until something is written.

    Judgements come often and are many: what they teach is read anew `RENEWED_S` after the last time.
    """

    def __init__(
        self, operation: Operation, news: News, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self.operation, self._tick = operation, tick
        self._lock = Lock()
        self._taught: tuple[Knowledge, dict[str, Ruling]] | None = None
        self._old, self._read_at = True, 0.0
        self._sources: tuple[Source, ...] | None = None
        self._places: Whereabouts | None = None
        news.listen(self._heard)

    def _heard(self, written: Written) -> None:
        if written.kind == "sources":
            self._sources = None
        if written.kind == "judgement":
            self._old = True

    def _judged(self) -> tuple[Knowledge, dict[str, Ruling]]:
        """The knowledge with what corrections taught, and the letters that people gave sources."""
        with self._lock:
            found, now = self._taught, self._tick()
            if found is None or (self._old and now - self._read_at >= RENEWED_S):
                self._old = False
                judgements = self.operation.record.judgements(LOCAL)
                letters = folded(j for j in judgements if j.subject.startswith("source:"))
                found = self._taught = (self.operation.knowledge, letters)
                self._read_at, self._sources = self._tick(), None
            return found

    def knowledge(self) -> Knowledge:
        """What the operation knows."""
        return self._judged()[0]

    def sources(self) -> tuple[Source, ...]:
        """All sources with the letters that people gave them."""
        letters = self._judged()[1]
        found = self._sources
        if found is None:
            found = judged_sources(self.operation.record.sources(LOCAL), letters)
            self._sources = found
        return found

    def source_of(self, name: str) -> Source | None:
        """The source of a name; None for a new one."""
        wanted = fold(name)
        return next((s for s in self.sources() if fold(s.name) == wanted), None)

    def _is_source(self, name: str) -> bool:
        return self.source_of(name) is not None

    def whereabouts(self) -> Whereabouts:
        """The operation's places."""
        with self._lock:
            if self._places is None:
                record, index = self.operation.record, self.operation.municipality_index
                own = record.facts(LOCAL, "municipalities", Municipality, None)
                self._places = Whereabouts(own, index)
            return self._places

    def known_name(self, name: str) -> bool:
        """Whether the dictionary has an actor of that name: such a name is no private person's."""
        wanted = fold(name)
        actors = self.knowledge().actors
        return any(wanted in {fold(n) for n in (a.name, *a.aliases)} for a in actors)

    def replays(self, draft: Draft) -> bool:
        """Whether the draft is written at a moment of a replay."""
        return bool(draft.as_of) and self.operation.settings.replay

    def now_of(self, draft: Draft) -> datetime:
        """The moment at which the draft was written: now, less the time that it waited."""
        now = parse_moment(draft.as_of) if self.replays(draft) else self.operation.clock()
        waited = timedelta(seconds=max(0.0, min(draft.waited_s, LONGEST_WAIT.total_seconds())))
        return (now - waited).replace(microsecond=0)

    def taken(self, draft: Draft, now: datetime) -> Taken:
        """The draft understood, as far as it can be; what cannot is told in `faults`.

        Raises InputError for a text that is too long.
        """
        text = draft.text.replace("\r\n", "\n")
        if len(text) > LONGEST_TEXT:
            raise InputError(
                f"{len(text):,} characters are more than a report by hand may have ({LONGEST_TEXT:,})",
                way_out="take it in as a file: guardian ingest reports",
            )
        places = self.whereabouts()
        head = take_apart(text, places.is_place, self._is_source)
        faults: list[str] = []
        when = draft.when.strip() or (head.when.value if head.when else "")
        try:
            happened = parse_happened(when, now)
        except InputError as fault:
            faults.append(fault.line)
            happened = now
        located = None
        where, span = draft.where.strip(), None
        if not where and head.where:
            where, span = head.where.value, head.where.span
        try:
            located = places.of(where, span) if where else None
        except InputError as fault:
            faults.append(fault.line)
        source = " ".join(draft.source.split()) or (head.who.value if head.who else "")
        reading = self._read(text, head, happened, located, source)
        if draft.event and not reading.events:
            reading = self._with_event(reading, draft.event, head.text, happened, located, faults)
        return Taken(text, head, happened, located, source, reading, tuple(faults))

    def _read(
        self, text: str, head: Shorthand, happened: datetime, located: Located | None, source: str
    ) -> Reading:
        full = expand(text, head.text)
        reading = read(
            full.text if full.text.strip() else NO_WORDS,
            published=happened.date(),
            source=source or None,
            language=language_of(text),
            knowledge=self.knowledge(),
            annotator=BUILT_IN,
        )
        sha256 = report_sha256(text)
        own = carried_back(reading, full.text, text, full.back, sha256)
        mention = located.mention if located and located.found else None
        return with_given(own, happened.date().isoformat(), mention)

    def _with_event(
        self,
        reading: Reading,
        type_: str,
        words: Span,
        happened: datetime,
        located: Located | None,
        faults: list[str],
    ) -> Reading:
        types = vocabulary("event_types").ids()
        if type_ not in types:
            faults.append(f"{type_!r} is no type of event; use one of {', '.join(types)}")
            return reading
        mention = located.mention if located else None
        return with_event(reading, type_, words, happened.date().isoformat(), mention)

    def report(self, taken: Taken, draft: Draft, received: datetime) -> Report:
        """The draft's report. Raises InputError for a text or source that cannot be."""
        settings = self.operation.settings
        source = longest(taken.source, "source") or "unattributed"
        found = Found(
            taken.text,
            title=_title(taken, source),
            native_id=longest(draft.native_id, "id") or new_id("typed"),
            source=source,
            published=f"{taken.happened:%Y-%m-%dT%H:%M:%SZ}",
            language=language_of(taken.text),
        )
        limit = int(settings.text_limit_mb * 1_000_000)
        report = report_of(found, Intake(received, limit=limit))
        return replace(report, marking=Marking(settings.marking))

    def alone(self, report: Report, reading: Reading, now: datetime) -> Known:
        """What is known, as if there were only this report."""
        return Known(
            operation=self.operation.settings.title,
            as_of=now,
            reports=(report,),
            readings=(reading,),
            municipalities=self.whereabouts().municipalities,
        )


def _title(taken: Taken, source: str) -> str:
    place = taken.located.mention.name if taken.located else ""
    return ", ".join(p for p in (source, place, format_dtg(taken.happened)) if p)


def language_of(text: str) -> str:
    """A text's language; English for one too short to tell, as radio talk is."""
    return spoken(None, text) if len(text) >= SURE_OF_LANGUAGE else "en"


def report_sha256(text: str) -> str:
    """The digest under which a report's text is kept."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
