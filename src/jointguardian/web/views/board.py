"""Who holds what: actors down, issues across."""

from dataclasses import dataclass

from ...domain import Position


@dataclass(frozen=True, slots=True)
class Board:
    """Issues by how many hold something on them; one row an actor, a cell for each issue."""

    issues: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Position, ...], ...]], ...]


def board(positions: tuple[Position, ...]) -> Board:
    """The board; the actor with the most positions stands first."""
    issues = _by_weight([p.issue for p in positions])
    actors = _by_weight([p.actor for p in positions])
    cells: dict[tuple[str, str], list[Position]] = {}
    for position in positions:
        cells.setdefault((position.actor, position.issue), []).append(position)
    rows = ((a, tuple(_newest(cells.get((a, i), [])) for i in issues)) for a in actors)
    return Board(issues, tuple(rows))


def _by_weight(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names), key=lambda n: (-names.count(n), n)))


def _newest(cell: list[Position]) -> tuple[Position, ...]:
    return tuple(sorted(cell, key=lambda p: p.since or "", reverse=True))
