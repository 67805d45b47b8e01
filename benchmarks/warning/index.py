"""The tension index: 40 places over 14 years from 72,953 events, one day more, and memory at 10 million.

python -m benchmarks.warning.index [--events 72953] [--large 10000000]

The events are made up with a seed, as many as the KEDS series of the Balkans has, on 40 places and 5,113 days.
"""

import argparse
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

import numpy as np
import polars as pl

from jointguardian.warning.coverage import HEARD
from jointguardian.warning.index import tension_index

SEED, PLACES, DAYS = 1244, 40, 5_113
FIRST = date(1989, 4, 2)
LAST = FIRST + timedelta(days=DAYS - 1)
UNITS = [f"p{n}" for n in range(PLACES)]
MUST_SECONDS, MUST_DAY, MUST_GB = 5.0, 0.2, 2.0


def events(number: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Signs, and reports heard, of so many events."""
    dice = np.random.default_rng(SEED)
    rows = pl.DataFrame(
        {
            "unit": pl.Series(dice.integers(0, PLACES, number), dtype=pl.UInt8),
            "day": pl.Series(dice.integers(0, DAYS, number), dtype=pl.UInt16),
            "weight": np.round(dice.gamma(2.0, 2.0, number), 1),
        }
    )
    names = pl.Series("name", UNITS, dtype=pl.Enum(UNITS))
    signs = rows.select(
        names.gather(rows["unit"]).alias("unit"),
        (pl.lit(FIRST) + pl.duration(days=pl.col("day").cast(pl.Int64))).alias("day"),
        pl.lit(None, dtype=pl.Date).alias("known"),
        "weight",
    )
    own = signs.group_by("unit", "day").agg(reports=pl.len().cast(pl.Int64))
    area = signs.group_by("day").agg(reports=pl.len().cast(pl.Int64))
    whole = area.select(pl.lit(None, dtype=pl.String).alias("unit"), "day", "reports")
    heard = pl.concat([own.cast({"unit": pl.String}), whole]).cast(HEARD)  # type: ignore[arg-type]
    return signs, heard


def main() -> int:
    """Print the table; 1 where a must is missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--events", type=int, default=72_953)
    asked.add_argument("--large", type=int, default=10_000_000)
    asked.add_argument(
        "--memory", type=int, default=0, help="only build so many, and say the memory"
    )
    wish = asked.parse_args()
    if wish.memory:
        tension_index(*events(wish.memory), UNITS, since=FIRST, until=LAST)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
        return 0
    signs, heard = events(wish.events)
    whole = min(_seconds(signs, heard) for _ in range(3))
    before = tension_index(signs, heard, UNITS, since=FIRST, until=LAST - timedelta(days=1))
    day = min(_seconds(signs, heard, LAST, before) for _ in range(5))
    child = [sys.executable, "-m", "benchmarks.warning.index", "--memory", str(wish.large)]
    memory = float(subprocess.run(child, capture_output=True, text=True, check=True).stdout)
    print(
        f"index of {PLACES} places x {DAYS} days from {wish.events} events: {whole:.2f} s (must 5, aim 1)"
    )
    print(f"one day more: {1000 * day:.0f} ms (must 200, aim 20)")
    print(f"memory at {wish.large} events, all of the process: {memory:.2f} GB (must 2, aim 1)")
    return int(whole > MUST_SECONDS or day > MUST_DAY or memory > MUST_GB)


def _seconds(signs: pl.DataFrame, heard: pl.DataFrame, since: date = FIRST, before=None) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    tension_index(signs, heard, UNITS, since=since, until=LAST, before=before)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
