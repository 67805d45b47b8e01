"""How fast event series are read: the KEDS series and a million generated rows in UCDP's columns.

    python benchmarks/bench_sources.py [--rows 1000000] [--seed 1]

Prints one JSON line for each measurement: seconds, rows and the process' peak memory so far (MB).
The generated rows are noise in the right shape, over the bounding box of Kosovo.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from jointguardian.sources import read_series, series_batches, with_cells

DATA = Path(os.environ.get("GUARDIAN_DATA", Path(__file__).parents[2] / "shared" / "data"))
KEDS = DATA / "events" / "keds" / "balkans_weis_1989_2003.csv.gz"
CHUNK_ROWS = 100_000


def ucdp_rows(rows: int, rng: np.random.Generator, first_id: int = 1) -> pl.DataFrame:
    """`rows` rows of noise in the columns of UCDP GED; low <= best <= high, one day to a month long."""
    start = np.datetime64("1998-01-01") + rng.integers(0, 9_000, rows)
    best = rng.poisson(2.0, rows)
    return pl.DataFrame(
        {
            "id": np.arange(first_id, first_id + rows),
            "year": start.astype("datetime64[Y]").astype(int) + 1970,
            "type_of_violence": rng.integers(1, 4, rows),
            "side_a": rng.choice(["Government of A", "Group B", "Group C"], rows),
            "side_b": rng.choice(["Group B", "Group D", "Civilians"], rows),
            "source_article": ["an invented article of about the length that is usual here"] * rows,
            "where_prec": rng.integers(1, 8, rows),
            "where_coordinates": rng.choice(["Town one", "Town two", "Village three"], rows),
            "adm_1": rng.choice(["North", "South"], rows),
            "latitude": rng.uniform(41.8, 43.3, rows).round(6),
            "longitude": rng.uniform(20.0, 21.8, rows).round(6),
            "country": ["Invented country"] * rows,
            "date_prec": rng.integers(1, 6, rows),
            "date_start": [f"{d} 00:00:00.000" for d in start.astype(str)],
            "date_end": [
                f"{d} 00:00:00.000" for d in (start + rng.integers(0, 30, rows)).astype(str)
            ],
            "best": best,
            "high": best + rng.poisson(1.0, rows),
            "low": np.maximum(best - rng.poisson(1.0, rows), 0),
        }
    )


def write_ucdp(path: Path, rows: int, seed: int) -> None:
    """The generated csv, written in chunks so that the generator stays small."""
    rng = np.random.default_rng(seed)
    with path.open("wb") as file:
        for first in range(0, rows, CHUNK_ROWS):
            part = ucdp_rows(min(CHUNK_ROWS, rows - first), rng, first + 1)
            part.write_csv(file, include_header=first == 0)


def peak_mb() -> float:
    """The most memory that this process has held, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def measured(name: str, work: Callable[[], int]) -> None:
    """Runs and prints one measurement."""
    begin = time.perf_counter()
    rows = work()
    seconds = round(time.perf_counter() - begin, 3)
    print(json.dumps({"what": name, "rows": rows, "seconds": seconds, "peak_mb": peak_mb()}))


def main() -> None:
    """All measurements, the small ones first."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rows", type=int, default=1_000_000)
    ask.add_argument("--seed", type=int, default=1)
    said = ask.parse_args()
    if KEDS.exists():
        measured("keds weis", lambda: read_series(KEDS, "weis").frame.height)
    else:
        print(json.dumps({"what": "keds weis", "absent": "set GUARDIAN_DATA to the data folder"}))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ucdp.csv")
        write_ucdp(path, said.rows, said.seed)
        measured(f"written, {path.stat().st_size / 1e6:.0f} MB", lambda: said.rows)
        measured(
            "ucdp in batches", lambda: sum(p.frame.height for p in series_batches(path, "ucdp"))
        )
        measured(
            "ucdp in batches with cells",
            lambda: sum(with_cells(p.frame).height for p in series_batches(path, "ucdp")),
        )
        measured("ucdp whole", lambda: read_series(path, "ucdp").frame.height)
        rng = np.random.default_rng(said.seed)
        points = pl.DataFrame(
            {"lat": rng.uniform(-60, 70, said.rows), "lon": rng.uniform(-180, 180, said.rows)}
        )
        measured("cells of distinct points", lambda: with_cells(points).height)


if __name__ == "__main__":
    main()
