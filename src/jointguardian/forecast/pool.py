"""The pool: a mixture of the members, with weights learned on past origins, by class of place.

With members F_k and weights w of a place's class, F = Σ w_k F_k (linear pool). The weights minimise, over origins whose sequel was known by
then, the sum of three scores, each relative to the history of twelve months: CRPS divided by 5 + level, CRPS of ln(1 + count), and the
ignorance of the official bins; with a pull towards equal weights (RIDGE times the mean of −ln(n w)). The first two are quadratic in w, the third
is a logarithm of a sum, so that inner products of members are all that is kept of an origin.

Linear pools are too wide where counts are high (Gneiting and Ranjan 2013): in the highest class a share AVERAGED of the mixture is the average of the members'
quantiles with the same weights (Lichtendahl and others 2013). On the windows 2010 to 2017 the scores are flat between 0.4 and 0.7 (the sum of the three relative
scores within 0.003); of those the share is on the side whose 90 % interval holds less too often (docs/models/forecast.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..compute import Executor, Progress
from .grid import GRID, LOG_WIDTH, SIZE, WIDTH, at_or_below, empirical, quantiles, stratified
from .history import History
from .models import NAMES, REFERENCE, SIMPLE, has_analogues, members
from .panel import Floats
from .scores import BINS, DRAWS, bin_of

CLASSES = (0.02, 1.0, 25.0)
"""Levels (half-life of a year) that part places without counts, of few, of some and of many."""
EVERY = 6
"""Months between the origins that weights are learned on."""
ORIGINS = 40
"""At most so many, the latest: twenty years."""
FEWEST = 4
MOST_PLACES = 1_000
"""Places that weights are learned on."""
RIDGE = 0.02
AVERAGED = 0.65
LEVELS = 200
DIGITS = 4
"""Weights are cut to so many, so that the last bits of another machine's arithmetic change no draw."""
_LAST_OF_BIN = np.flatnonzero(np.diff(bin_of(GRID), append=len(BINS)))


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight of each member by class: `values[class, member]`; `origins`: how many past origins they were learned on (0: equal)."""

    names: tuple[str, ...]
    values: Floats
    origins: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What an origin tells of the members, by class: inner products of their errors (of counts over 5 + level, of logarithms) and the
    chance that each gave to the bin that came."""

    products: Floats
    chances: tuple[Floats, ...]


def classes(known: History, origin: int) -> NDArray[np.int64]:
    """The class of each place, 0 to 3, by its level at an origin."""
    found: NDArray[np.int64] = np.digitize(known.levels[12][origin], CLASSES)
    return found


def past_origins(origin: int, horizons: Sequence[int]) -> tuple[int, ...]:
    """Rows of past origins whose sequels are known at `origin`, the latest first by `EVERY` months."""
    latest = origin - max(horizons)
    found = [t for t in range(latest, 0, -EVERY) if has_analogues(t, horizons)]
    return tuple(sorted(found[:ORIGINS]))


def see(known: History, horizons: Sequence[int], origin: int) -> Seen:
    """What one past origin tells, by all places, or of many by every so many-th."""
    every = -(-known.panel.values.shape[1] // MOST_PLACES)
    here = np.arange(0, known.panel.values.shape[1], every)
    _, made = members(known, origin, horizons, here)
    came = np.stack([known.panel.values[origin + h, here] for h in horizons], axis=1)
    group = classes(known, origin)[here]
    level = (known.levels[3][origin] + known.levels[12][origin])[here]
    came_by = np.arange(SIZE) >= at_or_below(came)[..., None]
    wrong = (made - came_by).astype(np.float32)
    given = np.take_along_axis(bin_chances(made), bin_of(came)[None, ..., None], -1)[..., 0]
    n = len(made)
    products = np.zeros((len(CLASSES) + 1, 2, n, n))
    chances = []
    for c in range(len(CLASSES) + 1):
        inside = group == c
        root = np.sqrt(5.0 + level[inside])[:, None, None]
        for j, width in enumerate((np.sqrt(WIDTH) / root, np.sqrt(LOG_WIDTH))):
            flat = (wrong[:, inside] * width.astype(np.float32)).reshape(n, -1)
            products[c, j] = flat @ flat.T
        chances.append(given[:, inside].reshape(n, -1))
    return Seen(products, tuple(chances))


def bin_chances(cumulative: Floats) -> Floats:
    """Chances of the official bins of the ignorance score."""
    return np.diff(cumulative[..., _LAST_OF_BIN], prepend=0.0, axis=-1)


def equal() -> Weights:
    """Equal weights of the members that need no past origins."""
    return Weights(tuple(SIMPLE), np.full((len(CLASSES) + 1, len(SIMPLE)), 1 / len(SIMPLE)), 0)


def learn(seen: Sequence[Seen]) -> Weights:
    """The weights that would have done best on past origins; equal ones where there are too few."""
    if len(seen) < FEWEST:
        return equal()
    rows = []
    for c in range(len(CLASSES) + 1):
        products = np.sum([s.products[c] for s in seen], axis=0)
        chances = np.concatenate([s.chances[c] for s in seen], axis=1)
        rows.append(_best(products, chances))
    return Weights(NAMES, np.array(rows), len(seen))


def _best(products: Floats, chances: Floats) -> Floats:
    """Weights of one class, by L-BFGS on their logarithms."""
    from scipy.optimize import minimize

    n = len(NAMES)
    if not chances.shape[1]:
        return np.full(n, 1.0 / n)
    at = NAMES.index(REFERENCE)
    squares = [q / max(q[at, at], 1e-9) for q in products]
    drawn = _as_drawn(chances)
    ignorance = -np.log2(drawn[at]).sum()

    def loss(z: Floats) -> tuple[float, Floats]:
        w = np.exp(z - z.max())
        w /= w.sum()
        chance = w @ drawn
        value = sum(float(w @ q @ w) for q in squares) - np.log2(chance).sum() / ignorance
        slope = sum(2 * q @ w for q in squares) - (drawn @ (1 / chance)) / np.log(2) / ignorance
        value -= RIDGE * np.log(w * n).mean()
        slope = slope - RIDGE / (w * n)
        return value, w * (slope - (w * slope).sum())

    found = minimize(loss, np.zeros(n), jac=True, method="L-BFGS-B").x
    best = np.exp(found - found.max())
    kept: Floats = np.round(best / best.sum(), DIGITS)
    kept /= kept.sum()
    return kept


def _as_drawn(chances: Floats) -> Floats:
    """The chance of a bin as the official score sees it: of 1,000 draws and one more in each of eleven bins."""
    drawn: Floats = (DRAWS * chances + 1) / (DRAWS + len(BINS))
    return drawn


def pooled(made: Floats, weights: Weights, group: NDArray[np.int64]) -> Floats:
    """The mixture [places, horizons, SIZE] of members [member, places, horizons, SIZE]."""
    mine = weights.values[group]
    mixed: Floats = np.einsum("kphg,pk->phg", made, mine, optimize=True)
    high = np.flatnonzero(group == len(CLASSES))
    if len(high):
        levels = stratified(LEVELS)
        values = np.einsum("kphl,pk->phl", quantiles(made[:, high], levels), mine[high])
        flat = empirical(np.rint(values).reshape(-1, LEVELS)).reshape(len(high), -1, SIZE)
        mixed[high] = (1 - AVERAGED) * mixed[high] + AVERAGED * flat
    return mixed


def learned(
    known: History,
    origin: int,
    horizons: Sequence[int],
    executor: Executor,
    progress: Progress,
    memory: dict[int, Seen] | None = None,
) -> Weights:
    """Weights from the past origins of `origin`; `memory` keeps what each tells, for other origins of the same panel."""
    memory = {} if memory is None else memory
    wanted = past_origins(origin, horizons)
    fresh = [t for t in wanted if t not in memory]
    for t, told in zip(fresh, executor.map(partial(see, known, horizons), fresh), strict=True):
        memory[t] = told
        progress(len(memory), None, "past origins")
    return learn([memory[t] for t in wanted])
