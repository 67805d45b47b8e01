"""The cue lexicon: the forms of each attributing verb, noun and phrase, and the stance it gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from .words import Word

_VOWELS = "aeiou"


class VerbGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of one stance and one frame."""

    stance: str
    frame: str
    lemmas: tuple[str, ...]
    after: tuple[str, ...] = ()


class LightPhrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A light verb with the noun that carries the stance ("made the announcement")."""

    verbs: tuple[str, ...]
    noun: str
    stance: str


class Assessment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Marks of the publisher's own judgement."""

    strong: tuple[str, ...]
    loaded: tuple[str, ...]


class CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`cues.yaml` as checked on loading."""

    verbs: tuple[VerbGroup, ...]
    irregular: dict[str, tuple[str, str, str, str]]
    phrases: tuple[LightPhrase, ...]
    irregular_light: dict[str, tuple[str, str, str, str]]
    nouns: dict[str, tuple[str, ...]]
    prepositions: tuple[tuple[str, ...], ...]
    assessment: Assessment
    nounlike: frozenset[str]
    conditions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sense:
    """One use of a verb form. `form`: base, third, past, participle or ing."""

    lemma: str
    form: str
    stance: str
    frame: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms to senses; light-verb forms to (noun, stance); noun to stance; prepositional cues."""

    verbs: dict[str, tuple[Sense, ...]]
    light: dict[str, tuple[tuple[str, str, str], ...]]
    nouns: dict[str, str]
    prepositions: tuple[tuple[str, ...], ...]
    assessment: Assessment
    nounlike: frozenset[str]
    conditions: frozenset[str]

    def preposition(self, words: Sequence[Word], at: int) -> int:
        """How many words from `at` make a prepositional cue; 0 for none."""
        for cue in self.prepositions:
            if cue[0] == words[at].low and tuple(w.low for w in words[at : at + len(cue)]) == cue:
                return len(cue)
        return 0


def inflect(lemma: str) -> tuple[str, str, str, str]:
    """Third person, past, past participle and -ing form of a regular English verb."""
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return f"{lemma}s", f"{lemma}d", f"{lemma}d", f"{stem}ing"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        stem = lemma[:-1]
        return f"{stem}ies", f"{stem}ied", f"{stem}ied", f"{lemma}ing"
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else f"{lemma}s"
    return third, f"{lemma}ed", f"{lemma}ed", f"{lemma}ing"


def forms(lemma: str, irregular: dict[str, tuple[str, str, str, str]]) -> Iterator[tuple[str, str]]:
    """Each form of a verb with its name, the past before a participle of the same letters."""
    third, past, participle, ing = irregular.get(lemma) or inflect(lemma)
    yield lemma, "base"
    yield third, "third"
    yield past, "past"
    if participle != past:
        yield participle, "participle"
    yield ing, "ing"


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships, read once."""
    raw = files(__package__.rpartition(".")[0]).joinpath("cues.yaml").read_text(encoding="utf-8")
    table = msgspec.yaml.decode(raw, type=CueFile)
    return Lexicon(
        verbs=_verbs(table),
        light=_light(table),
        nouns={noun: stance for stance, nouns in table.nouns.items() for noun in nouns},
        prepositions=table.prepositions,
        assessment=table.assessment,
        nounlike=table.nounlike,
        conditions=table.conditions,
    )


def _verbs(table: CueFile) -> dict[str, tuple[Sense, ...]]:
    """Senses that need a particle stand first, then clause, object and weak ones."""
    rank = {"particle": 0, "clause": 1, "object": 2, "weak": 3}
    found: dict[str, list[Sense]] = {}
    for group in sorted(table.verbs, key=lambda g: rank[g.frame]):
        for lemma in group.lemmas:
            for form, name in forms(lemma, table.irregular):
                sense = Sense(lemma, name, group.stance, group.frame, group.after)
                found.setdefault(form, []).append(sense)
    return {form: tuple(senses) for form, senses in found.items()}


def _light(table: CueFile) -> dict[str, tuple[tuple[str, str, str], ...]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for phrase in table.phrases:
        for verb in phrase.verbs:
            for form, name in forms(verb, {**table.irregular, **table.irregular_light}):
                found.setdefault(form, []).append((phrase.noun, phrase.stance, name))
    return {form: tuple(entries) for form, entries in found.items()}
