"""What the finders of attributions hand on: tokens of source, cue and content, before they are spans."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..syntax import Parse
from .cue_words import Group

Block = tuple[int, int]
"""Tokens from the first to the last, both included."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in tokens.

    `head` is the word that attributes, `who` the noun that the source means ("who" stands for
    another); None where the text names nobody.
    """

    head: int
    lemma: str
    group: Group
    source: tuple[Block, ...]
    cue: tuple[Block, ...]
    content: tuple[Block, ...]
    who: int | None
    negated: bool = False
    frame: str = "clause"


def block(parse: Parse, index: int) -> Block:
    """All tokens below one, from first to last."""
    inside = parse.within(parse.extent(index))
    return inside.start, inside.stop - 1


def runs(indices: Iterable[int]) -> tuple[Block, ...]:
    """Indices as blocks of neighbours."""
    found: list[Block] = []
    for index in sorted(set(indices)):
        if found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return tuple(found)


def without(blocks: Iterable[Block], hole: Block) -> tuple[Block, ...]:
    """Blocks with the tokens of one taken out."""
    kept: list[Block] = []
    for low, high in blocks:
        if hole[1] < low or hole[0] > high:
            kept.append((low, high))
            continue
        if low < hole[0]:
            kept.append((low, hole[0] - 1))
        if high > hole[1]:
            kept.append((hole[1] + 1, high))
    return tuple(kept)


_EDGE = frozenset(",;:.!?-–—")


def trimmed(parse: Parse, span: Block, marks: frozenset[str] = _EDGE) -> Block | None:
    """A block without the punctuation at its ends; None when nothing is left."""
    low, high = span
    while low <= high and parse[low].text in marks:
        low += 1
    while high >= low and parse[high].text in marks:
        high -= 1
    return (low, high) if low <= high else None
