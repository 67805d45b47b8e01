"""Collection gaps: which places nobody reports from, as known at a moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from ..access import Viewer
from ..domain import Capture, Patrol, Request
from ..errors import UnknownName
from ..geo import load_gazetteer
from ..picture import Known
from ..picture.gaps import (
    Gap,
    Interest,
    Naming,
    community_languages,
    gaps,
    missing_words,
    namings,
)
from .kept import Kept
from .known import KnownReader
from .operation import Operation

MOST_KEPT = 7


class Silence:
    """One operation's collection gaps. What the reports name is counted once for each sight of them."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._named: Kept[dict[str, Naming]] = Kept()
        self._places: dict[tuple[object, ...], tuple[Interest, ...]] = {}

    def gaps(
        self, viewer: Viewer, as_of: datetime | None, threshold: int | None = None
    ) -> tuple[Gap, ...]:
        """Each municipality and place of interest, the silent ones first."""
        known = self.reader.at(viewer, as_of)
        places = self.places(known, viewer, as_of)
        named = self._named.of(
            (known.readings, places), lambda: namings(known, places, self._own(viewer, as_of))
        )
        return gaps(
            places,
            named,
            known.as_of.date(),
            community_languages(known.municipalities),
            threshold or self.operation.settings.gap_days,
            self.operation.record.facts(viewer, "patrols", Patrol, as_of),
        )

    def _own(self, viewer: Viewer, as_of: datetime | None) -> frozenset[str]:
        """The reports that this operation's own people took down."""
        rows = self.operation.record.facts(viewer, "captures", Capture, as_of)
        return frozenset(r.report for r in rows)

    def places(self, known: Known, viewer: Viewer, as_of: datetime | None) -> tuple[Interest, ...]:
        """The municipalities; places of the settings and the pack; those that are asked about."""
        pack = self.operation.pack
        asked = (
            r.place
            for r in self.operation.record.facts(viewer, "requests", Request, as_of)
            if r.place and r.state == "open"
        )
        names = dict.fromkeys(sorted(asked), "request")
        names |= dict.fromkeys(pack.places_of_interest if pack else (), "pack")
        names |= dict.fromkeys(self.operation.settings.places_of_interest, "settings")
        key = (id(known.municipalities), *names.items())
        if key not in self._places:
            self._places = dict(list(self._places.items())[-MOST_KEPT:])
            self._places[key] = self._watched(known, names)
        return self._places[key]

    def _watched(self, known: Known, names: Mapping[str, str]) -> tuple[Interest, ...]:
        """Each place once, the municipalities first."""
        found = {
            m.id: Interest(m.id, m.name, m.names, m.lat, m.lon, municipality=True)
            for m in known.municipalities
        }
        for name, watched in names.items():
            if name not in found:
                place = self._interest(name, known, watched)
                found.setdefault(place.id, place)
        return tuple(found.values())

    def _interest(self, name: str, known: Known, watched: str) -> Interest:
        """A place by name, in the operation's area first."""
        ours = {m.id for m in known.municipalities}
        gazetteer = load_gazetteer()
        try:
            found: Sequence[object] = (gazetteer.place(name),)
        except UnknownName:
            found = gazetteer.lookup(name)
        places = [p for p in found if getattr(p, "municipality", None) in ours] or list(found)
        if not places:
            return Interest(name, name, {}, None, None, municipality=False, watched=watched)
        place = gazetteer.place(getattr(places[0], "id"))  # noqa: B009
        return Interest(place.id, place.name, place.names, place.lat, place.lon, False, watched)

    def geojson(self, viewer: Viewer, as_of: datetime | None) -> bytes:
        """The gaps as areas where the pack has outlines, else as points; words beside the colours."""
        shapes = self._shapes()
        places = self.places(self.reader.at(viewer, as_of), viewer, as_of)
        points = {p.id: p for p in places}
        features = [
            {
                "type": "Feature",
                "id": gap.place,
                "geometry": shapes.get(gap.place) or _point(points[gap.place]),
                "properties": {
                    "name": gap.name,
                    "names": gap.names,
                    "state": gap.state,
                    "days": gap.days,
                    "last_day": gap.last_day,
                    "last_report": gap.last_report,
                    "reports": gap.reports,
                    "usual": gap.usual,
                    "nine_in_ten": gap.nine_in_ten,
                    "watched": gap.watched,
                    "why": gap.why,
                    "missing": list(missing_words(gap.missing)),
                    "patrolled": gap.patrolled,
                    "next_patrol": gap.next_patrol,
                },
            }
            for gap in self.gaps(viewer, as_of)
        ]
        return msgspec.json.encode({"type": "FeatureCollection", "features": features})

    def _shapes(self) -> dict[str, object]:
        raw = self.operation.pack.municipality_polygons if self.operation.pack else None
        features = msgspec.json.decode(raw)["features"] if raw else []
        return {str(f.get("id") or f["properties"].get("id")): f["geometry"] for f in features}


def _point(place: Interest) -> object:
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
