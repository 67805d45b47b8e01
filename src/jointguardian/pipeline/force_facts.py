"""A pack's units and patrols into the record, each known since the moment it could be known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ..domain import Patrol, Unit
from ..domain.dates import first_day
from ..packs import Pack
from ..picture.patrols import moment_of
from ..record import Record

AHEAD = timedelta(days=4)
"""In a replay a planned patrol counts as known this long before it starts."""


def add_force_facts(record: Record, pack: Pack) -> None:
    """The units and patrols of a pack; in a replay they become known as time goes on."""
    if not pack.replay:
        record.add_facts("units", pack.units)
        record.add_facts("patrols", pack.patrols)
        return
    record.add_facts("units", pack.units, at=_begun)
    rows = [pair for patrol in pack.patrols for pair in _steps(patrol)]
    for known, patrol in sorted(rows, key=lambda pair: pair[0]):
        record.add_facts("patrols", [patrol], at=known)


def _begun(unit: Unit) -> datetime:
    return datetime.combine(first_day(unit.start), datetime.min.time(), UTC)


def _steps(patrol: Patrol) -> Iterator[tuple[datetime, Patrol]]:
    """The plan, known some days ahead, and what became of it, known at its end."""
    plan = replace(
        patrol, state="planned", done_start=None, done_end=None, observations=(), note=""
    )
    yield moment_of(patrol.start) - AHEAD, plan
    if patrol.state != "planned":
        yield moment_of(patrol.done_end or patrol.start), patrol
