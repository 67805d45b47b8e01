"""One language as the rules see it: its word lists, compiled once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .words import Phrases, key_of

# Which list reads which language tag. Source: ISO 639-1; Montenegrin is `cnr` in ISO 639-3.
LISTS = {"sr": "sr", "hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "me": "sr", "sq": "sq"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """What kind of happening a word tells of; a clash is a riot when a crowd is in it."""

    type: str
    mode: str | None
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """The word lists of a language; each is described in its lexicon file."""

    tag: str
    months: Phrases[int]
    weekdays: Phrases[int]
    weekday_leads: frozenset[str]
    days: Phrases[int]
    last: Phrases[bool]
    next: Phrases[bool]
    this: Phrases[bool]
    weeks: Phrases[bool]
    month_words: frozenset[str]
    year_words: frozenset[str]
    day_words: frozenset[str]
    ago_before: frozenset[str]
    ago_after: Phrases[bool]
    month_leads: frozenset[str]
    year_leads: frozenset[str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    lone: frozenset[str]
    roundly: Mapping[str, int]
    number_joins: frozenset[str]
    one: frozenset[str]
    qualifiers: Phrases[str]
    units: Phrases[str]
    others: Phrases[bool]
    not_counts_after: Phrases[bool]
    not_counts_before: Phrases[bool]
    clock_nouns: frozenset[str]
    clock_leads: frozenset[str]
    age: Phrases[bool]
    age_leads: Phrases[bool]
    partitive: Phrases[bool]
    harms: Phrases[str]
    harm_active: Phrases[bool]
    not_harm: Phrases[bool]
    negations: frozenset[str]
    futures: Phrases[bool]
    undone: Phrases[bool]
    suppositions: Phrases[bool]
    cues: Phrases[str]
    according: Phrases[bool]
    that: frozenset[str]
    joins: frozenset[str]
    clause_words: frozenset[str]
    relative: Phrases[bool]
    auxiliaries: frozenset[str]
    prepositions: frozenset[str]
    locative: frozenset[str]
    directions: Phrases[str]
    endings: tuple[str, ...]
    offices: Phrases[bool]
    not_office: Phrases[bool]
    callings: Phrases[bool]
    bodies: Phrases[str]
    adjectives: tuple[str, ...]
    nationalities: Phrases[str]
    triggers: Phrases[Trigger]
    crowd: Phrases[bool]
    means: Phrases[str]
    agent_leads: Phrases[bool]
    exonyms: Mapping[str, str]

    def stops(self, key: str) -> bool:
        """Whether a noun phrase ends before a word."""
        return (
            key in self.prepositions
            or key in self.clause_words
            or key in self.joins
            or key in self.that
            or key in self.auxiliaries
        )


@cache
def language_for(tag: str) -> Language | None:
    """The lists that read a language tag ("sr-Cyrl", "hr", "sq"); None where there are none."""
    name = LISTS.get(tag.lower().replace("_", "-").split("-")[0])
    return _compiled(name) if name else None


@cache
def _compiled(name: str) -> Language:
    raw = files(__package__).joinpath(f"lexicon/{name}.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    given = {field: _field(field, table) for field in _SHAPES}
    return Language(
        tag=name,
        triggers=Phrases(_triggers(table["triggers"])),
        endings=tuple(sorted(map(str, table["endings"]), key=len, reverse=True)),
        adjectives=tuple(key_of(str(e)) for e in table["adjectives"]),
        exonyms={key_of(k.replace(" ", "-")): str(v) for k, v in table["exonyms"].items()},
        **given,
    )


# The shape of each list: a set of words, phrases, phrases by their value, numbers by their words.
_NAMES = {
    "set": """weekday_leads month_words year_words day_words ago_before month_leads year_leads lone
        number_joins one clock_nouns clock_leads negations that joins clause_words auxiliaries
        prepositions locative""",
    "phrases": """last next this weeks ago_after others not_counts_after not_counts_before age age_leads
        partitive harm_active not_harm futures undone suppositions according relative offices
        not_office callings crowd agent_leads""",
    "by value": "months weekdays qualifiers units harms cues bodies",
    "to value": "days directions nationalities means",
    "number of": "numbers scales",
    "number to": "roundly",
}
_SHAPES = {name: shape for shape, names in _NAMES.items() for name in names.split()}


def _field(field: str, table: Mapping[str, Any]) -> Any:
    rows, shape = table[field], _SHAPES[field]
    if shape == "set":
        return frozenset(key_of(str(w)) for w in rows)
    if shape == "phrases":
        return Phrases((str(w), True) for w in rows)
    if shape == "by value":
        return Phrases((str(w), value) for value, each in rows.items() for w in each)
    if shape == "to value":
        return Phrases((str(w), value) for w, value in rows.items())
    if shape == "number of":
        return {key_of(str(w)): value for value, each in rows.items() for w in each}
    return {key_of(str(w)): value for w, value in rows.items()}


def _triggers(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Trigger]]:
    for row in rows:
        kind = Trigger(row["type"], row["mode"], row.get("clash", False))
        yield from ((str(w), kind) for w in row["words"])
