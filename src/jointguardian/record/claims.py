"""Claims with a marking of their own: they are not in the reading but beside it, like marked fields.

A marked claim leaves the stored body for `field_value` (owner `reading:<seq>`, field `claim:<id>`),
and an event that it asserts loses its `asserted_by`. Who may see the claim gets both back in place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, String, cast, select

from ..domain import Claim, Event, Marking, Reading
from ..domain.marking import LEVELS
from ..errors import InputError
from .canonical import json_text
from .journal import Writing
from .policy import View, every_marking, marking_number
from .tables import field_value, reading

Marks = Mapping[str, Marking]
NOBODY = frozenset({"nobody"})
"""Stands for no organisation at all: an empty `releasable_to` would mean every one."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A marked claim: it stands before the `before`-th plain one; `asserts` are numbers of events."""

    before: int
    asserts: tuple[int, ...]
    claim: Claim


def check_marks(read: Reading | None, marks: Marks) -> None:
    """Raises InputError for a marking of a claim that was not read."""
    there = {c.id for c in read.claims} if read else set()
    if strange := sorted(set(marks) - there):
        raise InputError(f"no claim {strange[0]!r} was read that could be marked")


def parted(read: Reading, marks: Marks) -> tuple[Reading, tuple[Aside, ...]]:
    """The reading without its marked claims, and those."""
    plain: list[Claim] = []
    aside: list[Aside] = []
    for claim in read.claims:
        if claim.id in marks:
            asserts = (n for n, e in enumerate(read.events) if e.asserted_by == claim.id)
            aside.append(Aside(len(plain), tuple(asserts), claim))
        else:
            plain.append(claim)
    events = tuple(
        replace(e, asserted_by=None) if e.asserted_by in marks else e for e in read.events
    )
    return replace(read, claims=tuple(plain), events=events), tuple(aside)


def joined(bare: Reading, aside: Sequence[Aside]) -> Reading:
    """The reading with the claims put back in their places; `aside` in the order of the text."""
    if not aside:
        return bare
    plain = [((n, 1), c) for n, c in enumerate(bare.claims)]
    claims = sorted((*(((a.before, 0), a.claim) for a in aside), *plain), key=lambda c: c[0])
    events: list[Event] = list(bare.events)
    for a in aside:
        for n in a.asserts:
            events[n] = replace(events[n], asserted_by=a.claim.id)
    return replace(bare, claims=tuple(c for _, c in claims), events=tuple(events))


def put_aside(writing: Writing, number: int, aside: Iterable[Aside], marks: Marks, at: int) -> None:
    """The marked claims of the reading of that number, each under its marking."""
    rows = [
        {
            "owner": f"reading:{number}",
            "field": f"claim:{a.claim.id}",
            "marking_id": marking_number(writing, marks[a.claim.id]),
            "recorded_at": at,
            "value": json_text(a),
        }
        for a in aside
    ]
    writing.put(field_value, rows)


def find_aside(connection: Connection, view: View) -> dict[int, list[Aside]]:
    """The marked claims in sight, by the number of their reading."""
    mine = field_value.c.owner.startswith("reading:")
    wanted = select(field_value.c.owner, field_value.c.value).where(view.sees(field_value), mine)
    found: dict[int, list[Aside]] = {}
    for owner, value in connection.execute(wanted.order_by(field_value.c.seq)):
        number = int(owner.removeprefix("reading:"))
        found.setdefault(number, []).append(msgspec.json.decode(value, type=Aside))
    return found


def inherited(connection: Connection, number: int, read: Reading) -> dict[str, Marking]:
    """What a later reading takes over from the reading of that number: where a claim overlaps a
    marked one it is marked alike, by all of them where there are several. So nothing that was
    marked comes into sight because it was read again."""
    wanted = select(field_value.c.marking_id, field_value.c.value).where(
        field_value.c.owner == f"reading:{number}"
    )
    known = every_marking(connection)
    marks: dict[str, Marking] = {}
    for marking_id, value in connection.execute(wanted):
        old = msgspec.json.decode(value, type=Aside).claim
        for claim in read.claims:
            if claim.span.start < old.span.end and old.span.start < claim.span.end:
                before = marks.get(claim.id)
                marks[claim.id] = both(before, known[marking_id]) if before else known[marking_id]
    return marks


def both(a: Marking, b: Marking) -> Marking:
    """The marking that only those may see who may see each of the two."""
    level = max(a.level, b.level, key=lambda x: LEVELS.index(x) if x in LEVELS else len(LEVELS))
    if a.releasable_to and b.releasable_to:
        to = a.releasable_to & b.releasable_to or NOBODY
    else:
        to = a.releasable_to | b.releasable_to
    return Marking(level, a.compartments | b.compartments, to)


def with_unseen(view: View) -> Select[tuple[str]]:
    """The reports in which something was read that is out of sight."""
    owner: ColumnElement[str] = "reading:" + cast(reading.c.seq, String)
    return (
        select(reading.c.report)
        .join(field_value, field_value.c.owner == owner)
        .where(field_value.c.marking_id.not_in(list(view.markings)))
    )
