"""A report taken down by a person: read while he types, recorded in one go, and durable then.

What is slow (fusing incidents) is not done here: the next picture does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock

from ..access import LOCAL, Viewer, permits, require
from ..domain import (
    Attachment,
    Capture,
    Incident,
    Judgement,
    Reading,
    Report,
    Source,
)
from ..domain.dates import parse_moment
from ..domain.ids import derived_id
from ..domain.reading import ReportHeader
from ..errors import InputError, UnknownName
from ..geo import fold
from ..picture.captured import (
    Like,
    already_told,
    without_places_at,
)
from ..picture.review.queue import Desk
from ..picture.review.values import Item
from ..record.sealing import seal
from ..record.values import Added
from ..sources import Found, Intake, report_of
from ..sources.radio import short_words
from .attachments import FOLDER, AttachmentStore, Incoming, Kept
from .drafts import Draft, DraftReader, Taken
from .ingest import unknown_source
from .known import KnownReader
from .news import News, Written
from .operation import Operation
from .persons import Persons
from .review import Reviewer
from .sealing import secrets_of
from .whereabouts import Suggestion

MOST_SOURCES = 12
PATIENCE_S = 3.0
"""How long somebody who types waits for the incidents near by. Own choice."""
TELLING = frozenset({"report", "reports", "reading", "judgement", "incidents"})
"""The writes after which other incidents may be known."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown beside a draft. `items` are what was read; `source` is None for a new one."""

    taken: Taken
    now: datetime
    items: tuple[Item, ...]
    short_words: tuple[tuple[str, str], ...]
    source: Source | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report on the disk: `status` new, same or version; `notes` are what could not be taken as said."""

    report: str
    status: str
    happened: datetime
    received: datetime
    source: str
    place: str
    attachments: int = 0
    judgements: int = 0
    notes: tuple[str, ...] = ()


class Capturer:
    """One operation's reports by hand. Safe from any thread."""

    def __init__(
        self, operation: Operation, reader: KnownReader, reviewer: Reviewer, news: News
    ) -> None:
        self.operation, self.reader, self.reviewer = operation, reader, reviewer
        settings = operation.settings
        self.files = AttachmentStore(
            operation.folder / FOLDER, settings.attachment_limit_mb, settings.attachments_total_mb
        )
        self.drafts = DraftReader(operation, news)
        self._asking = Lock()
        self._stale = True
        self._seen: tuple[object, tuple[Incident, ...]] = (None, ())
        news.listen(self._heard)

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why nothing can be taken down on a page of that moment; empty where it can."""
        if not permits(viewer, "judge"):
            return f"{viewer.name} may not record; it takes the role analyst or watch-keeper"
        past = as_of is not None and as_of < self.operation.clock()
        if past and not self.operation.settings.replay:
            return "This is what was known then. A report is taken down in the present."
        return ""

    def warm(self) -> None:
        """Loads what reading needs, so that the first to type does not wait for it."""
        self.preview(LOCAL, Draft(text="1030Z Zvecan LMT3 2x shots fired nr bridge"))

    # --- while somebody types ----------------------------------------------------------------

    def preview(self, viewer: Viewer, draft: Draft) -> Preview:
        """What is understood of the draft; nothing is recorded, and no fault raises."""
        now = self.drafts.now_of(draft)
        taken = self.drafts.taken(draft, now)
        items: tuple[Item, ...] = ()
        if taken.text.strip():
            report = self.drafts.report(taken, draft, now)
            items = Desk(self.drafts.alone(report, taken.reading, now)).of_report(report.id)
        words = short_words(taken.head.text.of(taken.text))
        return Preview(taken, now, items, words, self.drafts.source_of(taken.source))

    def already_told(self, viewer: Viewer, draft: Draft) -> tuple[Like, ...]:
        """The incidents of the last 48 hours near the draft's place."""
        taken = self.drafts.taken(draft, self.drafts.now_of(draft))
        as_of = parse_moment(draft.as_of) if draft.as_of else None
        mention = taken.located.mention if taken.located and taken.located.found else None
        places = [p for e in taken.reading.events for p in e.places if p.lat is not None]
        types = frozenset(e.type for e in taken.reading.events)
        incidents = self._incidents(viewer, as_of)
        where = mention or next(iter(places), None)
        return already_told(incidents, taken.happened, where, types)

    def sources(self, viewer: Viewer, beginning: str) -> tuple[Source, ...]:
        """The known sources of whose name a word begins so."""
        wanted = fold(beginning)
        found = [s for s in self.drafts.sources() if _begins(fold(s.name), wanted)]

        def order(source: Source) -> tuple[bool, str, str]:
            return not fold(source.name).startswith(wanted), source.reliability, source.name

        return tuple(sorted(found, key=order)[:MOST_SOURCES])

    def places(self, viewer: Viewer, beginning: str) -> tuple[Suggestion, ...]:
        """Places of the gazetteer, the operation's own first."""
        return self.drafts.whereabouts().suggestions(beginning)

    # --- recording ---------------------------------------------------------------------------

    def record(self, viewer: Viewer, draft: Draft, files: Sequence[Incoming] = ()) -> Recorded:
        """Records the draft with its files; on the disk when it returns.

        Raises NotPermitted, and InputError for what cannot be taken in: no text, a time that is
        none or has not come, a file too large. A correction that does not fit is left out and told.
        """
        require(viewer, "judge")
        self.files.check(files)
        now = self.drafts.now_of(draft)
        taken = self.drafts.taken(draft, now)
        if taken.faults:
            raise InputError(taken.faults[0])
        received = (
            parse_moment(draft.as_of) if self.drafts.replays(draft) else self.operation.clock()
        )
        persons = Persons(draft.persons, draft.said, self.drafts.known_name)
        report = self.drafts.report(taken, draft, received)
        secrets = persons.secrets(report, secrets_of(report, taken.reading))
        read_ = without_places_at(taken.reading, [(s.start, s.end) for s in secrets])
        kept = self.files.keep(files)
        self._know_source(report.source)
        note = self._note(report, persons, taken.text)

        def beside(added: Added) -> dict[str, Sequence[object]]:
            told = _capture(draft, taken, report, added.id, viewer.name, persons.shown, note)
            files_ = [_attachment(k, added.id, viewer.name, report.received) for k in kept]
            return {} if added.status == "same" else {"captures": [told], "attachments": files_}

        added = self.operation.record.add_report(report, read_, secrets, beside=beside)
        sealed, reading, _ = seal(report, read_, secrets)
        sealed = replace(sealed, id=added.id)
        if added.status == "same":
            sealed = self.operation.record.report(LOCAL, added.id)
        notes: tuple[str, ...] = ()
        judged = self._judged_before(added) if added.status == "same" else 0
        if not judged:
            judged, notes = self._judge(viewer, draft, sealed, reading or read_, persons)
        return Recorded(
            added.id,
            added.status,
            taken.happened,
            sealed.received,
            sealed.source,
            taken.located.both if taken.located else "",
            len(kept),
            judged,
            notes,
        )

    # --- what was recorded -------------------------------------------------------------------

    def told(self, viewer: Viewer, report: str, as_of: datetime | None) -> Capture | None:
        """How a report was taken down; None for one that nobody took down here."""
        found = self.operation.record.facts(viewer, "captures", Capture, as_of, under=(report,))
        return next(iter(found), None)

    def attachments(
        self, viewer: Viewer, report: str, as_of: datetime | None
    ) -> tuple[Attachment, ...]:
        """The files that came with a report."""
        return self.operation.record.facts(
            viewer, "attachments", Attachment, as_of, under=(report,)
        )

    def attachment(
        self, viewer: Viewer, report: str, sha256: str, as_of: datetime | None = None
    ) -> tuple[Attachment, bytes]:
        """One file with its bytes. Raises UnknownName, in the same words for what is out of sight."""
        self.operation.record.report(viewer, report, as_of)
        for one in self.attachments(viewer, report, as_of):
            if one.sha256 == sha256:
                return one, self.files.read(sha256)
        raise UnknownName("no attachment of this report has this digest")

    # --- inside ------------------------------------------------------------------------------

    def _incidents(self, viewer: Viewer, as_of: datetime | None) -> tuple[Incident, ...]:
        """The incidents as known; asked anew only when something was written since the last time.

        One thread asks at a time; another that waited too long goes without.
        """
        key = (viewer, as_of)
        if not self._asking.acquire(timeout=PATIENCE_S):
            return ()
        try:
            if self._stale or self._seen[0] != key:
                self._stale = False
                self._seen = (key, self.reader.at(viewer, as_of).incidents)
            return self._seen[1]
        finally:
            self._asking.release()

    def _heard(self, written: Written) -> None:
        if written.kind in TELLING:
            self._stale = True

    def _know_source(self, name: str) -> None:
        if self.drafts.source_of(name) is None:
            self.operation.record.add_sources([unknown_source(name)])

    def _note(self, report: Report, persons: Persons, words: str) -> str | None:
        """A report of its own for the names that the text does not have: there they are sealed."""
        if not persons.apart(words):
            return None
        text, secrets = persons.note(words, report.id)
        found = Found(
            text,
            title="Persons told of with a report",
            native_id=f"{report.native_id}/persons",
            source=report.source,
            published=report.published,
            language="en",
        )
        made = report_of(found, Intake(report.received))
        made = replace(made, marking=report.marking)
        header = ReportHeader(made.id, made.source, made.published_day, "en", made.sha256)
        reading = Reading(header, (), (), (), (), method="by hand")
        mine = tuple(replace(s, report=made.id) for s in secrets)
        return self.operation.record.add_report(made, reading, mine).id

    def _judged_before(self, added: Added) -> int:
        """How many judgements there are about a report that was sent again: its answer was lost."""
        mine = (f"{added.id}/", f"{added.id}@")
        judgements = self.operation.record.judgements(LOCAL)
        told = ((j.subject, str(j.body.get("with_at", ""))) for j in judgements)
        return sum(s.startswith(mine[0]) or w.startswith(mine[1]) for s, w in told)

    def _judge(
        self, viewer: Viewer, draft: Draft, report: Report, reading: Reading, persons: Persons
    ) -> tuple[int, tuple[str, ...]]:
        """What the recorder confirmed and corrected, as rows of the review; how many, and what not."""
        known = self.drafts.alone(report, reading, report.received)
        items = Desk(known).of_report(report.id)
        as_of = report.received if self.operation.settings.replay else None
        decisions, notes = persons.decisions(items, report.id, viewer.name, as_of)
        rows: list[Judgement] = []
        for decision in decisions:
            try:
                rows += self.reviewer.rows(viewer, known, decision)
            except (InputError, UnknownName) as fault:
                notes.append(fault.line)
        if draft.incident:
            rows += self._joined(viewer, draft.incident, report, reading, notes)
        self.operation.record.add_judgements(rows, marking=report.marking)
        return len(rows), tuple(notes)

    def _joined(
        self, viewer: Viewer, incident: str, report: Report, reading: Reading, notes: list[str]
    ) -> list[Judgement]:
        """That the report's first event is the incident which was told before."""
        if not reading.events:
            notes.append("no event was read, so nothing was added to the incident; name its type")
            return []
        event = reading.events[0]
        body: dict[str, str | int | float | bool | list[str] | None] = {
            "with": derived_id("i", report.id, event.id),
            "with_at": f"{report.id}@{event.span.start}",
        }
        why = "told again, said by the recorder"
        return [Judgement("merge", incident, body, viewer.name, report.received, why)]


def _capture(
    draft: Draft,
    taken: Taken,
    report: Report,
    id_: str,
    by: str,
    shown: tuple[str, ...],
    note: str | None,
) -> Capture:
    mention = taken.located.mention if taken.located else None
    return Capture(
        report=id_,
        source=report.source,
        by=by,
        received=report.received.astimezone(UTC).isoformat(),
        happened=taken.happened.isoformat(),
        when=draft.when.strip() or (taken.head.when.value if taken.head.when else "now"),
        where=taken.located.told if taken.located else "",
        place=taken.located.both if taken.located else "",
        gazetteer_id=mention.gazetteer_id if mention else None,
        lat=mention.lat if mention else None,
        lon=mention.lon if mention else None,
        mgrs=taken.located.mgrs if taken.located else "",
        shown=shown,
        note=note,
        incident=draft.incident or None,
    )


def _attachment(kept: Kept, report: str, by: str, at: datetime) -> Attachment:
    moment = at.astimezone(UTC).isoformat()
    return Attachment(report, kept.name, kept.media_type, kept.bytes, kept.sha256, by, moment)


def _begins(name: str, wanted: str) -> bool:
    return not wanted or name.startswith(wanted) or f" {wanted}" in name
