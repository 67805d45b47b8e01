"""Troops and police that a text names by a bare noun: whose they are."""

import re
from dataclasses import replace

from ..domain import Span
from .document import ActorSpan, Document
from .lexicon import load

_BARE = frozenset({"units", "troops", "soldiers", "officers", "forces", "policemen"})
_NATIONAL = frozenset({"army", "military", "armed forces"})
_REACH = 600  # characters
_OFFICE = re.compile(r"\b(?:president|minister|general|chief|commander|king|premier)\b", re.I)
_BODY = re.compile(r"\b[A-Z]{3,}\b")


def belonging(document: Document, actor: ActorSpan, named: list[ActorSpan]) -> ActorSpan:
    """ "Units", "the army" as those of the force named before, or of the state whose leader acts."""
    low = actor.head.lower()
    if actor.stands_for is not None or low not in _BARE | _NATIONAL or not _alone(document, actor):
        return actor
    at = actor.span.start
    before = [a for a in named if 0 <= at - a.span.end < _REACH]
    leader = _leader(document, actor, before)
    if leader is not None:
        return _of_state(actor, leader)
    owner = next((a for a in reversed(before) if low in _BARE and _force(a)), None)
    if owner is None:
        return actor
    whose = owner.stands_for or owner.span
    return replace(
        actor,
        name=owner.name,
        id=owner.id,
        kind=owner.kind,
        country=owner.country,
        stands_for=whose,
    )


def _alone(document: Document, actor: ActorSpan) -> bool:
    """Whether nothing but an article stands with the noun."""
    before = document.text[max(0, actor.span.start - 16) : actor.span.start].split()
    last = before[-1] if before else ""
    after = document.text[actor.span.end : actor.span.end + 6]
    led = last.lower() in _LEADING or not last[-1:].isalnum()
    return led and not re.match(r"\s+(?:of|from)\b", after)


_LEADING = frozenset(
    [
        "the",
        "that",
        "said",
        "and",
        "told",
        "to",
        "with",
        "by",
        "of",
        "for",
        "but",
        "as",
        "when",
        "while",
        "where",
        "which",
        "whom",
        "sent",
        "put",
    ]
)


def _leader(document: Document, actor: ActorSpan, before: list[ActorSpan]) -> ActorSpan | None:
    """The last actor before in the sentence, where he leads a state."""
    start = next(
        (s.span.start for s in document.sentences if s.span.contains(actor.span)), actor.span.start
    )
    inside = [a for a in before if a.span.start >= start and a.head.lower() not in _NATIONAL]
    heads = (a for a in reversed(inside) if a.kind == "person" and a.country)
    found = next((a for a in heads if _OFFICE.search(a.role or "")), None)
    return found if found and not any(_force(a) for a in inside) else None


def _of_state(actor: ActorSpan, leader: ActorSpan) -> ActorSpan:
    row = load("world")["countries"].get(leader.country or "")
    if row is None:
        return actor
    adjective = next(iter(row["adjectives"]), row["name"])
    return replace(
        actor,
        name=f"{adjective} {actor.head.lower()}",
        country=leader.country,
        stands_for=leader.stands_for or leader.span,
    )


def _force(actor: ActorSpan) -> bool:
    """Whether an actor is a force that its words tell whose it is."""
    own = actor.head.lower() not in _BARE | _NATIONAL or actor.stands_for is not None
    words = set(actor.name.lower().split())
    armed = actor.kind == "force" or bool(words & {"police", "policemen", "officers"})
    named = any(w[:1].isupper() for w in actor.name.split())
    return own and named and armed and actor.kind in {"force", "institution"}


def spoken_for(document: Document, actor: ActorSpan, near: list[ActorSpan]) -> ActorSpan:
    """ "KFOR spokesman Simon Worthy said its troops ...": those of the body he speaks for."""
    speaker = next((a for a in reversed(near) if a.kind == "person" and a.role), None)
    if speaker is None:
        return actor
    start = max(0, speaker.span.start - len(speaker.role or "") - 2)
    body = _BODY.search(document.text, start, speaker.span.start)
    if body is None:
        return actor
    return replace(actor, name=f"{body[0]} {actor.head}", stands_for=Span(*body.span()))
