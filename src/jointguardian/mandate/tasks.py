"""What a mandate orders, with measures: the state and trend of each task on a day.

Silence is no success: a measure that counts happenings is determined only where enough was reported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain.dates import first_day, last_day
from .findings import BREACH, COMPLIANT, OPEN, Finding
from .validity import binding

ACHIEVED, PARTIAL, NOT_ACHIEVED = "achieved", "partial", "not-achieved"
BY_FINDING = {COMPLIANT: ACHIEVED, BREACH: NOT_ACHIEVED, OPEN: OPEN}


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident as the measures see it: `day` ISO, as precise as known; `harmed` killed and injured."""

    id: str
    type: str
    day: str
    places: frozenset[str]
    actors: frozenset[str]
    harmed: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """How a task is measured: by the finding of `rule`, or by counting.

    `counts` is `incidents` or `harmed` of the given types, actors and places (empty: all) in the last
    `days` days. Up to `achieved` the task is achieved, up to `partial` in part. Where fewer than
    `reports` reports tell of those days the measure is not determinable.
    """

    id: str
    name: str
    rule: str | None = None
    counts: str = ""
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    days: int = 30
    achieved: float = 0
    partial: float = 0
    reports: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """What a clause (`provision`) orders to do, in our own words, from `first` to `last`."""

    id: str
    name: str
    provision: str
    text: str
    first: str
    last: str | None
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure on a day: `value` in the period, `before` in the one before it; what it rests on."""

    measure: Measure
    state: str
    trend: str
    value: float | None
    before: float | None
    incidents: tuple[str, ...] = ()
    finding: Finding | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task on a day: `achieved`, `partial`, `not-achieved` or `not-determinable`."""

    task: Task
    state: str
    trend: str
    measured: tuple[Measured, ...]


@dataclass(frozen=True)
class Ground:
    """What the measures are taken from, as known at a moment: `reports` are the days of all reports."""

    findings: Mapping[str, Finding]
    happenings: Sequence[Happening]
    reports: Sequence[str]


def board(tasks: Iterable[Task], ground: Ground, day: date) -> tuple[TaskState, ...]:
    """The tasks that stand on a day."""
    return tuple(
        _state(t, ground, day) for t in tasks if binding(t.first, t.last, day) is not False
    )


def _state(task: Task, ground: Ground, day: date) -> TaskState:
    measured = tuple(
        _by_rule(m, ground) if m.rule else _counted(m, ground, day) for m in task.measures
    )
    return TaskState(task, joined([m.state for m in measured]), _trend(measured), measured)


def joined(states: Sequence[str]) -> str:
    """The state of a whole from its parts; a part that is not determinable leaves success open."""
    known = [s for s in states if s != OPEN]
    if not known:
        return OPEN
    if all(s == ACHIEVED for s in known):
        return ACHIEVED if len(known) == len(states) else OPEN
    if all(s == NOT_ACHIEVED for s in states):
        return NOT_ACHIEVED
    return PARTIAL


def _trend(measured: Sequence[Measured]) -> str:
    trends = {m.trend for m in measured if m.trend != "unknown"}
    if not trends:
        return "unknown"
    return trends.pop() if len(trends) == 1 else "mixed"


def _by_rule(measure: Measure, ground: Ground) -> Measured:
    finding = ground.findings.get(measure.rule or "")
    if finding is None:
        missing = "the rule does not bind on that day"
        return Measured(measure, OPEN, "unknown", None, None, missing=missing)
    missing = "; ".join(finding.missing)
    return Measured(
        measure, BY_FINDING[finding.finding], "unknown", None, None, (), finding, missing
    )


def _counted(measure: Measure, ground: Ground, day: date) -> Measured:
    now, before = (counted(measure, ground, day - timedelta(days=n * measure.days)) for n in (0, 1))
    if now is None:
        missing = f"fewer than {measure.reports} reports of the last {measure.days} days"
        return Measured(measure, OPEN, "unknown", None, None, missing=missing)
    value, incidents = now
    state = _graded(value, measure)
    was = before[0] if before else None
    return Measured(measure, state, _turn(was, value), value, was, incidents)


def _graded(value: float, measure: Measure) -> str:
    if value <= measure.achieved:
        return ACHIEVED
    return PARTIAL if value <= measure.partial else NOT_ACHIEVED


def _turn(was: float | None, value: float) -> str:
    if was is None:
        return "unknown"
    return "steady" if was == value else ("better" if value < was else "worse")


def counted(measure: Measure, ground: Ground, day: date) -> tuple[float, tuple[str, ...]] | None:
    """The count of the period that ends on a day; None where too few reports tell of it."""
    since = day - timedelta(days=measure.days - 1)
    told = sum(since <= first_day(r) <= day for r in ground.reports)
    if told < measure.reports:
        return None
    every = (h for h in ground.happenings if _fits(measure, h) and _in(h.day, since, day))
    found = [h for h in every if h.harmed or measure.counts != "harmed"]
    ids = tuple(sorted(h.id for h in found))
    return (sum(h.harmed for h in found) if measure.counts == "harmed" else len(found)), ids


def _fits(measure: Measure, one: Happening) -> bool:
    return (
        (not measure.types or one.type in measure.types)
        and (not measure.actors or not one.actors.isdisjoint(measure.actors))
        and (not measure.places or not one.places.isdisjoint(measure.places))
    )


def _in(partial: str, since: date, day: date) -> bool:
    """Whether a happening may lie in the period: one that is known as a month counts in full."""
    return first_day(partial) <= day and last_day(partial) >= since
