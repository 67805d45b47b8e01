"""Wordings to groups: who is counted, who acted, and whose counting it is."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import yaml

from .nations import nation

# What follows these words says something about the people counted, not who they are.
_HEAD = re.compile(r"\b(killed|injured|wounded|by|who|that|which|from)\b|,")
UNATTRIBUTED = "unattributed"


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name and the pattern of the wordings that mean it."""

    name: str
    pattern: str
    part_of: str | None = None
    people: bool = False


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/groups.yaml`."""

    parties: tuple[Wording, ...]
    takes: Mapping[str, tuple[str, ...]]
    lines: tuple[Wording, ...]
    own_line: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, str]


@cache
def table() -> Table:
    """The table of groups, checked on first use."""
    raw = files(__package__).joinpath("data/groups.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(raw), Table)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without diacritics, of a name or a phrase."""
    return plain(text)


def plain(text: str) -> str:
    """Lower case without diacritics, of a text of any length."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.lower().replace("đ", "dj"))
    return "".join(c for c in bare if not unicodedata.combining(c))


@cache
def _compiled() -> tuple[tuple[Wording, re.Pattern[str]], ...]:
    return tuple((w, re.compile(w.pattern)) for w in table().parties)


@lru_cache(maxsize=65_536)
def party(text: str) -> str:
    """The party that a wording means, else the folded wording itself."""
    plain = fold(text)
    return next((w.name for w, p in _compiled() if p.search(plain)), plain.strip())


@lru_cache(maxsize=65_536)
def side(text: str) -> str:
    """The party whose side a wording stands on: Kosovo Police on that of Kosovo."""
    name = party(text)
    return table().sides.get(name, name)


def are_people(name: str) -> bool:
    """Whether a party is a body of people on the spot, not a state or an institution."""
    return any(w.people and w.name == name for w in table().parties)


@lru_cache(maxsize=65_536)
def group(text: str) -> str:
    """The group of people that a counted wording means (states and cities are no groups)."""
    bare = fold(text)
    head = _HEAD.split(bare)[0]
    return of_nations(head) or known_group(head) or known_group(bare) or bare.strip() or "total"


def of_nations(text: str) -> str | None:
    """The force, where two or more of its nations are named together."""
    nations = {g for g in known_groups(text) if containing(g)}
    return containing(min(nations)) if len(nations) > 1 else None


@lru_cache(maxsize=65_536)
def known_group(text: str) -> str | None:
    """The group of people that a wording means, if the table has it."""
    plain = fold(text)
    return next((w.name for w, p in _compiled() if w.people and p.search(plain)), None)


def known_groups(text: str) -> frozenset[str]:
    """All groups of people that a wording names."""
    bare = fold(text)
    return frozenset(w.name for w, p in _compiled() if w.people and p.search(bare))


def settle(name: str, involved: Collection[str]) -> str:
    """The group in an incident between `involved` parties: "protesters" there are the Serbs."""
    for taken in table().takes.get(name, ()):
        if taken in involved:
            return taken
    return name


@lru_cache(maxsize=65_536)
def containing(name: str) -> str | None:
    """The group of which a group is part (Italian soldiers are part of KFOR)."""
    return next((w.part_of for w in table().parties if w.name == name), None)


def counting_line(counter: str | None) -> str:
    """Whose counting a number is; `unattributed` when the outlet gives it in its own voice."""
    if not counter:
        return UNATTRIBUTED
    plain = fold(counter)
    named = (w.name for w in table().lines if re.search(w.pattern, plain))
    return next(named, plain.strip())


def one_line(name: str, first: str, second: str) -> bool:
    """Whether two lines of counting are one for this group."""
    own = table().own_line.get(name, ())
    return first == second or (first in own and second in own)


@lru_cache(maxsize=65_536)
def known_party(text: str) -> str | None:
    """The party that a wording means, if the table knows it and it is a party, not just people."""
    plain = fold(text)
    return next((w.name for w, p in _compiled() if w.name not in _PLAIN and p.search(plain)), None)


# Rows of the table that name people in general, not a party to anything.
_PLAIN = frozenset({"journalists", "soldiers", "civilians", "refugees", "total"})


@lru_cache(maxsize=65_536)
def party_known_as(name: str, actor_id: str | None) -> str:
    """The party of an actor: by the table, else by the dictionary's id, else by its wording."""
    known = known_party(name) or known_group(name)
    return known or actor_id or party(name)


@lru_cache(maxsize=65_536)
def side_known_as(name: str, actor_id: str | None) -> str:
    """The side on which an actor stands when events are compared."""
    known = party_known_as(name, actor_id)
    return table().sides.get(known, known)


# Rows of the table that name a kind of people in any country, and the noun that we use for them.
GENERAL = {
    "soldiers": "soldiers", "Police": "police", "protesters": "protesters", "attackers": "fighters",
    "civilians": "civilians", "refugees": "refugees",
}  # fmt: skip
_HERE = re.compile(r"\b(?:kosov\w*|kfor)\b")
_NAMED_FORCE = re.compile(r"\b(?:kfor|nato)\b")


@lru_cache(maxsize=16_384)
def is_here(text: str) -> bool:
    """Whether a text is on Kosovo, so that the table's own shorthand holds in it."""
    return bool(_HERE.search(plain(text)))


@lru_cache(maxsize=65_536)
def elsewhere(name: str, wording: str) -> str:
    """A group or party of the table in a text on another country.

    "Peacekeepers" are no KFOR there, and "Lebanese soldiers" are told from other soldiers.
    """
    bare = fold(wording)
    if name == "KFOR" and not _NAMED_FORCE.search(bare):
        return "peacekeepers"
    people = nation(bare) if name in GENERAL else None
    return f"{people.adjective} {GENERAL[name]}" if people else name
