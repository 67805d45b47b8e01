"""Who backs or rebukes whom, drawn: who speaks at the left, whom it is about at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain import Relation

WIDTH, LEFT, RIGHT = 760, 250, 510
TOP, STEP = 34, 24
MOST = 24
"""So many lines are drawn, those with the most words behind them; the table has all."""
LONG = 32
"""Letters of a name that are drawn; the table has the whole."""


@dataclass(frozen=True, slots=True)
class Node:
    """A name at one side."""

    y: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from left to right: a curve, the side taken, and how thick it is."""

    path: str
    side: str
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing; `left_out` counts what only the table has."""

    width: int
    height: int
    left: int
    right: int
    speakers: tuple[Node, ...]
    targets: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def drawn(relations: Sequence[Relation]) -> Drawn | None:
    """The drawing of the relations with the most behind them; None where there is none."""
    if not relations:
        return None
    shown = sorted(relations, key=lambda r: -len(r.stands))[:MOST]
    speakers = _column([r.actor for r in shown])
    targets = _column([r.target for r in shown])
    rows = max(len(speakers), len(targets))
    at, to = {n.name: n.y for n in speakers}, {n.name: n.y for n in targets}
    return Drawn(
        width=WIDTH,
        height=TOP + rows * STEP,
        left=LEFT,
        right=RIGHT,
        speakers=speakers,
        targets=targets,
        edges=tuple(_edge(r, at[r.actor], to[r.target]) for r in shown),
        left_out=len(relations) - len(shown),
    )


def _column(names: Sequence[str]) -> tuple[Node, ...]:
    """Each name once, the one with the most lines first."""
    ordered = sorted(dict.fromkeys(names), key=lambda n: (-names.count(n), n))
    return tuple(Node(TOP + STEP // 2 + n * STEP, name, _short(name)) for n, name in enumerate(ordered))  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= LONG else f"{name[: LONG - 1]}…"


def _edge(relation: Relation, start: int, end: int) -> Edge:
    first, last = LEFT + 8, RIGHT - 8
    middle = (first + last) // 2
    path = f"M{first} {start}C{middle} {start} {middle} {end} {last} {end}"
    words = f"{relation.actor} {relation.side} {relation.target}, {len(relation.stands)} times"
    return Edge(path, relation.side, min(1.5 + 0.9 * (len(relation.stands) - 1), 6.0), words)
