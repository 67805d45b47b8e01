"""The words that attribute, by lemma: verbs with their frames, nouns, adjectives, adverbs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from ..syntax import Token


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
    irregular: dict[str, tuple[str, ...]]


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
    forms: dict[str, str]

    def base(self, token: Token) -> str:
        """The lemma of a verb: by the forms of these words first, then as the parser has it."""
        if token.pos in {"VERB", "AUX"} or (token.tag == "NN" and token.text.endswith("ing")):
            return self.forms.get(token.text.lower(), token.lemma)
        return token.lemma.lower()


def with_frame(groups: Iterable[Group], *frames: str) -> Group | None:
    """The first group that takes one of some frames."""
    return next((g for g in groups if any(f in g.frames for f in frames)), None)


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
        forms=_forms(table),
    )


def _forms(table: _File) -> dict[str, str]:
    """Each inflected form of the verbs to its lemma; irregular ones are in the file."""
    lemmas = {lemma.split()[0] for g in (*table.verbs, *table.phrasal) for lemma in g.lemmas}
    lemmas |= table.light
    found = {form: lemma for lemma in sorted(lemmas) for form in _inflected(lemma)}
    found |= {lemma: lemma for lemma in lemmas}
    return found | {form: lemma for lemma, forms in table.irregular.items() for form in forms}


def _inflected(lemma: str) -> Iterator[str]:
    """The regular forms, with the last consonant doubled too."""
    yield from inflect(lemma)
    if lemma[-1] not in "aeiouywxs":
        yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


def inflect(lemma: str) -> tuple[str, str, str]:
    """Third person, past and -ing form of a regular English verb."""
    if lemma.endswith(("ee", "oe", "ye")):
        return f"{lemma}s", f"{lemma}d", f"{lemma}ing"
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else f"{lemma}s"
    return third, f"{lemma}ed", f"{lemma}ing"


def _by_lemma(groups: Iterable[Group]) -> dict[str, tuple[Group, ...]]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        for lemma in dict.fromkeys((*group.lemmas, *group.nouns)):
            found.setdefault(lemma, []).append(group)
    return {lemma: tuple(groups) for lemma, groups in found.items()}
