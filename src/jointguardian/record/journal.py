"""Transactions: each write is one link of the audit chain, each read one snapshot."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select

from ..errors import Fault
from .backend import BULK, WRITE, Backend
from .canonical import RowsDigest, json_text, micros, moment, sha256_of
from .tables import audit_link

Row = Mapping[str, object]
_CHUNK = 5_000


class Writing:
    """One open write transaction. Its rows carry the number of the link that will vouch for them."""

    def __init__(self, connection: Connection, backend: Backend, at: int) -> None:
        self.connection, self.backend, self.at = connection, backend, at
        last = connection.execute(
            select(audit_link.c.seq, audit_link.c.link).order_by(audit_link.c.seq.desc()).limit(1)
        ).first()
        self.number = int(last.seq) + 1 if last else 1
        self.previous = str(last.link) if last else ""
        self._next: dict[str, int] = {}
        self._digests: dict[str, RowsDigest] = {}

    def next_number(self, table: Table) -> int:
        """The number that the next row of the table gets."""
        if table.name not in self._next:
            newest = self.connection.execute(select(func.max(table.c.seq))).scalar()
            self._next[table.name] = int(newest or 0) + 1
        return self._next[table.name]

    def put(self, table: Table, rows: Sequence[Row]) -> list[int]:
        """Inserts rows (every column but seq and link) and gives their numbers."""
        if not rows:
            return []
        first = self.next_number(table)
        names = [c.name for c in table.columns][2:]
        values = [
            (first + i, self.number, *(row[name] for name in names)) for i, row in enumerate(rows)
        ]
        self.put_raw(table, values)
        self.vouch(table, values)
        self._next[table.name] = first + len(rows)
        return list(range(first, first + len(rows)))

    def put_raw(self, table: Table, values: Sequence[tuple[Any, ...]], ending: str = "") -> int:
        """Inserts full rows as they are and gives how many went in; `vouch` must be told of them."""
        names = ", ".join(f'"{c.name}"' for c in table.columns)
        mark = "?" if self.connection.dialect.name == "sqlite" else "%s"
        marks = ", ".join([mark] * len(table.columns))
        done = self.connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({names}) VALUES ({marks}) {ending}", list(values)
        )
        return done.rowcount

    def put_new(self, table: Table, values: Sequence[tuple[Any, ...]]) -> int:
        """Inserts those of the full rows that break no unique index, vouched for; how many they are."""
        count = self.put_raw(table, values, "ON CONFLICT DO NOTHING")
        if count == len(values):
            self.vouch(table, values)
        elif count:
            for rows in raw_rows(self.connection, self.backend, table, int(values[0][0])):
                self.vouch(table, rows)
        return count

    def vouch(self, table: Table, values: Sequence[Sequence[object]]) -> None:
        """Takes rows, in order of their numbers, into this link's digest."""
        self._digests.setdefault(table.name, RowsDigest()).add(values)

    @property
    def written(self) -> bool:
        """Whether any row was put in."""
        return any(d.count for d in self._digests.values())

    def close(self, kind: str, note: Mapping[str, object], written_at: int) -> None:
        """Writes the link."""
        rows = {name: d.summary() for name, d in sorted(self._digests.items()) if d.count}
        link = {
            "seq": self.number,
            "kind": kind,
            "at": self.at,
            "written_at": written_at,
            "note": json_text(note),
            "rows": json_text(rows),
            "previous": self.previous,
        }
        self.connection.execute(audit_link.insert(), link | {"link": link_of(link)})


def link_of(link: Mapping[str, Any]) -> str:
    """The SHA-256 that seals a link: over the one before and everything it says."""
    return sha256_of(
        *(link[part] for part in ("previous", "seq", "kind", "at", "written_at", "note", "rows"))
    )


def raw_rows(
    connection: Connection, backend: Backend, table: Table, first: int = 0
) -> Iterator[Sequence[Any]]:
    """The table's rows from number `first` on, in order, in chunks, as the database holds them.

    Raises Fault where the database itself cannot read them.
    """
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    cursor = backend.stream(
        connection, f"SELECT {names} FROM {table.name} WHERE seq >= {int(first)} ORDER BY seq"
    )
    try:
        while rows := cursor.fetchmany(_CHUNK):
            yield rows
    except connection.dialect.loaded_dbapi.Error as fault:
        raise Fault(f"{table.name} cannot be read: {fault}") from fault
    finally:
        cursor.close()


class Journal:
    """Opens transactions on one database."""

    def __init__(self, engine: Engine, backend: Backend, clock: Callable[[], datetime]) -> None:
        self.engine, self.backend, self.clock = engine, backend, clock
        self.heard: Callable[[int, str, datetime], None] | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(
        self,
        kind: str,
        *,
        at: datetime | None = None,
        note: Mapping[str, object] | None = None,
        bulk: bool = False,
    ) -> Iterator[Writing]:
        """One transaction, one link; durable when it returns, unless `bulk`.

        Where no row was written and no `note` given, nothing happens at all; else `heard` is told
        of the link after the commit.
        """
        options = {WRITE: True, BULK: bulk}
        now = micros(self.clock())
        closed = False
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            self.backend.lock(connection)
            writing = Writing(connection, self.backend, now if at is None else micros(at))
            yield writing
            if writing.written or note is not None:
                writing.close(kind, note or {}, micros(self.clock()))
                closed = True
        if closed and self.heard is not None:
            self.heard(writing.number, kind, moment(writing.at))

    def flush(self) -> None:
        """A full commit after bulk ones: carries them to the disk."""
        self.backend.settle(self.engine)


def in_batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of up to `size`."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
