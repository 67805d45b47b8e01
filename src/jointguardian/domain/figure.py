"""A number with what it counts."""

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit` of `what`; `low`/`high` differ from it where the text gives a range.

    `unit`: persons, troops, nations, percent, kilometres ("km"), days ... (vocab `units`).
    """

    value: float
    low: float | None
    high: float | None
    unit: str
    what: str
    place: str | None
    date: str | None
    span: Span
    qualifier: str | None = None
