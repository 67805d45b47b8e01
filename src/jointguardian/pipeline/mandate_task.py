"""A task by itself: what is ordered, how its state follows, what it rests on, and how it stood before."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ..access import Viewer
from ..domain import Incident
from ..errors import UnknownName
from ..mandate import Rule, TaskState, Told
from ..mandate.tasks import Measure
from .mandate import Mandates

WEEKS = 12
"""Weeks of history that are shown."""


@dataclass(frozen=True, slots=True)
class Then:
    """How a task stood on a day, as it was known at the end of it; state None: it did not stand yet."""

    day: str
    state: str | None
    measures: tuple[tuple[str, str, float | None], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An incident that a measure counts, with the reports that tell of it."""

    measure: str
    incident: str
    day: str | None
    what: str
    places: tuple[str, ...]
    reports: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The provision that a task follows from."""

    id: str
    instrument: str
    clause: str
    text: str
    verified: bool
    basis: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task with its order, the rule of each measure in words, its evidence and its history."""

    state: TaskState
    order: Order
    rules: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Then, ...]


def task_page(
    mandates: Mandates, viewer: Viewer, as_of: datetime | None, task: str, weeks: int = WEEKS
) -> TaskPage:
    """One task as known at a moment. Raises UnknownName for one that does not stand on that day."""
    board = {s.task.id: s for s in mandates.tasks(viewer, as_of)}
    if task not in board:
        raise UnknownName(f"no task {task!r} on that day", way_out=f"use {', '.join(board)}")
    state = board[task]
    look = mandates.reader.at(viewer, as_of).look.incidents
    evidence = tuple(
        _evidence(m.measure.id, look[i]) for m in state.measured for i in m.incidents if i in look
    )
    return TaskPage(
        state=state,
        order=_order(mandates.provision(state.task.provision)),
        rules=tuple((m.measure.id, in_words(m.measure)) for m in state.measured),
        evidence=evidence,
        history=_history(mandates, viewer, as_of, task, weeks),
    )


def _order(told: Rule | Told) -> Order:
    return Order(told.id, told.instrument.title, told.clause, told.text, told.verified, told.basis)


def in_words(measure: Measure) -> str:
    """How a measure's state follows from what it counts."""
    if measure.rule:
        return f"achieved where {measure.rule} is kept, not achieved where it is broken"
    what = "killed and injured" if measure.counts == "harmed" else "incidents"
    return (
        f"achieved up to {measure.achieved:g} {what} in {measure.days} days, in part up to "
        f"{measure.partial:g}, not achieved above; not determinable with fewer than "
        f"{measure.reports} reports"
    )


def _evidence(measure: str, incident: Incident) -> Evidence:
    return Evidence(
        measure=measure,
        incident=incident.id,
        day=incident.start,
        what=incident.what,
        places=tuple(dict.fromkeys(p.name for p in incident.places)),
        reports=incident.reports,
        sources=incident.sources,
    )


def _history(
    mandates: Mandates, viewer: Viewer, as_of: datetime | None, task: str, weeks: int
) -> tuple[Then, ...]:
    moment = as_of or mandates.operation.clock()
    days = [moment.date() - timedelta(weeks=n) for n in range(weeks, 0, -1)]
    return (
        *(_then(mandates, viewer, day, task) for day in days),
        _now(mandates, viewer, as_of, task),
    )


def _then(mandates: Mandates, viewer: Viewer, day: date, task: str) -> Then:
    return _now(mandates, viewer, datetime.combine(day, time(23, 59, 59), UTC), task)


def _now(mandates: Mandates, viewer: Viewer, as_of: datetime | None, task: str) -> Then:
    day = (as_of or mandates.operation.clock()).date().isoformat()
    found = next((s for s in mandates.tasks(viewer, as_of) if s.task.id == task), None)
    if found is None:
        return Then(day, None, ())
    told = tuple((m.measure.id, m.state, m.value) for m in found.measured)
    return Then(day, found.state, told)
