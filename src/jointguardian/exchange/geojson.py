"""GeoJSON (RFC 7946): one point feature per incident, at its best known place."""

from collections.abc import Iterable, Sequence

import msgspec

from ..domain import Incident
from ..picture.links import LinkLine
from .incident_links import as_properties, by_incident


def to_geojson(incidents: Sequence[Incident], links: Iterable[LinkLine] = ()) -> bytes:
    """A FeatureCollection in WGS 84; an incident without a place has `geometry: null`.

    `links` are all that stand; each feature carries its own.
    """
    linked = by_incident(links)
    features = [_feature(i, linked.get(i.id, ())) for i in incidents]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _feature(incident: Incident, links: Sequence[LinkLine]) -> dict[str, object]:
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
            "links": as_properties(links),
        },
    }
