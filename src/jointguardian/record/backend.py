"""The dialect seam: what each database does its own way. Everything else is portable Core."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection, Engine, TextClause
from sqlalchemy.engine.interfaces import DBAPICursor

WRITE = "guardian_write"
"""Execution option: the connection will write, so it takes the writer's lock when it begins."""
BULK = "guardian_bulk"
"""Execution option: this commit need not reach the disk; a later full one carries it there."""

Phrases = Sequence[Sequence[str]]
"""What to search for: every phrase, each a run of words, each of letters and digits only."""


class Backend(Protocol):
    """One database."""

    def engine(self) -> Engine:
        """Connections to the record."""
        ...

    def keys_engine(self) -> Engine:
        """Connections to the persons' keys, each used once and closed."""
        ...

    def check_new(self) -> None:
        """Raises InputError where a record, or something else, is already."""
        ...

    def check_there(self) -> None:
        """Raises InputError where no record is, UnreadableFile where something else is."""
        ...

    def lay_out(self, connection: Connection) -> None:
        """Makes what Core cannot: full-text indexes and the refusal of UPDATE and DELETE."""
        ...

    def lock(self, connection: Connection) -> None:
        """Makes this transaction the only writer until it ends."""
        ...

    def stream(self, connection: Connection, statement: str) -> DBAPICursor:
        """A driver's cursor over a SELECT that does not hold all its rows in memory."""
        ...

    def index_reports(self, connection: Connection, texts: Sequence[tuple[int, str, str]]) -> None:
        """Takes `(seq, title, text)` into the full-text index."""
        ...

    def index_fields(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """Takes `(seq, value)` of marked fields into their own full-text index."""
        ...

    def report_matches(self, phrases: Phrases) -> TextClause:
        """A SELECT of `seq, rank` (best lowest) of the reports that hold every phrase."""
        ...

    def field_matches(self, phrases: Phrases) -> TextClause:
        """The same over marked fields."""
        ...

    def index_holds(self, connection: Connection) -> bool:
        """Whether the full-text index agrees with the texts."""
        ...

    def settle(self, engine: Engine) -> None:
        """After a bulk load: what was committed is on the disk when this returns."""
        ...

    def forget(self, keys: Engine) -> None:
        """After an erasure: leaves no old bytes of the keys behind."""
        ...
