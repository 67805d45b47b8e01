"""Scores of the built-in reader on the annotated Kosovo reports, its speed, and the seed page.

    PYTHONPATH=src python benchmarks/bench_reading.py

GUARDIAN_DATA points to the shared data (default: ../shared/data beside the repository). The
Kosovo reports were used while the rules were written: their scores are training scores.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from seed_findings import FINDINGS

from jointguardian.domain import Reading
from jointguardian.geo import load_gazetteer
from jointguardian.packs import load_pack
from jointguardian.reading import Knowledge, read

DATA = Path(
    os.environ.get("GUARDIAN_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)
KOSOVO = DATA / "kosovo"


def main() -> None:
    """Print scores as one JSON line, then a line per finding required on the seed page."""
    if not KOSOVO.is_dir():
        print("no shared data: set GUARDIAN_DATA")
        return
    knowledge = Knowledge(load_gazetteer(), load_pack("kosovo").actors)
    readings, seconds = read_all(knowledge)
    print(score(readings))
    print(
        json.dumps(
            {"seconds": round(seconds, 2), "reports_per_second": round(len(readings) / seconds, 1)}
        )
    )
    seed(knowledge)


def read_all(knowledge: Knowledge) -> tuple[list[Reading], float]:
    """Each Kosovo report read, and the seconds it took."""
    rows = [json.loads(line) for line in (KOSOVO / "reports.jsonl").open(encoding="utf-8")]
    read("Warm up.", knowledge=knowledge)
    begun = time.perf_counter()
    readings = [_read(row, knowledge) for row in rows]
    return readings, time.perf_counter() - begun


def _read(row: dict[str, Any], knowledge: Knowledge) -> Reading:
    day = row.get("published") or row.get("published_inferred")
    return read(
        row["text"],
        published=date.fromisoformat(day[:10]) if isinstance(day, str) and len(day) >= 10 else None,
        source=row["source"],
        report_id=row["id"],
        language=row["language"],
        knowledge=knowledge,
    )


def score(readings: list[Reading]) -> str:
    """What the scoring tool says of the readings."""
    tool = DATA.parent / "tools" / "score_reading.py"
    with tempfile.NamedTemporaryFile("wb", suffix=".jsonl", delete=False) as out:
        out.write(b"\n".join(msgspec.json.encode(r) for r in readings))
    arguments = [str(KOSOVO / "reports.jsonl"), str(KOSOVO / "gold.jsonl"), out.name]
    done = subprocess.run(
        [sys.executable, str(tool), *arguments], capture_output=True, text=True, check=False
    )
    if not os.environ.get("KEEP_READINGS"):
        Path(out.name).unlink()
    else:
        print(out.name)
    return done.stdout.strip() or done.stderr


def seed(knowledge: Knowledge) -> None:
    """Required findings on the seed page; `ok` or `missing` for each."""
    page = DATA / "seed" / "kfor.txt"
    if not page.is_file():
        return
    text = page.read_text(encoding="utf-8")
    reading = read(text, knowledge=knowledge)
    for finding in FINDINGS:
        print(f"{'ok' if finding.found(reading, text) else 'missing':8}{finding.what}")


if __name__ == "__main__":
    main()
