"""What was added since a mark: so that one who follows the record reads only what is new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, func, select

from ..domain import Judgement, Reading, Report
from . import tables
from .facts import find_judgements
from .policy import View
from .reports import find_readings

_FOLLOWED = (tables.report, tables.reading, tables.judgement, tables.source, tables.marking)
_DATED = (tables.report, tables.reading, tables.judgement, tables.source)
_MANY = 400
"""Identities in one query: within every database's limit of parameters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a follower has read: the numbers of the last link and of each table's last row."""

    link: int = 0
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since a mark.

    `pairs` are the reports, with their readings, that are new or read anew; `gone` the ids of the
    versions that others have replaced. `judgements` are all of them where there is a new one, else
    None. `facts` are the kinds with a new row, `sources` whether one is new, `later` whether some
    new row becomes known later. `whole` says that everything has to be read
    again: another marking came into use.
    """

    mark: Mark
    pairs: tuple[tuple[Report, Reading], ...] = ()
    gone: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] | None = None
    sources: bool = False
    facts: frozenset[str] = frozenset()
    later: bool = False
    whole: bool = False


def find_changes(connection: Connection, view: View, since: Mark, kinds: Sequence[str]) -> Changes:
    """The changes since a mark, in this view; of the facts, those of these kinds."""
    link = _last(connection, tables.audit_link)
    if link == since.link:
        return Changes(since)
    now = {t.name: _last(connection, t) for t in _FOLLOWED}
    now |= {f"fact:{kind}": _last_fact(connection, kind) for kind in kinds}
    mark = Mark(link, now)
    moved = {name for name, last in now.items() if last != since.rows.get(name, 0)}
    if not since.link or "marking" in moved:
        return Changes(mark, whole=True)
    identities = _touched(connection, since) if moved & {"report", "reading"} else ()
    pairs, gone = _told(connection, view, identities)
    return Changes(
        mark,
        pairs,
        gone,
        find_judgements(connection, view) if "judgement" in moved else None,
        "source" in moved,
        frozenset(name.removeprefix("fact:") for name in moved if name.startswith("fact:")),
        later=_ahead(connection, view, since),
    )


def _last(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.max(table.c.seq))).scalar() or 0)


def _last_fact(connection: Connection, kind: str) -> int:
    wanted = select(func.max(tables.fact.c.seq)).where(tables.fact.c.kind == kind)
    return int(connection.execute(wanted).scalar() or 0)


def _touched(connection: Connection, since: Mark) -> Sequence[str]:
    """The identities of the reports that are new, or read anew."""
    report, reading = tables.report, tables.reading
    new = select(report.c.identity).where(report.c.seq > since.rows.get("report", 0))
    again = (
        select(report.c.identity)
        .join(reading, reading.c.report == report.c.id)
        .where(reading.c.seq > since.rows.get("reading", 0))
    )
    return sorted(connection.execute(new.union(again)).scalars())


def _ahead(connection: Connection, view: View, since: Mark) -> bool:
    """Whether a new row is recorded ahead: it becomes known after the view's moment."""
    for table in _DATED:
        new = table.c.seq > since.rows.get(table.name, 0)
        last = connection.execute(select(func.max(table.c.recorded_at)).where(new)).scalar()
        if last is not None and int(last) > view.moment:
            return True
    return False


def _told(
    connection: Connection, view: View, identities: Sequence[str]
) -> tuple[tuple[tuple[Report, Reading], ...], tuple[str, ...]]:
    pairs: list[tuple[Report, Reading]] = []
    every: set[str] = set()
    for some in _parts(identities):
        pairs += find_readings(connection, view, some)
        same = select(tables.report.c.id).where(tables.report.c.identity.in_(some))
        every.update(connection.execute(same).scalars())
    return tuple(pairs), tuple(sorted(every - {report.id for report, _ in pairs}))


def _parts(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(rows), _MANY):
        yield rows[first : first + _MANY]


def next_due(connection: Connection, view: View) -> int | None:
    """The first moment (microseconds) after the view's at which a row of it becomes known."""
    moments = []
    for table in _DATED:
        later = select(func.min(table.c.recorded_at)).where(table.c.recorded_at > view.moment)
        moments.append(connection.execute(later).scalar())
    return min((int(m) for m in moments if m is not None), default=None)
