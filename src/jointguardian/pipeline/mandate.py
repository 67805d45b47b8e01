"""The mandate of an operation: what the record says of each rule as of a moment."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from threading import Lock
from typing import Any

import msgspec
from shapely.geometry import mapping

from ..access import Viewer
from ..domain import Incident, Observation, Strength, Unit
from ..errors import InputError, UnknownName
from ..mandate import (
    Area,
    AssumptionState,
    CommitmentState,
    Evidence,
    Finding,
    Ground,
    Happening,
    Mandate,
    Measured,
    Plane,
    Rule,
    TaskState,
    Told,
    Unchecked,
    Word,
    binding,
    board,
    check,
    read_atlas,
    standing,
    weighed,
)
from ..picture import Known
from ..picture.board import Positions, positions_board
from ..picture.lookups import told_day
from .known import KnownReader
from .mandate_facts import mandate_of, strengths_seen, units_seen
from .operation import Operation

__all__ = [
    "AssumptionState",
    "Checked",
    "CommitmentState",
    "Finding",
    "Mandates",
    "Measured",
    "TaskState",
    "Unchecked",
]

HAPPENED = frozenset({"happened", "ongoing"})
GRAVITY = ("breach", "not-determinable", "compliant")
SIMPLE_KM = 0.3
KEPT = 64
"""Moments whose evidence is kept."""
MOST_DAYS = 31
"""Days that are looked at side by side."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of a day as known at a moment, with the provisions that are told and not checked."""

    as_of: datetime
    day: str
    findings: tuple[Finding, ...]
    told: tuple[Unchecked, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A rule with its finding on each day (None: it did not bind)."""

    rule: Rule
    days: tuple[tuple[str, str | None], ...]


class Mandates:
    """One operation's mandate. Evidence is gathered once for each sight of the record."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._gathered: OrderedDict[tuple[object, ...], Evidence] = OrderedDict()
        self._lock = Lock()

    @property
    def exists(self) -> bool:
        """Whether there is a mandate."""
        return self.operation.pack is not None and self.operation.pack.mandate is not None

    @cached_property
    def rules(self) -> Mandate:
        """The rules. Raises InputError where the operation has none."""
        found = mandate_of(self.operation.pack, self.operation.folder)
        if found is None:
            raise InputError(
                "this operation has no mandate", way_out="make it with a pack that brings one"
            )
        return found

    def provision(self, id_: str) -> Rule | Told:
        """One provision, checked or told. Raises UnknownName."""
        for p in self.rules.provisions:
            if p.id == id_:
                return p
        raise UnknownName(f"no provision {id_!r}", way_out="guardian mandate check lists them")

    def checked(
        self, viewer: Viewer, as_of: datetime | None = None, day: date | None = None
    ) -> Checked:
        """What the record says of each rule that binds on a day (the moment's own, if none is given)."""
        moment = as_of or self.operation.clock()
        on = day or moment.date()
        found = check(self.rules, self.evidence(viewer, moment), on)
        told = tuple(_unchecked(t) for t in self.rules.told if binding(t.first, t.last, on))
        return Checked(moment, on.isoformat(), found, told)

    def tasks(
        self, viewer: Viewer, as_of: datetime | None = None, day: date | None = None
    ) -> tuple[TaskState, ...]:
        """The task board of a day, as known at a moment."""
        checked, ground = self._ground(viewer, as_of, day)
        return board(self.rules.tasks, ground, date.fromisoformat(checked.day))

    def assumptions(
        self, viewer: Viewer, as_of: datetime | None = None, day: date | None = None
    ) -> tuple[AssumptionState, ...]:
        """The planning assumptions of a day, with the signs for and against."""
        checked, ground = self._ground(viewer, as_of, day)
        return weighed(self.rules.assumptions, ground, date.fromisoformat(checked.day))

    def commitments(
        self, viewer: Viewer, as_of: datetime | None = None, day: date | None = None
    ) -> tuple[CommitmentState, ...]:
        """What the parties undertook, its state on a day, and what each side says of it."""
        moment = as_of or self.operation.clock()
        on = day or moment.date()
        spoken = words_of(positions_board(self.reader.at(viewer, as_of)))
        return standing(self.rules.commitments, spoken, on)

    def _ground(
        self, viewer: Viewer, as_of: datetime | None, day: date | None
    ) -> tuple[Checked, Ground]:
        checked = self.checked(viewer, as_of, day)
        known = self.reader.at(viewer, as_of)
        findings = {f.provision: f for f in checked.findings}
        days = [told_day(r) for r in known.reports]
        return checked, Ground(findings, list(happenings(known)), days)

    def days(
        self, viewer: Viewer, as_of: datetime | None, since: date, until: date
    ) -> tuple[Row, ...]:
        """What the record said of each rule on each day, as it was known at the end of that day.

        Days after the moment are left out. Raises InputError for more than `MOST_DAYS` days.
        """
        if not 0 <= (until - since).days < MOST_DAYS:
            raise InputError(f"{since} to {until} is no span of 1 to {MOST_DAYS} days")
        moment = as_of or self.operation.clock()
        found: dict[str, list[str | None]] = {r.id: [] for r in self.rules.rules}
        days = []
        for n in range((until - since).days + 1):
            day = since + timedelta(days=n)
            if day > moment.date():
                break
            known = min(moment, datetime.combine(day, time.max, UTC))
            here = {
                f.provision: f.finding for f in check(self.rules, self.evidence(viewer, known), day)
            }
            days.append(day.isoformat())
            for rule, words in found.items():
                words.append(here.get(rule))
        return tuple(
            Row(r, tuple(zip(days, found[r.id], strict=True)))
            for r in self.rules.rules
            if any(found[r.id])
        )

    def geojson(self, viewer: Viewer, as_of: datetime | None) -> bytes:
        """The areas of rules that bind, with their findings: what is not drawn is left out."""
        mine: dict[str, list[Finding]] = {}
        for finding in self.checked(viewer, as_of).findings:
            mine.setdefault(finding.place, []).append(finding)
        plane = self.plane
        features = [
            _feature(self.rules.areas[id_], found, plane)
            for id_, found in mine.items()
            if self.rules.areas[id_].geometry is not None
        ]
        features.sort(key=lambda f: -f["properties"]["km2"])
        return msgspec.json.encode({"type": "FeatureCollection", "features": features})

    def evidence(self, viewer: Viewer, moment: datetime) -> Evidence:
        """What was known at a moment that bears on the rules."""
        link = self.operation.record.newest_link()
        key = (viewer.level, viewer.compartments, viewer.organisations, moment, link)
        with self._lock:
            if key not in self._gathered:
                self._gathered[key] = self._evidence(viewer, moment)
            while len(self._gathered) > KEPT:
                self._gathered.popitem(last=False)
            return self._gathered[key]

    def _evidence(self, viewer: Viewer, moment: datetime) -> Evidence:
        return Evidence(self.plane, self._seen(viewer, moment))

    @property
    def plane(self) -> Plane:
        """The plane that the areas are drawn on. Raises InputError where the operation has no mandate."""
        pack = self.operation.pack
        if pack is None or not pack.outline or not pack.municipality_polygons:
            raise InputError("this operation has no mandate")
        return read_atlas(pack.outline, pack.municipality_polygons).plane

    def _seen(self, viewer: Viewer, moment: datetime) -> Iterator[Observation]:
        record = self.operation.record
        yield from record.facts(viewer, "observations", Observation, moment)
        entered = None if self.operation.settings.replay else moment
        yield from strengths_seen(
            record.facts(viewer, "strengths", Strength, entered), moment.date()
        )
        yield from units_seen(record.facts(viewer, "units", Unit, moment), moment.date())


def happenings(known: Known) -> Iterator[Happening]:
    """The incidents that happened, as the measures of tasks count them."""
    for incident in known.incidents:
        if incident.start is None or incident.status not in HAPPENED:
            continue
        yield Happening(
            id=incident.id,
            type=incident.type,
            day=incident.start,
            places=frozenset(p.municipality for p in incident.places if p.municipality),
            actors=frozenset(_actors(known, incident)),
            harmed=_harmed(incident),
            what=incident.what,
        )


def _actors(known: Known, incident: Incident) -> Iterator[str]:
    for member in incident.members:
        reading = known.look.readings.get(member.report)
        for event in reading.events if reading else ():
            if event.id in member.events:
                yield from (m.id for m in (*event.actors, *event.recipients) if m.id)


def _harmed(incident: Incident) -> int:
    """The killed and the injured: of each the largest number told of any group, which is the least sure to hold."""
    kinds = ("killed", "injured")
    return sum(max((c.n for c in incident.counts if c.kind == k), default=0) for k in kinds)


def words_of(told: Positions) -> Iterator[tuple[str, Word]]:
    """What actors said on each issue, with the issue's id."""
    ids = {i.label: i.id for i in told.issues}
    for held in told.positions:
        for stand in held.history:
            if stand.claim:
                yield (
                    ids[held.issue],
                    Word(held.actor, held.actor_id, stand.stance, stand.day, stand.report,
                         stand.claim, stand.words),
                )  # fmt: skip


def _unchecked(told: Told) -> Unchecked:
    return Unchecked(
        provision=told.id,
        instrument=told.instrument.title,
        clause=told.clause,
        text=told.text,
        place=told.where.id,
        verified=told.verified,
        basis=told.basis,
        why_not=told.why_not,
    )


def _feature(area: Area, found: Sequence[Finding], plane: Plane) -> dict[str, Any]:
    """An area with what was found in it; of several findings the gravest gives its colour."""
    assert area.geometry is not None
    gravest = min(found, key=lambda f: GRAVITY.index(f.finding))
    return {
        "type": "Feature",
        "id": area.id,
        "geometry": mapping(plane.degrees(area.geometry.simplify(SIMPLE_KM))),
        "properties": {
            "name": area.name,
            "finding": gravest.finding,
            "findings": [f"{f.provision}, {f.clause}: {f.finding}" for f in found],
            "missing": list(dict.fromkeys(m for f in found for m in f.missing)),
            "uncertain_km": area.uncertain_km,
            "basis": area.basis,
            "km2": round(area.geometry.area),
        },
    }
