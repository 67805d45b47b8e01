"""The report files that can be read: one line a suffix."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain import Rejected, Report
from ..errors import InputError, UnreadableFile
from .folder import Reader, read_folder
from .intake import TEXT_LIMIT, Intake, missing, published_of
from .jsonl import read_jsonl
from .text import read_text

if TYPE_CHECKING:
    from .web import Fetch


def late(module: str) -> Reader:
    """`read_<module>` of the file of that name, loaded with its libraries at the first report.

    A command that reads no PDF does not wait for the PDF library.
    """

    def read(path: Path, intake: Intake) -> Iterator[Report | Rejected]:
        reader: Reader = getattr(import_module(f".{module}", __package__), f"read_{module}")
        return reader(path, intake)

    return read


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": late("html"),
    ".htm": late("html"),
    ".pdf": late("pdf"),
    ".docx": late("docx"),
    ".jsonl": read_jsonl,
    ".xml": late("feed"),
    ".rss": late("feed"),
    ".atom": late("feed"),
}


def read_reports(
    path_or_url: str | Path,
    *,
    source: str | None = None,
    published: str | None = None,
    received: datetime,
    limit: int = TEXT_LIMIT,
    undated_ok: bool = False,
    fetch: "Fetch | None" = None,
) -> Iterator[Report | Rejected]:
    """The reports of a file, a folder or an http address, and the rows set aside.

    `source` and `published` are the caller's word (see `Intake`); `received` is aware; `limit` is
    the longest text in bytes. Raises UnreadableFile for a whole-file problem, also while iterating,
    and InputError for a date that is none.
    """
    if received.tzinfo is None:
        raise InputError("the time of receipt has no time zone", way_out="give it in UTC")
    day = published_of(published) if published else None
    intake = Intake(received, source, day, limit, undated_ok)
    if isinstance(path_or_url, str) and path_or_url.lower().startswith(("http://", "https://")):
        from .web import fetch as fetch_address
        from .web import read_address

        return read_address(path_or_url, intake, fetch or fetch_address)
    path = Path(path_or_url)
    try:
        if path.is_dir():
            return read_folder(path, intake, reader_of)
        path.stat()
        if not path.is_file():
            raise UnreadableFile("this is not a file", where=str(path), way_out="check the path")
    except (OSError, ValueError) as fault:
        raise missing(path, fault) from fault
    return reader_of(path)(path, intake)


def reader_of(path: Path) -> Reader:
    """The reader for a file's suffix. Raises UnreadableFile when there is none."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"there is no reader for {path.suffix or 'files without a suffix'}",
            where=str(path),
            way_out=f"use one of {', '.join(READERS)}",
        )
    return reader
