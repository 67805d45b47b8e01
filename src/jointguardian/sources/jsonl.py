"""JSON lines, one report a line: `id, url, source, title, published, language, text`.

`published_inferred` holds a date where `published` is null. Other keys are left alone, since other
tools write them; a known key of a wrong type sets its row aside.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import msgspec

from ..domain import Rejected, Report
from ..errors import InputError, UnreadableFile
from .intake import Found, Intake, missing, rejected, report_of


class Row(msgspec.Struct, frozen=True):
    """One line of the file."""

    text: str
    id: str | int | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    published_inferred: str | bool | None = None
    language: str | None = None
    invented: bool = False


def read_jsonl(path: Path, intake: Intake) -> Iterator[Report | Rejected]:
    """A report or a rejection for each line. Raises UnreadableFile when there is no line."""
    rows = 0
    try:
        with path.open("rb") as stream:
            for number, line in _lines(stream, 2 * intake.limit):
                rows += 1
                yield from _taken(path, number, line, intake)
    except OSError as fault:
        raise missing(path, fault) from fault
    if not rows:
        raise UnreadableFile("the file is empty", where=str(path))


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines that are not blank, with their numbers; None for one that is longer than `limit` bytes."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield number, None
            continue
        bare = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if b"\0" in bare:
            raise UnreadableFile("the file is binary, not JSON lines", where=stream.name)
        if bare:
            yield number, bare


def _taken(
    path: Path, number: int, line: bytes | None, intake: Intake
) -> Iterator[Report | Rejected]:
    if line is None:
        yield rejected(path, number, f"the line is longer than {2 * intake.limit:,} bytes")
        return
    try:
        found = _found(msgspec.json.decode(line, type=Row))
        yield report_of(found, intake)
    except InputError as fault:
        yield rejected(path, number, fault, line)
        if intake.undated_ok and found.published:
            yield from _undated(path, number, found, intake)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        yield rejected(path, number, f"not a report: {fault}", line)


def _undated(path: Path, number: int, found: Found, intake: Intake) -> Iterator[Report | Rejected]:
    """The report without its date, where the date was the only fault."""
    try:
        yield report_of(replace(found, published=None), intake)
    except InputError:
        return


def _found(row: Row) -> Found:
    said = row.published_inferred
    date = row.published or (said if isinstance(said, str) else None)
    return Found(
        text=row.text.removeprefix("\ufeff"),
        title=row.title,
        url=row.url,
        native_id=None if row.id is None else str(row.id),
        source=row.source,
        published=date,
        inferred=said is True or (not row.published and bool(said)),
        language=row.language,
        invented=row.invented,
    )
