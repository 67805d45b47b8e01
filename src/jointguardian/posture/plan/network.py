"""The time-expanded network of a scenario: which unit can be where on which day, what is needed, what limits it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..travel import StraightLine
from .scenario import Camp, Future, Scenario, Unit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
MUST = 10.0
"""How much heavier than the heaviest level a need counts that has to be met, so that it is served first."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place and a task there."""

    place: int
    task: str


@dataclass(frozen=True, slots=True)
class Group:
    """Camps that serve the same places after the same onward movement: one for all purposes but their beds."""

    camps: tuple[int, ...]
    capacity: int
    onward_days: int
    reaches: frozenset[int]


@dataclass(frozen=True, slots=True)
class Option:
    """A unit by a lane to a group of camps: lifted from `first` on, in as many parts as the lane's lift asks for, the last of
    them on `lifted` at the latest. It arrives in theatre on `arrives`, can be on task from `employable` and is gone from
    `leaves` on (a day after the scenario's last: stays). A unit that is there has lane -1.
    """

    unit: int
    lane: int
    group: int
    first: int
    lifted: int
    arrives: int
    employable: int
    leaves: int


@dataclass(frozen=True, slots=True)
class Network:
    """The arrays of a scenario: U units, N nodes, T days, W futures, G groups of camps, L weights.

    `need` (W, T, N) persons; `weight` (T, N) what one missing there weighs, `weights` (L,) its values, falling; `must`
    (T, N) marks needs that have to be met; `parts` what each unit can do; `late` (W, U) days, `absent` (W, U).
    """

    scenario: Scenario
    nodes: tuple[Node, ...]
    groups: tuple[Group, ...]
    options: tuple[Option, ...]
    weights: Floats
    probability: Floats
    need: Ints
    weight: Floats
    must: Bools
    parts: tuple[tuple["Part", ...], ...]
    late: Ints
    absent: Bools

    @property
    def days(self) -> int:
        """Days of the scenario."""
        return self.scenario.days

    def of_unit(self, unit: int) -> Iterator[int]:
        """The numbers of a unit's options."""
        return (k for k, o in enumerate(self.options) if o.unit == unit)


@dataclass(frozen=True, slots=True)
class Part:
    """The personnel of one kind in a unit who can be on task on a day, and per group of camps the nodes they may do."""

    kind: str
    on_duty: int
    nodes: tuple[frozenset[int], ...]


def expanded(scenario: Scenario, not_before: Mapping[str, int] | None = None) -> Network:
    """The network of a scenario; lift of the units in `not_before` begins on that day at the earliest."""
    nodes = tuple(sorted({(d.place, d.task) for d in scenario.demand}))
    place_of = {p.id: k for k, p in enumerate(scenario.place)}
    named = tuple(Node(place_of[p], t) for p, t in nodes)
    groups = _groups(scenario)
    futures = scenario.future or (Future(id="as-planned"),)
    total = sum(f.probability for f in futures)
    need, weight, must = _needs(scenario, nodes, futures)
    units = {u.id: k for k, u in enumerate(scenario.unit)}
    parts = tuple(tuple(_parts(scenario, u, named, groups)) for u in scenario.unit)
    options = (
        o for u in range(len(units)) for o in _options(scenario, u, groups, not_before or {})
    )
    late, absent = np.zeros((2, len(futures), len(units)), dtype=np.int64)
    for w, future in enumerate(futures):
        for name, days in future.late.items():
            late[w, units[name]] = days
        absent[w, [units[n] for n in future.declines]] = 1
    return Network(
        scenario=scenario,
        nodes=named,
        groups=groups,
        options=tuple(_useful(options, parts)),
        weights=np.unique(weight[weight > 0])[::-1],
        probability=np.array([f.probability / total for f in futures]),
        need=need,
        weight=weight,
        must=must,
        parts=parts,
        late=late,
        absent=absent.astype(np.bool_),
    )


def served(scenario: Scenario, camp: Camp) -> frozenset[int]:
    """The numbers of the places that a camp serves."""
    if camp.reaches is not None:
        return frozenset(k for k, p in enumerate(scenario.place) if p.id in camp.reaches)
    here = np.array([[camp.lon, camp.lat]])
    there = np.array([(p.lon, p.lat) for p in scenario.place])
    km = StraightLine(scenario.detour).between(there, here)[:, 0]
    return frozenset(int(k) for k in np.flatnonzero(km <= scenario.reach_km))


def _groups(s: Scenario) -> tuple[Group, ...]:
    together: dict[tuple[frozenset[int], int, int], list[int]] = {}
    for k, camp in enumerate(s.camp):
        apart = (
            k if any(u.tour_days for u in s.unit) else -1
        )  # beds that are given back are counted camp by camp
        together.setdefault((served(s, camp), camp.onward_days, apart), []).append(k)
    return tuple(
        Group(tuple(camps), sum(s.camp[c].capacity for c in camps), onward, reaches)
        for (reaches, onward, _), camps in together.items()
    )


def ready_day(unit: Unit) -> int:
    """The day on which a unit is ready at the earliest: decision, activation, notice."""
    return unit.decision_days + unit.activation_days + unit.notice_days


def _options(
    s: Scenario, u: int, groups: tuple[Group, ...], not_before: Mapping[str, int]
) -> Iterator[Option]:
    unit = s.unit[u]
    if unit.present is not None:
        camp = next(k for k, c in enumerate(s.camp) if c.id == unit.present)
        home = next(g for g, made in enumerate(groups) if camp in made.camps)
        yield Option(u, -1, home, 0, 0, 0, 0, min(s.days, unit.tour_days or s.days))
        return
    for lane_number, lane in enumerate(s.lane):
        if lane.id not in unit.lanes or not lane.lift:
            continue
        first = max(ready_day(unit), s.day(lane.opens), not_before.get(unit.id, 0))
        for lifted in range(
            first + max(1, -(-unit.strength // lane.lift)) - 1, s.last(lane.closes) + 1
        ):
            arrives = lifted + lane.days
            for g, group in enumerate(groups):
                employable = arrives + unit.reception_days + group.onward_days
                if employable < s.days:
                    leaves = s.days if unit.tour_days is None else arrives + unit.tour_days
                    yield Option(
                        u, lane_number, g, first, lifted, arrives, employable, min(s.days, leaves)
                    )


def _parts(
    s: Scenario, unit: Unit, nodes: tuple[Node, ...], groups: tuple[Group, ...]
) -> Iterator[Part]:
    tasks = {k.id: set(k.tasks) - set(unit.not_tasks) for k in s.kind}
    for kind in unit.personnel:
        may = {
            n
            for n, node in enumerate(nodes)
            if node.task in tasks[kind]
            and s.place[node.place].id not in unit.not_places
            and unit.boundary in ("", s.place[node.place].sector)
        }
        reach = tuple(frozenset(n for n in may if nodes[n].place in g.reaches) for g in groups)
        if unit.on_duty(kind) and may:
            yield Part(kind, unit.on_duty(kind), reach)


def _useful(options: Iterable[Option], parts: tuple[tuple[Part, ...], ...]) -> Iterator[Option]:
    """Without ways to camps from which a unit can do nothing that is needed."""
    return (o for o in options if o.lane < 0 or any(p.nodes[o.group] for p in parts[o.unit]))


def _needs(
    s: Scenario, nodes: tuple[tuple[str, str], ...], futures: tuple[Future, ...]
) -> tuple[Ints, Floats, Bools]:
    base = np.zeros((s.days, len(nodes)))
    weight = np.zeros((s.days, len(nodes)))
    must = np.zeros((s.days, len(nodes)), dtype=np.bool_)
    for demand in s.demand:
        n = nodes.index((demand.place, demand.task))
        span = slice(max(0, s.day(demand.since)), s.last(demand.until) + 1)
        heavy = MUST * max(s.levels.values()) if demand.must else s.levels[demand.level]
        base[span, n] += demand.personnel
        weight[span, n] = np.maximum(weight[span, n], heavy)
        must[span, n] |= demand.must
    need = np.repeat(base[None], len(futures), axis=0)
    for w, future in enumerate(futures):
        for change in future.changes:
            hit = [
                n for n, (place, task) in enumerate(nodes)
                if change.place in (None, place) and change.task in (None, task)
            ]  # fmt: skip
            need[w, max(0, s.day(change.since)) : s.last(change.until) + 1, hit] *= change.factor
    return np.ceil(need - 1e-9).astype(np.int64), np.where(base > 0, weight, 0.0), must
