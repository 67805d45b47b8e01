"""A date known beforehand on which tension may rise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trigger:
    """An election, anniversary, deadline or other `kind` of date (ISO), `yearly` if it comes back.

    `places` are the municipalities it concerns (none: all). `known` is the day from which it could be
    known (None: always, as for anniversaries).
    """

    id: str
    label: str
    date: str
    kind: str
    source: str
    yearly: bool = False
    places: tuple[str, ...] = ()
    known: str | None = None
