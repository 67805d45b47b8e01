"""A table file as blocks of text rows: plain, .gz, .tar.gz or .zip, read as a stream.

A block ends at the end of a record. Fields stay strings; what a row must hold is for `layout`.
"""

import csv
import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl

from ..domain import Rejected
from ..errors import UnreadableFile
from .decoding import decode
from .intake import missing

BLOCK_BYTES = 16_000_000
STEP_BYTES = 65_536
ROW = "_row"
OVERFLOW = "_overflow"
RAW_LIMIT = 2000
Stream = IO[bytes] | gzip.GzipFile
_BROKEN = (EOFError, OSError, zlib.error, tarfile.TarError, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. `names` for a table without a header line, `separator` None to look.

    `wanted` are the columns to keep, in lower case.
    """

    wanted: tuple[str, ...]
    separator: str | None = None
    quote: str | None = '"'
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """Rows as strings (blank: null), their record numbers in `_row` (the header is 1), and misfits."""

    frame: pl.DataFrame
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Column names in file order and lower case, how they are separated, and how many rows they take."""

    names: tuple[str, ...]
    separator: str
    rows: int


def raw_blocks(path: Path, dialect: Dialect, required: Sequence[Sequence[str]]) -> Iterator[Raw]:
    """The rows of a table, block by block.

    `required` lists the columns that must be there, each as its possible names. Raises
    UnreadableFile when the file is missing, empty, binary, or lacks one of them.
    """
    header: Header | None = None
    number = 1
    for block in _blocks(path):
        if isinstance(block, str):
            yield Raw(_no_rows(dialect), (Rejected(str(path), number, block, ""),))
            continue
        body = block
        if header is None:
            header = _header(path, block, dialect, required)
            number += header.rows
            body = block[_line_end(block) :] if header.rows else block
        raw = _parse(path, body, header, dialect, number)
        number += raw.frame.height + len(raw.rejected)
        yield raw
    if header is None:
        raise UnreadableFile("the file is empty", where=str(path))


def _no_rows(dialect: Dialect) -> pl.DataFrame:
    return pl.DataFrame(
        schema={ROW: pl.Int64} | dict.fromkeys([*dialect.wanted, OVERFLOW], pl.String)
    )


def _line_end(block: bytes) -> int:
    return block.find(b"\n") + 1 or len(block)


def _blocks(path: Path) -> Iterator[bytes | str]:
    """Whole records as UTF-8 bytes; at last a reason, when the file breaks off."""
    carry = b""
    with _opened(path) as stream:
        while True:
            chunk, fault = _read(stream)
            carry += chunk
            if fault is not None:
                if carry.strip():
                    yield _clean(path, carry)
                yield f"the file breaks off here: {fault}"
                return
            if not chunk:
                break
            cut = _record_end(carry)
            if not cut and len(carry) > 2 * BLOCK_BYTES:
                raise UnreadableFile(
                    f"a row is longer than {BLOCK_BYTES // 1_000_000} MB",
                    where=str(path),
                    way_out="check that this is a table",
                )
            if cut:
                yield _clean(path, carry[:cut])
                carry = carry[cut:]
    if carry.strip(b"\r\n \t\xef\xbb\xbf"):
        yield _clean(path, carry)


def _read(stream: Stream) -> tuple[bytes, Exception | None]:
    """Up to a block of bytes, and what went wrong; small steps lose little of a broken archive."""
    taken = bytearray()
    try:
        while len(taken) < BLOCK_BYTES and (piece := stream.read(min(STEP_BYTES, BLOCK_BYTES))):
            taken += piece
    except _BROKEN as fault:
        return bytes(taken), fault
    return bytes(taken), None


def _record_end(data: bytes) -> int:
    """The place after the last newline outside quotes, 0 when there is none."""
    end = data.rfind(b"\n") + 1
    quotes = data.count(b'"', 0, end)
    for _ in range(1000):
        if not end or quotes % 2 == 0:
            return end
        last = data.rfind(b'"', 0, end)
        earlier = data.rfind(b"\n", 0, last) + 1
        quotes -= data.count(b'"', earlier, end)
        end = earlier
    return data.rfind(b"\n") + 1


def _clean(path: Path, block: bytes) -> bytes:
    if b"\0" in block:
        raise UnreadableFile(
            "the file is binary, not a table", where=str(path), way_out="give a text table"
        )
    block = block.removeprefix(b"\xef\xbb\xbf")
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return decode(block, where=str(path)).encode("utf-8")
    return block


@contextmanager
def _opened(path: Path) -> Iterator[Stream]:
    """The table's bytes, unpacked. Raises UnreadableFile when there is none."""
    with ExitStack() as held:
        try:
            with path.open("rb") as start:
                magic = start.read(4)
            if magic[:2] == b"\x1f\x8b":
                stream = _from_gzip(path, held)
            elif magic == b"PK\x03\x04":
                stream = _from_zip(path, held)
            else:
                stream = held.enter_context(path.open("rb"))
        except _BROKEN as fault:
            raise missing(path, fault) from fault
        yield stream


def _from_gzip(path: Path, held: ExitStack) -> Stream:
    first = b""
    with suppress(EOFError), gzip.open(path) as inner:
        first = inner.read(512)
    if first[257:262] != b"ustar":
        return held.enter_context(gzip.open(path))
    archive = held.enter_context(tarfile.open(path, "r:gz"))  # noqa: SIM115 - held is one
    for member in archive:
        stream = archive.extractfile(member) if member.isfile() else None
        if stream is not None:
            return stream
    raise UnreadableFile("the archive holds no file", where=str(path))


def _from_zip(path: Path, held: ExitStack) -> Stream:
    archive = held.enter_context(zipfile.ZipFile(path))
    names = [n for n in archive.namelist() if not n.endswith("/")]
    if len(names) != 1:
        raise UnreadableFile(f"the archive holds {len(names)} files, not one", where=str(path))
    try:
        return held.enter_context(archive.open(names[0]))
    except (RuntimeError, NotImplementedError) as fault:
        raise UnreadableFile(f"the archive cannot be read: {fault}", where=str(path)) from fault


def _header(
    path: Path, block: bytes, dialect: Dialect, required: Sequence[Sequence[str]]
) -> Header:
    line = block[: _line_end(block)].decode("utf-8").strip("\r\n")
    if dialect.names is not None:
        return _headerless(path, line, dialect.names, dialect.separator or "\t")
    separator = dialect.separator or max(",;\t", key=line.count)
    try:
        fields = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        fields = line.split(separator)
    names = tuple(f.strip().lower() for f in fields)
    missing = [" or ".join(n) for n in required if not set(n) & set(names)]
    if missing:
        raise UnreadableFile(
            f"the table lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}",
            where=str(path),
            way_out="check the format that you gave",
        )
    return Header(names, separator, 1)


def _headerless(path: Path, line: str, names: tuple[str, ...], separator: str) -> Header:
    found = line.count(separator) + 1
    if found != len(names):
        raise UnreadableFile(
            f"the first row has {found} columns, not {len(names)}",
            where=str(path),
            way_out="check the format that you gave",
        )
    return Header(names, separator, 0)


def _parse(path: Path, body: bytes, header: Header, dialect: Dialect, number: int) -> Raw:
    try:
        frame = _by_polars(body, header, dialect)
        rejected: tuple[Rejected, ...] = ()
    except pl.exceptions.PolarsError:
        return _by_line(path, body, header, dialect, number)
    return Raw(_shaped(frame, dialect, number), rejected)


def _by_polars(body: bytes, header: Header, dialect: Dialect) -> pl.DataFrame:
    """All rows at once; a line of our own in front fixes the width, one column more than the header."""
    width = len(header.names)
    first = header.separator.join(f"c{i}" for i in range(width + 1)).encode() + b"\n"
    kept = _positions(header, dialect)
    frame = pl.read_csv(
        io.BytesIO(first + body),
        separator=header.separator,
        quote_char=dialect.quote,
        infer_schema=False,
        truncate_ragged_lines=True,
        columns=[f"c{i}" for i in sorted({*kept.values(), width})],
    )
    return frame.select(
        *[pl.col(f"c{i}").alias(name) for name, i in kept.items()],
        pl.col(f"c{width}").alias(OVERFLOW),
    )


def _positions(header: Header, dialect: Dialect) -> dict[str, int]:
    return {name: header.names.index(name) for name in dialect.wanted if name in header.names}


def _by_line(path: Path, body: bytes, header: Header, dialect: Dialect, number: int) -> Raw:
    """Line by line, for a block with broken quotes: a line that closes its quotes is a row."""
    kept = _positions(header, dialect)
    rows: list[dict[str, str | None]] = []
    rejected: list[Rejected] = []
    for index, line in enumerate(body.decode("utf-8").splitlines()):
        if line.count('"') % 2:
            why = "a quotation mark is opened and not closed"
            rejected.append(Rejected(str(path), number + index, why, line[:RAW_LIMIT]))
            continue
        fields = _fields(line, header.separator)
        row = {name: fields[i] if i < len(fields) else None for name, i in kept.items()}
        rows.append(row | {OVERFLOW: "".join(fields[len(header.names) :]) or None})
    schema = dict.fromkeys([*kept, OVERFLOW], pl.String)
    return Raw(_shaped(pl.DataFrame(rows, schema=schema), dialect, number), tuple(rejected))


def _fields(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def _shaped(frame: pl.DataFrame, dialect: Dialect, number: int) -> pl.DataFrame:
    """Every wanted column, blanks as null, blank rows left out, records numbered from `number`."""
    absent = [n for n in dialect.wanted if n not in frame.columns]
    text = pl.col(pl.String).str.strip_chars()
    return (
        frame.with_columns(pl.when(text != "").then(text).name.keep())
        .with_row_index(ROW, offset=number)
        .with_columns(
            pl.col(ROW).cast(pl.Int64), *[pl.lit(None, pl.String).alias(n) for n in absent]
        )
        .filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))
    )
