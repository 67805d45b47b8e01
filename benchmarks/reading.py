"""The public scoreboard of reading: every set, one table, with intervals and baselines.

    make bench-reading                          all sets
    python -m benchmarks.reading plover muc     some

GUARDIAN_DATA names the folder of the measuring data (default ../shared/data). Exits with 1 when a
"must" is not reached, with 2 when the data are absent.
"""

import importlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from jointguardian.geo import load_gazetteer
from jointguardian.packs import load_pack
from jointguardian.reading import Knowledge

from .reading_sets.scoring import Row

DATA = Path(
    os.environ.get("GUARDIAN_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)
SETS = (
    "petrarch", "plover", "plover_roles", "cameo_ner", "muc", "polnear", "toponyms", "kosovo_names", "kosovo",
    "other_languages", "incidents", "parsing", "speed", "fusing",
)  # fmt: skip


def main(names: list[str]) -> int:
    """Measure the named sets, or all."""
    if not DATA.is_dir():
        print(f"no measuring data at {DATA}: set GUARDIAN_DATA", file=sys.stderr)
        return 2
    knowledge = Knowledge(load_gazetteer(), load_pack("kosovo").actors)
    rows: list[Row] = []
    for name in names or SETS:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        module = importlib.import_module(f".reading_sets.{name}", __package__)
        rows += module.rows(knowledge, DATA)
    print(table(rows))
    if out := os.environ.get("READING_ROWS"):
        Path(out).write_text(json.dumps([vars(r) for r in rows], indent=1), encoding="utf-8")
    return int(any(not reached(r, r.must) for r in rows))


def reached(row: Row, goal: float | None) -> bool:
    """Whether a row is as good as a goal; a row without one always is."""
    if goal is None:
        return True
    return row.value <= goal if row.lower else row.value >= goal


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table; a value in bold falls short of its must."""
    head = "| measure | set | n | ours | 95 % | baseline | must | aim | |\n|---|---|---|---|---|---|---|---|---|"
    return "\n".join([head, *map(_line, rows)])


def _line(row: Row) -> str:
    value = _number(row.value)
    shown = value if reached(row, row.must) else f"**{value}**"
    between = f"{_number(row.interval[0])}–{_number(row.interval[1])}" if row.interval else ""
    state = "aim" if row.aim is not None and reached(row, row.aim) else ""
    cells = (row.measure, row.set, row.n, shown, between, _number(row.baseline), _number(row.must),
             _number(row.aim), " ".join(filter(None, (state, row.note))))  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}".removeprefix("0") if abs(value) < 1 else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
