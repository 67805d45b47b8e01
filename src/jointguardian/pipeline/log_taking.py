"""One log being taken in: rows counted, texts read in shards, reports and rows recorded."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from ..access import LOCAL
from ..compute import Pool
from ..domain import Marking, Reading, Rejected, Report
from ..domain.dates import format_dtg
from ..domain.log import LogMapping, LogRow
from ..record import Secret
from ..sources.intake import Found, Intake, report_of
from ..sources.log_book import Book
from ..sources.log_rows import Entry
from .ingest import received_in_replay, unknown_source
from .knowledge import dictionary
from .log_reading import Free, LogReader, language_of, read_all, read_free
from .operation import Operation
from .sealing import secrets_of

T = TypeVar("T")
BATCH = 200
BLOCK = "█"
"""Stands for each letter of a sealed name."""
MANY_ROWS = 150
"""From so many new rows on the free texts are read by other processes."""


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


class Taking:
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
        return iter(read_all(texts, pack, learnt, Pool(workers)))

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


class Tally:
    """What becomes of each row, counted; and which rows of an earlier file are not there any more."""

    def __init__(
        self, file: str, before: dict[str, LogRow], sealed: Callable[[LogRow], str]
    ) -> None:
        self.file, self.before, self._sealed = file, before, sealed
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
        kind = "same" if self._is_same(entry, old) else "changed" if old else "new"
        self._kinds[kind] += 1
        return kind != "same"

    def _is_same(self, entry: Entry, old: LogRow | None) -> bool:
        """Whether the row says what it said, be it with the names sealed that the room gave out so."""
        if old is None or old.state != "there":
            return False
        return old.told == entry.told or (BLOCK in entry.text and self._sealed(old) == entry.text)

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
