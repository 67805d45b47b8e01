"""Places, and how a text names them."""

from dataclasses import dataclass, field

from .span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry. `names` maps a language tag (en, sq, sr-Latn, sr-Cyrl, ...) to a name.

    `kind`: country, region, municipality, settlement, crossing, site, water, relief;
    `country` is ISO 3166 alpha-2 (XK for Kosovo); `municipality` is the id of the enclosing one;
    `admin1` and `admin2` name the first- and second-order divisions it lies in or is
    ("Kentucky", "Fayette County"), empty when unknown.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    names: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    municipality: str | None = None
    population: int = 0
    admin1: str = ""
    admin2: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the operation, with its names side by side.

    `population` is of `population_year`; `majority` is a public fact about the municipality as a
    whole (never about a person); `sector` is the regional command's id by `Sector` periods.
    """

    id: str
    name: str
    names: dict[str, str]
    lat: float
    lon: float
    area_km2: float
    population: int
    population_year: int
    majority: str
    source: str
    north: bool = False
    settlements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as a text names it, resolved as far as possible.

    `precision` is one of vocab `place_precision` (exact, settlement, municipality, region,
    country, unknown); coordinates are WGS 84 degrees; `municipality` is an id when inside the
    operation's area.
    """

    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    gazetteer_id: str | None
    precision: str
    span: Span | None = None
    municipality: str | None = None
