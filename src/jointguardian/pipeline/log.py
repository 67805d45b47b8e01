"""A mission's own log, in and out: opened, mapped, looked at, taken in row by row, given out again."""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from os import cpu_count

from ..access import LOCAL, Viewer, require
from ..compute import Progress, silent
from ..domain import Municipality
from ..domain.ids import new_id
from ..domain.log import LogColumn, LogMapping, LogRelease, LogRow
from ..errors import GuardianError, InputError, UnknownName
from ..exchange.log import LOG_FORMATS
from ..sources.log_book import Book, read_book
from ..sources.log_dates import Order, order_of
from ..sources.log_mapping import adapted, cells_of, completed, in_order, propose
from ..sources.log_rows import Entry, Problem, entries
from .known import KnownReader
from .log_out import STANDARD, LogWriter, Wanted, release_lines
from .log_places import LogPlaces
from .log_taking import BATCH, LogImport, Taking, Tally, in_chunks
from .operation import Operation

CHUNK = 10_000
__all__ = ["Book", "Entry", "LogMapping", "Logs", "OpenLog", "Order", "Problem", "with_columns"]
SHOWN = 20
KEPT_OPEN = 6
"""So many files wait in memory for their mapping; nothing unsealed is put on the disk."""
STANDING = "in-use"


@dataclass(frozen=True, slots=True)
class LogState:
    """How a log stands: how many rows it has, which are missing, which had a value left out."""

    log: str
    rows: int
    missing: tuple[LogRow, ...]
    doubtful: tuple[LogRow, ...]


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
        before = [m for m in self.mappings(viewer) if m.name == name]
        ordered = in_order(mapping, before[0]) if before else mapping
        saved = replace(ordered, name=name, by=viewer.name, state=STANDING)
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

    def order(self, book: Book, mapping: LogMapping) -> Order:
        """Which of day and month comes first in the file's dates, and why that is believed."""
        return order_of(cells_of(book, mapping, "date"))

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
        tally = Tally(book.file, self._before(mapping.name), self._sealed)
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
        tally = Tally(book.file, self._before(mapping.name), self._sealed)
        taking = Taking(self.operation, mapping, tally.before)
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

    def _sealed(self, row: LogRow) -> str:
        try:
            return self.operation.record.report(LOCAL, row.report).text
        except UnknownName:
            return ""

    def _before(self, log: str) -> dict[str, LogRow]:
        rows = self.operation.record.facts(LOCAL, "log_rows", LogRow, None)
        return {r.key: r for r in rows if r.log == log}

    # --- out again ---------------------------------------------------------------------------

    def give_out(
        self,
        viewer: Viewer,
        suffix: str,
        wanted: Wanted,
        *,
        by: str,
        to: str,
        mapping: str | None = None,
        as_of: datetime | None = None,
    ) -> tuple[bytes, LogRelease]:
        """The log as a file, let go by a person; the release is recorded before it leaves.

        Raises NotPermitted without the right to release, InputError without who and to whom.
        """
        require(viewer, "release")
        if not by.strip() or not to.strip():
            raise InputError("a log leaves only when somebody lets it go", way_out="say who releases it, and to whom")  # fmt: skip
        if suffix not in LOG_FORMATS:
            raise InputError(f"no log is written as {suffix!r}", way_out="use .xlsx or .csv")
        writer = self._writer(viewer, wanted, mapping, as_of)
        now, marking = self.operation.clock(), writer.marking
        by, to = (" ".join(x.split())[:120] for x in (by, to))
        lines = release_lines(by, to, now, writer.known, marking, wanted)
        table = writer.table(lines)
        data = LOG_FORMATS[suffix](table)
        release = LogRelease(
            id=new_id("rel"),
            by=by,
            to=to,
            at=now.isoformat(),
            log=writer.mapping.name,
            rows=len(table.rows),
            per=wanted.per,
            since=wanted.since,
            until=wanted.until,
            place=wanted.place,
            as_of=writer.known.as_of.isoformat(),
            marking=marking,
            sha256=hashlib.sha256(data).hexdigest(),
        )
        self.operation.record.add_facts("log_releases", [release])
        return data, release

    def _writer(
        self, viewer: Viewer, wanted: Wanted, mapping: str | None, as_of: datetime | None
    ) -> LogWriter:
        saved = self.mappings(viewer, as_of)
        chosen = self.mapping(viewer, mapping) if mapping else next(iter(saved), STANDARD)
        rows = {r.report: r for r in self.rows(viewer, as_of)}
        return LogWriter(self.known.at(viewer, as_of), chosen, rows, wanted)

    def releases(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[LogRelease, ...]:
        """What left, the newest first."""
        found = self.operation.record.facts(viewer, "log_releases", LogRelease, as_of)
        return tuple(sorted(found, key=lambda r: r.at, reverse=True))

    # --- what is known -----------------------------------------------------------------------

    def states(self, viewer: Viewer, as_of: datetime | None = None) -> tuple["LogState", ...]:
        """How each log stands: its rows, those that went missing, those with a value left out."""
        found: dict[str, list[LogRow]] = {}
        for row in self.rows(viewer, as_of):
            found.setdefault(row.log, []).append(row)
        return tuple(
            LogState(
                log,
                len(rows),
                tuple(r for r in rows if r.state == "missing"),
                tuple(r for r in rows if r.problems),
            )
            for log, rows in sorted(found.items())
        )

    def rows(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[LogRow, ...]:
        """Which row became which report."""
        return self.operation.record.facts(viewer, "log_rows", LogRow, as_of)


def _stem(file: str) -> str:
    return file.rpartition(".")[0].strip()[:60] or "log"


def with_columns(mapping: LogMapping, columns: Iterable[LogColumn], book: Book) -> LogMapping:
    """The mapping with other columns, and a suggestion for the words that come with them."""
    return completed(replace(mapping, columns=tuple(columns)), book)
