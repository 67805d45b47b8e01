"""The record: everything that the operation knows, and when it knew it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

import polars as pl
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError

from ..access import Viewer, require
from ..domain import (
    Incident,
    Judgement,
    Marking,
    Reading,
    Rejected,
    Report,
    SeriesEvent,
    Source,
)
from ..domain.ids import new_id
from ..domain.marking import PUBLIC
from ..errors import InputError, UnknownName
from . import changes, facts, fresh, reports, schema, search
from . import series as event_series
from . import verification as audit
from .backend import Backend
from .canonical import moment
from .facts import At
from .journal import Journal, in_batches
from .keyring import Keyring
from .policy import View, look
from .postgres import Postgres
from .sqlite import Sqlite
from .values import Added, Head, Hit, Sealed, Secret, SeriesAdded, SeriesCount, Verification

T = TypeVar("T")
Entry = tuple[Report, Reading | None, Sequence[Secret]]
INTERNAL = Marking("internal")
_BATCH = 500


def utc_now() -> datetime:
    """The clock of a record that is given none."""
    return datetime.now(UTC)


class Record:
    """Append-only, bitemporal, audited. Every read takes the viewer and `as_of` (None: now).

    One writer at a time, any number of readers, in threads and processes. What a method that adds
    returns from is on the disk.
    """

    def __init__(self, backend: Backend, clock: Callable[[], datetime]) -> None:
        self._backend, self._clock = backend, clock
        self._engine, self._keys_engine = backend.engine(), backend.keys_engine()
        self._journal = Journal(self._engine, backend, clock)
        self._keyring = Keyring(self._keys_engine)

    @classmethod
    def create(cls, url: str, *, clock: Callable[[], datetime] = utc_now) -> Self:
        """A new record at a SQLAlchemy URL. Raises InputError where there is something already."""
        backend = _backend(url)
        backend.check_new()
        record = cls(backend, clock)
        schema.bring_up(record._engine, backend)
        record._keyring.prepare()
        with record._journal.writing("create", note={"record": new_id("rec")}):
            pass
        return record

    @classmethod
    def open(cls, url: str, *, clock: Callable[[], datetime] = utc_now) -> Self:
        """The record at a URL, brought up to date. Raises InputError where there is none."""
        backend = _backend(url)
        backend.check_there()
        record = cls(backend, clock)
        schema.bring_up(record._engine, backend)
        return record

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()
        self._keys_engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def listen(self, heard: Callable[[int, str, datetime], None]) -> None:
        """Call `heard` after each commit of this process with the link's number, kind and moment."""
        self._journal.heard = heard

    # --- what is added -----------------------------------------------------------------------

    def add_sources(self, sources: Iterable[Source], *, at: datetime | None = None) -> None:
        """Sources; a source that says something else than before is a new row."""
        with self._journal.writing("sources", at=at) as writing:
            facts.write_sources(writing, sources)

    def add_report(
        self,
        report: Report,
        reading: Reading | None = None,
        secrets: Sequence[Secret] = (),
        *,
        fields: Mapping[str, Marking] = {},
        claims: Mapping[str, Marking] = {},
        beside: Callable[[Added], Mapping[str, Sequence[Any]]] | None = None,
    ) -> Added:
        """One report with what was read in it; its `received` is when the record knew it.

        `secrets` are private names, blocked in the text, title, addresses and reading before they are stored;
        `fields` are markings of single fields (`reports.MARKABLE`), `claims` of single claims of the
        reading by id. A report that is the `same` as before keeps the markings that it has. `beside`
        gives facts by their kind that are written with it, in one transaction, under its marking.
        """
        marks = reports.Marks(fields, claims)
        with self._journal.writing("report", at=report.received) as writing:
            added = reports.write_report(writing, self._keyring, report, reading, secrets, marks)
            for kind, rows in (beside(added) if beside else {}).items():
                at = facts.moment_of(None, writing.at)
                facts.write_facts(writing, kind, rows, at, report.marking, {})
            return added

    def add_reports(self, entries: Iterable[Entry]) -> tuple[Added, ...]:
        """Many reports, 500 to a transaction; durable when it returns."""
        added: list[Added] = []
        for batch in in_batches(entries, _BATCH):
            with self._journal.writing("reports") as writing:
                for report, reading, secrets in batch:
                    added.append(
                        reports.write_report(
                            writing, self._keyring, report, reading, secrets, reports.Marks()
                        )
                    )
        return tuple(added)

    def add_reading(
        self,
        report: str,
        reading: Reading,
        *,
        at: datetime | None = None,
        claims: Mapping[str, Marking] = {},
    ) -> bool:
        """A new reading of a report that is there; False where it says what the newest one says.

        A claim that is not in `claims` keeps the marking that stands at its place.
        """
        with self._journal.writing("reading", at=at) as writing:
            return reports.add_reading(writing, self._keyring, report, reading, claims)

    def add_rejected(self, rows: Iterable[Rejected], *, marking: Marking = INTERNAL) -> None:
        """Rows that could not be taken in, kept aside with their reasons."""
        with self._journal.writing("rejected") as writing:
            facts.write_rejected(writing, rows, marking)

    def add_series(
        self,
        frame: pl.DataFrame,
        series: str,
        *,
        marking: Marking = PUBLIC,
        at: datetime | None = None,
    ) -> SeriesAdded:
        """Rows with the columns of `SeriesEvent`, `cell` and `municipality`; missing ones are null.

        A row whose `(series, native_id)` is there already is the same and is not written.
        """
        new = 0
        chunks = list(_ready_chunks(frame))
        for left, chunk in zip(range(len(chunks) - 1, -1, -1), chunks, strict=True):
            with self._journal.writing("series", at=at, bulk=left > 0) as writing:
                new += event_series.write_chunk(writing, chunk, series, marking)
        self._journal.flush()
        return SeriesAdded(new, frame.height - new)

    def add_facts(
        self,
        kind: str,
        rows: Sequence[Any],
        *,
        at: At = None,
        marking: Marking = PUBLIC,
        fields: Mapping[str, Marking] = {},
    ) -> None:
        """Facts of one kind (`facts.FACTS`), known since `at`: a moment, a function of the row, or now.

        `fields` are markings of single fields, for all the rows.
        """
        with self._journal.writing("facts") as writing:
            known = facts.moment_of(at, writing.at)
            facts.write_facts(writing, kind, rows, known, marking, fields)

    def add_incidents(
        self,
        incidents: Sequence[Incident],
        at: datetime | None = None,
        *,
        method: str = "fusion",
        complete: bool = False,
    ) -> None:
        """Derived incidents; an unchanged one is not written. `complete`: those missing are gone."""
        with self._journal.writing("incidents", at=at) as writing:
            facts.write_incidents(writing, incidents, method, complete)

    def add_judgements(self, judgements: Sequence[Judgement], *, marking: Marking = PUBLIC) -> int:
        """A person's judgements of one moment, in one transaction; how many of them are new."""
        if not judgements:
            return 0
        with self._journal.writing("judgement", at=judgements[0].at) as writing:
            return sum(facts.write_judgement(writing, j, marking) for j in judgements)

    def add_judgement(self, judgement: Judgement, *, marking: Marking = PUBLIC) -> bool:
        """A person's judgement; False where it is there already."""
        with self._journal.writing("judgement", at=judgement.at) as writing:
            return facts.write_judgement(writing, judgement, marking)

    @contextmanager
    def _looking(self, viewer: Viewer, as_of: datetime | None) -> Iterator[tuple[Connection, View]]:
        """A snapshot, and what the viewer sees of it."""
        with self._journal.reading() as connection:
            yield connection, look(connection, viewer, as_of or self._clock())

    # --- what is read ------------------------------------------------------------------------

    def reports(
        self,
        viewer: Viewer,
        as_of: datetime | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[Report, ...]:
        """The newest versions, published (else received) on the ISO days `since` to `until`."""
        with self._looking(viewer, as_of) as (connection, view):
            return reports.find_reports(connection, view, since, until)

    def report(self, viewer: Viewer, report_id: str, as_of: datetime | None = None) -> Report:
        """One version. Raises UnknownName, in the same words, for one unknown and one out of sight."""
        with self._looking(viewer, as_of) as (connection, view):
            return reports.find_report(connection, view, report_id)

    def versions(
        self, viewer: Viewer, report_id: str, as_of: datetime | None = None
    ) -> tuple[Report, ...]:
        """Every version in sight of a report, the oldest first."""
        with self._looking(viewer, as_of) as (connection, view):
            return reports.find_versions(connection, view, report_id)

    def readings(
        self, viewer: Viewer, as_of: datetime | None = None
    ) -> tuple[tuple[Report, Reading], ...]:
        """Each newest report that was read, with its newest reading."""
        with self._looking(viewer, as_of) as (connection, view):
            return reports.find_readings(connection, view)

    def sources(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Source, ...]:
        """The sources as known, by id."""
        with self._looking(viewer, as_of) as (connection, view):
            return facts.find_sources(connection, view)

    def rejected(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Rejected, ...]:
        """What could not be taken in, with reasons."""
        with self._looking(viewer, as_of) as (connection, view):
            return facts.find_rejected(connection, view)

    def facts(
        self,
        viewer: Viewer,
        kind: str,
        cls: type[T],
        as_of: datetime | None = None,
        *,
        under: Sequence[object] = (),
    ) -> tuple[T, ...]:
        """The newest facts of one kind; `cls` is its type (`facts.FACTS`), for the type checker.

        `under`: only those whose key begins with these values.
        """
        with self._looking(viewer, as_of) as (connection, view):
            return facts.find_facts(connection, view, kind, cls, under)

    def facts_after(
        self, viewer: Viewer, kind: str, cls: type[T], after: int
    ) -> tuple[tuple[T, ...], int]:
        """Every fact of a kind written after row `after`, by record time, and the last row's number."""
        with self._looking(viewer, None) as (connection, view):
            return fresh.find_facts_after(connection, view, kind, cls, after)

    def changes(
        self, viewer: Viewer, since: changes.Mark, as_of: datetime, kinds: Sequence[str]
    ) -> changes.Changes:
        """What came into sight since a mark (the first is `Mark()`), with facts of these kinds."""
        with self._looking(viewer, as_of) as (connection, view):
            return changes.find_changes(connection, view, since, kinds)

    def next_due(self, viewer: Viewer, as_of: datetime) -> datetime | None:
        """The next moment after `as_of` at which something recorded ahead becomes known."""
        with self._looking(viewer, as_of) as (connection, view):
            due = changes.next_due(connection, view)
        return None if due is None else moment(due)

    def links(self, after: int, limit: int = 500) -> tuple[fresh.Link, ...]:
        """The links of the audit chain after a number, the oldest first: kind and moment, no content."""
        with self._journal.reading() as connection:
            return fresh.find_links(connection, after, limit)

    def newest_link(self) -> int:
        """The number of the last link, whoever wrote it."""
        with self._journal.reading() as connection:
            return fresh.newest_link(connection)

    def incidents(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Incident, ...]:
        """The derived incidents whose reports are all in sight."""
        with self._looking(viewer, as_of) as (connection, view):
            return facts.find_incidents(connection, view)

    def judgements(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Judgement, ...]:
        """What persons decided, in the order of their decisions."""
        with self._looking(viewer, as_of) as (connection, view):
            return facts.find_judgements(connection, view)

    def series_events(
        self,
        viewer: Viewer,
        as_of: datetime | None = None,
        since: str | None = None,
        until: str | None = None,
        municipality: str | None = None,
        cell: str | None = None,
        bbox: event_series.BBox | None = None,
        limit: int = 10_000,
    ) -> tuple[SeriesEvent, ...]:
        """Events that began on the ISO days `since` to `until`; `bbox` is west, south, east, north."""
        with self._looking(viewer, as_of) as (connection, view):
            where = event_series.place_condition(municipality, cell, bbox)
            return event_series.find_events(connection, view, since, until, where, limit)

    def series_counts(
        self,
        viewer: Viewer,
        as_of: datetime | None = None,
        by: str = "month",
        municipality: str | None = None,
        series: str | None = None,
    ) -> tuple[SeriesCount, ...]:
        """Events and deaths per year, month or day, by series and municipality."""
        with self._looking(viewer, as_of) as (connection, view):
            return event_series.count_events(connection, view, by, municipality, series)

    def counts(self, viewer: Viewer, as_of: datetime | None = None) -> dict[str, int]:
        """How much of each kind is in sight."""
        with self._looking(viewer, as_of) as (connection, view):
            return reports.count_reports(connection, view) | {
                "sources": len(facts.find_sources(connection, view)),
                "incidents": len(facts.find_incidents(connection, view)),
                "facts": facts.count_facts(connection, view),
                "judgements": len(facts.find_judgements(connection, view)),
                "rejected": len(facts.find_rejected(connection, view)),
                "series_events": event_series.count_all(connection, view),
            }

    def search(
        self, viewer: Viewer, query: str, as_of: datetime | None = None, limit: int = 50
    ) -> tuple[Hit, ...]:
        """The newest reports that hold every word and "quoted phrase", the best first."""
        with self._looking(viewer, as_of) as (connection, view):
            return search.find_hits(connection, self._backend, view, query, limit)

    # --- sealed names ------------------------------------------------------------------------

    def sealed(
        self, viewer: Viewer, report_id: str, as_of: datetime | None = None
    ) -> tuple[Sealed, ...]:
        """Where names are sealed in a report, by person; no name is shown."""
        self.report(viewer, report_id, as_of)
        with self._journal.reading() as connection:
            return reports.sealed_in(connection, self._keyring, report_id)

    def unseal(self, viewer: Viewer, report_id: str, purpose: str) -> str:
        """The text with the names put back; the read itself becomes a link of the chain.

        Raises NotPermitted without the role, InputError without a purpose, UnknownName for a report
        out of sight.
        """
        require(viewer, "unseal")
        if not purpose.strip():
            raise InputError("a sealed name is opened for a purpose", way_out="say which one")
        told = self.report(viewer, report_id)
        with self._journal.reading() as connection:
            rows = reports.find_sealed(connection, report_id)
        persons = sorted({row.person for row in rows})
        note = {"by": viewer.name, "report": report_id, "purpose": purpose, "persons": persons}
        with self._journal.writing("unseal", note=note):
            return reports.unsealed(self._keyring, told, rows)

    def seals(self, name: str) -> bool:
        """Whether a private person of that name is sealed here; so that nobody writes it in clear."""
        return self._keyring.find(name) is not None

    def erase_person(self, person: str, by: str, reason: str) -> str:
        """Destroys the key of a person, given by id or name; gives the id. Not to be undone.

        The sealed characters stay in the chain and can never be read again. Raises UnknownName.
        """
        found = self._keyring.find(person)
        if found is None:
            raise UnknownName("no person of that name is sealed here")
        with self._journal.writing("erase", note={"person": found, "by": by, "reason": reason}):
            self._keyring.destroy(found)
        self._backend.forget(self._keys_engine)
        return found

    # --- audit -------------------------------------------------------------------------------

    def verify(self, head: str | None = None) -> Verification:
        """Recomputes the chain and every row; `head`, kept elsewhere, must be among the links."""
        with self._journal.reading() as connection:
            return audit.verify(connection, self._backend, head)

    def head(self) -> str:
        """The last link."""
        return self.export_head().head

    def export_head(self) -> Head:
        """The end of the chain, to be signed and kept elsewhere."""
        with self._journal.reading() as connection:
            return audit.head(connection)


def _ready_chunks(frame: pl.DataFrame) -> Iterable[pl.DataFrame]:
    return event_series.ready(frame).iter_slices(event_series.CHUNK)


def _backend(url: str) -> Backend:
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise InputError(
            f"{url!r} is no database address", way_out="write e.g. sqlite:////path/record.db"
        ) from fault
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        return Sqlite(parsed)
    if kind == "postgresql":
        return Postgres(parsed)
    raise InputError(f"no record on {kind}", way_out="use sqlite or postgresql")
