"""Words and the tree that joins them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ...domain import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a date, number or name taken as one word.

    `tag` is the Penn Treebank tag, `pos` the universal part of speech, `dep` the Universal
    Dependencies relation to the token `head` (the token's own index for a sentence's root).
    """

    index: int
    span: Span
    text: str
    lemma: str
    tag: str
    pos: str
    head: int
    dep: str

    @property
    def is_root(self) -> bool:
        """Whether a sentence hangs on this word."""
        return self.head == self.index


@cache
def _label(dep: str) -> frozenset[str]:
    return frozenset({dep, dep.partition(":")[0]})


@dataclass(frozen=True, eq=False)
class Parse:
    """All tokens of a document in the order of the text; indices are positions in `tokens`."""

    tokens: tuple[Token, ...] = ()

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if not token.is_root:
                found[token.head].append(token.index)
        return tuple(map(tuple, found))

    @cached_property
    def _starts(self) -> list[int]:
        return [t.span.start for t in self.tokens]

    @cached_property
    def _edges(self) -> list[tuple[int, int]]:
        """The first and last token below each token, itself included."""
        edges = [(t.index, t.index) for t in self.tokens]
        for index in self._bottom_up():
            head = self.tokens[index].head
            if head != index:
                low, high = edges[index]
                edges[head] = (min(edges[head][0], low), max(edges[head][1], high))
        return edges

    def _bottom_up(self) -> list[int]:
        order, stack = [], [t.index for t in self.tokens if t.is_root]
        while stack:
            index = stack.pop()
            order.append(index)
            stack.extend(self._children[index])
        return order[::-1]

    @cached_property
    def _labels(self) -> tuple[frozenset[str], ...]:
        """Each token's relation, and what it is a subtype of."""
        return tuple(_label(t.dep) for t in self.tokens)

    def children(self, index: int, *deps: str) -> tuple[int, ...]:
        """The tokens that depend on one, in text order; only those with a relation of `deps`, if given.

        "nsubj" also stands for its subtypes ("nsubj:pass").
        """
        below = self._children[index]
        if not deps or not below:
            return below
        labels = self._labels
        return tuple(i for i in below if not labels[i].isdisjoint(deps))

    def is_dep(self, index: int, *deps: str) -> bool:
        """Whether a token's relation is one of `deps` or a subtype of one."""
        return not self._labels[index].isdisjoint(deps)

    def extent(self, index: int) -> Span:
        """The characters from the first to the last word below a token, itself included."""
        low, high = self._edges[index]
        return Span(self.tokens[low].span.start, self.tokens[high].span.end)

    def below(self, index: int) -> list[int]:
        """All tokens below one, itself included, in text order."""
        found, stack = [], [index]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self._children[at])
        return sorted(found)

    def above(self, index: int) -> Iterator[int]:
        """The heads of a token, from the nearest to the root."""
        while not self.tokens[index].is_root:
            index = self.tokens[index].head
            yield index

    def at(self, offset: int) -> int | None:
        """The token that covers a character; None between tokens."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.tokens[index].span.end:
            return index
        return None

    def within(self, span: Span) -> range:
        """The indices of the tokens that begin inside a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def head_of(self, span: Span) -> int | None:
        """The token of a span that its other tokens hang on: the one whose head lies outside it."""
        inside = self.within(span)
        outer = [i for i in inside if self.tokens[i].is_root or self.tokens[i].head not in inside]
        wordy = [i for i in outer if self.tokens[i].pos != "PUNCT"]
        return next(iter(wordy or outer), None)

    def covering(self, indices: Iterable[int]) -> Span:
        """The smallest span over some tokens. Raises ValueError without any."""
        spans = [self.tokens[i].span for i in indices]
        return Span(min(s.start for s in spans), max(s.end for s in spans))


UNPARSED = Parse()
"""The parse of a document that no parser has seen."""
