"""Reinforcement plans that an operation keeps: its pack's scenarios, planned by whoever asks, shown in the room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import msgspec

from .. import __version__
from ..access import EVERYBODY, Viewer, require
from ..compute import Progress, silent
from ..domain import KeptPlan
from ..domain.ids import derived_id
from ..errors import UnknownName
from ..posture.plan import Plan, Raw, Scenario, at_levels, load
from .operation import Operation
from .reinforcement import Wanted, planned, scenarios
from .tension import Tensions

__all__ = ["Plans", "Scenario", "Shelf"]
SECONDS = 10.0
"""For a plan that is asked for in the room."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A scenario with the newest plan of each of its courses, as it stands first."""

    scenario: Scenario
    plans: tuple[KeptPlan, ...]


class Plans:
    """One operation's scenarios and plans. Rows are only ever added."""

    def __init__(self, operation: Operation, tensions: Tensions | None = None) -> None:
        self.operation, self.tensions = operation, tensions

    @cached_property
    def raws(self) -> dict[str, Raw]:
        """The values of the scenarios that the operation's pack brings, by their ids, in the order of their first days."""
        pack = self.operation.pack
        found = scenarios(pack).values() if pack is not None else ()
        return {str(raw["id"]): raw for raw in sorted(found, key=lambda r: str(r["start"]))}

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """The same, checked. Raises InputError."""
        return {name: load(raw, name).scenario for name, raw in self.raws.items()}

    @property
    def polygons(self) -> bytes | None:
        """The municipalities' outlines (GeoJSON), if the operation has any."""
        return self.operation.pack.municipality_polygons if self.operation.pack else None

    def shelves(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Shelf, ...]:
        """Every scenario with its plans."""
        kept = self.listed(viewer, as_of)
        return tuple(
            Shelf(scenario, tuple(k for k in kept if k.scenario == name))
            for name, scenario in self.scenarios.items()
        )

    def shelf(self, viewer: Viewer, name: str, as_of: datetime | None = None) -> Shelf:
        """One scenario with its plans. Raises UnknownName."""
        self.values(name)
        return next(s for s in self.shelves(viewer, as_of) if s.scenario.id == name)

    def levels(self, day: str) -> dict[str, str]:
        """The level of tension of each municipality as everybody may know it at the end of a day, where it is told."""
        if self.tensions is None:
            return {}
        end = datetime.combine(
            date.fromisoformat(day) + timedelta(days=1), datetime.min.time(), UTC
        )
        towns = [m.id for m in self.tensions.municipalities]
        told = self.tensions.levels(EVERYBODY, end, towns) if towns else ()
        return {t.unit: t.level for t in told if t.level}

    def values(self, name: str, *, warned: bool = False) -> Raw:
        """The values of a scenario, `warned` with its demand at the level of tension where that is heavier.

        Raises UnknownName.
        """
        if name not in self.raws:
            known = ", ".join(self.raws) or "there are none"
            raise UnknownName(f"no scenario file or scenario {name!r}", way_out=f"known: {known}")
        raw = self.raws[name]
        return at_levels(raw, self.levels(str(raw["start"]))) if warned else raw

    def make(
        self, viewer: Viewer, name: str, *, course: str = "", without: Sequence[str] = (), worth: bool = False,
        warned: bool = False, seconds: float = SECONDS, progress: Progress = silent,
    ) -> KeptPlan:  # fmt: skip
        """Plans a scenario and keeps the plan. Raises NotPermitted and UnknownName."""
        require(viewer, "draft")
        loaded = load(
            self.values(name, warned=warned), name, course=course or None, without=tuple(without)
        )
        made = planned(loaded, Wanted(seconds=seconds, worth=worth), progress)
        return self.keep(viewer, made, warned=warned)

    def keep(self, viewer: Viewer, plan: Plan, *, warned: bool = False) -> KeptPlan:
        """Keeps a plan; in a replay from its second day on, when such a plan was asked for. Raises NotPermitted."""
        require(viewer, "draft")
        first = date.fromisoformat(plan.start)
        now = self.operation.clock().astimezone(UTC)
        at = datetime.combine(first + timedelta(days=1), datetime.min.time(), UTC)
        made = KeptPlan(
            id=derived_id(
                "pl", plan.scenario, plan.course or "", *plan.without, *(["warned"] * warned)
            ),
            scenario=plan.scenario,
            title=plan.title,
            course=plan.course or "",
            name=self._name(plan) + (", at the warning's levels" if warned else ""),
            without=plan.without,
            warned=warned,
            since=plan.start,
            until=(first + timedelta(days=plan.days - 1)).isoformat(),
            words=plan.words,
            version=__version__,
            by=viewer.name,
            at=now.isoformat(),
            plan=msgspec.json.decode(msgspec.json.encode(replace(plan, values={}))),
        )
        replays = self.operation.settings.replay
        self.operation.record.add_facts("plans", [made], at=at if replays else None)
        return made

    def _name(self, plan: Plan) -> str:
        """The name of a plan's course of action."""
        scenario = self.scenarios.get(plan.scenario)
        named = {c.id: c.name for c in scenario.course} if scenario is not None else {}
        return named.get(plan.course, plan.course) if plan.course else "As it stands"

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[KeptPlan, ...]:
        """The newest of each plan: as the scenario stands first, then by course; those without an assumption last."""
        rows = self.operation.record.facts(viewer, "plans", KeptPlan, as_of)
        return tuple(
            sorted(rows, key=lambda k: (k.scenario, bool(k.without), k.warned, k.course, k.without))
        )
