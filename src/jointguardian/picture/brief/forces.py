"""The force: strength by kind, the reserve ladder, movements. Kinds are never added up."""

from collections.abc import Iterable, Sequence

from ...domain import KeptPlan, Reserve, Strength
from ..wording import day_words, guarded
from . import refs
from .material import Material
from .tree import Item, Note, Row, Table

BRIEFED = 4
"""Sentences of a plan that a brief repeats."""
UNMET = (
    "Stays unmet: persons missing, times days, times the weight of the level. 'At least' is what no plan of that course "
    "can beat. A plan stands on its scenario, whose invented values it names; the whole is on the page Posture."
)
KINDS = ("in-area", "in-theatre", "in-transit", "ordered", "pledged", "authorised", "planned")


def forces(material: Material) -> Sequence[Item]:
    """Strength by kind and scope, and the rungs of the reserve ladder."""
    items = [
        *_strengths(material.picture.strengths),
        *_reserves(material.picture.reserves),
        *_plans(material.plans),
    ]
    return items or [Note("No strength or reserve is known of the 400 days before.")]


def _strengths(strengths: Sequence[Strength]) -> Iterable[Item]:
    ranked = sorted(strengths, key=_rank)
    rows = tuple(Row(_strength(s), refs.of_fact(s.source)) for s in ranked)
    if rows:
        yield Table(("Kind", "Scope", "Personnel", "Date", "Part of", "Note"), rows)


def _rank(row: Strength) -> tuple[int, bool, int, str]:
    kind = KINDS.index(row.kind) if row.kind in KINDS else len(KINDS)
    return kind, row.scope != "TOTAL", -row.best, row.scope


def _strength(row: Strength) -> tuple[str, ...]:
    number = (
        f"{row.best:,}" if row.low == row.high else f"{row.best:,} ({row.low:,} to {row.high:,})"
    )
    return (
        row.kind,
        row.scope,
        number,
        day_words(row.date),
        row.part_of or "",
        _noted(row.note, row.invented),
    )


def _noted(note: str, invented: bool) -> str:
    return "; ".join(
        p for p in (guarded(note) if note else "", "invented" if invented else "") if p
    )


def _reserves(reserves: Sequence[Reserve]) -> Iterable[Item]:
    rows = tuple(
        Row(_reserve(r), refs.of_fact(r.source))
        for r in sorted(reserves, key=lambda r: (r.ordered or "", r.id))
    )
    if rows:
        columns = ("Reserve", "Ordered", "Notice", "Arrived", "Personnel", "Part of", "Note")
        yield Table(columns, rows)


def _reserve(row: Reserve) -> tuple[str, ...]:
    return (
        row.name,
        day_words(row.ordered) if row.ordered else "not known",
        _notice(row),
        day_words(row.arrived) if row.arrived else "not known at this time",
        f"{row.personnel:,}" if row.personnel is not None else "not known",
        row.part_of or "",
        _noted(row.note, row.invented),
    )


def _plans(plans: Sequence[KeptPlan]) -> Iterable[Item]:
    """Reinforcement plans of these days: courses of action side by side, and that of the scenario as it stands in words."""
    for standing in (
        p for p in plans if not p.course and not p.without and not p.warned and p.plan["goals"]
    ):
        beside = [p for p in plans if p.scenario == standing.scenario and p.plan["goals"]]
        yield Table(
            ("Course of action", "Stays unmet", "At least", "Called", "Last on task"),
            tuple(
                Row(_course(p), refs.of_fact(f"{p.title}: scenario {p.scenario}, plan {p.id}"))
                for p in beside
            ),
        )
        told = [
            *standing.words[:BRIEFED],
            *(w for w in standing.words[BRIEFED:] if w.startswith("Invented")),
        ]
        words = " ".join(guarded(w) for w in told)
        yield Note(
            f"{standing.title}, planned for {day_words(standing.since)} to {day_words(standing.until)}: {words}"
        )
        yield Note(UNMET)


def _course(plan: KeptPlan) -> tuple[str, ...]:
    unmet = plan.plan["goals"][0]
    called = [m for m in plan.plan["moves"] if m["lane"]]
    without = f", without {', '.join(plan.without)}" if plan.without else ""
    last = max((m["employable"] for m in called), default="")
    return (
        f"{plan.name}{without}",
        f"{unmet['value']:,.0f}",
        f"{unmet['bound']:,.0f}",
        str(len(called)),
        day_words(last) if last else "nobody",
    )


def _notice(row: Reserve) -> str:
    if row.notice_days is None:
        return "not known"
    before = row.notice_days_before
    return f"{row.notice_days} days" + (f" (before: {before})" if before is not None else "")
