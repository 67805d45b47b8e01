"""Reinforcement plans as a person reads them: courses side by side, steps, shortfalls, worth."""

from collections.abc import Iterable, Sequence

from rich.table import Table

from ..pipeline.reinforcement import Plan, Worth
from .context import out

SHOWN = 12
"""Changes that are listed."""


def print_plans(plans: Sequence[Plan]) -> None:
    """All plans of a scenario."""
    page = out()
    for plan in plans:
        page.print(f"{plan.title}: {plan.course or 'as it stands'}", markup=False)
        for words in plan.words:
            page.print(f"  {words}", markup=False)
        if plan.moves:
            page.print(_moves(plan), markup=False)
        if plan.worth:
            page.print(_worth(plan.worth), markup=False)
    if len(plans) > 1:
        page.print(_courses(plans), markup=False)


def _courses(plans: Iterable[Plan]) -> Table:
    table = Table(
        "Course", "Status", "Unmet", "At least", "Called", "Last on task", "Cost of lift", box=None
    )
    for plan in plans:
        goals = {g.name: g for g in plan.goals}
        called = [m for m in plan.moves if m.lane]
        unmet, moved = goals.get("unmet protection"), goals.get("movement")
        table.add_row(
            plan.course or "as it stands", plan.status, f"{unmet.value:,.0f}" if unmet else "",
            f"{unmet.bound:,.0f}" if unmet else "", str(len(called)), max((m.employable for m in called), default=""),
            f"{moved.value:,.0f}" if moved else "",
        )  # fmt: skip
    return table


def _moves(plan: Plan) -> Table:
    table = Table(
        "Unit",
        "Nation",
        "Persons",
        "Ordered",
        "Ready",
        "Lift",
        "Arrives",
        "On task",
        "Camps",
        box=None,
    )
    for m in plan.moves:
        lift = f"{m.lift_from} to {m.lift_to}, {m.lane}" if m.lane else "is there"
        table.add_row(
            m.name, m.nation, str(m.personnel), m.ordered or "", m.ready or "", lift, m.arrives, m.employable,
            ", ".join(m.billets),
        )  # fmt: skip
    return table


def _worth(rows: Sequence[Worth]) -> Table:
    table = Table("Change", "Unmet before", "After", "At least", "Gain", box=None)
    worth = [w for w in rows if abs(w.gain) > 1e-6]
    for w in worth[:SHOWN] + [w for w in worth[SHOWN:] if w.gain < 0][-SHOWN:]:
        table.add_row(
            w.words, f"{w.before:,.0f}", f"{w.after:,.0f}", f"{w.at_least:,.0f}", f"{w.gain:+,.0f}"
        )
    return table
