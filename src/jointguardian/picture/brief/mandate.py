"""The mandate in a product: breaches, what is open, what changed, tasks, commitments, assumptions."""

from collections.abc import Iterator, Sequence

from ..mandated import AssumptionLine, Basis, CommitmentLine, FoundLine, Mandated
from ..wording import day_words, guarded, joined
from .material import Material
from .refs import of_incident, trimmed
from .tree import Item, Note, Ref, Row, Sentence, Table

NONE = Note("This operation has no mandate: no rule, task or commitment is checked.")
BREACH, COMPLIANT, OPEN = "breach", "compliant", "not-determinable"
MOST = 3
"""Reasons that are told of one finding."""


def mandate(material: Material) -> Sequence[Item]:
    """Everything that the mandate's rules, tasks, commitments and assumptions say of the period."""
    told = material.mandate
    if told is None:
        return [NONE]
    return [
        *_findings(told),
        *_open(told),
        *_tasks(told, material),
        *(_commitment(c) for c in told.commitments),
        *(_assumption(a, material) for a in told.assumptions),
    ]


def breaches(material: Material) -> Sequence[Item]:
    """Only the breaches, and what changed since the period's start."""
    return [NONE] if material.mandate is None else [*_findings(material.mandate)]


def _findings(told: Mandated) -> Iterator[Item]:
    broken = [f for f in told.findings if f.finding == BREACH]
    yield from (_breach(f) for f in broken)
    if not broken:
        yield Note(
            f"No breach is shown on {day_words(told.day)}; of {len(told.findings)} rules that bind "
            f"{_count(told, COMPLIANT)} are kept for certain and {_count(told, OPEN)} are not determinable."
        )
    moved = [f for f in told.findings if f.before != f.finding]
    yield from (_moved(f) for f in moved)
    if not moved:
        yield Note(f"No finding changed since {day_words(told.since)}.")


def _count(told: Mandated, finding: str) -> int:
    return sum(f.finding == finding for f in told.findings)


def _breach(found: FoundLine) -> Sentence:
    shown = joined(map(guarded, found.shown), most=MOST)
    return Sentence(f"Breach of {_clause(found)}: {shown}.", _refs(found.basis))


def _moved(found: FoundLine) -> Sentence:
    before = found.before or "not yet in force"
    text = f"Changed in the period: {_clause(found)}, from {before} to {found.finding}."
    return Sentence(text, _refs(found.basis))


def _clause(found: FoundLine) -> str:
    unread = "" if found.verified else " (unverified: the clause was not read)"
    return f"{found.provision}, {found.instrument}, {found.clause}{unread}"


def _open(told: Mandated) -> Iterator[Item]:
    rows = tuple(
        Row(
            (f.provision, f.clause, guarded(joined(f.missing[:1], most=1))),
            _refs(f.basis),
        )
        for f in told.findings
        if f.finding == OPEN
    )
    if rows:
        yield Table(("Not determinable", "Clause", "What is missing"), rows)


def _tasks(told: Mandated, material: Material) -> Iterator[Item]:
    rows = tuple(
        Row(
            (t.name, t.provision, t.state, t.trend, guarded("; ".join(t.measures))),
            _refs(t.basis, material),
        )
        for t in told.tasks
    )
    if rows:
        yield Table(("Task", "Provision", "State", "Trend", "Measures"), rows)


def _commitment(row: CommitmentLine) -> Sentence:
    due = f", due {day_words(row.due)}" if row.due else ""
    turn = "turned in the period" if row.turned else "falls due"
    text = f"Commitment of {row.by} to {row.to} {turn}{due}: {row.what}: {row.state} since "
    return Sentence(guarded(f"{text}{day_words(row.since)}: {row.why}."), _refs(row.basis))


def _assumption(row: AssumptionLine, material: Material) -> Sentence:
    text = (
        f"The evidence on an assumption of {row.holder} turned from {row.before} to {row.state}: "
        f"{row.statement} Signs: {'; '.join(row.signs)}. On it hang: {'; '.join(row.hangs)}."
    )
    return Sentence(guarded(text), _refs(row.basis, material))


def _refs(basis: Basis, material: Material | None = None) -> tuple[Ref, ...]:
    """The clause first; of incidents in sight also the events, which lead to words and hash."""
    inside = material.picture.incidents if material else ()
    wanted = set(basis.incidents)
    return trimmed(
        [
            *(Ref("fact", f) for f in basis.facts),
            *(Ref("claim", claim, report) for report, claim in basis.claims),
            *(Ref("report", r, r) for r in basis.reports),
            *(Ref("incident", i) for i in basis.incidents[:MOST]),
            *(ref for i in inside if i.id in wanted for ref in of_incident(i)),
        ]
    )
