"""A scenario run against its own counts: errors, naive forecasts beside them, how often the counts lie in the interval."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..compute import Executor, InProcess, Progress, shard_seeds, silent
from ..errors import InputError
from .choice import Early, ways
from .members import Ensemble, Members, draw, run_members
from .rules import Rules
from .run import compile_now, run
from .scenario import Floats, Quirk, Scenario, camps_counted
from .score import SPLIT_DAY, ard, rescaled, score

MODES = ("fidelity", "guardian")
MEMBERS = 256
SMALL = 100
"""Counts under so many people are left out of the coverage: a camp of a few is no test of an interval."""


@dataclass(frozen=True, slots=True)
class CampError:
    """A place of refuge: its last count and the run's, and the mean absolute error over the days, in people."""

    name: str
    counted: float
    run: float
    low: float | None
    high: float | None
    mean_error: float


@dataclass(frozen=True, slots=True)
class Validation:
    """What `guardian displace validate` says; errors as in `score`, `coverage90` from the day after early counts on."""

    scenario: str
    mode: str
    scale: int
    runs: int
    seed: int | None
    ard: float
    ard_rescaled: float
    ard_split30: float
    mase7: float | None
    coverage90: float | None
    days: int
    people: int
    camps: int
    seconds: float
    early_day: int | None
    each: tuple[CampError, ...]
    quirks: tuple[Quirk, ...]


def counted(scenario: Scenario) -> tuple[list[int], Floats]:
    """The places of refuge with counts, and the counts by day. Raises InputError where there are none."""
    places, rows = camps_counted(scenario)
    if scenario.counts is None or not places:
        raise InputError(
            "no camp of the graph has counts",
            where=scenario.name,
            way_out="add source_data/data_layout.csv",
        )
    by_day: Floats = scenario.counts.by_day[list(rows)].T.astype(float)
    return list(places), by_day


def early_counts(scenario: Scenario, day: int = SPLIT_DAY) -> Early | None:
    """What was counted of each refuge up to a day: its last count dated by then, else that of day 0. None without counts."""
    if scenario.counts is None or day >= scenario.days:
        return None
    at = {name: j for j, name in enumerate(scenario.counts.names)}
    people = []
    for place in scenario.places:
        if not place.refuge:
            continue
        j = at.get(place.name)
        if j is None:
            people.append(0.0)
            continue
        told = scenario.counts.counted[j]
        last = int(told[told <= day].max()) if (told <= day).any() else 0
        people.append(float(scenario.counts.by_day[j, last]))
    return Early(day, np.array(people))


def validate_fidelity(
    scenario: Scenario,
    rules: Rules,
    *,
    scale: int = 1,
    runs: int = 0,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> Validation:
    """FLEE's rules against the counts: the expectation, or the mean over `runs` draws of whole people."""
    places, data = counted(scenario)
    progress(0, None, "compiling what runs the days, once")
    compile_now()
    begun = time.perf_counter()
    if runs == 0:
        outcomes = [run(scenario, rules).people[:, places]]
    else:
        work = partial(_drawn, scenario, rules, places)
        outcomes = []
        for people in (executor or InProcess()).map(work, shard_seeds(seed, runs)):
            outcomes.append(people)
            progress(len(outcomes), runs, "draws")
    seconds = time.perf_counter() - begun
    scores = [score(people, data) for people in outcomes]
    stack = np.array(outcomes)
    bounds = None
    if runs > 1:
        low, high = np.quantile(stack, (0.05, 0.95), axis=0)
        bounds = low, high
    mases = [s.mase7 for s in scores if s.mase7 is not None]
    return Validation(
        scenario.name,
        "fidelity",
        scale,
        runs,
        seed if runs else None,
        float(np.mean([s.ard for s in scores])),
        float(np.mean([s.ard_rescaled for s in scores])),
        scores[0].ard_split30,
        float(np.mean(mases)) if mases else None,
        None if bounds is None else coverage(bounds, data, 0),
        scenario.days,
        round(float(stack.mean(axis=0)[-1].sum())),
        len(places),
        seconds,
        None,
        _each(scenario, places, stack.mean(axis=0), data, bounds),
        scenario.quirks,
    )


def _drawn(scenario: Scenario, rules: Rules, places: Sequence[int], seed: int) -> Floats:
    people: Floats = run(scenario, rules, seed=seed).people[:, list(places)]
    return people


def validate_guardian(
    scenario: Scenario,
    *,
    scale: int = 1,
    runs: int = 0,
    seed: int = 1,
    members: Members | None = None,
    early: bool = True,
    progress: Progress = silent,
) -> Validation:
    """The choice model against the counts; counts dated up to day 30 are taken in (`early`), as the naive split takes them."""
    places, data = counted(scenario)
    begun = time.perf_counter()
    known = early_counts(scenario) if early else None
    drawn = members or draw(runs or MEMBERS, seed)
    ensemble = at_places(run_members(ways(scenario), drawn, known, progress), scenario, places)
    mean = ensemble.mean()
    bounds = ensemble.interval()
    seconds = time.perf_counter() - begun
    values = score(mean, data)
    return Validation(
        scenario.name,
        "guardian",
        scale,
        len(drawn),
        seed,
        values.ard,
        values.ard_rescaled,
        values.ard_split30,
        values.mase7,
        coverage(bounds, data, 0 if known is None else known.day + 1),
        scenario.days,
        round(float(mean[-1].sum())),
        len(places),
        seconds,
        None if known is None else known.day,
        _each(scenario, places, mean, data, bounds),
        scenario.quirks,
    )


def at_places(ensemble: Ensemble, scenario: Scenario, places: Sequence[int]) -> Ensemble:
    """The ensemble at some of the scenario's places of refuge."""
    refuges = [i for i, p in enumerate(scenario.places) if p.refuge]
    columns = [refuges.index(i) for i in places]
    return Ensemble(ensemble.people[:, :, columns], ensemble.weight, ensemble.seed)


def member_losses(
    scenario: Scenario, members: Members, early: bool = True, progress: Progress = silent
) -> Floats:
    """Rescaled average relative difference of each member on a scenario: what calibration weighs members by."""
    places, data = counted(scenario)
    known = early_counts(scenario) if early else None
    ensemble = at_places(run_members(ways(scenario), members, known, progress), scenario, places)
    return np.array([ard(rescaled(p.astype(float), data), data) for p in ensemble.people])


def coverage(bounds: tuple[Floats, Floats], data: Floats, start: int) -> float | None:
    """Share of the counts of SMALL people or more, from day `start` on, that lie within the bounds; None without any."""
    low, high = bounds
    asked = data >= SMALL
    asked[:start] = False
    if not asked.any():
        return None
    return float(((data >= low) & (data <= high))[asked].mean())


def _each(
    scenario: Scenario,
    places: Sequence[int],
    mean: Floats,
    data: Floats,
    bounds: tuple[Floats, Floats] | None,
) -> tuple[CampError, ...]:
    return tuple(
        CampError(
            scenario.places[i].name,
            float(data[-1, k]),
            float(mean[-1, k]),
            None if bounds is None else float(bounds[0][-1, k]),
            None if bounds is None else float(bounds[1][-1, k]),
            float(np.abs(mean[:, k] - data[:, k]).mean()),
        )
        for k, i in enumerate(places)
    )
