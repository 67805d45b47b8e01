"""The log of the watch in words and links: rows, bursts between them, chips and choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ...domain import Municipality
from ...picture.watch.bursts import Burst
from ...picture.watch.filter import Filter
from ...picture.watch.rows import LogRow
from ...picture.watch.select import Choice
from ..asked import Asked
from .places import Names

LABELS = {
    "is": "Only", "state": "Work", "who": "Worked on by", "kind": "Kind", "type": "Type",
    "status": "Status", "municipality": "Municipality", "place": "Place", "actor": "Actor",
    "group": "Community or party, as told", "source": "Source", "reliability": "Source, A to F",
    "credibility": "Information, 1 to 6", "text": "Words", "known": "Became known",
    "happened": "Happened",
}  # fmt: skip
WORDS = {
    "unread": "unread by me", "new": "new since my last shift",
    "changed": "changed since my last shift", "contradicted": "contradicted",
    "casualties": "with casualties", "mine": "I work on it",
}  # fmt: skip
FOLDED = ("place", "actor", "group", "source", "status", "kind", "credibility", "reliability")
"""Facets that are shown closed until something is chosen in them."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition, and the address without it."""

    name: str
    value: str
    out: bool
    href: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that can be chosen, and the address with it (or, when chosen, without)."""

    label: str
    n: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of values."""

    name: str
    label: str
    offers: tuple[Offer, ...]
    open: bool


def chips(wish: Asked, wanted: Filter, names: Names, path: str = "/watch") -> tuple[Chip, ...]:
    """One chip a condition."""
    return tuple(
        Chip(
            LABELS.get(t.name, t.name),
            value_words(t.name, t.value, names),
            t.out,
            address(wish, wanted.without(t), path),
        )
        for t in wanted.terms
    )


def facets(
    wish: Asked,
    wanted: Filter,
    choices: Mapping[str, tuple[Choice, ...]],
    names: Names,
    path: str = "/watch",
) -> tuple[Facet, ...]:
    """The facets that have anything to choose."""
    made = (_facet(wish, wanted, name, some, names, path) for name, some in choices.items())
    return tuple(f for f in made if f.offers)


def _facet(
    wish: Asked, wanted: Filter, name: str, some: Iterable[Choice], names: Names, path: str
) -> Facet:
    offers = tuple(
        Offer(
            value_words(name, c.value, names),
            c.n,
            c.chosen,
            address(wish, wanted.toggled(name, c.value), path),
        )
        for c in some
    )
    chosen = any(o.chosen for o in offers)
    return Facet(name, LABELS[name], offers, chosen or name not in FOLDED)


def address(wish: Asked, wanted: Filter, path: str = "/watch") -> str:
    """The address of the page under another filter; the moment, days and place are kept."""
    return replace(wish, only=str(wanted) or None).link(path)


def value_words(name: str, value: str, names: Names) -> str:
    """A value as a person reads it: municipalities in the communities' languages."""
    if name == "municipality":
        return names.municipality(value)
    if name == "is":
        return WORDS.get(value, value)
    if name in ("type", "status", "state", "kind"):
        return value.replace("-", " ")
    return value


def names_of(municipalities: Iterable[Municipality]) -> Names:
    """Looks up places by name."""
    return Names(municipalities)


def woven(
    rows: tuple[LogRow, ...], bursts: tuple[Burst, ...]
) -> tuple[tuple[LogRow | None, Burst | None], ...]:
    """Rows and bursts in one order, the newest first."""
    lines: list[tuple[datetime, int, LogRow | None, Burst | None]] = []
    lines += [(row.changed, n, row, None) for n, row in enumerate(rows)]
    lines += [(burst.last, -1, None, burst) for burst in bursts]
    lines.sort(key=lambda line: (-line[0].timestamp(), line[1]))
    return tuple((row, burst) for _, _, row, burst in lines)


def length(time: timedelta | None) -> str:
    """`14 h`, `3 d 2 h`, `25 min`; rounded down."""
    if time is None:
        return ""
    minutes = int(time.total_seconds()) // 60
    if minutes < 60:
        return f"{max(minutes, 0)} min"
    days, hours = divmod(minutes // 60, 24)
    if not days:
        return f"{hours} h"
    return f"{days} d {hours} h" if hours else f"{days} d"
