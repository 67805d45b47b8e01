"""A mission's own log of many rows in, again, and out: rows a second and peak memory of the process.

    python benchmarks/bench_log.py [--rows 10000] [--no-text]

The log is generated (seed 1). Each row's free text is read; `--no-text` leaves the text column out,
which shows what the mapping, sealing and recording alone take.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1]))

import own_logs
from benchmarks.bench_ingest import guardian, row


def main() -> None:
    """Prints a line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--no-text", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "log.xlsx"
        rows = own_logs.many_rows(asked.rows)
        if asked.no_text:
            rows = [(*r[:6], None, *r[7:]) for r in rows]
        log.write_bytes(own_logs.patrol_log(rows))
        operation = folder / "op"
        guardian("init", str(operation), "--pack", "kosovo")
        told = f"{asked.rows:,} rows ({log.stat().st_size / 1e6:.1f} MB .xlsx)"
        steps = (
            (f"{told}, looked at (--dry-run)", ("import", str(log), "--dry-run", "--json")),
            (f"{told}, taken in", ("import", str(log), "--json")),
            (f"{told}, the same again", ("import", str(log), "--json")),
        )
        for what, arguments in steps:
            seconds, peak, out = guardian("-C", str(operation), "log", *arguments)
            done = json.loads(out)
            if done["rejected"]:
                raise SystemExit(f"rows were rejected: {done['rejected'][0]}")
            row(what, asked.rows / seconds, "rows/s")
            row(f"{what}, peak memory", peak, "MB")
        for suffix in ("xlsx", "csv"):
            target = str(folder / f"out.{suffix}")
            given = ("-o", target, "--released-by", "Bench", "--to", "Bench")
            seconds, peak, _ = guardian("-C", str(operation), "log", "export", *given)
            row(f"{told}, given out as .{suffix}", asked.rows / seconds, "rows/s")
            row(f"{told}, given out as .{suffix}, peak memory", peak, "MB")


if __name__ == "__main__":
    main()
