"""Marks of what became known later, field by field, and delays in words."""

from collections.abc import Iterable

from ...picture.later import Later


def by_field(marks: Iterable[Later]) -> dict[str, list[Later]]:
    """The marks by what they are about, each in the order in which it became known."""
    found: dict[str, list[Later]] = {}
    for mark in marks:
        found.setdefault(mark.field, []).append(mark)
    return found


def delay(hours: int | None) -> str:
    """`the same day`, `2 days after`, or nothing where the day is not known."""
    if hours is None:
        return ""
    if hours <= 0:
        return "on the day"
    days = (hours + 23) // 24
    return "1 day after" if days == 1 else f"{days} days after"
