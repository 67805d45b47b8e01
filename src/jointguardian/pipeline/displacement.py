"""Displacement on folders of FLEE's format: runs, comparisons with counts, what-if, calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ..compute import Executor, InProcess, Progress, silent
from ..displacement.calibration import ParameterRange, calibrate, load, ranges, save
from ..displacement.change import Change, changed, read_change
from ..displacement.flee_files import read_scenario
from ..displacement.members import Members, draw
from ..displacement.project import Difference, Projection, differences, project
from ..displacement.rules import Rules, read_settings
from ..displacement.scenario import Quirk
from ..displacement.validate import (
    MEMBERS,
    MODES,
    Validation,
    validate_fidelity,
    validate_guardian,
)
from ..errors import InputError

__all__ = [
    "MODES",
    "Calibrated",
    "Compared",
    "DisplacementRun",
    "Validation",
    "calibrate_folders",
    "compare_folder",
    "run_folder",
    "validate_folder",
]


@dataclass(frozen=True, slots=True)
class Way:
    """How a folder is run: `settings` a file of FLEE's (fidelity), `members` one of `calibrate` (guardian)."""

    mode: str = "guardian"
    settings: Path | None = None
    members: Path | None = None
    scale: int = 1
    runs: int = 0
    seed: int = 1

    def rules(self) -> Rules:
        """The rules of the settings, else FLEE's own defaults."""
        return read_settings(self.settings).rules if self.settings else Rules()

    def drawn(self) -> Members | None:
        """The calibrated members, None for the prior."""
        return load(self.members) if self.members else None


def _checked(way: Way) -> None:
    if way.mode not in MODES:
        raise InputError(f"unknown mode {way.mode!r}", way_out=f"use --mode {'|'.join(MODES)}")
    if not 0 <= way.runs <= 100_000:
        raise InputError(f"--runs {way.runs} is not possible", way_out="give 0 to 100000")
    if way.seed < 0:
        raise InputError(f"--seed {way.seed} is below 0")


def validate_folder(
    folder: Path, way: Way, executor: Executor | None = None, progress: Progress = silent
) -> Validation:
    """A folder's run against its counts. Raises InputError."""
    _checked(way)
    rules = way.rules()
    scenario = read_scenario(folder, way.scale)
    if way.mode == "fidelity":
        return validate_fidelity(
            scenario, rules, scale=way.scale, runs=way.runs, seed=way.seed, executor=executor, progress=progress
        )  # fmt: skip
    return validate_guardian(
        scenario,
        scale=way.scale,
        runs=way.runs,
        seed=way.seed,
        members=way.drawn(),
        progress=progress,
    )


@dataclass(frozen=True, slots=True)
class RefugeEnd:
    """A place of refuge on the last day, and the most people it ever has."""

    refuge: str
    people: float
    low: float
    high: float
    most: float


@dataclass(frozen=True, slots=True)
class DisplacementRun:
    """What `guardian displace run` says; `out`: where all days are."""

    scenario: str
    mode: str
    runs: int
    seed: int
    start: str
    days: int
    refuges: tuple[RefugeEnd, ...]
    waiting: float
    moving: float
    out: str | None
    quirks: tuple[Quirk, ...]


def run_folder(
    folder: Path,
    way: Way,
    out: Path | None = None,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> DisplacementRun:
    """A folder's days, all of them into `out` (.csv or .parquet). Raises InputError."""
    _checked(way)
    if out is not None and out.suffix not in (".csv", ".parquet"):
        raise InputError(f"{out.name}: unknown kind of file", way_out="write .csv or .parquet")
    rules = way.rules()
    scenario = read_scenario(folder, way.scale)
    made = project(
        scenario, mode=way.mode, rules=rules, runs=way.runs, seed=way.seed, members=way.drawn(),
        executor=executor or InProcess(), progress=progress,
    )  # fmt: skip
    if out is not None:
        _write(table(made), out)
    return DisplacementRun(
        scenario.name,
        made.mode,
        made.runs,
        made.seed,
        scenario.start.isoformat(),
        scenario.days,
        tuple(
            RefugeEnd(
                name,
                float(made.mean[-1, c]),
                float(made.low[-1, c]),
                float(made.high[-1, c]),
                float(made.mean[:, c].max()),
            )
            for c, name in enumerate(made.refuges)
        ),
        float(made.waiting[-1]),
        float(made.moving[-1]),
        None if out is None else str(out),
        scenario.quirks,
    )


def table(made: Projection) -> pl.DataFrame:
    """One row for each day and place of refuge: day, date, place, people, low, high (90 %)."""
    days = len(made.mean)
    start = made.scenario.start
    dates = pl.date_range(
        start, interval="1d", end=pl.lit(start) + pl.duration(days=days - 1), eager=True
    )
    frames = [
        pl.DataFrame(
            {
                "day": range(days),
                "date": dates,
                "place": [name] * days,
                "people": made.mean[:, c],
                "low": made.low[:, c],
                "high": made.high[:, c],
            }
        )
        for c, name in enumerate(made.refuges)
    ]
    return pl.concat(frames).sort("day", maintain_order=True)


def _write(frame: pl.DataFrame, out: Path) -> None:
    try:
        if out.suffix == ".csv":
            frame.write_csv(out, float_precision=1)
        else:
            frame.write_parquet(out)
    except OSError as fault:
        raise InputError(f"can't be written: {fault.strerror}", where=str(out)) from fault


@dataclass(frozen=True, slots=True)
class Compared:
    """What `guardian displace compare` says: the changes, and each place of refuge with and without them."""

    scenario: str
    changes: tuple[str, ...]
    runs: int
    seed: int
    refuges: tuple[Difference, ...]
    waiting_before: float
    waiting_after: float


def compare_folder(
    folder: Path, changes: Sequence[str], way: Way, progress: Progress = silent
) -> Compared:
    """A folder as it is and with changes, the same members on both sides. Raises InputError."""
    _checked(way)
    asked: tuple[Change, ...] = tuple(read_change(text) for text in changes)
    if not asked:
        raise InputError("nothing to change", way_out="give --change KIND:NAMES[:FROM-TO][:VALUE]")
    scenario = read_scenario(folder, way.scale)
    rules, other = way.rules(), changed(scenario, asked)
    drawn = way.drawn() or (draw(way.runs or MEMBERS, way.seed) if way.mode == "guardian" else None)
    before, after = (
        project(
            s,
            mode=way.mode,
            rules=rules,
            runs=way.runs,
            seed=way.seed,
            members=drawn,
            progress=progress,
        )
        for s in (scenario, other)
    )
    return Compared(
        scenario.name,
        tuple(change.text for change in asked),
        before.runs,
        way.seed,
        differences(before, after),
        float(before.waiting[-1]),
        float(after.waiting[-1]),
    )


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What `guardian displace calibrate` says: on what, the members that count (effective number), and the ranges left."""

    conflicts: tuple[str, ...]
    members: int
    effective: float
    seed: int
    parameters: tuple[ParameterRange, ...]
    out: str


def calibrate_folders(
    folders: Sequence[Path], out: Path, runs: int = 0, seed: int = 1, progress: Progress = silent
) -> Calibrated:
    """Members weighed by the counts of several folders, kept in `out`. Raises InputError."""
    _checked(Way(runs=runs, seed=seed))
    scenarios = [read_scenario(folder) for folder in folders]
    members = calibrate(scenarios, runs or MEMBERS, seed, progress)
    names = [s.name for s in scenarios]
    save(members, names, out)
    return Calibrated(
        tuple(sorted(names)),
        len(members),
        float(1.0 / (members.weight**2).sum()),
        seed,
        ranges(members),
        str(out),
    )
