"""Coding with dictionaries of the older style: verb by verb, in the order of the text."""

import itertools
from collections.abc import Iterator

from ..syntax import is_passive
from .clauses import after, before, doers, first_named, source_of, verbs
from .coding import Choices, Coding, coding
from .entries import Dictionaries, VerbForm
from .parties import Party, named
from .sentence import Sentence
from .spread import Bound, Side, fits
from .verb_forms import forms_of

Parties = tuple[Party, ...]


def coded(sentence: Sentence, known: Dictionaries, choices: Choices) -> Iterator[Coding]:
    """The events of a sentence; a coded verb takes the verbs that its object clause holds with it."""
    taken: set[int] = set()
    for verb in verbs(sentence):
        if verb in taken:
            continue
        found = list(_verb(sentence, verb, known, choices))
        if found:
            right = {sentence.words[p].token for p in after(sentence, verb).positions}
            taken |= right
        yield from found


def _verb(sentence: Sentence, verb: int, known: Dictionaries, choices: Choices) -> Iterator[Coding]:
    forms = forms_of(sentence, verb, known)
    if not forms:
        return
    left, right = before(sentence, verb), after(sentence, verb)
    bound = _bound(sentence, forms, left, right)
    code = bound.code if bound else next((f.verb.code for f in reversed(forms) if f.verb.code), "")
    if not code.strip("-+"):
        return
    source, target, joint = _parties(sentence, verb, bound or Bound(code), right)
    if joint:
        pairs = [(a, b) for a in joint for b in joint if a.code != b.code]
        yield from (coding(sentence, verb, a, b, code.partition(":")[0]) for a, b in pairs)
        return
    yield from _pairs(sentence, verb, source, target, code, choices)


def _pairs(
    sentence: Sentence, verb: int, source: Parties, target: Parties, code: str, choices: Choices
) -> Iterator[Coding]:
    active, _, back = code.partition(":")
    if not choices.dyads and source and not target and is_open(sentence, verb):
        target = (Party("---", source[0].span),)
    for one in source:
        for other in target:
            if one.code == other.code:
                continue
            yield coding(sentence, verb, one, other, active)
            if back:
                yield coding(sentence, verb, other, one, back)


def is_open(sentence: Sentence, verb: int) -> bool:
    """Whether an object, or a noun after a preposition, follows that no dictionary knows."""
    parse = sentence.parse
    if any(i > verb for i in parse.children(verb, "obj")):
        return True
    rest = [parse[i] for i in range(verb + 1, parse.within(sentence.span)[-1] + 1)]
    return any(a.tag == "IN" and b.tag[:2] in {"NN", "DT"} for a, b in itertools.pairwise(rest))


def _bound(sentence: Sentence, forms: list[VerbForm], left: Side, right: Side) -> Bound | None:
    """The longest pattern that fits."""
    patterns = {id(p): p for f in forms for p in f.verb.patterns}.values()
    for pattern in sorted(patterns, key=lambda p: -p.length):
        if bound := fits(sentence, pattern, left, right):
            return bound
    return None


def _parties(
    sentence: Sentence, verb: int, bound: Bound, right: Side
) -> tuple[Parties, Parties, Parties]:
    """Source, target and those who act jointly: what the pattern binds, else by the syntax."""
    source, target = bound.source, bound.target
    if not source and not target and is_passive(sentence.parse, verb):
        source = doers(sentence, verb)
        target = source_of(sentence, verb) if source else ()
    source = (
        source or _other(source_of(sentence, verb), target) or _leftmost(sentence, verb, target)
    )
    target = target or first_named(sentence, right, source)
    return source, target, bound.joint


def _other(found: Parties, taken: Parties) -> Parties:
    return tuple(p for p in found if p.code not in {t.code for t in taken})


def _leftmost(sentence: Sentence, verb: int, taken: Parties) -> Parties:
    """The first party named before a verb whose subject is not found."""
    if sentence.parse.children(verb, "nsubj"):
        return ()
    for i in sentence.parse.within(sentence.span):
        if i >= verb:
            break
        if found := _other(named(sentence, i), taken):
            return found
    return ()
