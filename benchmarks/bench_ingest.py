"""Event series through the command line: seconds and peak memory of the whole process.

    python benchmarks/bench_ingest.py [--rows 1000000]

Rows: the KEDS Balkans series (GUARDIAN_DATA), generated UCDP-shaped rows, the map's query for one
month and one municipality on them, and `guardian verify`.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from jointguardian.access import LOCAL
from jointguardian.pipeline import open_operation

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("GUARDIAN_DATA", ROOT.parent / "shared" / "data"))
GUARDIAN = [sys.executable, "-m", "jointguardian"]


def guardian(*arguments: str) -> tuple[float, float, str]:
    """Seconds, peak MB of the process, and what it printed."""
    start = time.perf_counter()
    process = subprocess.Popen([*GUARDIAN, *arguments], stdout=subprocess.PIPE)
    printed = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"guardian {' '.join(arguments)} exited with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024, printed.decode()


def write_ucdp(path: Path, rows: int, seed: int = 1) -> None:
    """UCDP-shaped rows in and around Kosovo, 1998 to 2023, at random points."""
    rng = np.random.default_rng(seed)
    day = rng.integers(10_227, 19_700, rows)
    low = rng.poisson(0.4, rows)
    frame = pl.DataFrame(
        {
            "id": np.arange(rows),
            "type_of_violence": rng.integers(1, 4, rows),
            "side_a": rng.choice(["Side A", "Side B", "Side C"], rows),
            "side_b": rng.choice(["Side D", "Civilians"], rows),
            "where_prec": rng.integers(1, 4, rows),
            "where_coordinates": ["somewhere"] * rows,
            "country": ["Kosovo"] * rows,
            "latitude": rng.uniform(41.85, 43.25, rows).round(5),
            "longitude": rng.uniform(20.05, 21.75, rows).round(5),
            "date_prec": rng.integers(1, 4, rows),
            "date_start": pl.Series(day, dtype=pl.Int32).cast(pl.Date),
            "date_end": pl.Series(day + 1, dtype=pl.Int32).cast(pl.Date),
            "best": low + 1,
            "high": low + 2,
            "low": low,
        }
    )
    frame.write_csv(path)


def row(name: str, value: float, unit: str, limit: float | None = None) -> None:
    """One line of the table; over its limit it says so."""
    verdict = (
        "" if limit is None else f"  (at most {limit:g}: {'ok' if value <= limit else 'OVER'})"
    )
    print(f"{name:<58} {value:>10.2f} {unit}{verdict}", flush=True)


def keds(folder: Path) -> None:
    """The KEDS Balkans series."""
    path = DATA / "events" / "keds" / "balkans_weis_1989_2003.csv.gz"
    if not path.exists():
        print("KEDS: not measured, GUARDIAN_DATA is not there")
        return
    operation = str(folder / "keds")
    guardian("init", operation, "--pack", "kosovo")
    seconds, mb, printed = guardian(
        "-C", operation, "ingest", "events", str(path), "--format", "weis", "--json"
    )
    row(f"KEDS, {json.loads(printed)['new']} events: ingest", seconds, "s", 10)
    row("KEDS: peak memory", mb, "MB", 1024)
    seconds, _, printed = guardian(
        "-C", operation, "ingest", "events", str(path), "--format", "weis", "--json"
    )
    row(f"KEDS again, {json.loads(printed)['new']} new", seconds, "s")


def ucdp(folder: Path, rows: int) -> None:
    """Generated UCDP-shaped rows, the map's query on them, and verification."""
    operation, path = str(folder / "ucdp"), folder / "ged.csv"
    write_ucdp(path, rows)
    guardian("init", operation, "--pack", "kosovo")
    seconds, mb, printed = guardian(
        "-C", operation, "ingest", "events", str(path), "--format", "ucdp", "--json"
    )
    row(f"UCDP-shaped, {json.loads(printed)['new']} events: ingest", seconds, "s", 120)
    row("UCDP-shaped: peak memory", mb, "MB", 1024)
    with open_operation(Path(operation)) as opened:
        spans = []
        for month in range(1, 13):
            start = time.perf_counter()
            found = opened.record.series_events(
                LOCAL,
                None,
                since=f"2015-{month:02}-01",
                until=f"2015-{month:02}-28",
                municipality="zvecan",
                limit=10_000,
            )
            spans.append((time.perf_counter() - start) * 1000)
        row(
            f"map query, one month and place ({len(found)} events), median",
            statistics.median(spans),
            "ms",
            50,
        )
        row("map query, slowest of 12", max(spans), "ms", 50)
    seconds, mb, _ = guardian("-C", operation, "verify")
    row("verify", seconds, "s")
    row("verify: peak memory", mb, "MB")


def main() -> None:
    """Measures both in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keds(Path(folder))
        ucdp(Path(folder), chosen.rows)
    row("this process, peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


if __name__ == "__main__":
    main()
