"""The picture's map layers: GeoJSON feature collections of incidents, camps and municipalities."""

from collections import Counter
from collections.abc import Iterable

from ..domain import Incident, PlaceMention
from .model import Picture
from .ranges import in_words, spreads

Feature = dict[str, object]
Layer = dict[str, object]


def layers(picture: Picture) -> dict[str, Layer]:
    """`incidents`, `camps` and `municipalities`; coordinates are WGS 84, longitude first."""
    return {
        "incidents": _layer(f for i in picture.incidents for f in _incident(i)),
        "camps": _layer(
            _point(c.lon, c.lat, id=c.id, name=c.name, place=c.place, role=c.role, source=c.source)
            for c in picture.camps
        ),
        "municipalities": _layer(_municipalities(picture)),
    }


def _layer(features: Iterable[Feature]) -> Layer:
    return {"type": "FeatureCollection", "features": list(features)}


def _point(lon: float, lat: float, **properties: object) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def _incident(incident: Incident) -> Iterable[Feature]:
    """The incident at its best place; one without coordinates is not drawn."""
    place = next((p for p in incident.places if p.lat is not None), None)
    if place is not None and place.lat is not None and place.lon is not None:
        yield _point(place.lon, place.lat, **_properties(incident, place))


def _properties(incident: Incident, place: PlaceMention) -> dict[str, object]:
    return {
        "id": incident.id,
        "what": incident.what,
        "type": incident.type,
        "status": incident.status,
        "start": incident.start,
        "end": incident.end,
        "place": place.name,
        "precision": place.precision,
        "municipality": place.municipality,
        "reports": len(incident.reports),
        "origins": incident.independent_origins,
        "counts": [in_words(s) for s in spreads(incident)],
        "contradictions": len(incident.contradictions),
    }


def _municipalities(picture: Picture) -> Iterable[Feature]:
    incidents = Counter(
        m for i in picture.incidents for m in {p.municipality for p in i.places} if m
    )
    seen = {c.municipality: c for c in picture.tension.coverage}
    for row in picture.municipalities:
        coverage = seen.get(row.id)
        yield _point(
            row.lon, row.lat, id=row.id, name=row.name, names=row.names, north=row.north,
            population=row.population, incidents=incidents[row.id],
            reports=coverage.reports if coverage else 0,
            last=coverage.last if coverage else None,
        )  # fmt: skip
