"""The trigger lexicon: which words tell of which kind of happening."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..domain import Span
from .lexicon import load

_VOWELS = "aeiou"
# "riot gear", "rally driver": the word only names equipment or a service.
_EQUIPMENT = re.compile(
    r"\s+(?:gear|police|shields?|squads?|control|fund|release|conference)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening that some words tell of. `label` names the group of words."""

    type: str
    mode: str | None
    label: str
    weight: int
    voice: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """Such a word in a text."""

    span: Span
    kind: Kind
    word: str
    verb: bool


# A kind, its pattern, its verbs, and the first words of what tells of it (None: any).
_Entry = tuple[Kind, re.Pattern[str], frozenset[str], frozenset[str] | None]
_FIRST = re.compile(r"\w+")


def triggers(text: str, within: Span) -> list[Trigger]:
    """The triggers inside a stretch of text, longest first where they overlap, in text order."""
    present = set(_FIRST.findall(within.of(text).lower()))
    found = [
        Trigger(Span(*m.span()), kind, m[0].lower(), m[0].lower() in verbs)
        for kind, pattern, verbs, first in _compiled()
        if first is None or not present.isdisjoint(first)
        for m in pattern.finditer(text, within.start, within.end)
        if not _EQUIPMENT.match(text, m.end())
    ]
    found.sort(key=lambda t: (t.span.start - t.span.end, -t.kind.weight, t.span.start))
    kept: list[Trigger] = []
    for trigger in found:
        if not any(trigger.span.overlap(other.span) for other in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.span.start)


@cache
def _compiled() -> tuple[_Entry, ...]:
    return tuple(_entry(row) for row in load("triggers")["triggers"])


def _entry(row: dict[str, Any]) -> _Entry:
    kind = Kind(
        row["type"], row.get("mode"), row["label"], row["weight"], row.get("voice", "active")
    )
    verbs = {form for lemma in row.get("verbs", ()) for form in inflected(lemma)}
    nouns = {n for noun in row.get("nouns", ()) for n in (noun, _plural(noun))}
    words = verbs | nouns | {str(f).lower() for f in row.get("forms", ())}
    listed = sorted(words, key=len, reverse=True)
    plain = [re.escape(w).replace(r"\ ", r"\s+") for w in listed]
    body = "|".join([*(str(p) for p in row.get("patterns", ())), *plain])
    pattern = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.I)
    first = None if row.get("patterns") else frozenset(_first(w) for w in words)
    return kind, pattern, frozenset(verbs), first


def _first(words: str) -> str:
    """The first word of a phrase, lower case."""
    found = _FIRST.search(words.lower())
    return found[0] if found else ""


def inflected(lemma: str) -> tuple[str, ...]:
    """Present, past and -ing forms of a regular verb; `+` after it doubles the last consonant."""
    head, _, rest = lemma.partition(" ")
    doubled = "+" in head
    stem = head.split("+")[0]
    forms = (stem, _third(stem), _past(stem, doubled), _progressive(stem, doubled))
    return tuple(f"{form} {rest}".strip() for form in forms)


def _third(stem: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", stem):
        return stem + "es"
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        return stem[:-1] + "ies"
    return stem + "s"


def _past(stem: str, doubled: bool) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        return stem[:-1] + "ied"
    return stem + (stem[-1] if doubled else "") + "ed"


def _progressive(stem: str, doubled: bool) -> str:
    if stem.endswith("e"):
        return stem[:-1] + "ing" if not stem.endswith("ee") else stem + "ing"
    return stem + (stem[-1] if doubled else "") + "ing"


def _plural(noun: str) -> str:
    return _third(noun)
