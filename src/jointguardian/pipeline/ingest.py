"""Files and feeds in: fetched and parsed by `sources`, read by `reading`, sealed, recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

import polars as pl

from ..access import LOCAL
from ..compute import Progress, silent
from ..domain import Marking, Reading, Rejected, Report, Source
from ..domain.dates import first_day
from ..errors import InputError
from ..geo import MunicipalityIndex, fold
from ..record import Secret
from ..sources import read_reports, series_batches, with_cells
from .knowledge import read_report
from .operation import Operation
from .sealing import secrets_of

REPLAY_HOUR = time(18, 0, tzinfo=UTC)
"""In a replay, a report of which only the day is known counts as known from that evening on."""
BATCH = 200

Recordable = tuple[Report, Reading, tuple[Secret, ...]]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of an ingest: rows taken in, already there, new versions of old ones, rejected."""

    new: int = 0
    same: int = 0
    versions: int = 0
    rejected: tuple[Rejected, ...] = ()
    ids: tuple[str, ...] = ()

    def __add__(self, other: "Ingested") -> "Ingested":
        return Ingested(
            self.new + other.new,
            self.same + other.same,
            self.versions + other.versions,
            self.rejected + other.rejected,
            self.ids + other.ids,
        )


def ingest_reports(
    operation: Operation,
    paths: Iterable[str],
    *,
    source: str | None = None,
    published: str | None = None,
    progress: Progress = silent,
) -> Ingested:
    """Takes in every report under the paths. Bad rows are kept aside; good rows of the same file go in.

    Raises InputError for a path that cannot be read at all; what came before it is recorded.
    """
    done = Ingested()
    for path in paths:
        rows = read_reports(
            path,
            source=source,
            published=published,
            received=operation.clock(),
            limit=int(operation.settings.text_limit_mb * 1_000_000),
        )
        done += add_reports(operation, rows, progress=progress)
    return done


def add_reports(
    operation: Operation, rows: Iterable[Report | Rejected], *, progress: Progress = silent
) -> Ingested:
    """Reads, seals and records reports one by one: each is durable before the next is begun."""
    done, seen = Ingested(), 0
    known = {s.name for s in operation.record.sources(LOCAL, None)}
    for row in rows:
        if isinstance(row, Rejected):
            operation.record.add_rejected([row])
            done += Ingested(rejected=(row,))
            continue
        if row.source not in known:
            operation.record.add_sources([unknown_source(row.source)])
            known.add(row.source)
        done += _add_one(operation, row)
        seen += 1
        progress(seen, None, "reports")
    return done


def _add_one(operation: Operation, row: Report) -> Ingested:
    try:
        report, reading, secrets = prepare(operation, row)
    except InputError as fault:
        kept = Rejected(
            path=row.native_id or row.source, row=0, reason=fault.line, raw=row.text[:2000]
        )
        operation.record.add_rejected([kept])
        return Ingested(rejected=(kept,))
    added = operation.record.add_report(report, reading, secrets)
    return Ingested(
        new=added.status == "new",
        same=added.status == "same",
        versions=added.status == "version",
        ids=(added.id,),
    )


def prepare(operation: Operation, row: Report) -> Recordable:
    """A report made ready for the record: marked, dated, read, and with the names to be sealed."""
    marked = replace(
        row,
        marking=row.marking if row.marking != Marking() else Marking(operation.settings.marking),
        received=received_in_replay(row) if operation.settings.replay else row.received,
    )
    reading = read_report(marked, operation.knowledge, operation.annotator)
    return marked, reading, secrets_of(marked, reading)


def received_in_replay(row: Report) -> datetime:
    """In a replay: the moment of publication, its evening when only the day is known."""
    if row.published is None:
        return row.received
    if len(row.published) > 10:
        moment = datetime.fromisoformat(row.published)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.combine(first_day(row.published), REPLAY_HOUR)


def unknown_source(name: str) -> Source:
    """A source of which nobody has said yet how reliable it is."""
    return Source(
        id="-".join(fold(name).split()) or "unknown",
        name=name,
        reason="not yet judged",
    )


def ingest_events(
    operation: Operation,
    path: Path,
    series: str,
    *,
    mapping: Path | None = None,
    progress: Progress = silent,
) -> Ingested:
    """Takes in an event series, batch by batch, with cell and municipality written at ingest."""
    index = operation.municipality_index
    done = Ingested()
    for batch in series_batches(path, series, mapping=mapping):
        added = operation.record.add_series(_located(index, batch.frame), series)
        operation.record.add_rejected(batch.rejected)
        done += Ingested(new=added.new, same=added.same, rejected=batch.rejected)
        progress(done.new + done.same, None, "events")
    return done


def _located(index: MunicipalityIndex | None, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with each event's cell and municipality, null where it has no point."""
    located = with_cells(frame)
    if index is None or located["lat"].null_count() == located.height:
        return located.with_columns(municipality=pl.lit(None, dtype=pl.String))
    lats = located["lat"].fill_null(float("nan")).to_numpy()
    lons = located["lon"].fill_null(float("nan")).to_numpy()
    return located.with_columns(municipality=pl.Series(index.of_many(lats, lons), dtype=pl.String))
