"""Seconds of a forecast, a back-test and a scoring, and the frozen file's fingerprint. `python -m benchmarks.forecast.speed`"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from jointguardian.forecast.scores import score

from . import DATA, PANEL, row

FROZEN = "2022-12"


def main() -> int:
    """1 where the forecast takes more than a minute."""
    if not PANEL.exists():
        print("no data: set GUARDIAN_DATA")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "f.parquet"
        guardian = [sys.executable, "-m", "jointguardian", "forecast"]
        run = _seconds([*guardian, "run", str(PANEL), "--origin", "2021-10", "--out", str(out)])
        two = _seconds([*guardian, "run", str(PANEL), "--origin", "2021-10", "--out", str(out), "--workers", "2"])  # fmt: skip
        row("fit and forecast, 191 countries × 12 months × 1,000 draws, whole process: one worker, two", f"{run:.1f} s, {two:.1f} s", "60 s", "5 s")  # fmt: skip
        test = _seconds([*guardian, "backtest", str(PANEL), "--windows", "2018-2022"])
        row("nested back-test 2018 to 2022, whole process, one worker", f"{test:.0f} s", "15 min", "2 min")  # fmt: skip
        rng = np.random.default_rng(1)
        drawn, came = rng.poisson(20.0, (2292, 1000)).astype(float), rng.poisson(20.0, 2292)
        began = time.perf_counter()
        score(drawn, came.astype(float))
        row("2.3 million draws, every metric, in memory", f"{time.perf_counter() - began:.2f} s", "2 s", "0.3 s")  # fmt: skip
        scored = _seconds([*guardian, "score", str(out), str(DATA / "cm_actuals_2022.parquet")])
        row("the same from files, whole process", f"{scored:.1f} s")
        answer = subprocess.run(
            [*guardian, "run", str(PANEL), "--origin", FROZEN, "--out", str(out.with_suffix(".csv"))],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        row(f"frozen: data to {FROZEN}, months 3 to 14, seed 1, as .csv", answer.stdout.split("sha256 ")[1].split()[0])  # fmt: skip
        grid = _grid(Path(folder) / "grid.parquet")
        cells = _seconds([*guardian, "run", str(grid), "--origin", "2022-12", "--out", str(out)])
        row("made-up counts of 13,110 cells (PRIO-GRID, Africa and Middle East) × 12 months × 1,000 draws, whole process", f"{cells:.0f} s")  # fmt: skip
    return 0 if run <= 60 else 1


def _grid(path: Path) -> Path:
    """A panel as large as the challenge's grid: 4 % of the cells have counts that come and go."""
    rng = np.random.default_rng(1)
    cells, months = 13_110, 396
    level = np.where(rng.random(cells) < 0.04, rng.normal(0.0, 1.5, cells), -6.0)
    now, counts = level.copy(), np.zeros((months, cells), np.int64)
    for month in counts:
        now += 0.3 * rng.normal(size=cells) * (level > -6) - 0.05 * (now - level)
        month[:] = rng.poisson(np.exp(np.minimum(now, 6.0)))
    columns = {str(62_356 + i): counts[:, i] for i in range(cells)}
    pl.DataFrame({"month_id": np.arange(121, 121 + months), **columns}).write_parquet(path)
    return path


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
