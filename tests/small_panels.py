"""Small panels for the laws of forecasting: places at peace, with a rumble, and with a war that comes and goes."""

from pathlib import Path

import numpy as np
import polars as pl

from jointguardian.forecast.panel import Panel

FIRST = 241
"""January 2000."""


def panel(months: int = 150, places: int = 12, seed: int = 1) -> Panel:
    """Counts by month; the first third of the places never has one."""
    rng = np.random.default_rng(seed)
    level = np.linspace(0.0, 4.0, places)[None, :] + 1.2 * np.cumsum(rng.normal(0, 0.25, (months, places)), axis=0)  # fmt: skip
    counts = rng.poisson(np.exp(np.clip(level, -3, 7))).astype(float)
    counts[:, : places // 3] = 0.0
    return Panel(FIRST, tuple(str(p + 1) for p in range(places)), counts)


def written(made: Panel, path: Path) -> Path:
    """The panel as a wide file."""
    months = np.arange(made.first, made.last + 1)
    columns = {p: made.values[:, i].astype(int) for i, p in enumerate(made.places)}
    pl.DataFrame({"month_id": months, **columns}).write_parquet(path)
    return path
