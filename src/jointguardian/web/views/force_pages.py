"""Small words of the pages about the force."""

from collections.abc import Iterable

from ...domain import Municipality, Unit
from ...domain.dates import format_dtg
from ...domain.vocab import Term, vocabulary
from ...picture.forces import Node
from ...picture.patrols import Coverage, moment_of
from .places import side_by_side
from .words import number, period, span_of_numbers

LONG = 9
"""Days without a patrol from which on a municipality is shown as one to look at. Own choice."""


def flat(nodes: Iterable[Node]) -> list[Node]:
    """The nodes of a tree, parents first."""
    return [n for node in nodes for n in (node, *flat(node.children))]


def chosen(nodes: Iterable[Node], unit: str | None) -> Unit | None:
    """The unit that is being changed."""
    return next((n.unit for n in nodes if n.unit.id == unit), None)


def choices(name: str) -> tuple[Term, ...]:
    """The terms of a vocabulary."""
    return vocabulary(name).terms


def personnel(unit: Unit) -> str:
    """`110–120`, `120`, or that it is not known."""
    if unit.personnel_low is None or unit.personnel_high is None:
        return number(unit.personnel_best) if unit.personnel_best is not None else "not known"
    return span_of_numbers(unit.personnel_low, unit.personnel_high)


def notice(hours: int | None) -> str:
    """`6 hours`, `7 days`, or that it is not known."""
    if hours is None:
        return "not known"
    if hours >= 48 and hours % 24 == 0:
        return f"{hours // 24} days"
    return f"{hours} hour{'s' if hours != 1 else ''}"


def history(unit: Unit) -> str:
    """The stretch of time of a row."""
    return period(unit.start, unit.end) if unit.end else f"from {period(unit.start, unit.start)}"


def town_names(municipalities: Iterable[Municipality]) -> dict[str, str]:
    """Each municipality's names side by side, by id."""
    return {m.id: side_by_side(m.names, m.name) for m in municipalities}


def seldom(covered: Coverage) -> bool:
    """Whether a municipality was not patrolled for long."""
    return covered.days is None or covered.days >= LONG


def stamp(moment: str | None) -> str:
    """The date-time group of an ISO moment."""
    return format_dtg(moment_of(moment)) if moment else ""
