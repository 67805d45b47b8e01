"""Where people are on each day of a scenario, with intervals and flows; and two such pictures side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..compute import Executor, InProcess, Progress, shard_seeds, silent
from .change import Change, changed
from .choice import Ways, run_choice, ways
from .members import Members, draw, run_members
from .rules import Rules
from .run import run
from .scenario import Floats, Scenario
from .timeline import timeline
from .validate import MEMBERS, early_counts

FLOW_MEMBERS = 16


@dataclass(frozen=True, slots=True)
class Projection:
    """People by day and place of refuge: `mean[d, c]` within `low`, `high` (90 %); `waiting[d]`: fled from home in thought, not
    in deed, for want of a way or a refuge with room; `moving[d]`: under way; `flows[d, k]`: setting out on directed road k; `open[d, k]`: whether it is; `last[i, c]`: draws of the last day, for sums."""

    scenario: Scenario
    mode: str
    runs: int
    seed: int
    refuges: tuple[str, ...]
    mean: Floats
    low: Floats
    high: Floats
    waiting: Floats
    moving: Floats
    flows: Floats
    open: NDArray[np.bool_]
    last: Floats


def project(
    scenario: Scenario,
    *,
    mode: str = "guardian",
    rules: Rules | None = None,
    runs: int = 0,
    seed: int = 1,
    members: Members | None = None,
    outflow: NDArray[np.int64] | None = None,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> Projection:
    """A scenario's days. `runs`: members (guardian) or draws (fidelity); `outflow`: who leaves, else as the counts rise."""
    if mode == "fidelity":
        return _fidelity(
            scenario, rules or Rules(), max(1, runs), seed, outflow, executor, progress
        )
    ready = ways(scenario, outflow)
    drawn = members or draw(runs or MEMBERS, seed)
    early = early_counts(scenario) if outflow is None else None
    ensemble = run_members(ready, drawn, early, progress)
    low, high = ensemble.interval()
    last = ensemble.drawn()[:, -1]
    waiting, moving, flows = _mean_flows(scenario, ready, drawn)
    return Projection(
        scenario, "guardian", len(drawn), seed, _names(scenario), ensemble.mean(), low, high, waiting, moving, flows, ready.days.open, last,
    )  # fmt: skip


def _names(scenario: Scenario) -> tuple[str, ...]:
    return tuple(p.name for p in scenario.places if p.refuge)


def _fidelity(
    scenario: Scenario,
    rules: Rules,
    runs: int,
    seed: int,
    outflow: NDArray[np.int64] | None,
    executor: Executor | None,
    progress: Progress,
) -> Projection:
    refuges = [i for i, p in enumerate(scenario.places) if p.refuge]
    expected = run(scenario, rules, flows=True, outflow=outflow)
    drawn = []
    for people in (executor or InProcess()).map(
        partial(_drawn, scenario, rules, refuges, outflow), shard_seeds(seed, runs)
    ):
        drawn.append(people)
        progress(len(drawn), runs, "draws")
    low, high = np.quantile(np.array(drawn), (0.05, 0.95), axis=0)
    waiting = expected.people.sum(axis=1) - expected.people[:, refuges].sum(axis=1)
    return Projection(
        scenario, "fidelity", runs, seed, _names(scenario), expected.people[:, refuges], low, high, waiting,
        expected.transit, expected.flows, timeline(scenario, rules).open, np.array(drawn)[:, -1],
    )  # fmt: skip


def _drawn(
    scenario: Scenario,
    rules: Rules,
    refuges: Sequence[int],
    outflow: NDArray[np.int64] | None,
    seed: int,
) -> Floats:
    people: Floats = run(scenario, rules, seed=seed, outflow=outflow).people[:, list(refuges)]
    return people


def _mean_flows(scenario: Scenario, ready: Ways, members: Members) -> tuple[Floats, Floats, Floats]:
    """Waiting, under way and on the roads: the mean of the heaviest members, who stand for all."""
    chosen = np.argsort(-members.weight, kind="stable")[:FLOW_MEMBERS]
    weight = members.weight[chosen] / members.weight[chosen].sum()
    effects = np.zeros(len(ready.refuges))
    waiting, moving = np.zeros(scenario.days), np.zeros(scenario.days)
    pairs = np.zeros((scenario.days, len(scenario.places), len(ready.refuges)))
    for m, w in zip(chosen, weight, strict=True):
        one = run_choice(ready, members.one(int(m)), effects, pairs=True)
        waiting += w * one.waiting.sum(axis=1)
        moving += w * one.moving
        pairs += w * one.pairs
    return waiting, moving, road_flows(scenario, ready, pairs)


def road_flows(scenario: Scenario, ready: Ways, pairs: Floats) -> Floats:
    """Who sets out by directed road (2r: route r forth, 2r + 1: back), each pair of home and refuge on its shortest way."""
    at = scenario.index()
    road: dict[tuple[int, int], int] = {}
    for r, route in enumerate(scenario.routes):
        ends = at[route.start], at[route.end]
        for k, pair in enumerate((ends, ends[::-1])):
            if pair not in road or route.km < scenario.routes[road[pair] // 2].km:
                road[pair] = 2 * r + k
    flows = np.zeros((scenario.days, 2 * len(scenario.routes)))
    homes = np.flatnonzero(pairs.any(axis=(0, 2)))
    for u in range(len(ready.km)):
        days = ready.state == u
        for c, refuge in enumerate(ready.refuges):
            for o in homes:
                here = int(o)
                while here != refuge and ready.back[u, c, here] >= 0:
                    onward = int(ready.back[u, c, here])
                    flows[days, road[here, onward]] += pairs[days, o, c]
                    here = onward
    return flows


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of refuge with and without the changes: people on the last day, each with its interval, and at most."""

    refuge: str
    before: float
    before_low: float
    before_high: float
    after: float
    after_low: float
    after_high: float
    most_before: float
    most_after: float


def differences(before: Projection, after: Projection) -> tuple[Difference, ...]:
    """Place by place; one that is not there on one side has nobody there."""
    rows = []
    for name in dict.fromkeys((*before.refuges, *after.refuges)):
        b, a = _last(before, name), _last(after, name)
        rows.append(Difference(name, *b[:3], *a[:3], b[3], a[3]))
    return tuple(rows)


def _last(side: Projection, name: str) -> tuple[float, float, float, float]:
    if name not in side.refuges:
        return 0.0, 0.0, 0.0, 0.0
    c = side.refuges.index(name)
    return (
        float(side.mean[-1, c]),
        float(side.low[-1, c]),
        float(side.high[-1, c]),
        float(side.mean[:, c].max()),
    )


def what_if(
    scenario: Scenario,
    changes: Sequence[Change],
    runs: int = 0,
    seed: int = 1,
    members: Members | None = None,
) -> tuple[Projection, Projection]:
    """The scenario as it is, and with the changes: the same members, so that only the changes differ."""
    drawn = members or draw(runs or MEMBERS, seed)
    return (
        project(scenario, members=drawn, seed=seed),
        project(changed(scenario, changes), members=drawn, seed=seed),
    )
