"""Names of places in the communities' languages, side by side."""

from collections.abc import Iterable

from ...domain import Incident, Municipality, PlaceMention

ORDER = ("sq", "sr-Latn", "sr-Cyrl")


def side_by_side(names: dict[str, str], fallback: str) -> str:
    """`Zveçan · Zvečan · Звечан`: each distinct name once, the fallback where there is none."""
    distinct = dict.fromkeys(names[tag] for tag in ORDER if names.get(tag))
    return " · ".join(distinct) or fallback


def two_names(names: dict[str, str], fallback: str) -> str:
    """Two lines for the map: Albanian above Serbian (one where they are the same)."""
    pair = dict.fromkeys(names[tag] for tag in ORDER[:2] if names.get(tag))
    return "\n".join(pair) or fallback


class Names:
    """Looks up a mention's municipality."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._by_id = {m.id: m for m in municipalities}

    def of(self, mention: PlaceMention) -> str:
        """The mention's own name, or its municipality's names when it is that municipality's seat."""
        town = self._by_id.get(mention.municipality or "")
        if town is None:
            return mention.name
        known = {*town.names.values(), town.name}
        return side_by_side(town.names, town.name) if mention.name in known else mention.name

    def municipality(self, id_: str) -> str:
        """A municipality's names; its id where it is unknown."""
        town = self._by_id.get(id_)
        return side_by_side(town.names, town.name) if town else id_

    def where(self, incident: Incident) -> str:
        """The first place of an incident and how many more it has."""
        if not incident.places:
            return "place not known"
        more = len({p.name for p in incident.places}) - 1
        return self.of(incident.places[0]) + (f" +{more}" if more > 0 else "")
