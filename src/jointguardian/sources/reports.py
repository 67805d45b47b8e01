"""The report files that can be read: one line a suffix."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ..domain import Rejected, Report
from ..errors import InputError, UnreadableFile
from .docx import read_docx
from .feed import read_feed
from .folder import Reader, read_folder
from .html import read_html
from .intake import TEXT_LIMIT, Intake, missing, published_of
from .jsonl import read_jsonl
from .pdf import read_pdf
from .text import read_text
from .web import Fetch, fetch, read_address

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".jsonl": read_jsonl,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
}


def read_reports(
    path_or_url: str | Path,
    *,
    source: str | None = None,
    published: str | None = None,
    received: datetime,
    limit: int = TEXT_LIMIT,
    fetch: Fetch = fetch,
) -> Iterator[Report | Rejected]:
    """The reports of a file, a folder or an http address, and the rows set aside.

    `source` and `published` are the caller's word (see `Intake`); `received` is aware; `limit` is
    the longest text in bytes. Raises UnreadableFile for a whole-file problem, also while iterating,
    and InputError for a date that is none.
    """
    if received.tzinfo is None:
        raise InputError("the time of receipt has no time zone", way_out="give it in UTC")
    intake = Intake(received, source, published_of(published) if published else None, limit)
    if isinstance(path_or_url, str) and path_or_url.lower().startswith(("http://", "https://")):
        return read_address(path_or_url, intake, fetch)
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
