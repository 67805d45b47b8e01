"""The force in numbers: strength by kind, and the ladder of reserves."""

from dataclasses import dataclass
from datetime import date

from ...domain import Reserve, Strength
from .words import partial, span_of_numbers

KINDS = ("planned", "authorised", "pledged", "ordered", "in-transit", "in-theatre", "in-area")
TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True)
class Kind:
    """The rows of one kind, newest first. Kinds are never added up."""

    kind: str
    rows: tuple[Strength, ...]
    total: Strength | None


@dataclass(frozen=True, slots=True)
class Rung:
    """One reserve: its steps with their days, and what became of its notice."""

    reserve: Reserve
    steps: tuple[tuple[str, str], ...]
    notice: str
    part_of: str | None
    taken: str


def by_kind(strengths: tuple[Strength, ...]) -> tuple[Kind, ...]:
    """Strength by kind in the order from plan to area; kinds without a row are left out."""
    made = []
    for kind in KINDS:
        rows = sorted((s for s in strengths if s.kind == kind), key=_order, reverse=True)
        if rows:
            made.append(Kind(kind, tuple(rows), next((r for r in rows if r.scope == TOTAL), None)))
    return tuple(made)


def _order(row: Strength) -> tuple[str, bool, int]:
    return (row.date, row.scope == TOTAL, row.best)


def strength_range(row: Strength) -> str:
    """`3 800`, or low–high."""
    return span_of_numbers(row.low, row.high)


def ladder(reserves: tuple[Reserve, ...]) -> tuple[Rung, ...]:
    """The reserves, the last called first; those never ordered stand last."""
    names = {r.id: r.name for r in reserves}
    in_turn = sorted(reserves, key=lambda r: (r.ordered or "", r.personnel or 0), reverse=True)
    return tuple(_rung(r, names) for r in in_turn)


def _rung(reserve: Reserve, names: dict[str, str]) -> Rung:
    steps = (("ordered", reserve.ordered), ("first arrival", reserve.arrived))
    return Rung(
        reserve=reserve,
        steps=tuple((name, partial(day)) for name, day in steps if day),
        notice=_notice(reserve),
        part_of=names.get(reserve.part_of or "", reserve.part_of),
        taken=_taken(reserve.ordered, reserve.arrived),
    )


def _notice(reserve: Reserve) -> str:
    before, now = reserve.notice_days_before, reserve.notice_days
    if now is None:
        return ""
    return f"{now} days" if before in (None, now) else f"{before} → {now} days"


def _taken(ordered: str | None, arrived: str | None) -> str:
    if not ordered or not arrived or len(ordered) < 10 or len(arrived) < 10:
        return ""
    days = (date.fromisoformat(arrived[:10]) - date.fromisoformat(ordered[:10])).days
    return {0: "the same day", 1: "1 day"}.get(days, f"{days} days")
