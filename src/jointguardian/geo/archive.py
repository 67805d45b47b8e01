"""The compiled gazetteer's file: memory-mapped tables, read where they lie.

Little-endian. A magic, then the lengths of the parts, then the parts: text tables (divisions,
countries, first words of long names), the full rows (places with several names: one line each),
their offsets, the compact rows (24 bytes each, sorted by GeoNames id), a pool of their names, and
the folded names in blocks of eight, each sharing its beginning with the one before
(front coding). Nothing is parsed on opening but a few small tables; a name is found by binary
search over the blocks (`docs/decisions/0002-gazetteer.md`).
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..domain import Place
from ..errors import UnreadableFile

MAGIC = b"jointguardian-gazetteer 3\n"
_LIST, _PAIR, _LINE = "|", "=", "\n"
_BLOCK = 8
_PARTS = struct.Struct("<9I")
# GeoNames id, latitude, longitude, name's offset (3 bytes each), population, divisions, country, kind.
_ROW = struct.Struct("<3s3s3s3sHHHBB")
# Degrees in 24 bits: a step is about 2.4 m.
_STEPS = (1 << 24) - 1
_KINDS = ("settlement", "region", "municipality", "country", "crossing", "site", "water", "relief")
_COMPACT_ID = "gn-"


@dataclass(frozen=True, slots=True)
class Archive:
    """The tables of an open file; names and rows are read from the map when asked for."""

    full: memoryview
    full_offsets: memoryview
    compact: memoryview
    pool: memoryview
    blocks: memoryview
    block_offsets: memoryview
    countries: Sequence[str]
    divisions: Sequence[str]
    longest: Mapping[str, int]
    names: "NameTable" = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", NameTable(self.blocks, self.block_offsets))

    def __len__(self) -> int:
        return self._full_rows() + len(self.compact) // _ROW.size

    def _full_rows(self) -> int:
        return len(self.full_offsets) - 1

    def place(self, number: int) -> Place:
        """The place of a row."""
        if number < self._full_rows():
            start, end = self.full_offsets[number], self.full_offsets[number + 1]
            return decode_place(bytes(self.full[start:end]))
        return self._compact(number - self._full_rows())

    def places(self) -> Iterator[Place]:
        """All places, row by row."""
        return (self.place(n) for n in range(len(self)))

    def number_of(self, id_: str) -> int | None:
        """The row of an id; None when there is none."""
        if id_.startswith(_COMPACT_ID) and id_[len(_COMPACT_ID) :].isdigit():
            found = self._compact_number(int(id_[len(_COMPACT_ID) :]))
            if found is not None:
                return self._full_rows() + found
        head = f"{id_}\t".encode()
        for number, (start, end) in enumerate(pairwise(self.full_offsets)):
            if bytes(self.full[start : min(end, start + len(head))]) == head:
                return number
        return None

    def _compact_number(self, wanted: int) -> int | None:
        low, high = 0, len(self.compact) // _ROW.size
        while low < high:
            middle = (low + high) // 2
            at = middle * _ROW.size
            here = int.from_bytes(self.compact[at : at + 3], "little")
            if here == wanted:
                return middle
            low, high = (middle + 1, high) if here < wanted else (low, middle)
        return None

    def _compact(self, number: int) -> Place:
        row = _ROW.unpack_from(self.compact, number * _ROW.size)
        id_, lat, lon, name_at = (int.from_bytes(b, "little") for b in row[:4])
        size = self.pool[name_at]
        return Place(
            id=f"{_COMPACT_ID}{id_}",
            name=(name := str(self.pool[name_at + 1 : name_at + 1 + size], "utf-8")),
            kind=_KINDS[row[8]],
            lat=round(lat / _STEPS * 180 - 90, 5),
            lon=round(lon / _STEPS * 360 - 180, 5),
            country=self.countries[row[7]],
            names={"en": name},
            population=_widened(row[4]),
            admin1=self.divisions[row[5]],
            admin2=self.divisions[row[6]],
        )


@dataclass(frozen=True, slots=True)
class NameTable:
    """Folded names to the rows that bear them, the likeliest first."""

    blocks: memoryview
    offsets: memoryview

    def __contains__(self, key: str) -> bool:
        return bool(self.rows(key))

    def rows(self, key: str) -> tuple[int, ...]:
        """The rows of a folded name; none when no place bears it."""
        wanted = key.encode()
        low, high = 0, len(self.offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if self._first(middle) <= wanted:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return ()
        for name, start, end in self._block(low - 1):
            if name == wanted:
                return tuple(_numbers(self.blocks, start, end))
        return ()

    def starting(self, prefix: str) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The folded names that begin so, in order, each with its rows."""
        wanted = prefix.encode()
        low, high = 0, len(self.offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if self._first(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        for number in range(max(0, low - 1), len(self.offsets) - 1):
            for name, start, end in self._block(number):
                if name.startswith(wanted):
                    yield name.decode(), tuple(_numbers(self.blocks, start, end))
                elif name > wanted:
                    return

    def keys(self) -> Iterator[str]:
        """All names in order."""
        for number in range(len(self.offsets) - 1):
            yield from (name.decode() for name, _, _ in self._block(number))

    def _first(self, block: int) -> bytes:
        at = self.offsets[block] + 1
        return bytes(self.blocks[at + 1 : at + 1 + self.blocks[at]])

    def _block(self, number: int) -> Iterator[tuple[bytes, int, int]]:
        """The names of a block, each with where its rows' numbers begin and end."""
        at, end, name = self.offsets[number], self.offsets[number + 1], b""
        data = self.blocks
        while at < end:
            shared, size = data[at], data[at + 1]
            name = name[:shared] + bytes(data[at + 2 : at + 2 + size])
            rows, at = _number(data, at + 2 + size)
            yield name, at, at + rows
            at += rows


def encode_place(place: Place) -> str:
    """One line for a place; the inverse of `decode_place`."""
    names = _LIST.join(f"{tag}{_PAIR}{name}" for tag, name in place.names.items())
    fields = (
        place.id, place.name, place.kind, f"{place.lat:.5f}", f"{place.lon:.5f}", place.country,
        place.municipality or "", str(place.population or ""), names, _LIST.join(place.aliases),
        place.admin1, place.admin2,
    )  # fmt: skip
    return "\t".join(fields)


def decode_place(row: bytes) -> Place:
    """The place of a line in UTF-8."""
    fields = row.decode().split("\t")
    id_, name, kind, lat, lon, country, municipality, population, names, aliases, *admin = fields
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
        admin1=admin[0],
        admin2=admin[1],
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


def is_compact(place: Place) -> bool:
    """Whether a place goes into a compact row: a GeoNames id, one name, nothing else."""
    plain = not place.aliases and place.names in ({}, {"en": place.name})
    return plain and place.id.startswith(_COMPACT_ID) and place.municipality is None


def in_order(places: Iterable[Place]) -> list[Place]:
    """The places as the file has them: full rows by id, then compact rows by number."""
    every = list(places)
    full = sorted((p for p in every if not is_compact(p)), key=lambda p: p.id)
    return full + sorted((p for p in every if is_compact(p)), key=_geonames_id)


def _geonames_id(place: Place) -> int:
    return int(place.id.removeprefix(_COMPACT_ID))


def pack(places: Sequence[Place], names: Mapping[str, Sequence[int]]) -> bytes:
    """The file's bytes; the same input gives the same bytes.

    `places` stand as `in_order` puts them; `names` maps folded names to rows, the likeliest first.
    """
    full = [encode_place(p).encode() for p in places if not is_compact(p)]
    compact = [p for p in places if is_compact(p)]
    countries = sorted({p.country for p in compact})
    divisions = sorted({"", *(d for p in compact for d in (p.admin1, p.admin2))})
    pool, where = _pooled(sorted({p.name for p in compact}))
    numbers = ({c: n for n, c in enumerate(countries)}, {d: n for n, d in enumerate(divisions)})
    blocks, block_offsets = _blocks(names)
    longest = longest_by_first_word(sorted(names))
    parts = (
        b"".join(full), _offsets(len(row) for row in full),
        b"".join(_compact_row(p, where, *numbers) for p in compact), pool,
        blocks, block_offsets, _text(countries), _text(divisions),
        _text(f"{word} {count}" for word, count in longest.items()),
    )  # fmt: skip
    padded = [p + b"\0" * (-len(p) % 4) if n in {0, 2, 3, 4} else p for n, p in enumerate(parts)]
    head = MAGIC + b"\0" * (-len(MAGIC) % 4) + _PARTS.pack(*(len(p) for p in padded))
    sizes = struct.pack("<2I", sum(map(len, full)), len(compact))
    return head + sizes + b"".join(padded)


def _text(lines: Iterable[str]) -> bytes:
    return _LINE.join(lines).encode()


def _offsets(lengths: Iterable[int]) -> bytes:
    at, all_ = 0, [0]
    for length in lengths:
        at += length
        all_.append(at)
    return struct.pack(f"<{len(all_)}I", *all_)


def _pooled(names: Sequence[str]) -> tuple[bytes, dict[str, int]]:
    pool, where = bytearray(), {}
    for name in names:
        where[name] = len(pool)
        raw = name.encode()
        pool += bytes([len(raw)]) + raw
    return bytes(pool), where


def _compact_row(
    place: Place, where: Mapping[str, int], country: Mapping[str, int], division: Mapping[str, int]
) -> bytes:
    wide = (
        _geonames_id(place), round((place.lat + 90) / 180 * _STEPS),
        round((place.lon + 180) / 360 * _STEPS), where[place.name],
    )  # fmt: skip
    return _ROW.pack(
        *(n.to_bytes(3, "little") for n in wide), _narrowed(place.population),
        division[place.admin1], division[place.admin2], country[place.country],
        _KINDS.index(place.kind),
    )  # fmt: skip


def _narrowed(count: int) -> int:
    """A population in two bytes: eleven bits and an exponent (three digits are kept)."""
    exponent = max(0, count.bit_length() - 11)
    return exponent << 11 | count >> exponent


def _widened(code: int) -> int:
    return (code & 0x7FF) << (code >> 11)


def _blocks(names: Mapping[str, Sequence[int]]) -> tuple[bytes, bytes]:
    """The names, front-coded in blocks, and the offset of each block."""
    data, offsets, before = bytearray(), [], b""
    for number, name in enumerate(sorted(names, key=str.encode)):
        raw = name.encode()
        if number % _BLOCK == 0:
            offsets.append(len(data))
            before = b""
        shared = _shared(before, raw)
        rows = b"".join(map(_varint, names[name]))
        data += bytes([shared, len(raw) - shared]) + raw[shared:] + _varint(len(rows)) + rows
        before = raw
    offsets.append(len(data))
    return bytes(data), struct.pack(f"<{len(offsets)}I", *offsets)


def _shared(one: bytes, other: bytes) -> int:
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _numbers(data: memoryview, at: int, end: int) -> Iterator[int]:
    while at < end:
        number, at = _number(data, at)
        yield number


def _number(data: memoryview, at: int) -> tuple[int, int]:
    """The number at a place in the data, and where the next thing begins."""
    value = shift = 0
    while data[at] & 0x80:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
    return value | data[at] << shift, at + 1


def unpack(raw: memoryview | bytes) -> Archive:
    """Opens the bytes of `pack`, which stay where they are. Raises UnreadableFile for others."""
    view = memoryview(raw)
    start = len(MAGIC) + -len(MAGIC) % 4
    try:
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise UnreadableFile(
                f"the gazetteer is not of the form {MAGIC.decode().strip()!r}",
                way_out="build it anew with tools/build_gazetteer.py",
            )
        lengths = _PARTS.unpack_from(view, start)
        at, parts = start + _PARTS.size + 8, []
        for length in lengths:
            parts.append(view[at : at + length])
            at += length
        if at != len(view):
            raise ValueError(f"{len(view)} bytes where {at} are due")
        return _opened(parts, *struct.unpack_from("<2I", view, start + _PARTS.size))
    except (struct.error, ValueError, IndexError, TypeError) as fault:
        raise UnreadableFile(f"the gazetteer is damaged: {fault}") from fault


def _opened(parts: Sequence[memoryview], full_size: int, compact_rows: int) -> Archive:
    texts = [str(p, "utf-8").split(_LINE) if len(p) else [] for p in parts[6:]]
    return Archive(
        full=parts[0][:full_size],
        full_offsets=parts[1].cast("I"),
        compact=parts[2][: compact_rows * _ROW.size],
        pool=parts[3],
        blocks=parts[4],
        block_offsets=parts[5].cast("I"),
        countries=texts[0],
        divisions=texts[1] or [""],
        longest={word: int(count) for word, count in (line.split(" ") for line in texts[2])},
    )
