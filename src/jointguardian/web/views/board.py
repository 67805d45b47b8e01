"""Who holds what: actors down, issues across."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import Attribute, Position

FRESH = timedelta(days=7)
"""What was said in the week before the newest word leads the board (own choice)."""
DAY = len("2023-05-30")
TRAITS = {
    ("nato", "yes"): "NATO",
    ("eu", "yes"): "EU",
    ("recognises", "yes"): "recognises Kosovo",
    ("recognises", "no"): "does not recognise Kosovo",
    ("recognises", "withdrawn"): "withdrew recognition",
}
"""What is said of a nation beside its actors; that it is no member is left to the JSON."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A word on a nation, since when, and where that is known from."""

    nation: str
    words: str
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class Board:
    """Issues by how many hold something on them; one row an actor, a cell for each issue."""

    issues: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Position, ...], ...]], ...]


def board(positions: tuple[Position, ...]) -> Board:
    """The board; actors and issues with the most new words stand first, then those with the most."""
    fresh = _fresh(positions)
    issues = _by_weight([p.issue for p in fresh], [p.issue for p in positions])
    actors = _by_weight([p.actor for p in fresh], [p.actor for p in positions])
    cells: dict[tuple[str, str], list[Position]] = {}
    for position in positions:
        cells.setdefault((position.actor, position.issue), []).append(position)
    rows = ((a, tuple(_newest(cells.get((a, i), [])) for i in issues)) for a in actors)
    return Board(issues, tuple(rows))


def traits(
    nations: Mapping[str, str], attributes: Iterable[Attribute]
) -> dict[str, tuple[Trait, ...]]:
    """What each actor's nation is on the day, by the actor's name."""
    held: dict[str, list[Trait]] = {}
    for a in attributes:
        if words := TRAITS.get((a.kind, a.value)):
            unread = "" if a.verified else "; the instrument was not read"
            held.setdefault(a.nation, []).append(Trait(a.nation, words, a.start, a.source + unread))
    return {name: tuple(held.get(code, ())) for name, code in nations.items()}


def _fresh(positions: tuple[Position, ...]) -> list[Position]:
    """Positions with a word of the last days before the newest on the board."""
    newest = [_newest_day(p) for p in positions]
    last = max((day for day in newest if len(day) == DAY), default="")
    if not last:
        return []
    since = (date.fromisoformat(last) - FRESH).isoformat()
    return [p for p, day in zip(positions, newest, strict=True) if day >= since]


def _newest_day(position: Position) -> str:
    return max((s.day or "" for s in position.history), default=position.since or "")


def _by_weight(fresh: list[str], names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names), key=lambda n: (-fresh.count(n), -names.count(n), n)))


def _newest(cell: list[Position]) -> tuple[Position, ...]:
    return tuple(sorted(cell, key=lambda p: p.since or "", reverse=True))
