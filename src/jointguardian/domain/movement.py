"""People who left or came back, and forces that moved in or out: dated totals by place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Movement:
    """`persons` of `kind` (displaced, returned, withdrawn, deployed) at `place` by `date`.

    `cumulative` rows are running totals as of the date; others count that day alone.
    """

    kind: str
    place: str
    date: str
    persons: int
    who: str
    cumulative: bool
    source: str
    qualifier: str | None = None
    lat: float | None = None
    lon: float | None = None
