"""A copy of an SQLite file as it stood at one moment, made while others write to it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ..errors import Fault
from .sqlite import BUSY_SECONDS

PAGES = 4096
"""Copied at a time, between two words of progress: 16 MiB."""


def copy_sqlite(source: Path, target: Path, tell: Callable[[int, int], None]) -> None:
    """Copies the database; `tell` gets the pages done and all of them. Raises Fault.

    The source's connection holds one read transaction from the first page to the last: with the
    write-ahead log, writers go on meanwhile and the copy neither sees them nor begins again.
    """
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
            old.isolation_level = None
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            old.backup(new, pages=PAGES, progress=lambda _, left, all_: tell(all_ - left, all_))
            old.execute("COMMIT")
    except sqlite3.Error as fault:
        raise Fault(f"{source.name} cannot be copied: {fault}") from fault
