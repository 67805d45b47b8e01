"""Where a person says that something is: a name, a grid reference, a position, as one place."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..domain import Municipality, Place, PlaceMention, Span
from ..errors import InputError
from ..geo import MunicipalityIndex, distance_km, fold, from_mgrs, load_gazetteer, to_mgrs

LONGEST = 120
_GRID = re.compile(r"\d{1,2}[C-X][A-Z]{2}(?:\d\d){1,5}", re.ASCII)
_POSITION = re.compile(r"[-+\d].*[,;\s].*\d.*")
_WITH_ID = re.compile(r"(.*?)\s*\[([a-z]{1,3}-[\w-]{1,40})\]", re.DOTALL)
_APART = re.compile(r"(?<=[\dNSns°'\"′″])\s*[,;]\s*|(?<=[NSns])\s+")
PRECISION = {"settlement": "settlement", "municipality": "municipality", "country": "country",
             "crossing": "exact", "site": "exact", "region": "region"}  # fmt: skip
NEAR_KM = 3.0
"""A position is called by the place of the municipality list that is nearest within so far. Own choice."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place as a person wrote it (`told`), resolved: `mention` has no position where nothing fits.

    `both` is its name in the communities' languages side by side; `mgrs` is empty without a position.
    """

    told: str
    mention: PlaceMention
    both: str
    mgrs: str = ""

    @property
    def found(self) -> bool:
        """Whether a position is known."""
        return self.mention.lat is not None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place of the gazetteer for somebody who types its name."""

    id: str
    name: str
    both: str
    kind: str
    country: str
    lat: float
    lon: float
    mgrs: str


@dataclass(frozen=True)
class Whereabouts:
    """The places of one operation: the gazetteer, and the municipalities that are its own."""

    municipalities: tuple[Municipality, ...]
    index: MunicipalityIndex | None

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of the operation's municipalities (alpha-2), by the place nearest to each."""
        gazetteer = load_gazetteer()
        found = (gazetteer.resolve(m.name, near=(m.lat, m.lon)) for m in self.municipalities)
        return frozenset(p.country for p in found if p is not None)

    def is_place(self, name: str) -> bool:
        """Whether a bare name is one of the operation's own places; without an area, any town."""
        found = load_gazetteer().lookup(name)
        if self.countries:
            return any(p.country in self.countries for p in found)
        return any(p.kind in ("settlement", "municipality") and p.population > 0 for p in found)

    def of(self, told: str, span: Span | None = None) -> Located:
        """The place that is meant. A text that is no place keeps its words and has no position.

        Raises InputError for a grid reference or position that cannot be, or too long a text.
        """
        name, id_ = named_with_id(told)
        text = " ".join(name.split())
        if len(text) > LONGEST:
            raise InputError(f"more than {LONGEST} characters", where="where")
        bare = "".join(text.split()).upper()
        if _GRID.fullmatch(bare):
            return self._at(text, *from_mgrs(bare), span, bare)
        if _POSITION.fullmatch(text) and (point := position(text)):
            return self._at(text, *point, span)
        place = self._named(text, id_)
        if place is None:
            mention = PlaceMention(text, text, None, None, None, None, "unknown", span)
            return Located(text, mention, text)
        return Located(text, self._mention(text, place, span), side_by_side(place), grid(place))

    def suggestions(self, beginning: str) -> tuple[Suggestion, ...]:
        """Places of which a name begins so, the operation's own first."""
        found = load_gazetteer().starting(beginning[:LONGEST], self.countries)
        return tuple(
            Suggestion(p.id, p.name, side_by_side(p), p.kind, p.country, p.lat, p.lon, grid(p))
            for p in found
        )

    def _named(self, text: str, id_: str) -> Place | None:
        """The likeliest place of a name: the one with the id, the operation's own, then elsewhere."""
        found = load_gazetteer().lookup(text.split(" / ")[0])
        for place in found:
            if place.id == id_:
                return place
        own = (p for p in found if p.country in self.countries)
        return next(own, found[0] if found else None)

    def _mention(self, text: str, place: Place, span: Span | None) -> PlaceMention:
        inside = place.id if place.kind == "municipality" else place.municipality
        return PlaceMention(
            text=text,
            name=place.name,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            gazetteer_id=place.id,
            precision=PRECISION.get(place.kind, "settlement"),
            span=span,
            municipality=inside,
        )

    def _at(self, text: str, lat: float, lon: float, span: Span | None, told: str = "") -> Located:
        inside = self.index.of(lat, lon) if self.index else None
        home = next((m for m in self.municipalities if m.id == inside), None)
        reference = told or to_mgrs(lat, lon)
        name = f"{reference}, {home.name}" if home else reference
        mention = PlaceMention(
            text=text,
            name=name,
            country=None,
            lat=lat,
            lon=lon,
            gazetteer_id=None,
            precision="exact",
            span=span,
            municipality=inside,
        )
        return Located(text, mention, name, reference)


def named_with_id(told: str) -> tuple[str, str]:
    """A name and the gazetteer's id behind it ("Zvečan [xk-783770]"); the id may be empty."""
    found = _WITH_ID.fullmatch(told.strip())
    return (found[1], found[2]) if found else (told, "")


def position(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, as decimals or degrees and minutes; None where it is none.

    Raises InputError for numbers that are no position on earth.
    """
    from pygeodesy.dms import parse3llh
    from pygeodesy.errors import _ValueError as NoPosition

    try:
        lat, lon, _ = parse3llh(_APART.sub(", ", text.strip(), count=1))
    except (NoPosition, ValueError):
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"{text!r} is not a position", way_out="write latitude, then longitude")
    return round(float(lat), 6), round(float(lon), 6)


def side_by_side(place: Place) -> str:
    """The place's names in the languages of its communities, each spelling once."""
    names = [place.name, *(place.names.get(tag, "") for tag in ("sq", "sr-Latn"))]
    kept = {fold(n) + n: n for n in names if n}
    return " / ".join(dict.fromkeys(kept.values()))


def grid(place: Place) -> str:
    """The place's MGRS reference, empty where there is none (near the poles)."""
    return _grid(place.lat, place.lon)


@lru_cache(maxsize=4096)
def _grid(lat: float, lon: float) -> str:
    try:
        return to_mgrs(lat, lon)
    except InputError:
        return ""


def near(one: PlaceMention, other: PlaceMention, km: float) -> bool:
    """Whether both have a position and lie within so many kilometres."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= km
