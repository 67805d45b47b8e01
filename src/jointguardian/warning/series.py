"""An event series as columns: one row an event of the day, by whom against whom, how heavy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..domain.vocab import vocabulary
from ..errors import InputError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

HEAVY = 9.0
"""Hostile weight from which an event counts as heavy: military action, raids, seizures.

Source: the codes of Goldstein (1992) with a weight of -9 or below (military engagement -10, non-military
destruction and attacks -9).
"""


@dataclass(frozen=True, slots=True)
class Events:
    """Events of a file, deduplicated by day, source, target and code, in the order of the file.

    `day` counts from `first`; `days` is the file's length; `source` and `target` index `codes`;
    `hostile` is the weight of a negative Goldstein value (0 where there is none), `warm` that of a
    positive one; `verbal` marks hostile events that are no material conflict.
    """

    first: date
    days: int
    codes: tuple[str, ...]
    day: Ints
    source: Ints
    target: Ints
    hostile: Floats
    warm: Floats
    verbal: Bools

    def involving(self, prefixes: Sequence[str]) -> Bools:
        """Events with an actor on either side whose code begins with one of `prefixes`."""
        begins = np.array([c.startswith(tuple(prefixes)) for c in self.codes], dtype=np.bool_)
        return begins[self.source] | begins[self.target]

    def daily(self, mask: Bools, values: Floats | None = None) -> Floats:
        """Sums of `values` (else numbers of events) of the chosen events by day, shape (days,)."""
        chosen = None if values is None else values[mask]
        return np.bincount(self.day[mask], chosen, self.days).astype(np.float64)


def events_of(frame: pl.DataFrame) -> Events:
    """Events from the rows of a series file (columns of SeriesEvent).

    A row without a weight counts 0; in a file without any weight, each has that of its PLOVER type.
    Raises InputError when there is no row.
    """
    if frame.is_empty():
        raise InputError("the series holds no event", way_out="check the file and its format")
    kept = frame.unique(["start", "actor", "target", "code"], keep="first", maintain_order=True)
    day = kept["start"].str.to_date("%Y-%m-%d").to_physical().to_numpy().astype(np.int64)
    codes = sorted({*kept["actor"], *kept["target"]})
    index = {c: i for i, c in enumerate(codes)}
    scale = _weights(kept)
    return Events(
        first=date.fromordinal(int(day.min()) + date(1970, 1, 1).toordinal()),
        days=int(day.max() - day.min()) + 1,
        codes=tuple(codes),
        day=day - day.min(),
        source=np.array([index[c] for c in kept["actor"]], dtype=np.int64),
        target=np.array([index[c] for c in kept["target"]], dtype=np.int64),
        hostile=np.maximum(0.0, -scale),
        warm=np.maximum(0.0, scale),
        verbal=(scale < 0) & ~_material(kept),
    )


def _weights(rows: pl.DataFrame) -> Floats:
    """Goldstein values; where a whole file has none, those of the PLOVER types."""
    told = rows["scale"]
    if told.null_count() == len(told):
        by_type = {t.id: t.weight for t in vocabulary("event_types").terms}
        told = rows["type"].replace_strict(by_type, default=None, return_dtype=pl.Float64)
    return told.fill_null(0.0).to_numpy().astype(np.float64)


def _material(rows: pl.DataFrame) -> Bools:
    types = [t.id for t in vocabulary("event_types").terms if t.quad == "material-conflict"]
    return rows["type"].is_in(types).fill_null(value=False).to_numpy().astype(np.bool_)
