"""PostgreSQL: text search with the `simple` dictionary over folded words, rules by trigger."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, TextClause, create_engine, inspect, text
from sqlalchemy.engine.interfaces import DBAPICursor

from ..errors import InputError
from .backend import BULK, Phrases
from .keyring import fold
from .tables import ROWS, audit_link

_LAYOUT = (
    "CREATE TABLE IF NOT EXISTS report_words (seq bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS report_words_found ON report_words USING gin (words)",
    "CREATE TABLE IF NOT EXISTS field_words (seq bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS field_words_found ON field_words USING gin (words)",
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$",
)


class Postgres:
    """A record, and the persons' keys, in one database."""

    def __init__(self, url: URL) -> None:
        self.url = url.set(drivername="postgresql+psycopg")

    def engine(self) -> Engine:
        return create_engine(self.url, isolation_level="REPEATABLE READ", pool_pre_ping=True)

    def keys_engine(self) -> Engine:
        return create_engine(self.url, poolclass=NullPool)

    def check_new(self) -> None:
        if self._has_record():
            raise InputError("there is a record already", where=self._where())

    def check_there(self) -> None:
        if not self._has_record():
            raise InputError(
                "no record there", where=self._where(), way_out="make one with `guardian init`"
            )

    def lay_out(self, connection: Connection) -> None:
        for statement in _LAYOUT:
            connection.exec_driver_sql(statement)
        for table in (*ROWS, audit_link):
            connection.exec_driver_sql(
                f"CREATE OR REPLACE TRIGGER {table.name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE"
                f" ON {table.name} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
            )

    def lock(self, connection: Connection) -> None:
        """LOCK, not a SELECT of an advisory lock: that would freeze the snapshot before the wait."""
        connection.exec_driver_sql(f"LOCK TABLE {audit_link.name} IN EXCLUSIVE MODE")
        if connection.get_execution_options().get(BULK):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")

    def stream(self, connection: Connection, statement: str) -> DBAPICursor:
        driver: Any = connection.connection.driver_connection
        cursor: DBAPICursor = driver.cursor(name="guardian")
        cursor.execute(statement)
        return cursor

    def index_reports(self, connection: Connection, texts: Sequence[tuple[int, str, str]]) -> None:
        _index(connection, "report_words", [(seq, f"{head}\n{body}") for seq, head, body in texts])

    def index_fields(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        _index(connection, "field_words", texts)

    def report_matches(self, phrases: Phrases) -> TextClause:
        return _matches("report_words", phrases)

    def field_matches(self, phrases: Phrases) -> TextClause:
        return _matches("field_words", phrases)

    def index_holds(self, connection: Connection) -> bool:
        missing = (
            "SELECT count(*) FROM report r FULL JOIN report_words w ON w.seq = r.seq"
            " WHERE r.seq IS NULL OR w.seq IS NULL"
        )
        return bool(connection.exec_driver_sql(missing).scalar_one() == 0)

    def settle(self, engine: Engine) -> None:
        """Nothing to do: the last commit was a full one."""

    def forget(self, keys: Engine) -> None:
        raw = keys.execution_options(isolation_level="AUTOCOMMIT")
        with raw.connect() as connection:
            connection.exec_driver_sql("VACUUM FULL person_key")

    def _has_record(self) -> bool:
        engine = self.keys_engine()
        try:
            return inspect(engine).has_table(audit_link.name)
        finally:
            engine.dispose()

    def _where(self) -> str:
        return self.url.render_as_string(hide_password=True)


def _index(connection: Connection, table: str, texts: Sequence[tuple[int, str]]) -> None:
    connection.execute(
        text(f"INSERT INTO {table} VALUES (:seq, to_tsvector('simple', :words))"),
        [{"seq": seq, "words": _apart(fold(words))} for seq, words in texts],
    )


def _apart(words: str) -> str:
    """Letters and digits only, so that the parser sees words and never addresses or numbers."""
    return "".join(c if c.isalnum() else " " for c in words)


def _matches(table: str, phrases: Phrases) -> TextClause:
    query = " & ".join("(" + " <-> ".join(words) + ")" for words in phrases)
    return text(
        f"SELECT seq, -ts_rank(words, q) AS rank FROM {table},"
        " to_tsquery('simple', :phrases) AS q WHERE words @@ q"
    ).bindparams(phrases=query)
