"""What the sections of a product can take, by name; a new one is a function and a line here."""

from collections.abc import Callable, Sequence

from . import forces, forecast, incident, mandate, people, sections, situation, tension
from .material import Material
from .tree import Item

Writer = Callable[[Material], Sequence[Item]]

WRITERS: dict[str, Writer] = {
    "total": situation.total,
    "leading": situation.leading,
    "changes": situation.changes,
    "sectors": situation.by_sector,
    "incidents": situation.incidents,
    "by_type": situation.by_type,
    "freedom": situation.freedom_of_movement,
    "forces": forces.forces,
    "civilians": people.civilians,
    "movements": people.movements,
    "projections": people.projections,
    "positions": sections.positions,
    "contradictions": sections.contradictions,
    "mandate": mandate.mandate,
    "breaches": mandate.breaches,
    "tension": tension.tension,
    "issued": sections.issued,
    "requirements": sections.requirements,
    "planned": sections.planned,
    "forecast": forecast.forecast,
    "said": sections.said,
    "estimates": sections.estimates,
    "sources": sections.sources,
    "withheld": sections.withheld,
    "accounts": incident.accounts,
    "counts": incident.counts,
    "incident_claims": incident.incident_claims,
    "unknown": incident.unknown,
    "sealed": incident.sealed,
}
