"""Persons' names: holders of public office are shown, everybody else is to be sealed."""

import re
from functools import cache, lru_cache

from ..domain import Actor, PersonMention
from .document import ActorSpan, Document
from .lexicon import load
from .words import fold

_NOBODY = frozenset({"he", "she", "him", "it", "they", "them"})


def persons(document: Document, known: tuple[Actor, ...]) -> Document:
    """Each mention of a person's name, with what the text calls the person."""
    roles = _known_roles(known) | _roles(document)
    found = [
        PersonMention(a.span, roles.get(a.name, "person"), _public(a, roles.get(a.name, ""), known))
        for a in document.actors
        if a.kind == "person" and _is_name(a)
    ]
    return document.evolve(persons=tuple(found))


def _is_name(actor: ActorSpan) -> bool:
    """Whether the words are a name and not a pronoun or "the minister"."""
    last = actor.head.split()[-1] if actor.head.split() else ""
    return last[:1].isupper() and actor.head.lower() not in _NOBODY


def _roles(document: Document) -> dict[str, str]:
    """The first role that the text gives each person, an office before anything else."""
    roles: dict[str, str] = {}
    for actor in document.actors:
        if actor.kind == "person" and actor.role:
            old = roles.get(actor.name)
            if old is None or (_office(actor.role) and not _office(old)):
                roles[actor.name] = actor.role
    return roles


def _known_roles(known: tuple[Actor, ...]) -> dict[str, str]:
    """The newest office of each of the operation's persons, for texts that give none."""
    return {a.name: a.affiliations[-1].role for a in known if a.affiliations}


def _public(actor: ActorSpan, role: str, known: tuple[Actor, ...]) -> bool:
    """By the operation's own knowledge, else by the office that the text names."""
    own = next((a for a in known if a.id == actor.id), None) if actor.id else None
    return own.public if own else _office(role)


@lru_cache(maxsize=4096)
def _office(role: str) -> bool:
    """Whether a role is a public office now ("former" ones and relatives of holders are not)."""
    low = fold(role)
    if re.search(
        r"\b(?:former|ex|retired|wife|son|daughter|brother|father|mother|bodyguard)\b", low
    ):
        return False
    return bool(_offices().search(low)) or "heads " in low


@cache
def _offices() -> re.Pattern[str]:
    world = load("world")
    words = sorted({fold(o) for o in [*world["offices"], *world["offices_abroad"]]})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
