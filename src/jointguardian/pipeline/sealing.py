"""Whose names the record must seal: everybody in a report who holds no public office."""

from collections.abc import Iterable

from ..domain import Reading, Report
from ..geo import fold
from ..record import Secret


def secrets_of(report: Report, reading: Reading) -> tuple[Secret, ...]:
    """The private names in the report's text, each with the person's fullest name and role."""
    private = [(p, p.span.of(report.text)) for p in reading.persons if not p.public]
    names = {name for _, name in private}
    return tuple(
        Secret(report.id, p.span.start, p.span.end, name, _full(name, names), p.role)
        for p, name in private
    )


def _full(name: str, names: Iterable[str]) -> str:
    """The longest name in the report that ends with this one: a surname alone is the same person."""
    ending = f" {fold(name)}"
    return max((n for n in names if f" {fold(n)}".endswith(ending)), key=len, default=name)
