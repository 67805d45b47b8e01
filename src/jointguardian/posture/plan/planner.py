"""A plan from a scenario: the goals one after the other, then who is where, and why something is missing."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ..coverage.answer import Clock
from .conflict import conflicts
from .master import Master, Reached, Told
from .network import Floats, Network, expanded
from .placing import Who, placed
from .reasons import gaps, shortfalls
from .scenario import Scenario
from .scenario_file import Loaded
from .steps import arrivals, moves
from .values import FutureOutcome, Goal, Move, Need, Placement, Plan
from .words import in_words

FIRST_GOAL = 0.6
"""Share of the time that the first goal may take; each later one may take half of what is left."""


@dataclass(frozen=True, slots=True)
class Before:
    """A plan that stands: units' ways of it are kept as they are where they have been ordered by `day`, and changed as
    little as the first goal allows after it."""

    plan: Plan
    day: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How a plan is made: seconds, a seed for the search, the plan that stands, and whether the later goals count."""

    seconds: float = 60.0
    seed: int = 1
    before: Before | None = None
    later_goals: bool = True
    told: Told = field(default=lambda *_: None)


def plan(loaded: Loaded, asked: Asked) -> Plan:
    """The plan of a scenario. A limit of time gives a plan with a gap, never one called optimal."""
    clock = Clock.start(asked.seconds)
    late = _too_late(loaded.scenario, asked.before) if asked.before is not None else {}
    network = expanded(loaded.scenario, late)
    master = Master(network, asked.told, asked.seed)
    start: tuple[int, ...] = ()
    if asked.before is not None:
        start = same_ways(network, asked.before.plan)
        master.hold(_held(network, asked.before, start))
    share = FIRST_GOAL if asked.later_goals else 1.0
    first = master.least_unmet(Clock.start(share * asked.seconds), start)
    if first.infeasible or not np.isfinite(first.value):
        return _none(loaded, asked, clock, conflicts(loaded.scenario) if first.infeasible else ())
    goals = [_goal("unmet protection", "weighted person-days", first)]
    options = first.options
    if asked.later_goals:
        for goal, reached in _later(master, asked, first, start, clock):
            goals.append(goal)
            options = reached.options
    return _made(loaded, asked, master, options, goals, clock)


def _goal(name: str, unit: str, reached: Reached) -> Goal:
    gap = reached.gap
    status = "optimal" if gap == 0 else "feasible"
    bound = reached.bound if np.isfinite(reached.bound) else 0.0
    return Goal(
        name,
        unit,
        round(reached.value, 6),
        round(bound, 6),
        gap if np.isfinite(gap) else None,
        status,
    )


def _later(
    master: Master, asked: Asked, first: Reached, start: tuple[int, ...], clock: Clock
) -> Iterator[tuple[Goal, Reached]]:
    """Changes to the plan that stands, time to closure, movement; each with those before it held."""
    n = master.network
    s = n.scenario
    size = np.array([float(s.unit[o.unit].strength) for o in n.options])
    coming = np.array([o.lane >= 0 for o in n.options])
    ways = np.array([s.lane[o.lane].cost if o.lane >= 0 else 0.0 for o in n.options])
    days = np.array([float(o.employable) for o in n.options])
    aims = [
        ("time to closure", "person-days until on task", size * days * coming),
        ("movement", "cost of lift", size * ways),
    ]
    if asked.before is not None:
        aims.insert(0, ("changes to the plan that stands", "persons", _changes(n, size, start)))
    limits: list[tuple[Floats, float]] = [(master.unmet_cost, first.value)]
    best = first
    for name, unit, cost in aims:
        reached = master.then_least(cost, Clock.start(0.5 * clock.left), best, limits)
        if not np.isfinite(reached.value):
            reached = Reached(float(cost[list(best.options)].sum()), -np.inf, best.options)
        row = np.zeros(master.columns.size)
        row[: len(cost)] = cost
        limits.append((row, reached.value))
        base = float(size[list(start)].sum()) if name.startswith("changes") else 0.0
        shown = Reached(reached.value + base, reached.bound + base, reached.options)
        best = reached
        yield _goal(name, unit, shown), reached


def _changes(n: Network, size: Floats, start: tuple[int, ...]) -> Floats:
    """Persons whose way differs from the plan that stands: less those who keep it."""
    planned = {n.options[k].unit for k in start}
    cost = np.array([0.0 if o.unit in planned else size[k] for k, o in enumerate(n.options)])
    cost[list(start)] = -size[list(start)]
    return cost


def same_ways(n: Network, before: Plan) -> tuple[int, ...]:
    """The options of a plan, as far as there still are such."""
    s = n.scenario
    ways = {m.unit: m for m in before.moves}
    found = []
    for k, o in enumerate(n.options):
        move = ways.get(s.unit[o.unit].id)
        camps = {s.camp[c].id for c in n.groups[o.group].camps}
        if move is None or not set(move.billets) <= camps:
            continue
        lane = s.lane[o.lane].id if o.lane >= 0 else None
        if move.lane == lane and (lane is None or move.arrives == s.date(o.arrives)):
            found.append(k)
    return tuple(found)


def _too_late(s: Scenario, before: Before) -> dict[str, int]:
    """The first day on which units that are not ordered yet can be lifted."""
    ordered = {m.unit for m in before.plan.moves if _ordered(s, m, before.day)}
    return {
        u.id: before.day + u.activation_days + u.notice_days for u in s.unit if u.id not in ordered
    }


def _ordered(s: Scenario, move: Move, day: int) -> bool:
    """Whether a unit has been decided on before a day."""
    return move.decided is not None and s.day(date.fromisoformat(move.decided)) < day


def _held(n: Network, before: Before, start: tuple[int, ...]) -> list[int]:
    """Options of units that have been ordered: they stay."""
    s = n.scenario
    ordered = {m.unit for m in before.plan.moves if _ordered(s, m, before.day)}
    return [k for k in start if n.options[k].lane >= 0 and s.unit[n.options[k].unit].id in ordered]


def _made(
    loaded: Loaded,
    asked: Asked,
    master: Master,
    options: tuple[int, ...],
    goals: list[Goal],
    clock: Clock,
) -> Plan:
    n, s = master.network, master.network.scenario
    missing = master.unmet(options)
    where = list(placed(n, options, missing))
    met: dict[tuple[int, int], int] = {}
    for day, who in enumerate(where):
        for (_, _, node), persons in who.items():
            met[day, node] = met.get((day, node), 0) + persons
    called = {n.options[k].unit for k in options}
    goals.append(_churn(where))
    made = Plan(
        scenario=s.id,
        title=s.title,
        start=s.start.isoformat(),
        days=s.days,
        course=loaded.course,
        without=loaded.without,
        sha256=loaded.sha256,
        seed=asked.seed,
        status=goals[0].status,
        goals=tuple(goals),
        moves=tuple(moves(n, options)),
        not_called=tuple(u.id for k, u in enumerate(s.unit) if k not in called),
        needs=tuple(_needs(n, met)),
        placements=tuple(_placements(n, where)),
        shortfalls=tuple(shortfalls(master, options, met)),
        gaps=tuple(gaps(n, met)),
        arrivals=arrivals(n, options),
        futures=tuple(_futures(master, missing)),
        words=(),
        seconds=round(clock.spent, 3),
        values=loaded.raw,
    )
    return in_words(made, s)


def _churn(where: list[dict[Who, int]]) -> Goal:
    moved = sum(
        max(0, persons - before.get(who, 0))
        for before, today in itertools.pairwise(where)
        for who, persons in today.items()
    )
    return Goal("churn", "persons new on a task, day by day", float(moved), 0.0, None, "feasible")


def _needs(n: Network, met: dict[tuple[int, int], int]) -> Iterator[Need]:
    s = n.scenario
    for day, node in zip(*np.nonzero(n.need[0]), strict=True):
        at = n.nodes[node]
        yield Need(
            s.date(int(day)), s.place[at.place].id, at.task, float(n.weight[day, node]),
            int(n.need[0, day, node]), met.get((int(day), int(node)), 0),
        )  # fmt: skip


def _placements(n: Network, where: list[dict[Who, int]]) -> Iterator[Placement]:
    s = n.scenario
    for day, who in enumerate(where):
        for (u, part, node), persons in sorted(who.items()):
            at = n.nodes[node]
            yield Placement(
                s.date(day),
                s.unit[u].id,
                n.parts[u][part].kind,
                s.place[at.place].id,
                at.task,
                persons,
            )


def _futures(
    master: Master, missing: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> Iterator[FutureOutcome]:
    n = master.network
    for w, probability in enumerate(n.probability):
        future = n.scenario.future[w] if n.scenario.future else None
        yield FutureOutcome(
            future.id if future else "as-planned", future.name if future else "", round(float(probability), 9),
            float(missing[:, w].sum(1) @ master.falls), int(missing[-1, w].sum()),
        )  # fmt: skip


def _none(loaded: Loaded, asked: Asked, clock: Clock, why: tuple[str, ...]) -> Plan:
    s = loaded.scenario
    status = "infeasible" if why else "unknown"
    words = (
        f"No plan holds all requirements. These can't be held together: {'; '.join(why)}."
        if why
        else "No plan that holds all requirements was found in the time given; it is not proven that there is none."
    )
    return Plan(
        scenario=s.id, title=s.title, start=s.start.isoformat(), days=s.days, course=loaded.course,
        without=loaded.without, sha256=loaded.sha256, seed=asked.seed, status=status, goals=(), moves=(),
        not_called=tuple(u.id for u in s.unit if u.present is None), needs=(), placements=(), shortfalls=(), gaps=(),
        arrivals=(), futures=(), words=(words,), conflicts=why, seconds=round(clock.spent, 3), values=loaded.raw,
    )  # fmt: skip
