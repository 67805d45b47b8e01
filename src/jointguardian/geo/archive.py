"""The compiled gazetteer's file: one zlib stream of four line-based tables.

Tables are parted by the record separator (0x1E): a header, the places (one line each, fields parted
by tabs), the folded names with the row numbers of their places (best first), and for each first
word of a name of several words the greatest number of words. It is read by splitting, which takes a
tenth of the time that filling a database does (`docs/decisions/0002-gazetteer.md`).
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..domain import Place
from ..errors import UnreadableFile

FORMAT = "jointguardian-gazetteer 1"
_TABLE, _LIST, _PAIR = "\x1e", "|", "="
_TABLES = 6


@dataclass(frozen=True, slots=True)
class Archive:
    """The tables in memory: `rows` stay undecoded until a place is asked for."""

    rows: Sequence[bytes]
    names: Mapping[str, str]
    longest: Mapping[str, int]


def encode_place(place: Place) -> str:
    """One line for a place; the inverse of `decode_place`."""
    names = _LIST.join(f"{tag}{_PAIR}{name}" for tag, name in place.names.items())
    fields = (
        place.id, place.name, place.kind, f"{place.lat:.5f}", f"{place.lon:.5f}", place.country,
        place.municipality or "", str(place.population or ""), names, _LIST.join(place.aliases),
    )  # fmt: skip
    return "\t".join(fields)


def decode_place(row: bytes) -> Place:
    """The place of a line in UTF-8."""
    fields = row.decode().split("\t")
    id_, name, kind, lat, lon, country, municipality, population, names, aliases = fields
    return Place(
        id=id_,
        name=name,
        kind=kind,
        lat=float(lat),
        lon=float(lon),
        country=country,
        names=dict(_pair(n) for n in names.split(_LIST)) if names else {"en": name},
        aliases=tuple(aliases.split(_LIST)) if aliases else (),
        municipality=municipality or None,
        population=int(population or 0),
    )


def _pair(text: str) -> tuple[str, str]:
    tag, _, name = text.partition(_PAIR)
    return tag, name


def longest_by_first_word(names: Iterable[str]) -> dict[str, int]:
    """For each word that begins a name of several words, the greatest number of words."""
    longest: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        if len(words) > 1:
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def pack(places: Sequence[Place], names: Mapping[str, Sequence[int]]) -> bytes:
    """The file's bytes; the same input gives the same bytes. `names` maps folded names to rows."""
    keys = sorted(names)
    longest = longest_by_first_word(keys)
    tables = (
        FORMAT,
        "\n".join(encode_place(p) for p in places),
        "\n".join(keys),
        "\n".join(",".join(map(str, names[k])) for k in keys),
        "\n".join(longest),
        "\n".join(str(n) for n in longest.values()),
    )
    return zlib.compress(_TABLE.join(tables).encode(), 9)


def unpack(raw: bytes) -> Archive:
    """Reads the bytes of `pack`. Raises UnreadableFile for anything else."""
    try:
        tables = zlib.decompress(raw).split(_TABLE.encode())
        if len(tables) != _TABLES or tables[0] != FORMAT.encode():
            raise UnreadableFile(
                f"the gazetteer is not of the form {FORMAT!r}",
                way_out="build it anew with tools/build_gazetteer.py",
            )
        keys, numbers, words, counts = (_lines(t.decode()) for t in tables[2:])
        return Archive(
            rows=tables[1].split(b"\n") if tables[1] else [],
            names=dict(zip(keys, numbers, strict=True)),
            longest=dict(zip(words, map(int, counts), strict=True)),
        )
    except (zlib.error, ValueError) as fault:
        raise UnreadableFile(f"the gazetteer is damaged: {fault}") from fault


def _lines(table: str) -> list[str]:
    return table.split("\n") if table else []
