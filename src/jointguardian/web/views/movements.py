"""People who left or came back, and forces that moved, by kind and place."""

from dataclasses import dataclass

from ...domain import Movement

LABELS = {
    "returned": "People returned",
    "displaced": "People displaced",
    "withdrawn": "Forces withdrawn",
    "deployed": "Forces deployed",
}


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows of one kind, newest first; `scale` is the largest number, for the bars."""

    label: str
    rows: tuple[tuple[Movement, int], ...]
    scale: int


def flows(movements: tuple[Movement, ...]) -> tuple[Flow, ...]:
    """One flow a kind; each row with its share of the largest in percent, 1 to 100.

    A row of 0 persons is one whose number nobody gave.
    """
    kinds = dict.fromkeys([*LABELS, *(m.kind for m in movements)])
    return tuple(f for f in (_flow(kind, movements) for kind in kinds) if f.rows)


def _flow(kind: str, movements: tuple[Movement, ...]) -> Flow:
    rows = sorted((m for m in movements if m.kind == kind), key=lambda m: m.date, reverse=True)
    scale = max((m.persons for m in rows), default=1) or 1
    return Flow(
        LABELS.get(kind, kind.capitalize()),
        tuple((m, max(1, round(100 * m.persons / scale))) for m in rows),
        scale,
    )
