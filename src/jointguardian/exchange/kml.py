"""KML 2.2 (OGC 07-147r2): one placemark per located incident, with its contradictions in words."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from ..domain import Incident, PlaceMention

NAMESPACE = "http://www.opengis.net/kml/2.2"


def to_kml(incidents: Sequence[Incident]) -> bytes:
    """A KML document; incidents without a place are left out, since a placemark needs one."""
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    for incident in incidents:
        place = next((p for p in incident.places if p.lat is not None), None)
        if place is not None:
            _placemark(document, incident, place)
    page: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return page


def _placemark(document: Element, incident: Incident, place: PlaceMention) -> None:
    mark = SubElement(document, "Placemark", id=incident.id)
    SubElement(mark, "name").text = incident.what
    lines = [*incident.contradictions, f"Sources: {', '.join(incident.sources)}"]
    SubElement(mark, "description").text = "\n".join(lines)
    if incident.start:
        SubElement(SubElement(mark, "TimeStamp"), "when").text = incident.start
    SubElement(SubElement(mark, "Point"), "coordinates").text = f"{place.lon},{place.lat}"
