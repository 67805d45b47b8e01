"""Where a log's places lie, for one operation: its own area first."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from ..domain import Municipality, Place
from ..geo import Gazetteer, MunicipalityIndex, best, distance_km, load_gazetteer, to_mgrs

FAR_KM = 2000.0
"""A namesake farther off than this is not what a log of the operation means. Own choice."""
_AROUND = re.compile(
    r"^(?:vic(?:inity)?(?: of)?|near|nr|close to|north of|south of|east of|west of|village(?: of)?"
    r"|town(?: of)?|selo|kod|u blizini|kraj|fshati|afer|afër|prane|pranë|bei|nahe|dorf|près de|vers)\.?\s+",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[,/;(–|]|\s-\s)\s*")


@dataclass
class LogPlaces:
    """Names and points of an operation. Each name is looked up once."""

    municipalities: tuple[Municipality, ...]
    index: MunicipalityIndex | None
    gazetteer: Gazetteer = field(default_factory=load_gazetteer)
    _named: dict[str, tuple[Place, ...]] = field(default_factory=dict)

    @cached_property
    def centre(self) -> tuple[float, float] | None:
        """The middle of the operation's municipalities."""
        rows = self.municipalities
        if not rows:
            return None
        return sum(m.lat for m in rows) / len(rows), sum(m.lon for m in rows) / len(rows)

    @cached_property
    def country(self) -> str | None:
        """The country in which most municipalities lie."""
        names = (n for m in self.municipalities for n in list(m.names.values())[:1])
        found = Counter(p[0].country for n in names if (p := self.gazetteer.lookup(n)))
        return found.most_common(1)[0][0] if found else None

    @cached_property
    def zone(self) -> str:
        """The MGRS zone of the operation; empty where it has no area."""
        return to_mgrs(*self.centre)[:3] if self.centre else ""

    def named(self, name: str, near: tuple[float, float] | None) -> Place | None:
        """The likeliest place that a log means by a name, with or without what stands around it."""
        if name not in self._named:
            self._named[name] = self._candidates(name)
        found = best(self._named[name], near or self.centre, self.country)
        middle = near or self.centre
        if found and middle and distance_km(*middle, found.lat, found.lon) > FAR_KM:
            return None
        return found

    def _candidates(self, name: str) -> tuple[Place, ...]:
        for part in (name, *_PARTS.split(name)):
            bare = _AROUND.sub("", part).strip(" .)")
            if len(bare) > 1 and (found := self.gazetteer.lookup(bare)):
                return found
        return self.gazetteer.similar(name) if len(name) > 4 else ()

    def municipality_at(self, lat: float, lon: float) -> str | None:
        """The id of the municipality that holds a point."""
        return self.index.of(lat, lon) if self.index else None
