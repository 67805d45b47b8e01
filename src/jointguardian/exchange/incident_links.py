"""Links between incidents, as features carry them: both ends by id, what holds them together in a word.

Who made a link and why stays in the room.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ..picture.links import LinkLine


def by_incident(lines: Iterable[LinkLine]) -> dict[str, tuple[LinkLine, ...]]:
    """The links at whose one end an incident stands."""
    found: dict[str, list[LinkLine]] = defaultdict(list)
    for line in lines:
        found[line.from_incident].append(line)
        found[line.to_incident].append(line)
    return {incident: tuple(rows) for incident, rows in found.items()}


def as_properties(lines: Iterable[LinkLine]) -> list[dict[str, str]]:
    """Links as GeoJSON properties hold them."""
    return [
        {"id": x.id, "kind": x.kind, "from": x.from_incident, "to": x.to_incident} for x in lines
    ]


def in_words(incident: str, lines: Iterable[LinkLine]) -> str:
    """Links in one flat text for a table: `causes i_2; i_3 retaliates for this`."""
    told = (
        f"{x.words} {x.to_incident}"
        if x.from_incident == incident
        else f"{x.from_incident} {x.words} this"
        for x in lines
    )
    return "; ".join(told)


def with_words(features: Iterable[dict[str, Any]], lines: Iterable[LinkLine]) -> None:
    """Puts `links` in words into the properties of incidents' features."""
    found: Mapping[str, tuple[LinkLine, ...]] = by_incident(lines)
    for feature in features:
        feature["properties"]["links"] = in_words(feature["id"], found.get(feature["id"], ()))
