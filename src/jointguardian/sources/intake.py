"""From a provider's text and what it knows of it to a Report."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from ..domain import Rejected, Report
from ..domain.dates import parse_moment, parse_partial
from ..domain.ids import new_id
from ..errors import InputError, UnreadableFile
from .language import spoken

TEXT_LIMIT = 5_000_000
RAW_LIMIT = 2000
UNATTRIBUTED = "unattributed"


@dataclass(frozen=True, slots=True)
class Intake:
    """What the caller says of a file: whose it is, when it appeared, when it was received.

    `received` is aware; with `undated_ok` a row whose date is none is set aside *and* given
    without its date; `limit` is the longest text taken in, in bytes of UTF-8. For a single
    document `source` and `published` count before its own metadata; for collections (rows, feed
    entries) what each entry says counts first.
    """

    received: datetime
    source: str | None = None
    published: str | None = None
    limit: int = TEXT_LIMIT
    undated_ok: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a provider found in one document."""

    text: str
    title: str | None = None
    url: str | None = None
    native_id: str | None = None
    source: str | None = None
    published: str | None = None
    inferred: bool = False
    language: str | None = None
    invented: bool = False


def report_of(found: Found, intake: Intake) -> Report:
    """The report of one document. Raises InputError when its text or a date cannot be taken in."""
    raw = _checked(found.text, intake.limit)
    published = published_of(found.published) if found.published else None
    said = published_of(intake.published) if intake.published else None
    return Report(
        id=new_id("r"),
        source=_line(found.source) or intake.source or UNATTRIBUTED,
        text=found.text,
        sha256=hashlib.sha256(raw).hexdigest(),
        received=intake.received.astimezone(UTC),
        native_id=_line(found.native_id) or _line(found.url),
        url=_line(found.url),
        title=_line(found.title),
        published=published or said,
        published_inferred=found.inferred and published is not None,
        language=spoken(_tag(found.language), found.text),
        invented=found.invented,
    )


def document_of(found: Found, intake: Intake, where: str) -> Report:
    """As `report_of`, for a single document: the caller's source and date come first.

    Raises UnreadableFile `where` when its text cannot be taken in.
    """
    said = intake.published is not None
    mine = replace(
        found,
        source=intake.source or found.source,
        published=intake.published or _usable(found.published),
        inferred=found.inferred and not said,
    )
    try:
        return report_of(mine, intake)
    except InputError as fault:
        raise UnreadableFile(fault.what, where=where, way_out=fault.way_out) from fault


def published_of(text: str) -> str:
    """A publication date as stored: partial dates as they are, moments in UTC to the second.

    Raises InputError for anything else, or outside the years 1900 to 2200.
    """
    raw = text.strip()
    if len(raw) <= 10 and raw.isascii() and raw.replace("-", "").isdigit():
        return parse_partial(raw)
    return parse_moment(raw).strftime("%Y-%m-%dT%H:%M:%SZ")


def rejected(
    path: Path | str, row: int, fault: InputError | str, raw: str | bytes = ""
) -> Rejected:
    """A document or row set aside, with the first 2,000 characters of it."""
    text = raw[: 4 * RAW_LIMIT].decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    reason = fault.what if isinstance(fault, InputError) else fault
    return Rejected(str(path), row, " ".join(reason.split()), text[:RAW_LIMIT])


def contents(path: Path, limit: int) -> bytes:
    """A file's bytes. Raises UnreadableFile when it is missing, empty or over `limit` bytes."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= limit else None
    except (OSError, ValueError) as fault:
        raise missing(path, fault) from fault
    if data is None:
        raise UnreadableFile(
            f"the file has {size:,} bytes, the limit is {limit:,}",
            where=str(path),
            way_out="split it or raise the limit",
        )
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("the file is empty", where=str(path))
    return data


def missing(path: Path, fault: Exception) -> UnreadableFile:
    """The error for a file that cannot be opened."""
    gone = isinstance(fault, FileNotFoundError)
    what = "there is no such file" if gone else f"the file cannot be opened: {fault}"
    return UnreadableFile(what, where=str(path), way_out="check the path")


def day_of(moment: datetime | date | None) -> str | None:
    """A metadata date as stored, None when it is none or out of range."""
    return _usable(moment.isoformat()) if moment is not None else None


def _usable(published: str | None) -> str | None:
    try:
        return published_of(published) if published else None
    except InputError:
        return None


def _checked(text: str, limit: int) -> bytes:
    if not text.replace("\ufeff", "").strip():
        raise InputError("there is no text")
    if "\0" in text:
        raise InputError("the text holds a NUL character")
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise InputError("the text holds half of a character pair") from fault
    if len(raw) > limit:
        raise InputError(f"the text has {len(raw):,} bytes, the limit is {limit:,}")
    return raw


def _line(text: str | None) -> str | None:
    """One line of printable characters, None when nothing is left."""
    if text is None:
        return None
    plain = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return " ".join(plain.split()) or None


def _tag(tag: str | None) -> str | None:
    """The language subtag in lower case, None when there is none."""
    first = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    return first if 2 <= len(first) <= 3 and first.isascii() and first.isalpha() else None
