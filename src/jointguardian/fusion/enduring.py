"""What lasts over days: barricades, sieges, strikes. Tellings of it on days in a row are one."""

import re
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from ..domain import Event
from .parties import plain


class Thing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that lasts: its name, the pattern of its wordings, the event types that tell of it."""

    name: str
    pattern: str
    types: tuple[str, ...]


class _Things(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    things: tuple[Thing, ...]


@cache
def _compiled() -> tuple[tuple[Thing, re.Pattern[str]], ...]:
    raw = files(__package__).joinpath("data/enduring.yaml").read_text(encoding="utf-8")
    table = msgspec.convert(yaml.safe_load(raw), _Things)
    return tuple((t, re.compile(t.pattern)) for t in table.things)


def things(event: Event, text: str) -> tuple[str, ...]:
    """The lasting things that an event of these words is about: at most the first that fits."""
    bare = plain(text)
    for thing, pattern in _compiled():
        if event.type in thing.types and pattern.search(bare):
            return (thing.name,)
    return ()
