"""Reinforcement plans as a person reads them: courses side by side, steps, shortfalls, worth."""

from collections.abc import Iterable, Iterator, Sequence

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
        for line in (*_moves(plan), *_worth(plan.worth)):
            page.print(line, markup=False)
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


def _moves(plan: Plan) -> Iterator[str]:
    for m in plan.moves:
        way = (
            f"ordered {m.ordered}, ready {m.ready}, lift {min(m.lift)} to {max(m.lift)} by {m.lane}, arrives {m.arrives}, "
            f"on task {m.employable}"
            if m.lane
            else "is there"
        )
        yield f"  {m.name} ({m.nation}, {m.personnel}): {way}; {', '.join(m.billets)}"


def _worth(rows: Sequence[Worth]) -> Iterator[str]:
    worth = [w for w in rows if abs(w.gain) > 1e-6]
    for w in worth[:SHOWN] + [w for w in worth[SHOWN:] if w.gain < 0][-SHOWN:]:
        exact = "" if w.after == w.at_least else f" (at least {w.at_least:,.0f})"
        yield f"  {w.gain:+,.0f}: {w.words}: {w.after:,.0f} stay unmet{exact}"
