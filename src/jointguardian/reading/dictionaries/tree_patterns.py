"""Patterns of the newer style, matched on the dependency tree: heads of noun phrases and of "to ..." phrases."""

from collections.abc import Iterable, Iterator

from ..syntax import is_passive, objects, subjects
from .clauses import is_misread
from .entries import Element, Pattern
from .parties import named, parties
from .sentence import Sentence
from .spread import Bound

_QUANTITY = {"OVER", "ABOUT", "AROUND", "UNDER", "NEARLY", "LEAST"}
_AFTER = ("obj", "iobj", "obl", "nmod", "advmod", "compound:prt")


def fits_tree(sentence: Sentence, pattern: Pattern, verb: int) -> Bound | None:
    """Whether a pattern's elements hang on a verb as it asks."""
    bound = _before(sentence, pattern.before, verb, Bound(pattern.code))
    return _after(sentence, pattern.after, verb, bound) if bound else None


def _before(
    sentence: Sentence, elements: tuple[Element, ...], verb: int, bound: Bound
) -> Bound | None:
    if not elements:
        return bound
    words = _left(sentence, verb)
    for element in elements:
        if element.kind == "word":
            if not _among(sentence, element, words):
                return None
        elif element.parts:
            if not all(_among(sentence, p, words) for p in element.parts if p.kind == "word"):
                return None
        elif element.kind != "skip":
            found = next((f for t in words if (f := named(sentence, t))), ())
            if not found:
                return None
            bound = bound.bind(element.kind, found, backward=True)
    return bound


def _left(sentence: Sentence, verb: int) -> list[int]:
    """The words of a verb's subject and those that stand with the verb before it."""
    parse = sentence.parse
    tops = [
        *subjects(parse, verb),
        *(i for i in parse.children(verb, "advmod", "aux", "compound", "obl") if i < verb),
    ]
    if is_passive(parse, verb):
        tops += parse.children(verb, "obl")
    return sorted({w for top in tops for w in _phrase(sentence, top)})


def _phrase(sentence: Sentence, top: int) -> Iterator[int]:
    """A noun with its modifiers, without clauses."""
    parse, stack = sentence.parse, [top]
    while stack:
        at = stack.pop()
        yield at
        stack += [
            i
            for i in parse.children(at)
            if not parse.is_dep(i, "acl", "advcl", "conj", "appos", "parataxis")
        ]


def _after(
    sentence: Sentence, elements: tuple[Element, ...], verb: int, bound: Bound
) -> Bound | None:
    anchors, last = [verb], verb
    for element in elements:
        if element.kind in {"source", "target", "compound", "skip"}:
            place = _name(sentence, verb, last)
            if place is None:
                return None
            bound = bound.bind(element.kind, named(sentence, place), backward=False)
            last = place
            continue
        match = _match(sentence, element, anchors, verb, bound)
        if match is None:
            return None
        at, bound = match
        anchors.append(at)
        last = max(last, at)
    return bound


def _name(sentence: Sentence, verb: int, last: int) -> int | None:
    """The next name below a verb."""
    below = sentence.parse.below(verb)
    return next((i for i in below if i > last and i != verb and named(sentence, i)), None)


def _match(
    sentence: Sentence, element: Element, anchors: list[int], verb: int, bound: Bound
) -> tuple[int, Bound] | None:
    for at in _candidates(sentence, anchors, verb):
        if element.kind == "phrase":
            found = _prepositional(sentence, element, at, bound)
        elif _preposition(sentence, at) and sentence.parse.is_dep(at, "obl", "nmod"):
            found = None
        elif _headed(sentence, element, at):
            found = bound
        else:
            found = None
        if found:
            return at, found
    return None


def _candidates(sentence: Sentence, anchors: Iterable[int], verb: int) -> Iterator[int]:
    parse = sentence.parse
    yield from objects(parse, verb)
    if is_misread(parse, verb):
        yield parse[verb].head
    if is_passive(parse, verb):
        yield from subjects(parse, verb)
    for anchor in anchors:
        for i in parse.children(anchor, *_AFTER):
            if i > verb or parse.is_dep(i, "advmod"):
                yield i
                yield from parse.children(i, "conj")


def _preposition(sentence: Sentence, noun: int) -> set[str]:
    parse = sentence.parse
    if parse.children(noun, "nummod"):  # "over 150 prisoners"
        found = parse.children(noun, "case")
        return {parse[i].text.upper() for i in found} - _QUANTITY
    return {parse[i].text.upper() for i in parse.children(noun, "case", "mark")}


def _prepositional(sentence: Sentence, element: Element, at: int, bound: Bound) -> Bound | None:
    """A phrase in parentheses: its preposition, then its noun, both where they must be."""
    if not element.parts:
        return None
    first, *rest = element.parts
    prepositions = {c[-1] for c in first.choices}
    if not rest:
        return bound if prepositions & (sentence.forms(at) | _preposition(sentence, at)) else None
    if not _preposition(sentence, at) & prepositions or not _holds(sentence, rest[:-1], at):
        return None
    return _bound_noun(sentence, rest[-1], at, bound)


def _holds(sentence: Sentence, parts: list[Element], at: int) -> bool:
    words = list(_phrase(sentence, at))
    return all(_among(sentence, part, words) for part in parts if part.kind == "word")


def _bound_noun(sentence: Sentence, last: Element, at: int, bound: Bound) -> Bound | None:
    if last.kind == "skip":
        return bound
    if last.kind in {"source", "target", "compound"}:
        found = parties(sentence, at)
        return bound.bind(last.kind, found, backward=False) if found else None
    return bound if _headed(sentence, last, at) else None


def _headed(sentence: Sentence, element: Element, at: int) -> bool:
    """Whether a noun phrase has an element's last word as its head and the others in it."""
    if element.kind == "word":
        return _is(sentence, element, at)
    *inner, head = element.parts or (element,)
    if head.kind != "word" or not _is(sentence, head, at):
        return False
    words = [w for w in _phrase(sentence, at) if w != at]
    return all(_among(sentence, p, words) for p in inner if p.kind == "word")


def _among(sentence: Sentence, element: Element, words: Iterable[int]) -> bool:
    return any(_is(sentence, element, w) for w in words)


def _is(sentence: Sentence, element: Element, token: int) -> bool:
    """Whether a token is one of an element's words, or ends one of its word sequences."""
    forms = sentence.forms(token)
    for choice in element.choices:
        if choice and choice[-1] in forms and (len(choice) == 1 or _ends(sentence, choice, token)):
            return True
    return False


def _ends(sentence: Sentence, choice: tuple[str, ...], token: int) -> bool:
    at = sentence.places.get(token, 0)
    start = at - len(choice) + 1
    return start >= 0 and all(
        sentence.words[start + k].key == choice[k] for k in range(len(choice) - 1)
    )
