"""The attacks that a parse tells of, with who takes which part."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..syntax import (
    Parse,
    agents,
    clause_of,
    is_negated,
    is_passive,
    modals,
    objects,
    obliques,
    subjects,
)
from .naming import Kind, kind_of
from .words import nouns, verbs, words

_UNREAL = frozenset({"would", "could", "may", "might", "can", "should", "must"})
_STRUCK_AT = frozenset(
    {"on", "against", "at", "in front of", "near", "outside", "inside", "under", "of"}
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One attack: tokens that name who does it, what undergoes it, and what it is done with."""

    kind: str
    doers: tuple[int, ...]
    undergoers: tuple[int, ...]
    means: tuple[int, ...]


def deeds(parse: Parse) -> Iterator[Deed]:
    """All attacks of a document, by verbs and by nouns, in text order."""
    for token in parse:
        lemma = token.lemma.lower()
        if token.pos == "VERB" and lemma in verbs():
            yield from _by_verb(parse, token.index, verbs()[lemma])
        elif token.pos == "NOUN" and lemma in nouns():
            yield from _by_noun(parse, token.index, nouns()[lemma])
        if token.pos == "VERB" and lemma in words("claiming"):
            yield from _claimed(parse, token.index)
        if lemma in words("blaming") and token.pos in {"VERB", "ADJ"}:
            yield from _blamed(parse, token.index)


def _by_verb(parse: Parse, verb: int, kinds: frozenset[str]) -> Iterator[Deed]:
    if is_negated(parse, verb) or set(modals(parse, verb)) & _UNREAL:
        return
    passive = is_passive(parse, verb)
    doers = agents(parse, verb) if passive else subjects(parse, verb)
    struck = subjects(parse, verb) if passive else objects(parse, verb)
    means = _weapons(parse, verb)
    if parse[verb].lemma.lower() == "blow" and _particle(parse, verb) == "up":
        yield Deed("strike", doers, struck, means)
        return
    if burnt := _set_on_fire(parse, verb):
        yield Deed("strike", doers, burnt, means)
        return
    if kinds == {"use"} or "use" in kinds:
        armed = means or any(kind_of(parse, i) is Kind.WEAPON for i in (*struck, *doers))
        if armed:
            at = tuple(i for i, word in obliques(parse, verb) if word in _STRUCK_AT)
            yield Deed("use", doers, (*struck, *at), means)
            return
        if kinds == {"use"}:
            return
    kind = next(iter(sorted(kinds - {"use"})))
    yield Deed(kind, doers, struck, means)


def _particle(parse: Parse, verb: int) -> str | None:
    """The particle that makes another verb of a verb ("up" in "blew up")."""
    found = [parse[i].lemma.lower() for i in parse.children(verb, "compound")]
    return found[0] if found else None


def _set_on_fire(parse: Parse, verb: int) -> tuple[int, ...]:
    """What somebody sets fire to."""
    fire = any(parse[i].lemma.lower() == "fire" for i in parse.children(verb, "obj"))
    if parse[verb].lemma.lower() != "set" or not fire:
        return ()
    return tuple(i for i, word in obliques(parse, verb) if word == "to")


def _weapons(parse: Parse, verb: int) -> tuple[int, ...]:
    """The weapons that a verb's clause names."""
    return tuple(
        i
        for i in parse.below(verb)
        if kind_of(parse, i) is Kind.WEAPON
        and parse[i].pos in {"NOUN", "PROPN"}
        and clause_of(parse, i) == clause_of(parse, verb)
        and not parse.is_dep(i, "compound")
    )


def _by_noun(parse: Parse, noun: int, kinds: frozenset[str]) -> Iterator[Deed]:
    kind = next(iter(sorted(kinds)))
    struck, doers = [], []
    for i, word in obliques(parse, noun):
        if word == "by":
            doers.append(i)
        elif word in {"on", "against"} or (word == "of" and _suffered(parse, noun, kind)):
            struck += [i, *parse.children(i, "conj")]
    owners = parse.children(noun, "nmod:poss")
    if kind == "harm":
        struck += owners
    means = tuple(i for i in parse.children(noun, "compound") if kind_of(parse, i) is Kind.WEAPON)
    if struck or doers or means:
        yield Deed(kind, tuple(doers), tuple(struck), means)


def _suffered(parse: Parse, noun: int, kind: str) -> bool:
    """Whether a deed's "of" phrase undergoes it ("the murder of", "the destruction of")."""
    return kind == "harm" or parse[noun].lemma.lower() in words("suffered")


def _claimed(parse: Parse, verb: int) -> Iterator[Deed]:
    """ "The Extraditables claimed responsibility for ...": the subject is the organisation."""
    if any(parse[i].lemma in {"responsibility", "credit"} for i in parse.children(verb, "obj")):
        yield Deed("claim", subjects(parse, verb), (), ())


def _blamed(parse: Parse, word: int) -> Iterator[Deed]:
    """ "Three officers are accused of the murder ...": who is blamed is the doer."""
    told = [i for i in parse.below(word) if _is_deed(parse, i)]
    if not told or is_negated(parse, word):
        return
    passive = is_passive(parse, word) or parse[word].lemma.lower() in words("partaking")
    blamed = subjects(parse, word) if passive else objects(parse, word)
    yield Deed("blame", tuple(i for i in blamed if i not in told), (), ())


def _is_deed(parse: Parse, index: int) -> bool:
    lemma = parse[index].lemma.lower()
    kinds = verbs() if parse[index].pos == "VERB" else nouns()
    return bool(kinds.get(lemma, frozenset()) & {"harm", "seize", "strike"})
