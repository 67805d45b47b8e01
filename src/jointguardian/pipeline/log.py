"""A mission's own log, in and out: opened, mapped, looked at, taken in row by row, given out again."""

import secrets
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from os import cpu_count
from typing import TypeVar

from ..access import LOCAL, Viewer
from ..compute import InProcess, Pool, Progress, silent
from ..domain import Marking, Municipality, Reading, Rejected, Report
from ..domain.dates import format_dtg
from ..domain.log import LogColumn, LogMapping, LogRow
from ..errors import GuardianError, InputError, UnknownName
from ..record import Secret
from ..sources.intake import Found, Intake, report_of
from ..sources.log_book import Book, read_book
from ..sources.log_mapping import adapted, completed, propose
from ..sources.log_rows import Entry, entries
from .ingest import received_in_replay, unknown_source
from .knowledge import dictionary
from .known import KnownReader
from .log_places import LogPlaces
from .log_reading import Free, LogReader, language_of, read_all, read_free
from .operation import Operation
from .sealing import secrets_of

T = TypeVar("T")
BATCH = 200
CHUNK = 10_000
SHOWN = 20
KEPT_OPEN = 6
"""So many files wait in memory for their mapping; nothing unsealed is put on the disk."""
MANY_ROWS = 150
"""From so many new rows on the free texts are read by other processes."""
STANDING = "in-use"


@dataclass(frozen=True, slots=True)
class LogImport:
    """What became of a log's rows. `left_out`: single values of rows that went in."""

    log: str
    file: str
    rows: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    missing: int = 0
    rejected: tuple[Rejected, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False


@dataclass
class OpenLog:
    """A file that waits for its mapping, or is being taken in."""

    id: str
    by: str
    book: Book
    mapping: LogMapping
    found_by: str
    done: int = 0
    total: int = 0
    running: bool = False
    outcome: LogImport | None = None
    failed: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Progress, for the page that asks."""
        self.done, self.total = done, total or self.total


class Logs:
    """The logs of one operation."""

    def __init__(self, operation: Operation, known: KnownReader) -> None:
        self.operation, self.known = operation, known
        self._open: OrderedDict[str, OpenLog] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def places(self) -> LogPlaces:
        """Where the operation's places lie."""
        known = self.operation.record.facts(LOCAL, "municipalities", Municipality, None)
        return LogPlaces(known, self.operation.municipality_index)

    # --- mappings ----------------------------------------------------------------------------

    def mappings(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[LogMapping, ...]:
        """The saved mappings in use, by name."""
        found = self.operation.record.facts(viewer, "log_mappings", LogMapping, as_of)
        return tuple(sorted((m for m in found if m.state == STANDING), key=lambda m: m.name))

    def mapping(self, viewer: Viewer, name: str) -> LogMapping:
        """A saved mapping. Raises UnknownName."""
        for mapping in self.mappings(viewer):
            if mapping.name == name:
                return mapping
        known = ", ".join(m.name for m in self.mappings(viewer)) or "none is saved yet"
        raise UnknownName(f"no mapping is called {name!r}", way_out=f"known: {known}")

    def save(self, viewer: Viewer, mapping: LogMapping) -> LogMapping:
        """Saves a mapping under its name; a later one of that name counts from then on."""
        name = " ".join(mapping.name.split())
        if not name or len(name) > 80 or not name.isprintable():
            raise InputError(
                "a mapping needs a name of up to 80 characters", way_out="e.g. RC-E log"
            )
        if not any(c.field not in ("keep", "ignore") for c in mapping.columns):
            raise InputError("no column is mapped", way_out="say at least which one is the text")
        if not mapping.source.strip():
            raise InputError("the log has no source", way_out="write who keeps it")
        saved = replace(mapping, name=name, by=viewer.name, state=STANDING)
        self.operation.record.add_facts("log_mappings", [saved])
        return saved

    def mapping_for(self, viewer: Viewer, book: Book, name: str | None) -> tuple[LogMapping, str]:
        """The mapping for a file, and how it was found: `saved`, `shape` or `proposed`.

        Raises InputError where the named one does not fit.
        """
        saved = {m.name: m for m in self.mappings(viewer)}
        if name and name in saved:
            return adapted(saved[name], book), "saved"
        alike = [m for m in saved.values() if m.shape == book.first.shape]
        if alike and not name:
            return adapted(alike[0], book), "shape"
        return propose(book, name or _stem(book.file)), "proposed"

    # --- a file that waits -------------------------------------------------------------------

    def open(self, viewer: Viewer, data: bytes, name: str) -> OpenLog:
        """Reads a file and proposes its mapping; nothing is recorded. Raises UnreadableFile."""
        book = read_book(data, name)
        mapping, found_by = self.mapping_for(viewer, book, None)
        made = OpenLog(secrets.token_hex(8), viewer.name, book, mapping, found_by)
        with self._lock:
            self._open[made.id] = made
            for old in list(self._open)[:-KEPT_OPEN]:
                if not self._open[old].running:
                    del self._open[old]
        return made

    def opened(self, viewer: Viewer, log: str) -> OpenLog:
        """A file that waits. Raises UnknownName where it is no more, or somebody else's."""
        with self._lock:
            found = self._open.get(log)
        if found is None or found.by != viewer.name:
            raise UnknownName("that file is not open any more", way_out="bring it in again")
        return found

    def close(self, viewer: Viewer, log: str) -> None:
        """Forgets a file."""
        self.opened(viewer, log)
        with self._lock:
            self._open.pop(log, None)

    def preview(self, book: Book, mapping: LogMapping, most: int = SHOWN) -> tuple[Entry, ...]:
        """The first rows as they would be recorded, with each cell's problem."""
        return tuple(islice(entries(book, mapping, self.places), most))

    def start(self, viewer: Viewer, log: OpenLog, mapping: LogMapping) -> None:
        """Saves the mapping and takes the rows in, in a thread of its own; `log` tells how far it is."""
        saved = self.save(viewer, mapping)
        with log.lock:
            if log.running:
                raise InputError("this log is being taken in already")
            log.mapping, log.running, log.outcome, log.failed = saved, True, None, ""
            log.done, log.total = 0, log.book.rows
        threading.Thread(target=self._work, args=(log,), name="log-import", daemon=True).start()

    def _work(self, log: OpenLog) -> None:
        try:
            log.outcome = self.take_in(log.book, log.mapping, progress=log.tell, workers=1)
        except GuardianError as fault:
            log.failed = fault.line
        except Exception as fault:  # noqa: BLE001 - the thread's edge: the page says so
            log.failed = f"the room failed on this ({type(fault).__name__}); what went in stays in"
        finally:
            log.running = False

    # --- rows in -----------------------------------------------------------------------------

    def check(self, book: Book, mapping: LogMapping, progress: Progress = silent) -> LogImport:
        """What taking the log in would do; nothing is recorded."""
        tally = _Tally(book.file, self._before(mapping.name))
        for number, entry in enumerate(entries(book, mapping, self.places), 1):
            tally.is_fresh(entry)
            if number % BATCH == 0:
                progress(number, book.rows, "rows looked at")
        return replace(tally.outcome(mapping.name, book), dry_run=True)

    def import_file(
        self,
        viewer: Viewer,
        data: bytes,
        name: str,
        *,
        mapping: str | None = None,
        dry_run: bool = False,
        progress: Progress = silent,
    ) -> LogImport:
        """A log by the command line: the named mapping, else one of its shape, else a proposed one."""
        book = read_book(data, name)
        found, how = self.mapping_for(viewer, book, mapping)
        if dry_run:
            return self.check(book, found, progress)
        if how != "saved" or found != self.mapping(viewer, found.name):
            found = self.save(viewer, found)
        return self.take_in(book, found, progress=progress, workers=cpu_count() or 1)

    def take_in(
        self, book: Book, mapping: LogMapping, *, progress: Progress = silent, workers: int = 0
    ) -> LogImport:
        """Takes every good row in; the same again adds nothing, a changed one is a new version."""
        tally = _Tally(book.file, self._before(mapping.name))
        taking = _Taking(self.operation, mapping, tally.before)
        for chunk in in_chunks(entries(book, mapping, self.places), CHUNK):
            fresh = [entry for entry in chunk if tally.is_fresh(entry)]
            taking.reject(tally.newly_rejected())
            start = tally.rows - len(fresh)
            for done in taking.record(fresh, workers):
                progress(start + done, book.rows, "rows")
            progress(tally.rows, book.rows, "rows")
        progress(book.rows, book.rows, "rows")
        gone = tally.gone()
        taking.put([replace(row, state="missing") for row in gone if row.state == "there"])
        return tally.outcome(mapping.name, book)

    def _before(self, log: str) -> dict[str, LogRow]:
        rows = self.operation.record.facts(LOCAL, "log_rows", LogRow, None)
        return {r.key: r for r in rows if r.log == log}

    # --- what is known -----------------------------------------------------------------------

    def rows(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[LogRow, ...]:
        """Which row became which report."""
        return self.operation.record.facts(viewer, "log_rows", LogRow, as_of)


class _Taking:
    """One log being recorded: texts are read in shards, and rows go in 200 to a transaction."""

    def __init__(
        self, operation: Operation, mapping: LogMapping, before: dict[str, LogRow]
    ) -> None:
        self.operation, self.mapping, self.before = operation, mapping, before
        self.record_ = operation.record
        self.knowledge = operation.knowledge
        self.reader = LogReader(self.knowledge)
        self.marking = Marking(operation.settings.marking)
        self.sources = {s.name for s in self.record_.sources(LOCAL, None)}

    def reject(self, rows: Iterable[Rejected]) -> None:
        """Rows that cannot go in, kept aside with their reasons."""
        self.record_.add_rejected(rows)

    def put(self, rows: list[LogRow]) -> None:
        """Which row became which report, as facts."""
        for n in range(0, len(rows), BATCH):
            self.record_.add_facts("log_rows", rows[n : n + BATCH], marking=self.marking)

    def record(self, fresh: list[Entry], workers: int) -> Iterator[int]:
        """Reads and records rows, 200 to a transaction; says how many are done."""
        done = 0
        for batch in in_chunks(zip(fresh, self._read(fresh, workers), strict=True), BATCH):
            self._write(batch)
            done += len(batch)
            yield done

    def _read(self, fresh: list[Entry], workers: int) -> Iterator[Reading | None]:
        texts = [_free(e) for e in fresh]
        if self.operation.settings.annotator != "builtin" or len(texts) < MANY_ROWS or not workers:
            annotator = self.operation.annotator
            return (read_free(t, self.knowledge, annotator) for t in texts)
        pack = self.operation.pack.name if self.operation.pack else None
        learnt = dictionary(self.record_.judgements(LOCAL))
        executor = Pool(workers) if workers else InProcess()
        return iter(read_all(texts, pack, learnt, executor))

    def _write(self, batch: list[tuple[Entry, Reading | None]]) -> None:
        made = [self._made(entry, free) for entry, free in batch]
        unknown = {r.source for r, _, _ in made} - self.sources
        self.record_.add_sources([unknown_source(name) for name in sorted(unknown)])
        self.sources |= unknown
        added = self.record_.add_reports(made)
        rows: list[LogRow] = []
        for (entry, free), (_, reading, _), done in zip(batch, made, added, strict=True):
            id_ = done.id
            old = self.before.get(entry.key)
            if done.status == "same":
                id_ = self._again(entry, free, reading, id_, old)
            rows.append(_row(self.mapping.name, entry, id_))
        self.put(rows)

    def _again(
        self, entry: Entry, free: Reading | None, reading: Reading, id_: str, old: LogRow | None
    ) -> str:
        """A text that is there: read anew where the mapping changed, a version more where it came back."""
        if old is None or old.report == id_:
            self.record_.add_reading(id_, replace(reading, report=replace(reading.report, id=id_)))
            return id_
        stamp = f"\nLog row changed back {format_dtg(self.operation.clock())}"
        again = replace(entry, text=entry.text + stamp)
        return self.record_.add_reports([self._made(again, free)])[0].id

    def _made(
        self, entry: Entry, free: Reading | None
    ) -> tuple[Report, Reading, tuple[Secret, ...]]:
        now = self.operation.clock()
        found = Found(
            text=entry.text,
            title=_title(entry, self.mapping),
            native_id=f"log:{self.mapping.name}:{entry.key}",
            source=entry.source,
            published=entry.published,
            language=language_of(entry),
        )
        limit = int(self.operation.settings.text_limit_mb * 1_000_000)
        report = report_of(found, Intake(now, limit=limit))
        known = report.received
        if self.operation.settings.replay and entry.key not in self.before:
            known = received_in_replay(report)
        report = replace(report, marking=self.marking, received=known)
        reading = self.reader.reading(report, entry, free)
        return report, reading, secrets_of(report, reading)


def _free(entry: Entry) -> Free:
    return entry.text[: entry.free], entry.published, entry.source, language_of(entry)


def _is_same(entry: Entry, old: LogRow | None) -> bool:
    return old is not None and old.told == entry.told and old.state == "there"


class _Tally:
    """What becomes of each row, counted; and which rows of an earlier file are not there any more."""

    def __init__(self, file: str, before: dict[str, LogRow]) -> None:
        self.file, self.before = file, before
        self.rows = 0
        self._kinds: Counter[str] = Counter()
        self._rejected: list[Rejected] = []
        self._told = 0
        self._left_out: list[str] = []
        self._seen: set[str] = set()
        self._days: set[str] = set()

    def is_fresh(self, entry: Entry) -> bool:
        """Counts a row; whether it has to be recorded."""
        self.rows += 1
        self._seen.add(entry.key)
        if (reason := entry.rejected) is not None:
            self._rejected.append(Rejected(self.file, entry.row, reason, entry.raw))
            return False
        self._days.add(entry.day or "")
        self._left_out.extend(entry.line(p) for p in entry.problems)
        old = self.before.get(entry.key)
        kind = "same" if _is_same(entry, old) else "changed" if old else "new"
        self._kinds[kind] += 1
        return kind != "same"

    def newly_rejected(self) -> list[Rejected]:
        """The rejected rows since the last time."""
        fresh, self._told = self._rejected[self._told :], len(self._rejected)
        return fresh

    def gone(self) -> list[LogRow]:
        """The rows of an earlier file that this one, which covers their days, does not have."""
        if not self._days:
            return []
        first, last = min(self._days), max(self._days)
        rows = self.before.values()
        return [r for r in rows if r.key not in self._seen and first <= (r.day or "") <= last]

    def outcome(self, log: str, book: Book) -> LogImport:
        """The whole."""
        return LogImport(
            log=log,
            file=self.file,
            rows=self.rows,
            new=self._kinds["new"],
            same=self._kinds["same"],
            changed=self._kinds["changed"],
            missing=len(self.gone()),
            rejected=tuple(self._rejected),
            left_out=tuple(self._left_out),
            notes=book.notes,
        )


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of up to `size`."""
    source = iter(rows)
    while chunk := list(islice(source, size)):
        yield chunk


def _row(log: str, entry: Entry, report: str) -> LogRow:
    return LogRow(
        log=log,
        key=entry.key,
        report=report,
        sheet=entry.sheet,
        row=entry.row,
        day=entry.day,
        cells=entry.cells,
        told=entry.told,
        problems=tuple(p.column or p.what for p in entry.problems),
    )


def _title(entry: Entry, mapping: LogMapping) -> str:
    """What the report is called: the log, its serial, and what happened where."""
    types = mapping.of_field("type")
    word = next((entry.text[c.start : c.end] for c in entry.cells if c.column in types), "")
    place = entry.place.text if entry.place else ""
    about = ", ".join(" ".join(x.split())[:80] for x in (word, place) if x.strip())
    serial = entry.key if mapping.of_field("serial") else ""
    head = f"{mapping.name} {serial}".strip()
    return f"{head}: {about}" if about else head


def _stem(file: str) -> str:
    return file.rpartition(".")[0].strip()[:60] or "log"


def with_columns(mapping: LogMapping, columns: Iterable[LogColumn], book: Book) -> LogMapping:
    """The mapping with other columns, and a suggestion for the words that come with them."""
    return completed(replace(mapping, columns=tuple(columns)), book)
