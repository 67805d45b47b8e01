"""Whose words: the noun phrase that is the subject of a cue, and whom it means."""

from ..syntax import Parse, subjects
from .found import Block, block, trimmed

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_QUOTES = frozenset("\"“”'‘’")


def source_of(parse: Parse, verb: int) -> tuple[tuple[Block, ...], int | None]:
    """The words that name the source of a verb, and the noun they mean; ((), None) for nobody."""
    own = [i for i in parse.children(verb, "nsubj", "csubj") if parse.is_dep(i, "nsubj")]
    if own:
        return named(parse, own[-1], verb), _meant(parse, verb, own[-1])
    shared = [i for i in subjects(parse, verb) if i != verb]
    if not shared:
        return (), None
    return named(parse, shared[0], verb), shared[0]


def _meant(parse: Parse, verb: int, subject: int) -> int:
    """The noun that a relative pronoun stands for, else the subject itself."""
    if parse[subject].text.lower() not in _RELATIVE:
        return subject
    return parse[verb].head if parse.is_dep(verb, "acl") else subject


def named(parse: Parse, noun: int, apart: int) -> tuple[Block, ...]:
    """The phrase of a noun with its asides, without what holds the word `apart`."""
    low, high = block(parse, noun)
    if low <= apart <= high:
        low, high = _around(parse, noun, apart)
    found = trimmed(parse, (low, high))
    if found is None:
        return ()
    first = found[0]
    while first < noun and (parse[first].text in _QUOTES or parse.is_dep(first, "cc", "mark")):
        first += 1
    return ((first, found[1]),)


def _around(parse: Parse, noun: int, apart: int) -> Block:
    """The words below a noun on its side of the word `apart`."""
    kept = [noun]
    for child in parse.children(noun):
        low, high = block(parse, child)
        if not low <= apart <= high:
            kept += [low, high]
    low, high = min(kept), max(kept)
    if low <= apart <= high:
        return (noun, noun)
    return low, high
