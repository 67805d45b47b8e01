"""Forecasts of panel files: run, score, back-test."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..compute import Progress, executor, silent
from ..errors import InputError
from ..forecast.backtest import BackTest, Row, back_test, years
from ..forecast.files import read, read_actuals, table, write
from ..forecast.forecaster import MODELS, POOL, forecast
from ..forecast.months import month_id, month_text, months_ahead
from ..forecast.panel import read_panel
from ..forecast.plots import page
from ..forecast.scores import Scored, score

__all__ = ["MODELS", "POOL", "BackTest", "ForecastRun", "ForecastScore"]
MOST_DRAWS = 200_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A panel file, which of its columns has the values, and as of which day it is read."""

    path: Path
    value: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ForecastRun:
    """What `guardian forecast run` says: `sha256` of the file `out`; `weights` of the pool by class of place."""

    origin: str
    months: tuple[str, ...]
    places: int
    draws: int
    seed: int
    model: str
    learned_on: int
    members: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    out: str
    sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellMeans:
    """A month or a place: cells, and means of its scores."""

    name: str
    cells: int
    crps: float
    ign: float
    mis: float


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """What `guardian forecast score` says; `ign_resampled`: the draws were not 1,000, so ignorance is of 1,000 resampled as the official code does."""

    crps: float
    ign: float
    mis: float
    log1p_crps: float
    brier_25: float
    coverage90: float
    n_cells: int
    draws: int
    ign_resampled: bool
    pit: tuple[float, ...]
    by_month: tuple[CellMeans, ...]
    by_country: tuple[CellMeans, ...]


def run_panel(
    source: Source,
    origin: str,
    horizon: str,
    out: Path,
    *,
    draws: int = 1000,
    seed: int = 1,
    model: str = POOL,
    workers: int = 1,
    progress: Progress = silent,
) -> ForecastRun:
    """Forecasts every place of a panel and writes all draws. Raises InputError."""
    panel = read_panel(source.path, value=source.value, as_of=source.as_of)
    horizons = months_ahead(horizon)
    cells = len(panel.places) * len(horizons)
    if cells * max(1, draws) > MOST_DRAWS:
        raise InputError(
            f"{cells:,} cells of {draws:,} draws are more than {MOST_DRAWS:,} draws",
            way_out="take fewer draws or horizons",
        )
    made = forecast(
        panel, month_id(origin), horizons, count=draws, seed=seed, model=model, executor=executor(workers), progress=progress,
    )  # fmt: skip
    weights, notes = made.weights, []
    if weights is not None and not weights.origins:
        notes.append("the panel is too short to learn weights: histories and moments count alike")
    empty = int((panel.until(made.origin).values.sum(axis=0) == 0).sum())
    if empty:
        notes.append(f"{empty} of {len(panel.places)} places have no count so far: their forecasts say nothing")  # fmt: skip
    digest = write(table(made), out)
    return ForecastRun(
        origin,
        tuple(month_text(made.origin + h) for h in horizons),
        len(panel.places),
        draws,
        seed,
        model,
        weights.origins if weights else 0,
        weights.names if weights else (),
        tuple(tuple(round(float(w), 4) for w in row) for row in weights.values) if weights else (),
        str(out),
        digest,
        tuple(notes),
    )


def score_file(path: Path, actuals: Path) -> ForecastScore:
    """Scores a file of draws, cell by cell of what came. Raises InputError."""
    cells, values = read(path)
    told = score(values, read_actuals(actuals, cells))
    months = np.array([m for m, _ in cells])
    places = np.array([p for _, p in cells])
    counts, _ = np.histogram(told.pit, bins=10, range=(0.0, 1.0))
    return ForecastScore(
        crps=float(told.crps.mean()), ign=float(told.ign.mean()), mis=float(told.mis.mean()),
        log1p_crps=float(told.log1p_crps.mean()), brier_25=float(told.brier_25.mean()), coverage90=float(told.covered.mean()),
        n_cells=len(cells), draws=values.shape[1], ign_resampled=told.resampled,
        pit=tuple(float(c) for c in counts / len(cells)),
        by_month=_grouped(told, months), by_country=_grouped(told, places),
    )  # fmt: skip


def _grouped(told: Scored, names: NDArray[Any]) -> tuple[CellMeans, ...]:
    frame = pl.DataFrame({"name": names, "crps": told.crps, "ign": told.ign, "mis": told.mis})
    means = frame.group_by("name").agg(pl.len().alias("cells"), pl.col("crps", "ign", "mis").mean())
    return tuple(
        CellMeans(str(r["name"]), r["cells"], r["crps"], r["ign"], r["mis"])
        for r in means.sort("name").iter_rows(named=True)
    )


def backtest_panel(
    source: Source,
    windows: str,
    *,
    seed: int = 1,
    model: str = POOL,
    out: Path | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> BackTest:
    """Back-tests a model on a panel; tables and a page of plots into the folder `out`. Raises InputError."""
    panel = read_panel(source.path, value=source.value, as_of=source.as_of)
    made = back_test(
        panel, years(windows), seed=seed, model=model, executor=executor(workers), progress=progress
    )
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
            _rows(made.places).write_csv(out / "places.csv")
            _rows(made.horizons).write_csv(out / "horizons.csv")
            (out / "backtest.html").write_text(page(made), encoding="utf-8")
        except OSError as fault:
            raise InputError(f"can't be written: {fault.strerror}", where=str(out)) from fault
    return made


def _rows(rows: tuple[Row, ...]) -> pl.DataFrame:
    names = ("name", "crps", "crps_reference", "ign", "ign_reference", "coverage90")
    return pl.DataFrame({n: [getattr(r, n) for r in rows] for n in names})
