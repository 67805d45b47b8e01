"""The values by which a place is chosen: its name, and its municipality by id."""

from collections.abc import Iterable

from ...domain import Municipality, PlaceMention


class Names:
    """Municipalities by id, with the names that they are shown by."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._known = {m.id: m for m in municipalities}

    def values(self, place: PlaceMention) -> tuple[tuple[str, str], ...]:
        """The place's own name, and the municipality that it lies in."""
        mine = (("place", place.name),) if place.name else ()
        inside = place.municipality
        return (*mine, ("municipality", inside)) if inside in self._known else mine
