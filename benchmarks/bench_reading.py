"""Scores of the built-in reader on the annotated Kosovo reports, its speed, and the seed page.

    PYTHONPATH=src python benchmarks/bench_reading.py

Then the seconds for long made-up texts of several shapes, which must grow as their length does.

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
_CLASH = "On Monday police clashed with 52 Serbs in Zvecan and KFOR said 30 troops were injured"
# What repeated makes a long text; prose first, then what no prose looks like.
SHAPES = {
    "clashes": f"{_CLASH}. ",
    "clashes without a full stop": f"{_CLASH} ",
    "paragraphs": f"{_CLASH}. {_CLASH}.\n\n",
    "digits": "7",
    "numbers": "12 ",
    "dates": "5 May 2023 ",
    "attributions never closed": "X said (",
    "quotation marks never closed": "“",
    "full stops": ".",
    "names": "Marko Dragan. ",
}
KOSOVO = DATA / "kosovo"


def main() -> None:
    """Print scores as one JSON line, then a line per finding required on the seed page."""
    if not KOSOVO.is_dir():
        long_texts(Knowledge(load_gazetteer(), load_pack("kosovo").actors))
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
    long_texts(knowledge)


def long_texts(knowledge: Knowledge, length: int = 200_000) -> None:
    """Seconds for texts of one shape each, of a quarter of `length` and of `length`."""
    read("Warm up.", knowledge=knowledge)
    for shape, unit in SHAPES.items():
        taken = []
        for size in (length // 4, length):
            text = unit * (size // len(unit))
            begun = time.perf_counter()
            read(text, published=date(2023, 5, 30), knowledge=knowledge)
            taken.append(round(time.perf_counter() - begun, 2))
        print(json.dumps({"shape": shape, "characters": [length // 4, length], "seconds": taken}))


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
