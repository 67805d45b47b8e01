"""GeoJSON (RFC 7946): one point feature per incident, at its best known place."""

from collections.abc import Sequence

import msgspec

from ..domain import Incident


def to_geojson(incidents: Sequence[Incident]) -> bytes:
    """A FeatureCollection in WGS 84; an incident without a place has `geometry: null`."""
    features = [_feature(incident) for incident in incidents]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _feature(incident: Incident) -> dict[str, object]:
    place = next((p for p in incident.places if p.lat is not None), None)
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]} if place else None
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": geometry,
        "properties": {
            "what": incident.what,
            "type": incident.type,
            "status": incident.status,
            "start": incident.start,
            "end": incident.end,
            "place": place.name if place else None,
            "precision": place.precision if place else None,
            "counts": incident.counts,
            "contradictions": incident.contradictions,
            "sources": incident.sources,
            "independent_origins": incident.independent_origins,
            "confidence": incident.confidence,
        },
    }
