"""Patterns of the older style: sequences of words around the verb, in the order of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .entries import Element, Pattern
from .parties import Party, named
from .sentence import Sentence


@dataclass(frozen=True, slots=True)
class Bound:
    """What a pattern that fits says: its code, and whom its `$`, `+` and `%` stand for."""

    code: str
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    joint: tuple[Party, ...] = ()

    def bind(self, kind: str, found: tuple[Party, ...], *, backward: bool) -> "Bound":
        """With those bound whom a sign stands for; a `%` after the verb names its targets."""
        if kind == "source":
            return replace(self, source=found)
        if kind == "target" or (kind == "compound" and not backward):
            return replace(self, target=found)
        return replace(self, joint=found) if kind == "compound" else self


@dataclass(frozen=True, slots=True)
class Side:
    """The words on one side of a verb, those nearest to it first, as positions in the sentence."""

    positions: Sequence[int]
    backward: bool


def fits(sentence: Sentence, pattern: Pattern, before: Side, after: Side) -> Bound | None:
    """Whether a pattern's elements stand before and after a verb in their order."""
    bound: Bound | None = Bound(pattern.code)
    for elements, side in ((pattern.before, before), (pattern.after, after)):
        bound = _run(sentence, elements, side, bound) if bound else None
    return bound


def _run(
    sentence: Sentence, elements: tuple[Element, ...], side: Side, bound: Bound
) -> Bound | None:
    at = 0
    for element in _flat(elements):
        if element.kind == "word":
            end = _word(sentence, element, side, at)
        else:
            end, bound = _actor(sentence, element, side, at, bound)
        if end is None:
            return None
        at = end
    return bound


def _flat(elements: tuple[Element, ...]) -> list[Element]:
    """Elements with those in braces and parentheses in their places."""
    found: list[Element] = []
    for e in elements:
        found += _flat(e.parts) if e.parts else [e]
    return found


def _word(sentence: Sentence, element: Element, side: Side, at: int) -> int | None:
    """The place after the first match of a word from `at` on."""
    for start in range(
        at, min(at + 1, len(side.positions)) if element.near else len(side.positions)
    ):
        for choice in element.choices:
            wanted = choice[::-1] if side.backward else choice
            here = side.positions[start : start + len(wanted)]
            if tuple(sentence.words[p].key for p in here) == wanted and _adjacent(here):
                return start + len(wanted)
    return None


def _adjacent(positions: Sequence[int]) -> bool:
    return abs(positions[-1] - positions[0]) == len(positions) - 1 if positions else False


def _actor(
    sentence: Sentence, element: Element, side: Side, at: int, bound: Bound
) -> tuple[int | None, Bound]:
    """The next noun phrase that names somebody, bound to the element's sign."""
    for start in range(at, len(side.positions)):
        token = sentence.words[side.positions[start]].token
        found = named(sentence, token)
        if not found or (element.kind == "compound" and len(found) < 2):
            continue
        end = _past(sentence, side, start, token)
        return end, bound.bind(element.kind, found, backward=side.backward)
    return None, bound


def _past(sentence: Sentence, side: Side, start: int, token: int) -> int:
    """The place after a noun phrase: after its last word forward, its first word backward."""
    mention = sentence.by_token.get(token)
    below = set(mention.tokens) if mention else {token}
    end = start + 1
    while end < len(side.positions) and sentence.words[side.positions[end]].token in below:
        end += 1
    return end
