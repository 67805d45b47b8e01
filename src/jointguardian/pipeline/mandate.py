"""The mandate of an operation: what the record says of each rule as of a moment."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from threading import Lock

from ..access import Viewer
from ..domain import Incident, Observation, Strength, Unit
from ..errors import InputError, UnknownName
from ..mandate import (
    AssumptionState,
    CommitmentState,
    Evidence,
    Finding,
    Ground,
    Happening,
    Mandate,
    Measured,
    Rule,
    TaskState,
    Told,
    Word,
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
    "Told",
]

HAPPENED = frozenset({"happened", "ongoing"})
KEPT = 16
"""Moments whose evidence is kept."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of a day as known at a moment, with the provisions that are told and not checked."""

    as_of: datetime
    day: str
    findings: tuple[Finding, ...]
    told: tuple[Told, ...]


class Mandates:
    """One operation's mandate. Evidence is gathered once for each sight of the record."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._gathered: OrderedDict[tuple[object, ...], Evidence] = OrderedDict()
        self._lock = Lock()

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
        told = tuple(t for t in self.rules.told if t.first <= on.isoformat() <= (t.last or "9999"))
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
        pack = self.operation.pack
        if pack is None or not pack.outline or not pack.municipality_polygons:
            raise InputError("this operation has no mandate")
        plane = read_atlas(pack.outline, pack.municipality_polygons).plane
        return Evidence(plane, self._seen(viewer, moment))

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
