"""The mandate as a product tells it: as of its moment, against the start of its period."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from ..access import Viewer
from ..domain.dates import first_day
from ..mandate import AssumptionState, CommitmentState, Finding, Measured, TaskState, Used
from ..picture.mandated import (
    AssumptionLine,
    Basis,
    CommitmentLine,
    FoundLine,
    Mandated,
    TaskLine,
)
from .mandate import Mandates

AHEAD = timedelta(days=30)
"""How far ahead a commitment that falls due is told."""
WORDS = 4
"""Claims that a commitment's line cites."""
GRAVITY = ("breach", "not-determinable", "compliant")


def mandated(mandates: Mandates, viewer: Viewer, begin: datetime, end: datetime) -> Mandated | None:
    """What the mandate says of a period; None where the operation has no mandate."""
    if not mandates.exists:
        return None
    before = {f.provision: f.finding for f in mandates.checked(viewer, begin).findings}
    clauses = {p.id: f"{p.instrument.title}, {p.clause}" for p in mandates.rules.provisions}
    found = sorted(mandates.checked(viewer, end).findings, key=lambda f: GRAVITY.index(f.finding))
    first, last = begin.date(), end.date()
    return Mandated(
        since=first.isoformat(),
        day=last.isoformat(),
        findings=tuple(_found(f, before.get(f.provision)) for f in found),
        tasks=tuple(_task(t, clauses) for t in mandates.tasks(viewer, end)),
        commitments=tuple(_due(mandates.commitments(viewer, end), first, last)),
        assumptions=tuple(
            _turned(mandates.assumptions(viewer, begin), mandates.assumptions(viewer, end))
        ),
    )


def _found(finding: Finding, before: str | None) -> FoundLine:
    clause = f"{finding.instrument}, {finding.clause}"
    return FoundLine(
        provision=finding.provision,
        instrument=finding.instrument,
        clause=finding.clause,
        verified=finding.verified,
        finding=finding.finding,
        before=before,
        shown=tuple(_seen(u) for u in finding.facts),
        missing=finding.missing,
        basis=_basis(clause, finding.facts),
    )


def _basis(clause: str, used: Iterable[Used], incidents: Iterable[str] = ()) -> Basis:
    facts = [u.seen for u in used]
    return Basis(
        facts=tuple(dict.fromkeys([clause, *(s.source for s in facts if s.source)])),
        incidents=tuple(dict.fromkeys(incidents)),
        reports=tuple(dict.fromkeys(s.report for s in facts if s.report)),
    )


def _seen(used: Used) -> str:
    seen = used.seen
    low, high = seen.low or 0.0, seen.high
    span = f"{low:g}" if low == high else f"{low:g} to {high:g}" if high is not None else ""
    number = f", {span} {seen.unit}" if span else ""
    days = seen.start if seen.end in (None, seen.start) else f"{seen.start} to {seen.end}"
    invented = " (invented)" if seen.invented else ""
    return f"{seen.what} of {seen.who or 'somebody not known'}{number}, {days}{invented}"


def _task(state: TaskState, clauses: Mapping[str, str]) -> TaskLine:
    used = [u for m in state.measured if m.finding for u in m.finding.facts]
    incidents = [i for m in state.measured for i in m.incidents]
    order = state.task.provision
    return TaskLine(
        name=state.task.name,
        provision=order,
        state=state.state,
        trend=state.trend,
        measures=tuple(_measure(m) for m in state.measured),
        basis=_basis(clauses.get(order, order), used, incidents),
    )


def _measure(measured: Measured) -> str:
    value = ""
    if measured.value is not None:
        before = "unknown" if measured.before is None else f"{measured.before:g}"
        value = f" {measured.value:g} (before: {before})"
    n = len(measured.incidents)
    incidents = f", {n} incident{'s' if n > 1 else ''}" if n else ""
    return f"{measured.measure.name}:{value} {measured.state}{incidents}"


def _due(states: Iterable[CommitmentState], first: date, last: date) -> Iterable[CommitmentLine]:
    """Those that turned in the period, and those whose day lies in it or soon after."""
    for state in states:
        one = state.commitment
        turned = first <= first_day(state.since) <= last
        due = one.due is not None and first <= first_day(one.due) <= last + AHEAD
        if not (turned or (due and state.state in ("pending", "contested"))):
            continue
        said = [(w.report, w.claim) for w in state.said if w.claim][:WORDS]
        facts = (f"{one.instrument}, {one.clause}", state.source)
        yield CommitmentLine(
            one.what, one.by, one.to, state.state, state.since, state.why, one.due, turned,
            Basis(facts, claims=tuple((r, c) for r, c in said if c)),
        )  # fmt: skip


def _turned(
    before: Iterable[AssumptionState], now: Iterable[AssumptionState]
) -> Iterable[AssumptionLine]:
    """Those whose state is another than at the period's start."""
    was = {a.assumption.id: a.state for a in before}
    for state in now:
        one = state.assumption
        old = was.get(one.id, state.state)
        if old == state.state:
            continue
        shown = (*state.shown_for, *state.shown_against)
        yield AssumptionLine(
            one.statement, one.holder, old, state.state,
            tuple(f"{s.sign.measure.name} {_met(s.met)}" for s in shown), one.hangs,
            Basis((one.source,), tuple(dict.fromkeys(i for s in shown for i in s.incidents))),
        )  # fmt: skip


def _met(met: bool | None) -> str:
    return {True: "met", False: "not met", None: "not known"}[met]
