"""One forecast: a panel, an origin, horizons -> draws, by seed, on one process or several the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..compute import Executor, InProcess, Progress, silent
from ..errors import InputError
from .grid import draws
from .history import History
from .models import BASELINES, has_analogues, members
from .panel import Floats, Panel
from .pool import Seen, Weights, classes, equal, learned, pooled

POOL = "pool"
MODELS = (POOL, *BASELINES)
SHORTEST = 3
BLOCK = 500
"""Places at a time: a grid of 13,110 cells would not fit into memory at once."""
GUARD = 10.0
"""No draw above so many times the greatest month of any place up to the origin: models that exploded to millions had no such guard."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Whole draws [places, horizons, draws] for months `origin` + horizon; `weights` of the pool, None for a baseline."""

    panel: Panel
    origin: int
    horizons: tuple[int, ...]
    model: str
    seed: int
    draws: NDArray[np.int32]
    weights: Weights | None


def forecast(
    panel: Panel,
    origin: int,
    horizons: Sequence[int],
    *,
    count: int = 1000,
    seed: int = 1,
    model: str = POOL,
    executor: Executor | None = None,
    progress: Progress = silent,
    memory: dict[int, Seen] | None = None,
) -> Forecast:
    """A forecast from what was known at the end of a month. Raises InputError for months, models and numbers that can't be."""
    if model not in MODELS:
        raise InputError(f"no model {model!r}", way_out=f"one of {', '.join(MODELS)}")
    if not 1 <= count <= 100_000:
        raise InputError(f"{count} draws", way_out="give 1 to 100,000")
    known = History(panel.until(origin))
    row = len(known.panel.values) - 1
    if row + 1 < SHORTEST:
        raise InputError(f"{row + 1} months are too few", way_out=f"{SHORTEST} at least")
    weights = None
    if model == POOL:
        weights = learned(known, row, horizons, executor or InProcess(), progress, memory)
        if not has_analogues(row, horizons):
            weights = equal()
    rng = np.random.default_rng(seed)
    most = max(1.0, GUARD * float(known.panel.values.max()))
    places = np.arange(len(panel.places))
    drawn = np.empty((len(places), len(horizons), count), np.int32)
    for begin in range(0, len(places), BLOCK):
        here = places[begin : begin + BLOCK]
        chances = _chances(known, row, horizons, here, model, weights)
        drawn[here] = draws(chances, count, rng, most)
        progress(begin + len(here), len(places), "places")
    return Forecast(panel, origin, tuple(horizons), model, seed, drawn, weights)


def _chances(
    known: History,
    row: int,
    horizons: Sequence[int],
    here: NDArray[np.int64],
    model: str,
    weights: Weights | None,
) -> Floats:
    """Cumulative chances [places, horizons, SIZE] of some places."""
    if weights is None:
        return BASELINES[model](known, row, horizons, here)
    _, made = members(known, row, horizons, here)
    return pooled(made[: len(weights.names)], weights, classes(known, row)[here])
