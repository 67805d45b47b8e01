"""Items for the pages: those of one thing, those of each report, and what a choice offers."""

from collections.abc import Iterable

from ...picture.review.fields import choices
from ...picture.review.values import Item, Value

PAGES = ("/incident/", "/report/", "/review", "/positions")
FALLBACK = "/review"


def of_thing(items: Iterable[Item], thing: str) -> Item | None:
    """The first item of that kind."""
    return next((i for i in items if i.thing == thing), None)


def of_reports(items: Iterable[Item], kinds: tuple[str, ...]) -> dict[str, list[Item]]:
    """The items of some kinds by the report they stand in, in their order."""
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.report is not None and item.thing in kinds:
            found.setdefault(item.report, []).append(item)
    return found


def offered(value: Value) -> tuple[str, ...]:
    """The words of a value that is a choice; none where it is written freely."""
    return choices(value.vocabulary) if value.vocabulary else ()


def used(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """The vocabularies that some items need, each once."""
    names = {v.vocabulary for i in items for v in i.values if v.vocabulary}
    return {name: choices(name) for name in sorted(names)}


def way_back(address: str) -> str:
    """A page of this room to go back to; the review where the address is none."""
    plain = all(c.isprintable() and c not in "\\ " for c in address)
    fits = address.startswith(PAGES) and "//" not in address.partition("?")[0]
    return address if plain and fits else FALLBACK


def heard(value: Value) -> str:
    """A value as a screen reader says it."""
    said = f"{value.label}: {value.shown or 'not known'}, {value.state}"
    if value.state == "automatic":
        return said
    by = f" by {value.by}" if value.by else ""
    was = f", automatic value {value.automatic or 'none'}" if differs(value) else ""
    return f"{said}{by}{was}"


def differs(value: Value) -> bool:
    """Whether a person's value is another than the automatic one."""
    return value.shown != value.automatic
