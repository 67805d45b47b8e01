"""Where in a text something stands."""

from typing import NamedTuple


class Span(NamedTuple):
    """Unicode code-point offsets `[start, end)` into a report's text as given."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def overlap(self, other: "Span") -> int:
        """How many characters two spans share (0 when they are apart)."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
