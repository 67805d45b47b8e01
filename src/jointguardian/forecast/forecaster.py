"""One forecast: a panel, an origin, horizons -> draws, by seed, on one process or several the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..compute import Executor, InProcess, Progress, silent
from ..errors import InputError
from .grid import draws
from .history import History
from .models import BASELINES, members
from .panel import Floats, Panel
from .pool import Seen, Weights, classes, equal, learned, pooled

POOL = "pool"
MODELS = (POOL, *BASELINES)
SHORTEST = 3
GUARD = 10.0
"""No draw above so many times the greatest month of any place up to the origin: models that exploded to millions had no such guard."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Draws [places, horizons, draws] for months `origin` + horizon; `weights` of the pool, None for a baseline."""

    panel: Panel
    origin: int
    horizons: tuple[int, ...]
    model: str
    seed: int
    draws: NDArray[np.int64]
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
    chances, weights = distribution(
        known, row, horizons, model, executor or InProcess(), progress, memory
    )
    most = max(1.0, GUARD * float(known.panel.values.max()))
    drawn = draws(chances, count, np.random.default_rng(seed), most)
    return Forecast(panel, origin, tuple(horizons), model, seed, drawn, weights)


def distribution(
    known: History,
    row: int,
    horizons: Sequence[int],
    model: str,
    executor: Executor,
    progress: Progress,
    memory: dict[int, Seen] | None = None,
) -> tuple[Floats, Weights | None]:
    """Cumulative chances [places, horizons, SIZE], and the pool's weights."""
    if model != POOL:
        return BASELINES[model](known, row, horizons), None
    weights = learned(known, row, horizons, executor, progress, memory)
    names, made = members(known, row, horizons)
    if names != weights.names:
        weights = equal()
        made = made[: len(weights.names)]
    return pooled(made, weights, classes(known, row)), weights
