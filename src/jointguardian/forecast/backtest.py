"""Back-test: windows of a calendar year from data to October of the year before (months 3 to 14), everything learned before each.

The reference is "conflictology", the history of twelve months, at 1,000 stratified draws of the values themselves: what no entry of the VIEWS
prediction challenge beat on CRPS. Two comparisons over windows are given, for they differ: the ratio of the means, which a single war
decides, and the mean of the ratios, in which each year counts alike. Their intervals are from whole places drawn anew (block bootstrap).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..compute import Executor, Progress, silent
from ..errors import InputError
from .files import stepped
from .forecaster import POOL, Forecast, forecast
from .months import month_id, month_text
from .panel import Floats, Panel
from .pool import Seen
from .scores import Scored, scored_sorted

GAP, LENGTH = 3, 12
COUNT = 1000
REPLICATES = 2000
METRICS = ("crps", "ign", "mis", "log1p_crps", "brier_25", "coverage90")
COMPARED = ("crps", "ign", "mis", "log1p_crps")
REFERENCE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours over the reference: of the means, and the mean of the windows' ratios, each with its 90 % interval over places."""

    of_means: float
    of_means_interval: tuple[float, float]
    mean_of_windows: float
    mean_of_windows_interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A window: its year, means of each metric for the model and the reference."""

    year: int
    origin: str
    model: dict[str, float]
    reference: dict[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A place or a horizon over all windows: means of CRPS and ignorance of both."""

    name: str
    crps: float
    crps_reference: float
    ign: float
    ign_reference: float
    coverage90: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """All windows. `without`: the place with most of the reference's CRPS, and the ratio of CRPS without it; `pit`: share of outcomes by
    tenth of the draws (equal ones half below)."""

    model: str
    seed: int
    windows: tuple[Window, ...]
    mean: dict[str, float]
    mean_reference: dict[str, float]
    ratios: dict[str, Ratio]
    without: str
    crps_without: float
    ratio_without: float
    pit: tuple[float, ...]
    places: tuple[Row, ...]
    horizons: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    year: int
    origin: int
    ours: Scored
    theirs: Scored


def years(text: str) -> tuple[int, ...]:
    """Windows written FIRST-LAST or as one year. Raises InputError."""
    first, dash, last = text.partition("-")
    if not first.isdigit() or (dash and not last.isdigit()):
        raise InputError(f"{text!r} are no years", way_out="for example 2018-2022")
    begin, end = int(first), int(last) if dash else int(first)
    if not 1980 <= begin <= end <= 2100:
        raise InputError(f"{text!r}: years of 1980 to 2100, the first before the last")
    return tuple(range(begin, end + 1))


def back_test(
    panel: Panel,
    windows: Sequence[int],
    *,
    model: str = POOL,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> BackTest:
    """Forecasts and scores of each window. Raises InputError for a window whose months are not all in the panel."""
    memory: dict[int, Seen] = {}
    scored = []
    for n, year in enumerate(windows):
        begin = month_id(f"{year}-01")
        if begin - GAP < panel.first + REFERENCE_MONTHS or begin + LENGTH - 1 > panel.last:
            raise InputError(
                f"the window {year} needs {month_text(begin - GAP - REFERENCE_MONTHS)} to {month_text(begin + LENGTH - 1)}",
                way_out=f"the panel has {month_text(panel.first)} to {month_text(panel.last)}",
            )
        made = forecast(
            panel, begin - GAP, range(GAP, GAP + LENGTH), count=COUNT, seed=seed, model=model,
            executor=executor, progress=progress, memory=memory,
        )  # fmt: skip
        scored.append(_score(panel, year, begin, made))
        progress(n + 1, len(windows), "windows")
    return _told(panel, model, seed, scored)


def _score(panel: Panel, year: int, begin: int, made: Forecast) -> _Scored:
    row = begin - panel.first
    came = panel.values[row : row + LENGTH].T.ravel()
    ours = np.sort(made.draws.reshape(-1, COUNT), axis=1).astype(float)
    last = panel.values[row - GAP - REFERENCE_MONTHS + 1 : row - GAP + 1].T
    theirs = np.repeat(stepped(last, COUNT), LENGTH, axis=0)
    return _Scored(
        year, begin - GAP, scored_sorted(ours, came, ours), scored_sorted(theirs, came, theirs)
    )


def _means(scored: Scored) -> dict[str, float]:
    means = {name: float(getattr(scored, name).mean()) for name in METRICS[:-1]}
    return {**means, "coverage90": float(scored.covered.mean())}


def _told(panel: Panel, model: str, seed: int, scored: Sequence[_Scored]) -> BackTest:
    windows = tuple(
        Window(s.year, month_text(s.origin), _means(s.ours), _means(s.theirs)) for s in scored
    )
    mean, reference = (
        {m: float(np.mean([getattr(w, side)[m] for w in windows])) for m in METRICS}
        for side in ("model", "reference")
    )
    places = len(panel.places)
    by_place = [_by(scored, name, places) for name in COMPARED]
    theirs = by_place[0][1].sum(axis=0)
    most = int(np.argmax(theirs))
    keep = np.arange(places) != most
    ours = by_place[0][0][:, keep].mean()
    return BackTest(
        model, seed, windows, mean, reference,
        {name: _ratio(*sides, seed) for name, sides in zip(COMPARED, by_place, strict=True)},
        panel.places[most], float(ours), _over(float(ours), float(by_place[0][1][:, keep].mean())),
        _pit(scored), _rows(scored, panel.places, places, 0), _rows(scored, [str(h) for h in range(GAP, GAP + LENGTH)], places, 1),
        _notes(panel, scored),
    )  # fmt: skip


def _by(scored: Sequence[_Scored], name: str, places: int) -> tuple[Floats, Floats]:
    """Means by window and place, ours and the reference's."""
    ours, theirs = (
        np.array([getattr(getattr(s, side), name).reshape(places, -1).mean(axis=1) for s in scored])
        for side in ("ours", "theirs")
    )
    return ours, theirs


def _over(ours: float, theirs: float) -> float:
    return ours / theirs if theirs > 0 else float("nan")


def _ratio(ours: Floats, theirs: Floats, seed: int) -> Ratio:
    rng = np.random.default_rng((seed, 7))
    drawn = rng.multinomial(ours.shape[1], np.full(ours.shape[1], 1 / ours.shape[1]), REPLICATES)
    a, b = ours @ drawn.T, theirs @ drawn.T
    with np.errstate(divide="ignore", invalid="ignore"):
        means, windows = a.sum(axis=0) / b.sum(axis=0), (a / b).mean(axis=0)
        return Ratio(
            _over(float(ours.sum()), float(theirs.sum())), _interval(means),
            float((ours.sum(axis=1) / theirs.sum(axis=1)).mean()), _interval(windows),
        )  # fmt: skip


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.nanquantile(values, (0.05, 0.95)) if np.isfinite(values).any() else (np.nan,) * 2
    return float(low), float(high)


def _pit(scored: Sequence[_Scored]) -> tuple[float, ...]:
    values = np.concatenate([s.ours.pit for s in scored])
    counts, _ = np.histogram(values, bins=10, range=(0.0, 1.0))
    return tuple(float(c) for c in counts / len(values))


def _rows(scored: Sequence[_Scored], names: Sequence[str], places: int, axis: int) -> tuple[Row, ...]:  # fmt: skip
    def means(side: str, name: str) -> Floats:
        cells = [getattr(getattr(s, side), name).reshape(places, -1) for s in scored]
        mean: Floats = np.mean(cells, axis=0).mean(axis=1 - axis)
        return mean

    columns = [
        means("ours", "crps"), means("theirs", "crps"), means("ours", "ign"), means("theirs", "ign"), means("ours", "covered"),
    ]  # fmt: skip
    rows = [Row(n, *(float(c[i]) for c in columns)) for i, n in enumerate(names)]
    return tuple(sorted(rows, key=lambda r: -r.crps_reference)) if axis == 0 else tuple(rows)


def _notes(panel: Panel, scored: Sequence[_Scored]) -> tuple[str, ...]:
    notes = ["history as the panel has it today: what was revised since is known at every origin"]
    empty = int((panel.values.sum(axis=0) == 0).sum())
    if empty:
        notes.append(
            f"{empty} of {len(panel.places)} places never have a count: their forecasts say nothing and cover always"
        )
    return tuple(notes)
