"""Files of forecasts: one row a draw (`month_id`, the place, `draw`, `outcome`), as the challenge's own; and their fingerprint."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..errors import InputError
from .forecaster import Forecast
from .panel import MONTH, PLACES, VALUES, Floats, read_table

DRAW, OUTCOME = "draw", "outcome"


def table(made: Forecast) -> pl.DataFrame:
    """All draws, by month, place and draw; ids of places as numbers where all are."""
    places, horizons, count = made.draws.shape
    months = np.array([made.origin + h for h in made.horizons], np.int32)
    ids = pl.Series(made.panel.places)
    if all(p.isdigit() for p in made.panel.places):
        ids = ids.cast(pl.Int32)
    return pl.DataFrame(
        {
            MONTH: np.repeat(months, places * count),
            made.panel.kind: ids.gather(np.tile(np.repeat(np.arange(places), count), horizons)),
            DRAW: np.tile(np.arange(count, dtype=np.int32), places * horizons),
            OUTCOME: made.draws.transpose(1, 0, 2).ravel(),
        }
    )


def write(frame: pl.DataFrame, out: Path) -> str:
    """Writes .parquet or .csv; the SHA-256 of the file. Raises InputError."""
    if out.suffix not in (".csv", ".parquet"):
        raise InputError(f"{out.name}: unknown kind of file", way_out="write .csv or .parquet")
    try:
        if out.suffix == ".csv":
            frame.write_csv(out)
        else:
            frame.write_parquet(out)
        return sha256(out.read_bytes()).hexdigest()
    except OSError as fault:
        raise InputError(f"can't be written: {fault.strerror}", where=str(out)) from fault


def read(path: Path) -> tuple[list[tuple[int, str]], Floats]:
    """Cells (month, place) in order, and their draws [cells, m]. Raises InputError where a cell has more draws than another."""
    frame, place = _frame(path)
    if DRAW not in frame.columns:
        raise InputError("no column draw", where=str(path), way_out="this is no file of draws")
    value = _value(frame, path)
    twice = frame.select(MONTH, place, DRAW).is_duplicated().sum()
    if twice:
        raise InputError(f"{twice:,} draws stand twice", where=str(path))
    frame = frame.sort(MONTH, place, DRAW)
    counts = frame.group_by(MONTH, place, maintain_order=True).len()
    sizes = counts["len"].unique().to_list()
    if len(sizes) != 1:
        raise InputError(
            f"cells have different numbers of draws: {', '.join(str(n) for n in sorted(sizes)[:5])}",
            where=str(path),
        )
    values = frame[value].cast(pl.Float64).to_numpy().reshape(len(counts), sizes[0])
    if not np.isfinite(values).all():
        raise InputError("draws that are no numbers", where=str(path))
    return list(zip(counts[MONTH].to_list(), counts[place].cast(pl.String).to_list(), strict=True)), values  # fmt: skip


def read_actuals(path: Path, cells: list[tuple[int, str]]) -> Floats:
    """What came in each cell. Raises InputError for cells that the file lacks, has twice or leaves empty."""
    frame, place = _frame(path)
    value = _value(frame, path)
    keys = zip(frame[MONTH].to_list(), frame[place].cast(pl.String).to_list(), strict=True)
    came = dict(zip(keys, frame[value].cast(pl.Float64).to_list(), strict=True))
    if len(came) != len(frame):
        raise InputError(f"{len(frame) - len(came):,} cells stand twice", where=str(path))
    missing = [c for c in cells if came.get(c) is None]
    if missing:
        month, name = missing[0]
        raise InputError(
            f"no outcome of month {month}, {place} {name} ({len(missing):,} cells of the forecast are missing)",
            where=str(path),
        )
    return np.array([came[c] for c in cells])


def _frame(path: Path) -> tuple[pl.DataFrame, str]:
    frame = read_table(path)
    place = next((c for c in PLACES if c in frame.columns), None)
    if MONTH not in frame.columns or place is None:
        raise InputError(
            f"no columns {MONTH} and {' or '.join(PLACES)}",
            where=str(path),
            way_out=f"it has {', '.join(frame.columns[:8])}",
        )
    return frame, place


def _value(frame: pl.DataFrame, path: Path) -> str:
    found = next((c for c in VALUES if c in frame.columns), None)
    if found is None:
        raise InputError(f"no column {' or '.join(VALUES)}", where=str(path))
    return found


def stepped(values: NDArray[np.float64], count: int) -> Floats:
    """`count` stratified draws [n, count] of the values [n, k] themselves: the quantiles of their step function."""
    levels = (np.arange(count) + 0.5) / count
    quantile: Floats = np.quantile(values, levels, axis=1, method="inverted_cdf").T
    return quantile
