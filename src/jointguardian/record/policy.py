"""The policy compiled into queries: the one place where a viewer's sight becomes SQL.

Distinct markings are few. `look` asks `access.may_see` about each of them once per read; every
query then keeps the rows whose `marking_id` is among those seen and whose `recorded_at` is not
after the moment asked for. A field with a marking of its own is not in its row at all (NULL
there) but in `field_value` under that marking, so that a forgotten filter would show nothing.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, select

from ..access import Viewer, may_see
from ..domain import Marking
from .canonical import json_text, micros
from .journal import Writing
from .tables import field_value, marking


@dataclass(frozen=True, slots=True)
class View:
    """What one viewer sees at one moment: the ids of his markings, and microseconds."""

    markings: dict[int, Marking]
    moment: int

    def sees(self, table: Table) -> ColumnElement[bool]:
        """The condition on a table that has markings of its own."""
        return and_(table.c.marking_id.in_(list(self.markings)), self.knows(table))

    def knows(self, table: Table) -> ColumnElement[bool]:
        """The condition on time alone, for tables that hold nothing to protect."""
        return table.c.recorded_at <= self.moment


def look(connection: Connection, viewer: Viewer, as_of: datetime) -> View:
    """The view of `viewer` as of a moment."""
    every = every_marking(connection)
    seen = {number: m for number, m in every.items() if may_see(viewer, m)}
    return View(seen, micros(as_of))


def every_marking(connection: Connection) -> dict[int, Marking]:
    """All markings that were ever used, by number."""
    rows = connection.execute(select(marking))
    return {int(row.seq): _marking(row.level, row.compartments, row.releasable_to) for row in rows}


def marking_number(writing: Writing, wanted: Marking) -> int:
    """The number of a marking; a new one is written."""
    parts = _columns(wanted)
    same = and_(*(marking.c[name] == value for name, value in parts.items()))
    found = writing.connection.execute(select(marking.c.seq).where(same)).scalar()
    return int(found) if found is not None else writing.put(marking, [parts])[0]


def marked_fields(connection: Connection, view: View, kind: str) -> dict[str, dict[str, str]]:
    """The marked field values (JSON) that the view may see, by owner id, for owners of a kind."""
    wanted = (
        select(field_value.c.owner, field_value.c.field, field_value.c.value)
        .where(view.sees(field_value), field_value.c.owner.startswith(f"{kind}:", autoescape=True))
        .order_by(field_value.c.seq)
    )
    found: dict[str, dict[str, str]] = {}
    for owner, name, value in connection.execute(wanted):
        found.setdefault(owner.removeprefix(f"{kind}:"), {})[name] = value
    return found


def _columns(wanted: Marking) -> dict[str, str]:
    return {
        "level": wanted.level,
        "compartments": json_text(wanted.compartments),
        "releasable_to": json_text(wanted.releasable_to),
    }


def _marking(level: str, compartments: str, releasable_to: str) -> Marking:
    names = frozenset[str]
    return Marking(
        level,
        msgspec.json.decode(compartments, type=names),
        msgspec.json.decode(releasable_to, type=names),
    )
