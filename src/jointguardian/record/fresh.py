"""What was added after a row's or link's number: for those who follow the record step by step."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, select

from .canonical import moment
from .facts import _fact, fact_kind
from .policy import View, marked_fields
from .tables import audit_link, fact

T = TypeVar("T")
_NEWEST = f"SELECT max(seq) FROM {audit_link.name}"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the audit chain, without what it holds."""

    number: int
    kind: str
    at: datetime


def newest_link(connection: Connection) -> int:
    """The number of the last link."""
    # asked several times for each page: the statement goes to the database as it stands
    return int(connection.exec_driver_sql(_NEWEST).scalar() or 0)


def find_links(connection: Connection, after: int, limit: int) -> tuple[Link, ...]:
    """The links after a number, the oldest first."""
    table = audit_link
    wanted = select(table.c.seq, table.c.kind, table.c.at).where(table.c.seq > after)
    rows = connection.execute(wanted.order_by(table.c.seq).limit(limit))
    return tuple(Link(int(r.seq), str(r.kind), moment(r.at)) for r in rows)


def find_facts_after(
    connection: Connection, view: View, kind: str, cls: type[T], after: int
) -> tuple[tuple[T, ...], int]:
    """Every fact of a kind in sight written after row `after`, in that order, and the last row's number."""
    fact_kind(kind)
    wanted = select(fact).where(view.sees(fact), fact.c.kind == kind, fact.c.seq > after)
    rows = connection.execute(wanted.order_by(fact.c.recorded_at, fact.c.seq)).all()
    if not rows:
        return (), after
    marked = marked_fields(connection, view, "fact")
    found = (_fact(row, marked.get(str(row.seq), {}), cls) for row in rows)
    return tuple(f for f in found if f is not None), max(int(row.seq) for row in rows)
