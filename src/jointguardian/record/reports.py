"""Reports, what was read in them, and the sealed names: how they are written and read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, Subquery, func, literal, select

from ..domain import Marking, Reading, Report
from ..domain.ids import digest
from ..errors import InputError, UnknownName
from . import sealing
from .canonical import json_text, micros, moment, sha256_of, storable
from .claims import check_marks, find_aside, inherited, joined, parted, put_aside
from .journal import Writing
from .keyring import Keyring
from .names import Names, public_words
from .policy import View, marked_fields, marking_number
from .tables import field_value, reading, report, secret
from .values import Added, Sealed, Secret

MARKABLE = frozenset({"title", "url", "published"})
"""The fields of a report that can carry a marking of their own."""

Fields = Mapping[str, Marking]


@dataclass(frozen=True, slots=True)
class Marks:
    """The markings beside the report's own: of single fields by name, of single claims by id."""

    fields: Fields = field(default_factory=dict)
    claims: Mapping[str, Marking] = field(default_factory=dict)


def identity_of(told: Report) -> str:
    """What makes a report the same one as before: its source and its own id or URL.

    A report that has neither is known by its text.
    """
    return sha256_of(told.source, told.native_id or told.url or f"text {told.sha256}")


def write_report(
    writing: Writing,
    keyring: Keyring,
    told: Report,
    read: Reading | None,
    secrets: Sequence[Secret],
    marks: Marks,
) -> Added:
    """One report into the open transaction."""
    check(told, marks.fields)
    check_marks(read, marks.claims)
    identity = identity_of(told)
    versions = writing.connection.execute(
        select(report.c.id, report.c.sha256).where(report.c.identity == identity)
    ).all()
    for row in versions:
        if row.sha256 == told.sha256:
            return Added("same", row.id)
    told, read, hidden = sealing.seal(told, read, secrets)
    put_report(writing, told, identity, marks.fields)
    if read is not None:
        put_reading(writing, told.id, read, micros(told.received), marks.claims)
    _put_secrets(writing, keyring, told.id, hidden)
    return Added("version" if versions else "new", told.id)


def check(told: Report, fields: Fields) -> None:
    """Raises InputError for a report that the record cannot hold."""
    where = told.native_id or told.url or told.id
    storable((told.text, told.title, told.url, told.native_id, told.source, told.published), where)
    if strange := sorted(set(fields) - MARKABLE):
        raise InputError(f"the field {strange[0]!r} cannot carry a marking of its own", where=where)


def put_report(writing: Writing, told: Report, identity: str, fields: Fields) -> None:
    """The report's row, its marked fields and its words in the index."""
    marked = {f: m for f, m in fields.items() if getattr(told, f) is not None}
    bare = replace(told, **dict.fromkeys(marked, None))  # type: ignore[arg-type]
    [number] = writing.put(
        report,
        [
            {
                "id": told.id,
                "identity": identity,
                "source": told.source,
                "native_id": told.native_id,
                "url": bare.url,
                "title": bare.title,
                "published": bare.published,
                "day": bare.published_day or told.received.date().isoformat(),
                "published_inferred": int(told.published_inferred),
                "language": told.language,
                "sha256": told.sha256,
                "invented": int(told.invented),
                "marking_id": marking_number(writing, told.marking),
                "recorded_at": micros(told.received),
                "text": told.text,
            }
        ],
    )
    writing.backend.index_reports(writing.connection, [(number, bare.title or "", told.text)])
    put_fields(writing, f"report:{number}", marked, told, micros(told.received))


def put_fields(writing: Writing, owner: str, marked: Fields, value: object, at: int) -> None:
    """The marked field values of one row, each under its own marking."""
    if not marked:
        return
    values = {name: getattr(value, name) for name in marked}
    rows = [
        {
            "owner": owner,
            "field": name,
            "marking_id": marking_number(writing, marked[name]),
            "recorded_at": at,
            "value": json_text(values[name]),
        }
        for name in sorted(marked)
    ]
    numbers = writing.put(field_value, rows)
    texts = [(n, str(values[str(row["field"])])) for n, row in zip(numbers, rows, strict=True)]
    writing.backend.index_fields(writing.connection, texts)


def put_reading(
    writing: Writing, report_id: str, read: Reading, at: int, given: Mapping[str, Marking]
) -> bool:
    """A reading; False where the newest one of the report says the same under the same markings.

    What is not marked in `given` is marked like the claims of the newest one in its place.
    """
    newest = writing.connection.execute(
        select(reading.c.seq, reading.c.digest)
        .where(reading.c.report == report_id)
        .order_by(reading.c.recorded_at.desc(), reading.c.seq.desc())
        .limit(1)
    ).first()
    marks = inherited(writing.connection, newest.seq, read) if newest else {}
    marks |= given
    content = digest([read, marks]) if marks else digest(read)
    if newest and newest.digest == content:
        return False
    bare, aside = parted(read, marks)
    row = {
        "report": report_id,
        "method": read.method,
        "version": read.version,
        "recorded_at": at,
        "events": len(read.events),
        "claims": len(bare.claims),
        "figures": len(read.figures),
        "digest": content,
        "body": json_text(bare),
    }
    [number] = writing.put(reading, [row])
    put_aside(writing, number, aside, marks, at)
    return True


def add_reading(
    writing: Writing,
    keyring: Keyring,
    report_id: str,
    read: Reading,
    marks: Mapping[str, Marking],
) -> bool:
    """A later reading of a report, with the names that are sealed in it blocked."""
    check_marks(read, marks)
    found = writing.connection.execute(select(report).where(report.c.id == report_id)).first()
    if found is None:
        raise UnknownName(f"no report {report_id!r}")
    names = _names_in(writing.connection, keyring, found, read)
    return put_reading(writing, report_id, sealing.without(read, names), writing.at, marks)


def _names_in(connection: Connection, keyring: Keyring, found: Row[Any], read: Reading) -> Names:
    """The names sealed in a report, with the roles that a new reading gives to their places."""
    rows = find_sealed(connection, found.id)
    roles = {(p.span.start, p.span.end): p.role for p in read.persons if p.role}
    names = zip(rows, _opened(keyring, found.id, rows), strict=True)
    known = {name: (row.person, roles.get((row.start, row.end))) for row, name in names if name}
    return Names(
        {name: person for name, (person, _) in known.items()},
        {name: role for name, (_, role) in known.items() if role},
        public_words(found.text, read),
    )


def _put_secrets(
    writing: Writing, keyring: Keyring, report_id: str, hidden: Sequence[sealing.Hidden]
) -> None:
    persons = {h.person: keyring.person(h.person) for h in hidden}
    rows = [
        {
            "report": report_id,
            "start": h.start,
            "end": h.end,
            "person": persons[h.person],
            "sealed": keyring.seal(persons[h.person], h.name, h.place(report_id)),
        }
        for h in hidden
    ]
    writing.put(secret, rows)


def versions_of(view: View, only: Sequence[str] | None = None) -> Subquery:
    """`seq, rank, older` of each report version in sight: rank 1 is the newest of its identity.

    The order of versions is that of their record times (then of their texts' digests), never the
    order of ingest. `only` names the identities that are wanted.
    """
    wanted = view.sees(report) if only is None else view.sees(report) & report.c.identity.in_(only)
    order = (report.c.recorded_at.desc(), report.c.sha256.desc())
    same = report.c.identity
    return (
        select(
            report.c.seq,
            func.row_number().over(partition_by=same, order_by=order).label("rank"),
            func.lead(report.c.id).over(partition_by=same, order_by=order).label("older"),
        )
        .where(wanted)
        .subquery()
    )


def current(view: View, only: Sequence[str] | None = None) -> Select[Any]:
    """The newest versions in sight, with `older`."""
    versions = versions_of(view, only)
    return (
        select(report, versions.c.older)
        .join(versions, versions.c.seq == report.c.seq)
        .where(versions.c.rank == 1)
    )


def find_reports(
    connection: Connection, view: View, since: str | None, until: str | None
) -> tuple[Report, ...]:
    """The newest versions whose day of publication lies in `[since, until]` (ISO days)."""
    wanted = current(view)
    if since is not None:
        wanted = wanted.where(
            report.c.day >= func.substr(literal(since), 1, func.length(report.c.day))
        )
    if until is not None:
        wanted = wanted.where(report.c.day <= until)
    rows = connection.execute(wanted.order_by(report.c.day, report.c.recorded_at, report.c.sha256))
    return tuple(_reports(connection, view, rows.all()))


def shown(connection: Connection, view: View, found: Subquery, limit: int) -> tuple[Report, ...]:
    """The newest reports in sight among those found (`seq, rank`), the lowest rank first."""
    wanted = current(view).join(found, found.c.seq == report.c.seq)
    order = (found.c.rank, report.c.day.desc(), report.c.sha256)
    rows = connection.execute(wanted.order_by(*order).limit(limit)).all()
    return tuple(_reports(connection, view, rows))


def find_report(connection: Connection, view: View, report_id: str) -> Report:
    """One version of a report. Raises UnknownName where there is none, or none in sight."""
    versions = versions_of(view)
    wanted = (
        select(report, versions.c.older)
        .join(versions, versions.c.seq == report.c.seq)
        .where(report.c.id == report_id)
    )
    for found in _reports(connection, view, connection.execute(wanted).all()):
        return found
    raise UnknownName(f"no report {report_id!r}", way_out="look for it with a search")


def find_versions(connection: Connection, view: View, report_id: str) -> tuple[Report, ...]:
    """All versions in sight of the report that has this id in one of them, the oldest first."""
    find_report(connection, view, report_id)
    versions = versions_of(view)
    same = select(report.c.identity).where(report.c.id == report_id).scalar_subquery()
    wanted = (
        select(report, versions.c.older)
        .join(versions, versions.c.seq == report.c.seq)
        .where(report.c.identity == same)
        .order_by(versions.c.rank.desc())
    )
    return tuple(_reports(connection, view, connection.execute(wanted).all()))


def find_readings(
    connection: Connection, view: View, only: Sequence[str] | None = None
) -> tuple[tuple[Report, Reading], ...]:
    """Each newest report in sight with the newest reading of it, where there is one.

    A marked claim is in it where it is in sight. `only` names the identities that are wanted.
    """
    known = view.knows(reading)
    if only is not None:
        ids = select(report.c.id).where(report.c.identity.in_(only))
        known = known & reading.c.report.in_(ids)
    ranked = (
        select(
            reading.c.seq,
            func.row_number()
            .over(
                partition_by=reading.c.report,
                order_by=(reading.c.recorded_at.desc(), reading.c.seq.desc()),
            )
            .label("rank"),
        )
        .where(known)
        .subquery()
    )
    bodies = (
        select(reading.c.report, reading.c.seq, reading.c.body)
        .join(ranked, ranked.c.seq == reading.c.seq)
        .where(ranked.c.rank == 1)
        .subquery()
    )
    wanted = (
        current(view, only)
        .add_columns(bodies.c.body.label("read"), bodies.c.seq.label("reading"))
        .join(bodies, bodies.c.report == report.c.id)
        .order_by(report.c.day, report.c.recorded_at, report.c.sha256)
    )
    rows = connection.execute(wanted).all()
    decode = msgspec.json.Decoder(Reading).decode
    aside = find_aside(connection, view)
    read = [joined(decode(r._mapping["read"]), aside.get(r._mapping["reading"], ())) for r in rows]
    return tuple(zip(_reports(connection, view, rows), read, strict=True))


def find_sealed(connection: Connection, report_id: str) -> list[Row[Any]]:
    """The sealed names of a report that is in sight, by place."""
    wanted = select(secret).where(secret.c.report == report_id).order_by(secret.c.start)
    return list(connection.execute(wanted).all())


def sealed_in(connection: Connection, keyring: Keyring, report_id: str) -> tuple[Sealed, ...]:
    """Where names are sealed in a report, and whose key is gone."""
    rows = find_sealed(connection, report_id)
    gone = keyring.erased(row.person for row in rows)
    return tuple(Sealed(report_id, r.start, r.end, r.person, r.person in gone) for r in rows)


def unsealed(keyring: Keyring, told: Report, rows: Sequence[Row[Any]]) -> str:
    """The report's text with the names put back, as far as their keys are still there."""
    names = zip(rows, _opened(keyring, told.id, rows), strict=True)
    return sealing.restore(told.text, [(r.start, r.end, name) for r, name in names])


def _opened(keyring: Keyring, report_id: str, rows: Sequence[Row[Any]]) -> list[str | None]:
    """The names of the rows; None where the key is gone."""
    places = [sealing.Hidden(r.start, r.end, "", r.person).place(report_id) for r in rows]
    sealed = zip(rows, places, strict=True)
    return keyring.unseal((r.person, bytes(r.sealed), place) for r, place in sealed)


def count_reports(connection: Connection, view: View) -> dict[str, int]:
    """Reports, their events, claims, figures and sealed names, of the newest versions in sight."""
    seen = current(view).with_only_columns(report.c.id).subquery()
    names = select(func.count()).select_from(secret).join(seen, seen.c.id == secret.c.report)
    read = find_readings(connection, view)
    return {
        "reports": connection.execute(select(func.count()).select_from(seen)).scalar_one(),
        "events": sum(len(r.events) for _, r in read),
        "claims": sum(len(r.claims) for _, r in read),
        "figures": sum(len(r.figures) for _, r in read),
        "sealed": connection.execute(names).scalar_one(),
    }


def _reports(connection: Connection, view: View, rows: Sequence[Row[Any]]) -> Iterator[Report]:
    marked = marked_fields(connection, view, "report")
    for row in rows:
        yield _report(row, view.markings[row.marking_id], marked.get(str(row.seq), {}))


def _report(row: Row[Any], marking: Marking, marked: Mapping[str, str]) -> Report:
    values = {name: msgspec.json.decode(value) for name, value in marked.items()}
    plain = {name: getattr(row, name) for name in MARKABLE}
    return Report(
        id=row.id,
        source=row.source,
        text=row.text,
        sha256=row.sha256,
        received=moment(row.recorded_at),
        native_id=row.native_id,
        published_inferred=bool(row.published_inferred),
        language=row.language,
        supersedes=row.older,
        marking=marking,
        invented=bool(row.invented),
        **(plain | values),
    )
