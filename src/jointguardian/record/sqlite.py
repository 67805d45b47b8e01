"""SQLite: WAL, FTS5, pragmas, triggers. The only file that knows them."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    TextClause,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DatabaseError

from ..errors import InputError, UnreadableFile
from .backend import BULK, WRITE, Phrases
from .tables import ROWS, audit_link

BUSY_SECONDS = 60.0
_HEADER = b"SQLite format 3\x00"
_RECORD_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA recursive_triggers=ON",
)
_KEYS_PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA secure_delete=ON",
)
_INDEXES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS report_fts USING fts5(title, text, content='report',"
    " content_rowid='seq', tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS field_fts USING fts5(value, content='',"
    " tokenize='unicode61 remove_diacritics 2')",
)


class Sqlite:
    """A record in one file, with the persons' keys in a second one beside it."""

    def __init__(self, url: URL) -> None:
        if not url.database or url.database == ":memory:":
            raise InputError(
                "a record needs a file", way_out="write e.g. sqlite:////path/record.db"
            )
        self.path = Path(url.database)
        self.keys_path = self.path.with_name(self.path.name + ".keys")

    def engine(self) -> Engine:
        engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
            pool_size=8,
            max_overflow=24,
        )
        return _with_pragmas(engine, _RECORD_PRAGMAS)

    def keys_engine(self) -> Engine:
        engine = create_engine(
            URL.create("sqlite", database=str(self.keys_path)),
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
            poolclass=NullPool,
        )
        return _with_pragmas(engine, _KEYS_PRAGMAS)

    def check_new(self) -> None:
        if self.path.exists() or self.keys_path.exists():
            raise InputError("there is a record already", where=str(self.path))
        if not self.path.parent.is_dir():
            raise InputError("no such folder", where=str(self.path.parent))

    def check_there(self) -> None:
        if not self.path.is_file():
            raise InputError(
                "no record there", where=str(self.path), way_out="make one with `guardian init`"
            )
        with self.path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                raise UnreadableFile("this is not a record", where=str(self.path))
        if not self.keys_path.is_file():
            raise UnreadableFile(
                "the file of the persons' keys is missing",
                where=str(self.keys_path),
                way_out="put it back beside the record",
            )

    def lay_out(self, connection: Connection) -> None:
        for statement in _INDEXES:
            connection.exec_driver_sql(statement)
        for table in (*ROWS, audit_link):
            for verb in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name}"
                    f" BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
                )

    def lock(self, connection: Connection) -> None:
        """Nothing to do: BEGIN IMMEDIATE took the lock."""

    def stream(self, connection: Connection, statement: str) -> DBAPICursor:
        cursor = connection.connection.cursor()
        cursor.execute(statement)
        return cursor

    def index_reports(self, connection: Connection, texts: Sequence[tuple[int, str, str]]) -> None:
        connection.exec_driver_sql(
            "INSERT INTO report_fts(rowid, title, text) VALUES (?, ?, ?)", list(texts)
        )

    def index_fields(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        connection.exec_driver_sql("INSERT INTO field_fts(rowid, value) VALUES (?, ?)", list(texts))

    def report_matches(self, phrases: Phrases) -> TextClause:
        return _matches("report_fts", phrases)

    def field_matches(self, phrases: Phrases) -> TextClause:
        return _matches("field_fts", phrases)

    def index_holds(self, connection: Connection) -> bool:
        try:
            connection.exec_driver_sql(
                "INSERT INTO report_fts(report_fts, rank) VALUES ('integrity-check', 1)"
            )
        except DatabaseError:
            return False
        return True

    def settle(self, engine: Engine) -> None:
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            raw.close()

    def forget(self, keys: Engine) -> None:
        """Nothing to do: `secure_delete` overwrote them, and their file has no log."""


def _matches(index: str, phrases: Phrases) -> TextClause:
    query = " ".join('"' + " ".join(words) + '"' for words in phrases)
    return text(
        f"SELECT rowid AS seq, rank AS rank FROM {index} WHERE {index} MATCH :phrases"
    ).bindparams(phrases=query)


def _with_pragmas(engine: Engine, pragmas: Sequence[str]) -> Engine:
    """Sets the pragmas on each connection, and begins transactions ourselves."""

    @event.listens_for(engine, "connect")
    def connect(raw: sqlite3.Connection, _: Any) -> None:
        raw.isolation_level = None
        for pragma in pragmas:
            raw.execute(pragma).fetchall()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get(WRITE):
            connection.exec_driver_sql("BEGIN")
            return
        if pragmas is _RECORD_PRAGMAS:
            level = "NORMAL" if options.get(BULK) else "FULL"
            connection.exec_driver_sql(f"PRAGMA synchronous={level}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
