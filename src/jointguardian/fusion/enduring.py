"""What lasts over days: barricades, sieges, strikes. Tellings of it on days in a row are one."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from ..domain import Event
from .nations import nation_acting
from .parties import plain


class Thing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that lasts: its name, the pattern of its wordings, the event types that tell of it.

    `gap` is the most days between two tellings of one, `wide` says that it goes on in many places
    at once, `of` that it has a nation's name added and is none without.
    """

    name: str
    pattern: str
    types: tuple[str, ...]
    gap: int = 1
    wide: bool = False
    of: Literal["nations"] | None = None


class _Things(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    things: tuple[Thing, ...]


FLOWS = {"returned": "return of the displaced", "displaced": "flight"}


@cache
def _compiled() -> tuple[tuple[Thing, re.Pattern[str]], ...]:
    raw = files(__package__).joinpath("data/enduring.yaml").read_text(encoding="utf-8")
    table = msgspec.convert(yaml.safe_load(raw), _Things)
    return tuple((t, re.compile(t.pattern)) for t in table.things)


@cache
def thing(name: str) -> Thing:
    """The row of a thing named as events name it."""
    return next(t for t, _ in _compiled() if name == t.name or name.startswith(f"{t.name}: "))


def things(event: Event, text: str) -> tuple[str, ...]:
    """The lasting things that an event of these words is about: at most the first that fits."""
    for kind, name in FLOWS.items():
        if any(c.kind == kind for c in event.casualties):
            return (name,)
    bare = plain(text)
    for row, pattern in _compiled():
        if event.type in row.types and pattern.search(bare):
            if row.of is None:
                return (row.name,)
            actors = " ; ".join(a.known_as for a in event.actors)
            nation = nation_acting(f"{plain(actors)} ; {bare}")
            return (f"{row.name}: {nation}",) if nation else ()
    return ()
