"""Claims on the annotated Kosovo reports: the built-in reader beside a plain baseline, and speed.

    PYTHONPATH=src python benchmarks/bench_claims.py

GUARDIAN_DATA points to the shared data (default: ../shared/data beside the repository). Two thirds
of the annotated reports were open while the rules were written. Each third one ("held out": numbers
3, 6, 9 ... in the file's order) was only scored: its annotations were not read, but a fall of its
score led to three repairs, so it is not wholly blind. The baseline takes each sentence with "said" or
"says" as a statement of the words before it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from jointguardian.pipeline.knowledge import default_knowledge
from jointguardian.reading import read

DATA = Path(
    os.environ.get("GUARDIAN_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)
SCORER = DATA.parent / "tools" / "score_reading.py"
SAID = re.compile(r"[^.\n]*?((?:[A-Z][\w'’-]+ ){1,5})(?:said|says)\b[^.\n]*")
Row = dict[str, Any]


def main() -> None:
    """Print a line per reader and part of the gold, then the reader's speed."""
    if not (DATA / "kosovo" / "gold.jsonl").is_file() or not SCORER.is_file():
        print("no shared data: set GUARDIAN_DATA")
        return
    reports = {row["id"]: row for row in _rows("reports.jsonl")}
    gold = list(_rows("gold.jsonl"))
    parts = {
        "open": [g for n, g in enumerate(gold, 1) if n % 3],
        "held out": gold[2::3],
        "all": gold,
    }
    for name, reader in (("baseline said", said), ("built-in", builtin())):
        for part, rows in parts.items():
            print(json.dumps({"reader": name, "part": part, **score(rows, reports, reader)}))
    print(json.dumps(speed(reports.values())))


def _rows(name: str) -> Iterable[Row]:
    lines = (DATA / "kosovo" / name).read_text(encoding="utf-8").splitlines()
    return (json.loads(line) for line in lines if line.strip())


def said(report: Row) -> list[Row]:
    """The baseline's claims."""
    return [
        {"speaker": m[1].strip(), "stance": "states", "span": list(m.span())}
        for m in SAID.finditer(report["text"])
    ]


def builtin() -> Callable[[Row], list[Row]]:
    """The built-in reader, with the packs' actors and the gazetteer."""
    knowledge = default_knowledge()

    def claims(report: Row) -> list[Row]:
        day = str(report["published"] or report["published_inferred"] or "")
        known = date.fromisoformat(day[:10]) if len(day) >= 10 else None
        reading = read(
            report["text"], published=known, source=report["source"], knowledge=knowledge
        )
        found: list[Row] = msgspec.to_builtins(reading.claims)
        return found

    return claims


def score(gold: list[Row], reports: dict[str, Row], reader: Callable[[Row], list[Row]]) -> Row:
    """Precision, recall and F1 of speakers with their claims, and F1 with the stance right too."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold.jsonl", "system.jsonl")]
        system = [
            {
                "report": {"id": g["id"]},
                "events": [],
                "figures": [],
                "claims": reader(reports[g["id"]]),
            }
            for g in gold
        ]
        for path, rows in zip(paths, (gold, system), strict=True):
            path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        command = [sys.executable, str(SCORER), "unused", *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    scores = json.loads(done.stdout)
    return {**scores["claims"], "claims_stance": scores["claims_stance"]}


def speed(reports: Iterable[Row]) -> Row:
    """Characters a second through the whole reader."""
    reader, rows = builtin(), list(reports)
    reader(rows[0])
    begun = time.perf_counter()
    found = sum(len(reader(row)) for row in rows)
    seconds = time.perf_counter() - begun
    size = sum(len(row["text"]) for row in rows)
    return {
        "claims": found,
        "seconds": round(seconds, 2),
        "characters_per_second": round(size / seconds),
    }


if __name__ == "__main__":
    main()
