"""`verify`: recomputes the chain and the digest of every row, and says where it breaks."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, select
from sqlalchemy.exc import DatabaseError

from ..errors import Fault
from .backend import Backend
from .canonical import RowsDigest, moment
from .journal import link_of, raw_rows
from .tables import ROWS, audit_link
from .values import Head, Verification

Vouched = dict[int, dict[str, list[int | str]]]


def verify(connection: Connection, backend: Backend, head: str | None) -> Verification:
    """Whether everything is as it was written; `head`, kept elsewhere, must be one of the links."""
    try:
        links = list(connection.execute(select(audit_link).order_by(audit_link.c.seq)))
        broken = (
            _chain(links) or _cut_off(links, head) or _rows(connection, backend, _vouched(links))
        )
    except (DatabaseError, Fault) as fault:
        return Verification(False, 0, None, f"the record cannot be read: {_line(fault)}")
    if broken is None and not backend.index_holds(connection):
        broken = (None, "the search index does not agree with the texts")
    where, what = broken or (None, "")
    return Verification(broken is None, len(links), where, what)


def head(connection: Connection) -> Head:
    """The end of the chain, with the random id of the record that its first link holds."""
    last = connection.execute(select(audit_link).order_by(audit_link.c.seq.desc()).limit(1)).one()
    first = connection.execute(select(audit_link.c.note).where(audit_link.c.seq == 1)).scalar_one()
    name = str(msgspec.json.decode(first)["record"])
    return Head(name, last.seq, last.link, moment(last.written_at).isoformat())


Broken = tuple[int | None, str] | None


def _chain(links: list[Row[Any]]) -> Broken:
    previous = ""
    for number, link in enumerate(links, start=1):
        if link.seq != number:
            return number, f"link {number} is missing"
        if link.previous != previous:
            return number, f"link {number} does not follow the one before"
        if link.link != link_of(link._asdict()):
            return number, f"link {number} was changed"
        previous = link.link
    return None if links else (1, "the record has no links")


def _cut_off(links: list[Row[Any]], head: str | None) -> Broken:
    if head is None or any(link.link == head for link in links):
        return None
    return len(links), "the chain does not contain the given head: its end was cut off or rewritten"


def _vouched(links: list[Row[Any]]) -> Vouched:
    return {int(link.seq): msgspec.json.decode(link.rows) for link in links}


def _rows(connection: Connection, backend: Backend, vouched: Vouched) -> Broken:
    found = (broken for table in ROWS for broken in _table(connection, backend, table, vouched))
    return min(found, key=lambda broken: broken[0] or 0, default=None)


def _table(
    connection: Connection, backend: Backend, table: Table, vouched: Vouched
) -> Iterator[tuple[int | None, str]]:
    """Each link whose rows in one table are not what it vouched for."""
    expected = {n: rows[table.name] for n, rows in vouched.items() if table.name in rows}
    for number, digest in _digests(connection, backend, table):
        want = expected.pop(number, None)
        if want is None:
            yield number, f"{table.name}: rows that link {number} does not vouch for"
        elif (have := digest.summary()) != want:
            yield number, _difference(table.name, number, have, want)
    for number in expected:
        yield number, f"{table.name}: all rows of link {number} are missing"


def _digests(
    connection: Connection, backend: Backend, table: Table
) -> Iterator[tuple[int, RowsDigest]]:
    """The digest of each run of rows of one link, in the order of the rows."""
    current, digest = None, RowsDigest()
    for chunk in raw_rows(connection, backend, table):
        for number, rows in groupby(chunk, key=_link_number):
            if number != current:
                if current is not None:
                    yield current, digest
                current, digest = number, RowsDigest()
            digest.add(list(rows))
    if current is not None:
        yield current, digest


def _link_number(row: tuple[Any, ...]) -> int:
    return row[1] if isinstance(row[1], int) else -1


def _difference(table: str, number: int, have: list[int | str], want: list[int | str]) -> str:
    rows = f"{table}: rows {want[1]} to {want[2]} of link {number}"
    if have[0] != want[0]:
        kind = "missing" if int(have[0]) < int(want[0]) else "added"
        return f"{rows}: {abs(int(have[0]) - int(want[0]))} {kind}"
    return f"{rows}: changed"


def _line(fault: Exception) -> str:
    return str(fault).splitlines()[0] if str(fault) else type(fault).__name__
