"""CSV (RFC 4180): one row per count of an incident; an incident without counts has one row."""

import csv
import io
from collections.abc import Sequence

from ..domain import Count, Incident

COLUMNS = (
    "incident", "what", "type", "status", "start", "end", "place", "lat", "lon",
    "kind", "who", "n", "qualifier", "counted_by", "counted_on", "relation", "report",
)  # fmt: skip


def to_csv(incidents: Sequence[Incident]) -> bytes:
    """UTF-8 with a header. A cell that a spreadsheet would run as a formula gets a leading quote."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    for incident in incidents:
        for count in incident.counts or (None,):
            writer.writerow([safe(v) for v in (*_incident(incident), *_count(count))])
    return page.getvalue().encode()


def _incident(incident: Incident) -> tuple[object, ...]:
    place = next((p for p in incident.places if p.lat is not None), None)
    where = (place.name, place.lat, place.lon) if place else (None, None, None)
    return (
        incident.id,
        incident.what,
        incident.type,
        incident.status,
        incident.start,
        incident.end,
        *where,
    )


def _count(count: Count | None) -> tuple[object, ...]:
    if count is None:
        return (None,) * 8
    c = count
    return (c.kind, c.who, c.n, c.qualifier, c.counted_by, c.as_of, c.relation, c.report)


def safe(value: object) -> object:
    """A cell that no spreadsheet runs as a formula. Source: OWASP, CSV injection."""
    text = "" if value is None else value
    return (
        f"'{text}"
        if isinstance(text, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r")
        else text
    )
