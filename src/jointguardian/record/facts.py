"""Sources, rejected rows, facts, incidents and judgements: small rows with a JSON body."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, exists, func, or_, select

from ..domain import (
    Actor,
    Alert,
    Attachment,
    Camp,
    Capture,
    Estimate,
    GivenWarning,
    Handover,
    Incident,
    IncidentLink,
    Judgement,
    KeptBackTest,
    KeptForecast,
    KeptPlan,
    KeptProjection,
    LogMapping,
    LogRelease,
    LogRow,
    Marking,
    Movement,
    Municipality,
    Observation,
    Patrol,
    Product,
    ProductDocument,
    ProductLine,
    ProductStep,
    Provision,
    ReadMark,
    Rejected,
    Request,
    Requirement,
    Reserve,
    Restriction,
    SavedView,
    Sector,
    Source,
    Strength,
    Unit,
    WatchShift,
    Work,
)
from ..domain.ids import digest
from ..domain.judgement import KINDS as JUDGEMENTS
from ..errors import InputError
from . import tables
from .canonical import json_text, micros, storable
from .claims import with_unseen
from .journal import Writing
from .policy import View, marked_fields, marking_number
from .reports import put_fields

T = TypeVar("T")

FACTS: dict[str, tuple[type, tuple[str, ...], str | None]] = {
    "strengths": (Strength, ("kind", "scope", "date", "source", "part_of", "claim"), "date"),
    "reserves": (Reserve, ("id",), "ordered"),
    "camps": (Camp, ("id",), None),
    "sectors": (Sector, ("id", "start"), "start"),
    "movements": (Movement, ("kind", "place", "date", "who", "source"), "date"),
    "provisions": (Provision, ("id",), "valid_from"),
    "observations": (Observation, ("id",), "start"),
    "municipalities": (Municipality, ("id",), None),
    "actors": (Actor, ("id",), None),
    "captures": (Capture, ("report",), "happened"),
    "attachments": (Attachment, ("report", "sha256"), "at"),
    "products": (Product, ("id", "version"), None),
    "product_lines": (ProductLine, ("product", "version", "section", "key"), None),
    "estimates": (Estimate, ("product", "version", "id"), None),
    "product_steps": (ProductStep, ("product", "version", "number"), None),
    "product_documents": (ProductDocument, ("product", "version"), None),
    "requirements": (Requirement, ("id",), "valid_from"),
    "watch-shifts": (WatchShift, ("id",), None),
    "read-marks": (ReadMark, ("by", "subject"), None),
    "work": (Work, ("subject",), None),
    "saved-views": (SavedView, ("id",), None),
    "units": (Unit, ("id", "start"), "start"),
    "patrols": (Patrol, ("id",), "start"),
    "restrictions": (Restriction, ("id",), "since"),
    "links": (IncidentLink, ("id",), None),
    "requests": (Request, ("id",), None),
    "handovers": (Handover, ("id", "version"), None),
    "log_mappings": (LogMapping, ("name",), None),
    "log_rows": (LogRow, ("log", "key"), "day"),
    "log_releases": (LogRelease, ("id",), "at"),
    "alerts": (Alert, ("id",), "day"),
    "backtests": (KeptBackTest, ("id",), "at"),
    "forecasts": (KeptForecast, ("id",), "origin"),
    "plans": (KeptPlan, ("id",), "since"),
    "projections": (KeptProjection, ("id",), "since"),
    "warnings": (GivenWarning, ("id",), "day"),
}
"""Kind of fact: its type, the fields that identify one, and the field that says since when it is so."""

At = datetime | Callable[[Any], datetime] | None


def newest(table: Table, view_condition: Any, *key: str) -> Select[Any]:
    """The newest row of each key among those in sight."""
    ranked = (
        select(
            table.c.seq,
            func.row_number()
            .over(
                partition_by=[table.c[k] for k in key],
                order_by=(table.c.recorded_at.desc(), table.c.seq.desc()),
            )
            .label("rank"),
        )
        .where(view_condition)
        .subquery()
    )
    return select(table).join(ranked, ranked.c.seq == table.c.seq).where(ranked.c.rank == 1)


def write_sources(writing: Writing, sources: Iterable[Source]) -> None:
    """Sources; one that says the same as before is not written."""
    known = tables.source.c.recorded_at <= writing.at
    rows = writing.connection.execute(newest(tables.source, known, "id"))
    before = {row.id: row.digest for row in rows}
    for told in sources:
        content = digest(told)
        if before.get(told.id) != content:
            storable((told.id, told.name), f"source {told.id!r}")
            row = {"id": told.id, "recorded_at": writing.at, "digest": content}
            writing.put(tables.source, [row | {"body": json_text(told)}])
            before[told.id] = content


def find_sources(connection: Connection, view: View) -> tuple[Source, ...]:
    """The sources as known, by id."""
    wanted = newest(tables.source, view.knows(tables.source), "id").order_by(tables.source.c.id)
    return tuple(msgspec.json.decode(r.body, type=Source) for r in connection.execute(wanted))


def write_rejected(writing: Writing, rows: Iterable[Rejected], marking: Marking) -> None:
    """Rejected rows; one that was rejected before in the same words is not written."""
    for told in rows:
        content = digest(told)
        known = select(tables.rejected.c.seq).where(tables.rejected.c.digest == content)
        if writing.connection.execute(known).first() is None:
            writing.put(
                tables.rejected,
                [
                    {
                        "marking_id": marking_number(writing, marking),
                        "recorded_at": writing.at,
                        "digest": content,
                        "path": _kept(told.path),
                        "row": told.row,
                        "reason": _kept(told.reason),
                        "raw": _kept(told.raw),
                    }
                ],
            )


def find_rejected(connection: Connection, view: View) -> tuple[Rejected, ...]:
    """The rejected rows in sight, in the order of their rejection."""
    table = tables.rejected
    wanted = select(table).where(view.sees(table)).order_by(table.c.seq)
    rows = connection.execute(wanted)
    return tuple(Rejected(row.path, row.row, row.reason, row.raw) for row in rows)


def write_facts(
    writing: Writing,
    kind: str,
    rows: Sequence[Any],
    at: Callable[[Any], int],
    marking: Marking,
    marked: Mapping[str, Marking],
) -> None:
    """Facts of one kind; one that says the same as what was known then is not written."""
    cls, key_fields, valid_from = fact_kind(kind)
    if strange := sorted(
        set(marked) - {f.name for f in fields(cls)} | set(marked) & set(key_fields)
    ):
        raise InputError(f"the field {strange[0]!r} of {kind} cannot carry a marking of its own")
    number = marking_number(writing, marking)
    for told in rows:
        if not isinstance(told, cls):
            raise InputError(f"{type(told).__name__} is no row of {kind}")
        key = json_text([getattr(told, f) for f in key_fields])
        content = digest([told, number, marked])
        recorded_at = at(told)
        if _fact_digest(writing.connection, kind, key, recorded_at) == content:
            continue
        body = {k: v for k, v in msgspec.to_builtins(told).items() if k not in marked}
        [row] = writing.put(
            tables.fact,
            [
                {
                    "kind": kind,
                    "key": key,
                    "valid_from": getattr(told, valid_from) if valid_from else None,
                    "source": getattr(told, "source", ""),
                    "invented": int(getattr(told, "invented", False)),
                    "marking_id": number,
                    "recorded_at": recorded_at,
                    "digest": content,
                    "body": json_text(body),
                }
            ],
        )
        put_fields(writing, f"fact:{row}", marked, told, recorded_at)


def find_facts(
    connection: Connection, view: View, kind: str, cls: type[T], under: Sequence[object] = ()
) -> tuple[T, ...]:
    """The newest facts of one kind in sight, by validity and key. Marked fields are blanked.

    `under`: only those whose key begins with these values.
    """
    expected, _, _ = fact_kind(kind)
    if cls is not expected:
        raise InputError(f"{kind} are {expected.__name__}, not {cls.__name__}")
    table = tables.fact
    seen = view.sees(table) & (table.c.kind == kind)
    wanted = newest(table, seen & _under(under) if under else seen, "key")
    rows = connection.execute(wanted.order_by(table.c.valid_from, table.c.key)).all()
    marked = marked_fields(connection, view, "fact")
    found = (_fact(row, marked.get(str(row.seq), {}), cls) for row in rows)
    return tuple(value for value in found if value is not None)


def _under(values: Sequence[object]) -> ColumnElement[bool]:
    """Keys that begin with these values: a key is a JSON list."""
    begin = json_text(list(values))[:-1]
    more = tables.fact.c.key.startswith(f"{begin},", autoescape=True)
    return or_(tables.fact.c.key == f"{begin}]", more)


def count_facts(connection: Connection, view: View) -> int:
    """How many facts are in sight."""
    current = newest(tables.fact, view.sees(tables.fact), "kind", "key").subquery()
    return int(connection.execute(select(func.count()).select_from(current)).scalar_one())


def fact_kind(kind: str) -> tuple[type, tuple[str, ...], str | None]:
    """What is known of a kind of fact. Raises InputError for an unknown one."""
    if kind not in FACTS:
        raise InputError(f"no facts of kind {kind!r}", way_out=f"use one of {', '.join(FACTS)}")
    return FACTS[kind]


def _fact_digest(connection: Connection, kind: str, key: str, at: int) -> str | None:
    table = tables.fact
    same = (table.c.kind == kind) & (table.c.key == key) & (table.c.recorded_at <= at)
    wanted = select(table.c.digest).where(same)
    order = (table.c.recorded_at.desc(), table.c.seq.desc())
    found: str | None = connection.execute(wanted.order_by(*order).limit(1)).scalar()
    return found


def _fact(row: Row[Any], marked: Mapping[str, str], cls: type[T]) -> T | None:
    """The fact with the marked values in sight; a withheld text says so, a withheld number hides all."""
    body = msgspec.json.decode(row.body) | {k: msgspec.json.decode(v) for k, v in marked.items()}
    for field in fields(cls):  # type: ignore[arg-type]
        if field.name not in body:
            body[field.name] = "withheld" if field.type in (str, "str") else None
    try:
        return msgspec.convert(body, cls)
    except msgspec.ValidationError:
        return None


def write_incidents(
    writing: Writing, incidents: Sequence[Incident], method: str, complete: bool
) -> None:
    """Incidents whose digest is new; with `complete`, the known ones that are missing are gone."""
    known = tables.incident.c.recorded_at <= writing.at
    rows = writing.connection.execute(newest(tables.incident, known, "id"))
    before = {row.id: (None if row.gone else row.digest) for row in rows}
    for told in incidents:
        content = digest([method, told])
        if before.get(told.id) != content:
            _put_incident(writing, told.id, content, method, json_text(told), told.reports)
    now = {told.id for told in incidents}
    for gone in sorted(i for i, d in before.items() if d is not None and i not in now):
        if complete:
            _put_incident(writing, gone, "", method, None, ())


def find_incidents(connection: Connection, view: View) -> tuple[Incident, ...]:
    """The incidents as derived; those that rest on a report or claim out of sight are left out.

    What a viewer sees of such an incident is fused from the members in his sight, by the pipeline.
    """
    table, rests = tables.incident, tables.incident_report
    seen = select(tables.report.c.id).where(view.sees(tables.report))
    hidden = or_(rests.c.report.not_in(seen), rests.c.report.in_(with_unseen(view)))
    unseen = exists().where(rests.c.incident == table.c.seq, hidden)
    wanted = newest(table, view.knows(table), "id").where(table.c.gone == 0, ~unseen)
    rows = connection.execute(wanted.order_by(table.c.id))
    return tuple(msgspec.json.decode(row.body, type=Incident) for row in rows)


def _put_incident(
    writing: Writing,
    incident_id: str,
    content: str,
    method: str,
    body: str | None,
    reports: Sequence[str],
) -> None:
    row = {"id": incident_id, "digest": content, "method": method, "recorded_at": writing.at}
    [number] = writing.put(
        tables.incident, [row | {"gone": int(body is None), "body": body or "null"}]
    )
    members = [{"incident": number, "report": r} for r in reports]
    writing.put(tables.incident_report, members)


def write_judgement(writing: Writing, told: Judgement, marking: Marking) -> bool:
    """A person's judgement; the same one again is not written."""
    if told.kind not in JUDGEMENTS:
        raise InputError(
            f"no judgement {told.kind!r}", way_out=f"use one of {', '.join(JUDGEMENTS)}"
        )
    content = digest(told)
    table = tables.judgement
    known = select(table.c.seq).where(table.c.digest == content)
    if writing.connection.execute(known).first() is not None:
        return False
    row = {
        "kind": told.kind,
        "subject": told.subject,
        "by": told.by,
        "marking_id": marking_number(writing, marking),
        "recorded_at": writing.at,
        "digest": content,
        "body": json_text(told),
    }
    writing.put(table, [row])
    return True


def find_judgements(connection: Connection, view: View) -> tuple[Judgement, ...]:
    """The judgements in sight, in the order in which they were made."""
    table = tables.judgement
    order = (table.c.recorded_at, table.c.seq)
    rows = connection.execute(select(table).where(view.sees(table)).order_by(*order))
    return tuple(msgspec.json.decode(row.body, type=Judgement) for row in rows)


def moment_of(at: At, now: int) -> Callable[[Any], int]:
    """When each fact was known: a moment, a function of the fact, or now."""
    if at is None:
        return lambda _: now
    if isinstance(at, datetime):
        fixed = micros(at)
        return lambda _: fixed
    return lambda told: micros(at(told))


def _kept(text: str) -> str:
    """Text of a rejected row as far as a database can hold it."""
    return text.replace("\0", "␀").encode("utf-8", "replace").decode()
