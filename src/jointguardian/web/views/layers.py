"""What lies on the map, as GeoJSON values: places with incidents, camps, names."""

from typing import Any

from ...domain import Incident, PlaceMention
from ...picture.model import Picture
from ...picture.points import spot_of
from ...picture.watch.filter import Term
from .counts import groups
from .places import Names, two_names

Feature = dict[str, Any]


def layers(picture: Picture) -> dict[str, Any]:
    """The three layers of one picture."""
    return {
        "incidents": _collection(_spots(picture)),
        "camps": _collection(_camps(picture)),
        "names": _collection(_names(picture)),
    }


def _collection(features: list[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _point(lon: float, lat: float, properties: dict[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def spot_key(place: PlaceMention) -> str:
    """What incidents at the same spot share."""
    return f"{place.lat:.3f},{place.lon:.3f}"


def _spots(picture: Picture) -> list[Feature]:
    names, at = Names(picture.municipalities), dict[str, tuple[PlaceMention, list[Incident]]]()
    for incident in picture.incidents:
        place = spot_of(incident)
        if place is not None:
            at.setdefault(spot_key(place), (place, []))[1].append(incident)
    return [_spot(key, place, told, names) for key, (place, told) in at.items()]


def _spot(key: str, place: PlaceMention, told: list[Incident], names: Names) -> Feature:
    lat, lon = place.lat or 0.0, place.lon or 0.0
    reports = {r for i in told for r in i.reports}
    return _point(
        lon,
        lat,
        {
            "key": key,
            "name": names.of(place),
            "filter": _filter_of(told),
            "municipality": place.municipality or "",
            "reports": len(reports),
            "incidents": len(told),
            "disputed": any(i.contradictions for i in told),
            "list": [_line(i) for i in told],
        },
    )


def _filter_of(told: list[Incident]) -> str:
    """The filter that leaves what happened there: each name by which the spot is told."""
    named = dict.fromkeys(p.name for i in told if (p := spot_of(i)) is not None and p.name)
    return " ".join(str(Term("place", name)) for name in named)


def _line(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "what": incident.what,
        "start": incident.start,
        "reports": len(incident.reports),
        "disputed": bool(incident.contradictions),
        "counts": [f"{g.range} {g.kind}: {g.who}" for g in groups(incident)[:3]],
    }


def _camps(picture: Picture) -> list[Feature]:
    return [
        _point(c.lon, c.lat, {"id": c.id, "name": c.name, "place": c.place, "role": c.role})
        for c in picture.camps
    ]


def _names(picture: Picture) -> list[Feature]:
    coverage = {c.municipality: c.reports for c in picture.tension.coverage}
    return [
        _point(
            m.lon,
            m.lat,
            {
                "id": m.id,
                "name": two_names(m.names, m.name),
                "weight": m.population,
                "reports": coverage.get(m.id, 0),
            },
        )
        for m in picture.municipalities
    ]
