"""The word lists of attacks."""

import re
from functools import cache

from ..lexicon import load


@cache
def words(name: str) -> frozenset[str]:
    """One list of `lexicon/attacks.yaml`."""
    return frozenset(str(load("attacks")[name]).split())


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Kinds of deed by verb; one verb may be of several."""
    return _kinds("verbs")


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Kinds of deed by noun."""
    return _kinds("nouns")


@cache
def group_of() -> dict[str, str]:
    """The names of known armed groups, with the first name of the same group."""
    lines = [[n.strip() for n in line.split("|")] for line in load("attacks")["groups"]]
    return {name: line[0] for line in lines for name in line}


@cache
def known_groups() -> re.Pattern[str]:
    """The names of known armed groups."""
    names = sorted(group_of(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def _kinds(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, listed in load("attacks")[name].items():
        for word in listed.split():
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
