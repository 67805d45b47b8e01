"""Is a workbook safe to open: sizes, ratio, entities, before any parser sees it.

Macros and links to other files are parts of the archive that nothing here opens: a workbook is read
for its stored values only. Source of the limits: own choice, ten times the largest log that we know.
"""

import io
import re
import zipfile
import zlib

from ..errors import UnreadableFile

MOST_BYTES = 50_000_000
MOST_UNPACKED = 700_000_000
MOST_PARTS = 5_000
MOST_RATIO = 300
RATIO_FROM = 20_000_000
"""A part smaller than this does no harm, however well it packs."""
STEP = 1 << 20
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_UNSTORED = re.compile(rb"</(?:\w+:)?f>(?:<v\s*/>|<v></v>)?</(?:\w+:)?c>")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def check_workbook(data: bytes, where: str) -> int:
    """How many formulas have no stored value. Raises UnreadableFile, in one line, for a bad archive."""
    if data[:8] == _OLE:
        raise UnreadableFile(
            "this workbook is encrypted or of the old .xls kind", where=where,
            way_out="save it as .xlsx without a password",
        )  # fmt: skip
    if len(data) > MOST_BYTES:
        raise _too_large(where, f"the file has {len(data):,} bytes, the limit is {MOST_BYTES:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, where)
            if not any(p.filename.lower() == "xl/workbook.xml" for p in parts):
                raise UnreadableFile(
                    "this archive is no .xlsx workbook", where=where,
                    way_out="save the log as .xlsx or .csv",
                )  # fmt: skip
            return sum(_check_part(archive, p, where) for p in parts if _is_xml(p.filename))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise UnreadableFile(
            f"this is not a readable workbook ({type(fault).__name__})", where=where,
            way_out="open it in a spreadsheet and save it again as .xlsx",
        ) from fault  # fmt: skip


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_sizes(parts: list[zipfile.ZipInfo], where: str) -> None:
    if len(parts) > MOST_PARTS:
        raise _too_large(where, f"the workbook has {len(parts):,} parts")
    if sum(p.file_size for p in parts) > MOST_UNPACKED:
        raise _too_large(where, f"the workbook unpacks to more than {MOST_UNPACKED // 10**6} MB")
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(1, part.compress_size):
            raise _too_large(where, f"a part of the workbook unpacks to {part.file_size:,} bytes")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> int:
    """Refuses document types, entities and odd encodings; counts formulas without a value."""
    carry, unstored, sheet = b"", 0, part.filename.startswith("xl/worksheets/")
    with archive.open(part) as stream:
        while chunk := stream.read(STEP):
            if not carry:
                _check_encoding(chunk, where)
            block = carry + chunk
            if _FORBIDDEN.search(block):
                raise UnreadableFile(
                    "the workbook declares XML entities, which no spreadsheet does", where=where,
                    way_out="open it in a spreadsheet and save it again as .xlsx",
                )  # fmt: skip
            if sheet:
                unstored += len(_UNSTORED.findall(block))
            carry = block[-64:]
    return unstored


def _check_encoding(start: bytes, where: str) -> None:
    found = _ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    named = found[1].decode("ascii", "replace").lower() if found else "utf-8"
    if b"\0" in start[:4] or named not in ("utf-8", "us-ascii", "ascii"):
        raise UnreadableFile(
            "a part of the workbook is not written in UTF-8", where=where,
            way_out="open it in a spreadsheet and save it again as .xlsx",
        )  # fmt: skip


def _too_large(where: str, what: str) -> UnreadableFile:
    return UnreadableFile(what, where=where, way_out="split the log, or save it as .csv")
