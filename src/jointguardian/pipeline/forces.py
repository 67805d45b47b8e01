"""The force: order of battle, strength over time, camps, sectors and reserves, as of any moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..access import Viewer
from ..domain import Camp, Marking, Rejected, Reserve, Sector, Strength, Unit
from ..domain.dates import parse_partial
from ..domain.ids import new_id
from ..domain.sidc import sidc_of, to_letters, words_of
from ..domain.vocab import vocabulary
from ..errors import InputError, UnknownName
from ..exchange.msdl import to_msdl
from ..exchange.orbat_mapper import to_orbat_mapper
from ..exchange.units_csv import units_to_csv
from ..picture.forces import (
    Node,
    Orbat,
    Ready,
    StrengthOverTime,
    orbat,
    readiness,
    strength_over_time,
)
from ..picture.patrols import in_force
from ..sources import UnitIntake, read_units, unit_of
from .force_record import ForceRecord
from .known import KnownReader
from .operation import Operation
from .patrols import Patrols
from .restrictions import Restrictions
from .review import Reviewer

FORMATS = ("csv", "msdl", "orbat-mapper")
FIRST_DAY = "1990-01-01"
Feature = dict[str, Any]
READY = Marking("restricted")
"""The level of a real unit's readiness: it carries a marking from the start (DESIGN, guard rails)."""
OF_UNITS = dict.fromkeys(("notice_hours", "capabilities", "caveats"), READY)
OF_RESERVES = {"notice_hours": READY}


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file of units."""

    new: int
    same: int
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Camps and sectors of a day."""

    camps: tuple[Camp, ...]
    sectors: tuple[Sector, ...]


class Forces:
    """One operation's force, with its patrols and restrictions of movement."""

    def __init__(self, operation: Operation, reader: KnownReader, reviewer: Reviewer) -> None:
        self.desk = ForceRecord(operation, reader, reviewer)
        self.patrols = Patrols(self.desk)
        self.restrictions = Restrictions(self.desk)

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why nothing can be entered; empty where it can."""
        return self.desk.why_not(viewer, as_of)

    # --- order of battle ---------------------------------------------------------------------

    def units(self, viewer: Viewer, as_of: datetime | None) -> tuple[Unit, ...]:
        """Every row of every unit as known then."""
        return self.desk.read(viewer, "units", Unit, as_of)

    def orbat(self, viewer: Viewer, as_of: datetime | None) -> Orbat:
        """The tree of that day."""
        return orbat(self.units(viewer, as_of), self.desk.day(as_of))

    def save_unit(self, viewer: Viewer, told: Mapping[str, str], as_of: datetime | None) -> Unit:
        """A unit, or what of it is different since `start`. Raises InputError."""
        intake = UnitIntake(self.desk.day(as_of), viewer.name, viewer.name)
        row = {k: self.desk.text(v, k) for k, v in told.items()}
        made = unit_of(row | {"id": row.get("id") or new_id("u")}, intake)
        self._assert_parent(made, self.units(viewer, as_of))
        self._write_units(viewer, [made], as_of)
        return made

    def _write_units(self, viewer: Viewer, units: Sequence[Unit], as_of: datetime | None) -> None:
        """Units, the readiness of real ones under its marking."""
        real = [u for u in units if not u.invented and tells_readiness(u)]
        if real:
            self.desk.write(viewer, "units", real, as_of, fields=OF_UNITS)
        if others := [u for u in units if u not in real]:
            self.desk.write(viewer, "units", others, as_of)

    def withdraw_unit(self, viewer: Viewer, unit: str, start: str, as_of: datetime | None) -> Unit:
        """Takes a row back that was entered by mistake. Raises UnknownName."""
        rows = self.units(viewer, as_of)
        found = next((u for u in rows if u.id == unit and u.start == start), None)
        if found is None:
            raise UnknownName(f"unit {unit!r} has no row of {start}", way_out="see its history")
        made = replace(found, state="withdrawn", by=viewer.name)
        self._write_units(viewer, [made], as_of)
        return made

    @staticmethod
    def _assert_parent(made: Unit, rows: tuple[Unit, ...]) -> None:
        parents = {u.id: u.parent for u in rows} | {made.id: made.parent}
        if made.parent is not None and made.parent not in parents:
            raise UnknownName(f"no unit has the id {made.parent!r}", way_out="choose a parent")
        above, seen = made.parent, {made.id}
        while above is not None:
            if above in seen:
                raise InputError(f"{made.name} would stand below itself", where="parent")
            seen.add(above)
            above = parents.get(above)

    def import_units(
        self, viewer: Viewer, path: Path, *, start: str | None = None, source: str | None = None
    ) -> Imported:
        """The units of a CSV, Excel, ORBAT Mapper or MSDL file. Raises UnreadableFile."""
        day = parse_partial(start) if start else self.desk.day(None)
        intake = UnitIntake(day, source or path.name, viewer.name)
        told = list(read_units(path, intake))
        known = {(u.id, u.start): u for u in self.units(viewer, None)}
        found = [_kept(t, known.get((t.id, t.start))) for t in told if isinstance(t, Unit)]
        new = [u for u in found if _content(u) != _content(known.get((u.id, u.start)))]
        self._write_units(viewer, new, None)
        rejected = tuple(t for t in told if isinstance(t, Rejected))
        self.desk.operation.record.add_rejected(rejected)
        return Imported(len(new), len(found) - len(new), rejected)

    def export_units(self, viewer: Viewer, form: str, as_of: datetime | None) -> bytes:
        """The order of battle of that day; CSV holds every row. Raises InputError."""
        if form not in FORMATS:
            raise InputError(f"{form!r} is not a format", way_out=f"use {', '.join(FORMATS)}")
        if form == "csv":
            return units_to_csv(self.units(viewer, as_of))
        here = [n.unit for n in flat(self.orbat(viewer, as_of).roots)]
        make = to_msdl if form == "msdl" else to_orbat_mapper
        return make(here, self.desk.operation.settings.title, self.desk.day(as_of))

    # --- strength and reserves -----------------------------------------------------------------

    def strengths(self, viewer: Viewer, as_of: datetime | None) -> tuple[Strength, ...]:
        """Every number of personnel up to that day."""
        day = self.desk.day(as_of)
        rows = self.desk.read_stated(viewer, "strengths", Strength, as_of)
        return tuple(r for r in rows if r.date <= day)

    def strength(
        self, viewer: Viewer, kind: str | None, as_of: datetime | None
    ) -> StrengthOverTime:
        """One kind of strength over time, up to that day; by default the one with most numbers."""
        rows = self.strengths(viewer, as_of)
        chosen = vocabulary("strength_kinds")[kind].id if kind else _most_told(rows)
        first = min((r.date for r in rows if r.kind == chosen), default=FIRST_DAY)
        since = f"{first[:4]}-01-01"
        return strength_over_time(rows, chosen, since, self.desk.day(as_of))

    def reserves(self, viewer: Viewer, as_of: datetime | None) -> tuple[Ready, ...]:
        """The ladder as of the moment, the shortest notice first."""
        rows = self.desk.read_stated(viewer, "reserves", Reserve, as_of)
        return readiness(rows, self.desk.moment(as_of))

    def save_reserve(
        self, viewer: Viewer, told: Mapping[str, str], as_of: datetime | None
    ) -> Reserve:
        """A reserve, or its new state (ordered, arrived ...). Raises InputError."""
        rows = self.desk.read_stated(viewer, "reserves", Reserve, as_of)
        was = next((r for r in rows if r.id == told.get("id")), None)
        if told.get("id") and was is None:
            raise UnknownName(f"reserve {told['id']!r} is not known", way_out="see the ladder")
        made = _reserve(self.desk, was, told, viewer)
        real = made.notice_hours is not None and not made.invented
        self.desk.write(viewer, "reserves", [made], as_of, fields=OF_RESERVES if real else {})
        return made

    # --- on the ground -------------------------------------------------------------------------

    def ground(self, viewer: Viewer, as_of: datetime | None) -> Ground:
        """Camps, and the sectors of that day."""
        day = self.desk.day(as_of)
        sectors = self.desk.read_stated(viewer, "sectors", Sector, as_of)
        here = (s for s in sectors if s.start <= day and (s.end is None or s.end > day))
        return Ground(self.desk.read_stated(viewer, "camps", Camp, as_of), tuple(here))

    def layers(self, viewer: Viewer, as_of: datetime | None) -> dict[str, Any]:
        """Units, camps, restrictions and coverage as GeoJSON; sectors as lists of municipalities."""
        ground, day = self.ground(viewer, as_of), self.desk.day(as_of)
        standing = in_force(self.restrictions.all(viewer, as_of), day)
        week = self.patrols.week(viewer, None, as_of)
        return {
            "units": _collection(
                f for n in flat(self.orbat(viewer, as_of).roots) if (f := _unit_feature(n))
            ),
            "camps": _collection(
                _point(c.lon, c.lat, id=c.id, name=c.name, place=c.place, role=c.role)
                for c in ground.camps
            ),
            "restrictions": _collection(
                _point(r.lon, r.lat, id=r.id, name=r.place, kind=r.kind, since=r.since, road=r.road)
                for r in standing
                if r.lat is not None and r.lon is not None
            ),
            "sectors": [
                {"id": s.id, "name": s.name, "lead": s.lead, "municipalities": s.municipalities}
                for s in ground.sectors
            ],
            "coverage": [
                {"municipality": c.municipality, "days": c.days, "last": c.last}
                for c in week.coverage
            ],
        }


def tells_readiness(unit: Unit) -> bool:
    """Whether a row says how ready a unit is, or what it may not do."""
    return bool(unit.notice_hours is not None or unit.capabilities or unit.caveats)


def flat(nodes: tuple[Node, ...]) -> list[Node]:
    """The nodes of a tree, parents first."""
    return [n for node in nodes for n in (node, *flat(node.children))]


def _kept(unit: Unit, was: Unit | None) -> Unit:
    """The unit with what the file leaves open as it was known: a poorer file loses nothing."""
    if was is None:
        return unit
    told = {f.name: getattr(unit, f.name) for f in fields(Unit)}
    left_open = {f.name for f in fields(Unit) if told[f.name] == f.default}
    drawn = ("sidc", "echelon", "function", "neutral", "headquarters", "task_force")
    if unit.sidc and to_letters(unit.sidc) == to_letters(sidc_of(was)):
        left_open |= set(drawn)
    kept = {n: getattr(was, n) for n in left_open - {"end", "state", "source", "note"}}
    return replace(unit, **kept, source=was.source, note=was.note or unit.note)


def _content(unit: Unit | None) -> Unit | None:
    return replace(unit, by="") if unit else None


def _most_told(rows: tuple[Strength, ...]) -> str:
    kinds = [r.kind for r in rows]
    return max(vocabulary("strength_kinds").ids(), key=kinds.count)


def _unit_feature(node: Node) -> Feature | None:
    unit = node.unit
    if unit.lat is None or unit.lon is None:
        return None
    code = sidc_of(unit)
    return _point(
        unit.lon,
        unit.lat,
        id=unit.id,
        name=unit.name,
        sidc=code,
        words=words_of(code),
        place=unit.place,
        nation=unit.nation,
        invented=unit.invented,
    )


def _point(lon: float, lat: float, **properties: object) -> Feature:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _reserve(
    desk: ForceRecord, was: Reserve | None, told: Mapping[str, str], viewer: Viewer
) -> Reserve:
    """The reserve with what was filled in; what was left out stays as it was."""
    base = was or Reserve(
        id=new_id("res"), name="", event="", ordered=None, notice_days=None, notice_days_before=None,
        arrived=None, personnel=None, part_of=None, note="", source=viewer.name,
    )  # fmt: skip
    lines = ("name", "event", "note", "authority", "home")
    given: dict[str, Any] = {n: desk.text(told[n], n) for n in lines if told.get(n)}
    given |= {n: parse_partial(told[n]) for n in ("ordered", "arrived") if told.get(n)}
    if told.get("state"):
        given["state"] = vocabulary("reserve_states")[told["state"]].id
    hours = _whole(told, "notice_hours")
    made = replace(base, **given)
    if hours is not None:
        made = replace(made, notice_hours=hours, notice_days=None)
    if (people := _whole(told, "personnel")) is not None:
        made = replace(made, personnel=people)
    if not made.name:
        raise InputError("the reserve has no name", where="name")
    if made.ordered and made.arrived and made.arrived < made.ordered[: len(made.arrived)]:
        raise InputError("it arrived before it was ordered", way_out="swap the days")
    return made


def _whole(told: Mapping[str, str], name: str) -> int | None:
    text = told.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 7:
        raise InputError(f"{text!r} is no whole number", where=name)
    return int(text)
