"""The record's speed, memory and durability.

    python benchmarks/bench_record.py [reports|series|query|kills|verify|all] [--rows N] [--kills N]

Each row is printed as one JSON object a line. Everything is generated from a seed; nothing is read
from outside. Peak memory is the resident set of this process (of its own process for `series`).
"""

import argparse
import hashlib
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "record"))

from jointguardian.access import LOCAL
from jointguardian.domain import Report
from jointguardian.record import Record

PLACES = ("leposavic", "zvecan", "zubin-potok", "mitrovica-north", "pristina", "prizren", "pec")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def generated_series(rows: int, seed: int = 1) -> pl.DataFrame:
    """UCDP-shaped events over 34 years and 40 municipalities, two in a thousand without a place."""
    rng = np.random.default_rng(seed)
    first = date(1989, 1, 1)
    days = rng.integers(0, 12_400, rows)
    place = rng.integers(0, 40, rows)
    names = np.array([*PLACES, *(f"place-{n}" for n in range(7, 40))])
    start = pl.Series(days).cast(pl.Int32) + (first - date(1970, 1, 1)).days
    iso = start.cast(pl.Date).dt.strftime("%Y-%m-%d")
    best = rng.poisson(2.0, rows)
    return pl.DataFrame(
        {
            "native_id": pl.int_range(100_000, 100_000 + rows, eager=True).cast(pl.String),
            "start": iso,
            "end": iso,
            "date_precision": pl.repeat("day", rows, eager=True),
            "actor": [f"actor {n}" for n in rng.integers(0, 300, rows)],
            "target": [f"target {n}" for n in rng.integers(0, 300, rows)],
            "code": [str(n) for n in rng.integers(1, 4, rows)],
            "type": pl.repeat("assault", rows, eager=True),
            "scale": rng.uniform(-10, 10, rows),
            "place": pl.Series(names[place]),
            "country": pl.repeat("XK", rows, eager=True),
            "lat": 42.0 + rng.uniform(0, 1, rows),
            "lon": 20.0 + rng.uniform(0, 1.5, rows),
            "low": best,
            "best": best,
            "high": best + 1,
            "cell": [f"871e9{n:010x}" for n in rng.integers(0, 2_000, rows)],
            "municipality": pl.Series(names[place]),
        }
    )


def generated_report(number: int, words: int = 300) -> Report:
    """A report of so many words, about 2 kB."""
    text = " ".join(f"word{(number * 31 + i * 7) % 5_000}" for i in range(words))
    text = f"Report {number} from {PLACES[number % len(PLACES)]}. {text}"
    return Report(
        id=f"r_{number:08d}",
        source=f"source {number % 20}",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        received=NOW - timedelta(minutes=number),
        native_id=str(number),
        title=f"Title {number}",
        published=(NOW - timedelta(hours=number)).date().isoformat(),
    )


def show(name: str, **values: object) -> None:
    """One row."""
    print(json.dumps({"bench": name, **values}), flush=True)


def peak_mb() -> int:
    """Peak resident memory in megabytes so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bench_reports(folder: Path, count: int) -> None:
    with Record.create(f"sqlite:///{folder}/reports.db") as record:
        told = [generated_report(n) for n in range(count)]
        start = time.perf_counter()
        for report in told:
            record.add_report(report)
        one = time.perf_counter() - start
        show("reports one by one, each durable", per_second=round(count / one), n=count)
        more = [generated_report(n) for n in range(count, 3 * count)]
        start = time.perf_counter()
        record.add_reports((report, None, ()) for report in more)
        bulk = time.perf_counter() - start
        show("reports in batches", per_second=round(2 * count / bulk), n=2 * count)
        times = [_timed(lambda: record.search(LOCAL, "zvecan word77", NOW)) for _ in range(15)]
        show("search", median_ms=round(statistics.median(times) * 1e3, 1), reports=3 * count)


def bench_series(folder: Path, rows: int) -> None:
    frame = generated_series(rows)
    show("series generated", rows=rows, peak_mb=peak_mb())
    with Record.create(f"sqlite:///{folder}/series.db") as record:
        start, worked = time.perf_counter(), time.process_time()
        added = record.add_series(frame, "ucdp")
        show("series in", rows=added.new, seconds=round(time.perf_counter() - start, 1),
             processor_s=round(time.process_time() - worked, 1), load=round(os.getloadavg()[0], 1),
             peak_mb=peak_mb())  # fmt: skip
        start = time.perf_counter()
        added = record.add_series(frame, "ucdp")
        show("series again", same=added.same, seconds=round(time.perf_counter() - start, 1))
        bench_queries(record, rows)
        start = time.perf_counter()
        checked = record.verify()
        show("verify", ok=checked.ok, seconds=round(time.perf_counter() - start, 1),
             peak_mb=peak_mb(), file_mb=(folder / "series.db").stat().st_size >> 20)  # fmt: skip


def bench_queries(record: Record, rows: int) -> None:
    month = {"since": "1999-04-01", "until": "1999-04-30"}
    asked = {
        "one month, one municipality": {"municipality": "zvecan", **month},
        "one month, one cell": {"cell": f"871e9{7:010x}", **month},
        "one month, box": {"bbox": (20.8, 42.8, 20.9, 42.9), **month},
    }
    for name, question in asked.items():
        found = record.series_events(LOCAL, **question)  # type: ignore[arg-type]
        times = [
            _timed(lambda q=question: record.series_events(LOCAL, **q))  # type: ignore[misc]
            for _ in range(21)
        ]
        show(name, median_ms=round(statistics.median(times) * 1e3, 1), found=len(found), rows=rows)
    start = time.perf_counter()
    record.series_counts(LOCAL)
    show("counts by month", seconds=round(time.perf_counter() - start, 2), rows=rows)


def _timed(call) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def bench_kills(folder: Path, kills: int) -> None:
    from killing import kill_often

    outcome = kill_often(folder, kills, seed=1)
    show("kills during ingest", kills=kills, **outcome)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="all",
                        choices=["reports", "series", "kills", "all"])  # fmt: skip
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--reports", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.what in ("series", "all"):
            bench_series(folder, given.rows)
        if given.what in ("reports", "all"):
            bench_reports(folder, given.reports)
        if given.what in ("kills", "all"):
            bench_kills(folder, given.kills)


if __name__ == "__main__":
    main()
