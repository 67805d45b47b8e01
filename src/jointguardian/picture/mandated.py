"""What a product says of the mandate, as values: findings, tasks, commitments, assumptions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line rests on: its clause or other facts by their source, incidents, reports and claims.

    `claims` are pairs of report and claim.
    """

    facts: tuple[str, ...]
    incidents: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A rule's finding; `before` is that of the period's start (None: it did not bind)."""

    provision: str
    instrument: str
    clause: str
    verified: bool
    finding: str
    before: str | None
    shown: tuple[str, ...]
    missing: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task's state and trend, and each of its measures with its figures, in words."""

    name: str
    provision: str
    state: str
    trend: str
    measures: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment that turned in the period, or that falls due."""

    what: str
    by: str
    to: str
    state: str
    since: str
    why: str
    due: str | None
    turned: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class AssumptionLine:
    """A premise whose signs changed since the period's start, with what hangs on it."""

    statement: str
    holder: str
    before: str
    state: str
    signs: tuple[str, ...]
    hangs: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Mandated:
    """The mandate of an operation as of a moment, against the period's start."""

    since: str
    day: str
    findings: tuple[FoundLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    commitments: tuple[CommitmentLine, ...] = ()
    assumptions: tuple[AssumptionLine, ...] = ()
