"""Coverage: proven answers on random and published instances; building a model against spopt in the same run.

python -m benchmarks.posture.coverage
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from jointguardian.posture.coverage import Places, Wish, read_places, solve

DATA = Path(os.environ.get("GUARDIAN_DATA", "../shared/data")) / "posture"
PEER = Path(__file__).with_name("peer.py")
SPOPT = Path("build/bench-posture")
"""Where the benchmark's own Python with spopt is made; it is no part of the project."""
SEEDS = (0, 1, 2)
"""Seed 0 gives the instance on which spopt and plain HiGHS were measured before (156 s and 65 s)."""
Row = tuple[str, str, str, str]


def field(n: int, sites: int, seed: int) -> Places:
    """Uniform points in 100 × 100, weights 1 to 999."""
    rng = np.random.default_rng(seed)
    demand, site = rng.uniform(0, 100, (n, 2)), rng.uniform(0, 100, (sites, 2))
    weight = rng.integers(1, 1000, n).astype(np.float64)
    return Places(weight, tuple(str(k) for k in range(sites)), demand=demand, site=site)


def rows() -> Iterator[Row]:
    """What, measured, must and aim."""
    yield from _random()
    yield from _building()
    if not DATA.is_dir():
        yield ("published instances", f"no data in {DATA}: set GUARDIAN_DATA", "", "")
        return
    yield _published_mclp()
    yield _published_pmedian()


def _random() -> Iterator[Row]:
    for seed in SEEDS:
        answer = solve(field(5000, 500, seed), Wish("mclp", 20, 10.0, seconds=120))
        spent = answer.build_seconds + answer.solve_seconds
        yield (
            f"MCLP 5,000 × 500, seed {seed}",
            f"{spent:.1f} s, {answer.status}, {answer.objective:.0f}",
            "40 s",
            "2 s",
        )
    answer = solve(field(500, 500, 1), Wish("p-median", 10, seconds=120))
    spent = answer.build_seconds + answer.solve_seconds
    yield (
        "p-median 500 × 500, p = 10 (spopt: unsolved in 90 s)",
        f"{spent:.1f} s, {answer.status}",
        "",
        "",
    )
    answer = solve(field(1000, 500, 1), Wish("lscp", radius=10.0, seconds=120))
    spent = answer.build_seconds + answer.solve_seconds
    yield (
        "LSCP 1,000 × 500 (spopt: 37 s)",
        f"{spent:.1f} s, {answer.status}, {answer.objective:.0f} sites",
        "",
        "",
    )


def _building() -> Iterator[Row]:
    python = _peer_python()
    if python is None:
        yield ("building, against spopt", "spopt could not be installed", "30 ×", "500 ×")
        return
    for model, n, sites, wish in (
        ("mclp", 5000, 500, Wish("mclp", 20, 10.0, seconds=1)),
        ("lscp", 2000, 500, Wish("lscp", radius=10.0, seconds=1)),
        ("p-median", 300, 300, Wish("p-median", 10, seconds=1)),
    ):
        places = field(n, sites, 1)
        ours = min(solve(places, wish).build_seconds for _ in range(3))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "instance.npz"
            np.savez(path, demand=places.demand, site=places.site, weight=places.weight)  # type: ignore[arg-type]
            told = subprocess.run(
                [str(python), str(PEER), str(path), model],
                capture_output=True,
                text=True,
                check=True,
            )
        theirs = float(told.stdout)
        yield (
            f"building {model} {n:,} × {sites}",
            f"{ours:.3f} s; spopt {theirs:.1f} s: {theirs / ours:,.0f} ×",
            "30 ×",
            "500 ×",
        )


def _peer_python() -> Path | None:
    python = SPOPT / "bin" / "python"
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(SPOPT)], check=True)
        made = subprocess.run(
            [str(python), "-m", "pip", "install", "-q", "spopt"], capture_output=True
        )
        if made.returncode:
            return None
    return python


def _published_mclp() -> Row:
    began = time.perf_counter()
    places = read_places(DATA / "mclp" / "BDS100000A.txt", "points")
    read = time.perf_counter() - began
    answer = solve(places, Wish("mclp", 20, 5.5))
    spent = answer.build_seconds + answer.solve_seconds
    return (
        "MCLP 100,000 × 100 (BDS100000A; 5,040,326)",
        f"{spent:.1f} s (and {read:.1f} s to read), {answer.status}, {answer.objective:,.0f}",
        "10 s",
        "2 s",
    )


def _published_pmedian() -> Row:
    with (DATA / "pmed" / "pmedopt_1_20.csv").open() as file:
        known = {r["instance"]: float(r["pmedian_optimum"]) for r in csv.DictReader(file)}
    spent, proven, right = 0.0, 0, 0
    for name, best in known.items():
        answer = solve(read_places(DATA / "pmed" / f"{name}.txt", "pmed"), Wish("p-median"))
        spent += answer.build_seconds + answer.solve_seconds
        proven += answer.status == "optimal"
        right += answer.objective == best
    return (
        f"pmed1–{len(known)} p-median, total",
        f"{spent:.1f} s, {proven} proven, {right} as published",
        "5 min",
        "1 min",
    )


def main() -> int:
    """Prints the rows."""
    for row in rows():
        print("| " + " | ".join(row) + " |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
