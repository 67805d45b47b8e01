"""Things with spans, found by where they stand without going through all of them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from ...domain import Span


class Placed(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


T = TypeVar("T", bound=Placed)


class Nearby(Generic[T]):
    """Items in the order of their spans, for questions about one stretch of a text."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = sorted(items, key=lambda i: i.span)
        self._starts = [i.span.start for i in self._items]
        self._longest = max((i.span.end - i.span.start for i in self._items), default=0)

    def touching(self, span: Span) -> Iterator[T]:
        """Those that share characters with a stretch, in order."""
        first = bisect_left(self._starts, span.start - self._longest)
        for item in self._items[first : bisect_left(self._starts, span.end)]:
            if item.span.overlap(span):
                yield item

    def inside(self, span: Span) -> Iterator[T]:
        """Those that lie wholly in a stretch, in order."""
        return (i for i in self.touching(span) if span.contains(i.span))
