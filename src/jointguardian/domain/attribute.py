"""What a nation is, over time: member of an alliance or union, recognising or not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribute:
    """`nation` (ISO alpha-3, XKX for Kosovo) has `value` for `kind` from `start` to `end`, both days included.

    `kind` is nato, eu or recognises (Kosovo as a state); `value` is yes, no or withdrawn. An open `end`
    still holds. `verified` is true where the instrument itself was read.
    """

    nation: str
    kind: str
    value: str
    start: str
    source: str
    end: str | None = None
    verified: bool = False
    note: str = ""

    def holds_on(self, day: str) -> bool:
        """Whether it holds on an ISO day."""
        return self.start <= day and (self.end is None or day <= self.end)
