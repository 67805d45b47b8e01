"""The words that attribute, by lemma: verbs with their frames, nouns, adjectives, adverbs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one class of attitude (`kind`) that take the same grammar; see `cue_words.yaml`."""

    kind: str
    stance: str
    lemmas: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    claim: bool = True


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: tuple[Group, ...]
    phrasal: tuple[Group, ...]
    nouns: tuple[Group, ...]
    adjectives: tuple[Group, ...]
    adverbs: frozenset[str]
    light: frozenset[str]
    clear: frozenset[str]
    forums: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueWords:
    """Lemma to the groups that it stands in, in the order of the file."""

    verbs: dict[str, tuple[Group, ...]]
    nouns: dict[str, tuple[Group, ...]]
    adjectives: dict[str, tuple[Group, ...]]
    adverbs: frozenset[str]
    light: frozenset[str]
    clear: frozenset[str]
    forums: frozenset[str]


@cache
def cue_words() -> CueWords:
    """The words that ship, read once."""
    raw = files(__package__).joinpath("cue_words.yaml").read_text(encoding="utf-8")
    table = msgspec.yaml.decode(raw, type=_File)
    return CueWords(
        verbs=_by_lemma((*table.verbs, *table.phrasal)),
        nouns=_by_lemma(table.nouns),
        adjectives=_by_lemma(table.adjectives),
        adverbs=table.adverbs,
        light=table.light,
        clear=table.clear,
        forums=table.forums,
    )


def _by_lemma(groups: Iterable[Group]) -> dict[str, tuple[Group, ...]]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        for lemma in dict.fromkeys((*group.lemmas, *group.nouns)):
            found.setdefault(lemma, []).append(group)
    return {lemma: tuple(groups) for lemma, groups in found.items()}
