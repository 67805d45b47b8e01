"""The values by which a place is chosen: its name, and its municipality by id; and how it is shown."""

from collections.abc import Iterable

from ...domain import Municipality, PlaceMention

ORDER = ("sq", "sr-Latn", "sr-Cyrl")


class Names:
    """Municipalities by id, with the names that they are shown by."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._known = {m.id: m for m in municipalities}

    def values(self, place: PlaceMention) -> tuple[tuple[str, str], ...]:
        """The place's own name, and the municipality that it lies in."""
        mine = (("place", place.name),) if place.name else ()
        inside = place.municipality
        return (*mine, ("municipality", inside)) if inside in self._known else mine

    def shown(self, place: PlaceMention) -> str:
        """The name; a municipality's seat by its names in the communities' languages, side by side."""
        town = self._known.get(place.municipality or "")
        if town is None or place.name not in {town.name, *town.names.values()}:
            return place.name
        distinct = dict.fromkeys(town.names[tag] for tag in ORDER if town.names.get(tag))
        return " · ".join(distinct) or place.name
