"""What a product is written from: a picture, and beside it what only some kinds take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...domain import (
    ActorMention,
    ForecastOutcome,
    Incident,
    KeptForecast,
    KeptPlan,
    KeptProjection,
    PlaceMention,
    ProblemFinding,
    TrackRecord,
)
from ...geo import fold, to_mgrs
from ..mandated import Mandated
from ..model import Account, ClaimLine, EventLine, Picture
from ..wording import guarded, joined
from .tree import Assessed, Ref, Sentence

LANGUAGES = ("sq", "sr-Latn", "sr-Cyrl")
DIGITS = {"exact": 4, "settlement": 2, "municipality": 1}
"""Digits of easting and northing that a place's precision bears: 10 m, 1 km, 10 km."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A product that was released in the period: its serial, title, DTG and state."""

    id: str
    serial: str
    title: str
    dtg: str
    state: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An information requirement as a product shows it."""

    id: str
    kind: str
    text: str
    owner: str
    state: str
    answer: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Material:
    """A picture; the incident that the product is about, with its accounts; what persons wrote."""

    picture: Picture
    incident: Incident | None = None
    accounts: tuple[Account, ...] = ()
    planned: tuple[EventLine, ...] = ()
    issued: tuple[Issued, ...] = ()
    requirements: tuple[Asked, ...] = ()
    estimates: tuple[Assessed, ...] = ()
    written: Mapping[str, tuple[Sentence, ...]] | None = None
    mandate: Mandated | None = None
    problems: tuple[ProblemFinding, ...] = ()
    record: TrackRecord | None = None
    plans: tuple[KeptPlan, ...] = ()
    projections: tuple[KeptProjection, ...] = ()
    forecasts: tuple[KeptForecast, ...] = ()
    outcomes: tuple[ForecastOutcome, ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """Each municipality's names side by side, by its id."""
        return {
            m.id: " / ".join(dict.fromkeys(m.names[t] for t in LANGUAGES if m.names.get(t)))
            or m.name
            for m in self.picture.municipalities
        }

    @cached_property
    def spellings(self) -> dict[str, set[str]]:
        """Every spelling of each municipality, folded."""
        rows = self.picture.municipalities
        return {m.id: {fold(n) for n in (m.name, *m.names.values())} for m in rows}

    def place(self, mention: PlaceMention) -> str:
        """A place's names side by side where it is a municipality's seat, with its MGRS square."""
        town = mention.municipality or ""
        name = mention.name
        if fold(name) in self.spellings.get(town, ()):
            name = self.names[town]
        elif town in self.names:
            name = f"{name} ({self.names[town]})"
        square = mgrs(mention)
        return f"{name} [{square}]" if square else name

    def where(self, incident: Incident) -> str:
        """An incident's places."""
        shown = {p.municipality or p.name: p for p in reversed(incident.places)}
        return joined((self.place(p) for p in reversed(shown.values())), most=3)

    @cached_property
    def events(self) -> dict[str, list[EventLine]]:
        """The events of each incident."""
        found: dict[str, list[EventLine]] = {}
        for line in self.picture.events:
            if line.incident:
                found.setdefault(line.incident, []).append(line)
        return found

    def actors(self, incident: Incident) -> str:
        """ "Serbs → KFOR": who is told to have acted, and towards whom."""
        lines = self.events.get(incident.id, [])
        doers = _named(a for line in lines for a in line.event.actors)
        others = _named(a for line in lines for a in line.event.recipients)
        return " → ".join(part for part in (doers or "not told", others) if part)

    def claims_of(self, incident: Incident) -> list[ClaimLine]:
        """The claims about an incident."""
        inside = {(m.report, c) for m in incident.members for c in m.claims}
        return [c for c in self.picture.claims if (c.report, c.claim.id) in inside]


def _named(mentions: Iterable[ActorMention]) -> str:
    return joined((guarded(m.known_as) for m in mentions), most=3)


def mgrs(mention: PlaceMention) -> str:
    """The grid square of a place, no finer than the place is known; empty where that is a region."""
    digits = DIGITS.get(mention.precision, 0)
    if not digits or mention.lat is None or mention.lon is None:
        return ""
    whole = to_mgrs(mention.lat, mention.lon)
    zone, numbers = whole[:-10], whole[-10:]
    return f"{zone}{numbers[:digits]}{numbers[5 : 5 + digits]}"
