"""Scenarios from TOML, with their courses of action and without assumptions; every fault in one line."""

import copy
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ...errors import InputError, UnknownName, UnreadableFile
from .scenario import Scenario, Unit

Raw = dict[str, Any]
LISTS = (
    "kind",
    "place",
    "camp",
    "lane",
    "unit",
    "ceiling",
    "future",
    "assumption",
    "course",
    "known",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario as a run uses it: its values, the `raw` file they come from, and what was changed in it."""

    scenario: Scenario
    raw: Raw
    course: str | None = None
    without: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Of the values of the file, before any change."""
        return digest(self.raw)

    def with_changes(self, changes: Mapping[str, object], without: Sequence[str] = ()) -> "Loaded":
        """The same with some values changed (`unit.ID.FIELD`) and some things left out (`unit.ID`)."""
        raw = changed(msgspec.to_builtins(self.scenario), changes, without)
        return Loaded(convert(raw, "the changed scenario"), self.raw, self.course, self.without)


def digest(raw: Raw) -> str:
    """The SHA-256 of a scenario's values."""
    text = json.dumps(raw, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def raw_scenario(path: Path) -> Raw:
    """The values of a TOML or JSON file. Raises InputError in one line."""
    try:
        return raw_of(path.read_bytes(), str(path))
    except OSError as fault:
        raise UnreadableFile(f"can't be read: {fault.strerror}", where=str(path)) from fault


def raw_of(content: bytes, where: str) -> Raw:
    """The values of a scenario's text: TOML, or JSON as a plan holds it. Raises InputError."""
    try:
        text = content.decode("utf-8-sig")
        raw = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except UnicodeDecodeError as fault:
        raise UnreadableFile("is not UTF-8 text", where=where) from fault
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as fault:
        raise InputError(f"is no scenario: {fault}", where=where) from fault
    made: Raw = json.loads(json.dumps(raw, default=str))
    return made


def load(raw: Raw, where: str, *, course: str | None = None, without: Sequence[str] = ()) -> Loaded:
    """A scenario with a course of action and without some assumptions. Raises InputError in one line."""
    base = convert(raw, where)
    changes: dict[str, object] = {}
    left_out: list[str] = []
    if course is not None:
        chosen = _one(base.course, course, "course of action", where)
        changes |= chosen.set
        left_out += chosen.without
    for name in without:
        changes |= _one(base.assumption, name, "assumption", where).otherwise
    made = convert(changed(raw, changes, left_out, where), where) if changes or left_out else base
    return Loaded(made, raw, course, tuple(without))


def _one(things: Iterable[Any], name: str, what: str, where: str) -> Any:
    found = next((t for t in things if t.id == name), None)
    if found is None:
        known = ", ".join(t.id for t in things) or "there are none"
        raise UnknownName(f"no {what} {name!r}", where=where, way_out=f"known: {known}")
    return found


def at_levels(raw: Raw, levels: Mapping[str, str]) -> Raw:
    """The values with each demand at the level that is told for its place, where that is heavier than its own."""
    s = convert(raw, "the scenario")
    demand = []
    for d in s.demand:
        told = levels.get(d.place, d.level)
        heavier = s.levels.get(told, 0.0) > s.levels[d.level]
        demand.append(msgspec.to_builtins(d) | ({"level": told} if heavier else {}))
    return {k: v for k, v in raw.items() if k != "rule"} | {"demand": demand}


def changed(
    raw: Raw,
    changes: Mapping[str, object],
    without: Sequence[str] = (),
    where: str = "the scenario",
) -> Raw:
    """A copy with `LIST.ID.FIELD` (or a field of the scenario itself) set, and `LIST.ID` left out. Raises UnknownName."""
    made = copy.deepcopy(raw)
    for path, value in changes.items():
        *way, field = path.split(".")
        thing = made if not way else _thing(made, way, path, where)
        thing[field] = value
    for path in without:
        list_, _, name = path.partition(".")
        thing = _thing(made, [list_, name], path, where)
        made[list_] = [t for t in made[list_] if t is not thing]
        if list_ == "unit":
            _forget(made, name)
    return made


def _forget(raw: Raw, unit: str) -> None:
    """Futures no longer name a unit that is left out."""
    for future in raw.get("future", ()):
        future["late"] = {u: days for u, days in future.get("late", {}).items() if u != unit}
        future["declines"] = [u for u in future.get("declines", ()) if u != unit]


def _thing(raw: Raw, way: Sequence[str], path: str, where: str) -> Raw:
    found = [t for t in raw.get(way[0], ()) if len(way) == 2 and t.get("id") == way[1]]
    if way[0] not in LISTS or not found:
        raise UnknownName(
            f"{path!r} is nothing in the scenario", where=where, way_out="write LIST.ID.FIELD"
        )
    thing: Raw = found[0]
    return thing


def convert(raw: Raw, where: str) -> Scenario:
    """The values as a scenario whose parts fit each other. Raises InputError."""
    try:
        made = _ruled(msgspec.convert(raw, Scenario, strict=True))
    except msgspec.ValidationError as fault:
        raise InputError(str(fault).replace("`$.", "`"), where=where) from fault
    wrong = next(iter(_faults(made)), None)
    if wrong is not None:
        raise InputError(wrong, where=where)
    return made


def _ruled(s: Scenario) -> Scenario:
    """Rules of demand as demand at each of their places."""
    known = {x for p in s.place for x in (p.id, p.sector)} | {a.id for a in s.area}
    for rule in s.rule:
        if unknown := next((p for p in rule.places if p not in known), None):
            raise msgspec.ValidationError(
                f"rule for {rule.task!r}: no place, sector or area {unknown!r}"
            )
    made = [r.demand(p) for r in s.rule for p in s.place if r.at(p, s.area)]
    return msgspec.structs.replace(
        s, demand=(*s.demand, *(d for d in made if d.personnel)), rule=()
    )


def _faults(s: Scenario) -> Iterable[str]:
    for name in LISTS:
        ids = [t.id for t in getattr(s, name)]
        if twice := next((i for i in ids if ids.count(i) > 1), None):
            yield f"{name} {twice!r} stands twice"
    places, lanes, camps = ({t.id for t in g} for g in (s.place, s.lane, s.camp))
    kinds, sectors = {k.id for k in s.kind}, {p.sector for p in s.place}
    for unit in s.unit:
        yield from _unit_faults(
            unit, places=places, lanes=lanes, camps=camps, kinds=kinds, sectors=sectors
        )
    yield from _demand_faults(s, places)
    for area in s.area:
        yield from _unknown(f"area {area.id!r}", "place", area.places, places)
    for camp in s.camp:
        yield from _unknown(f"camp {camp.id!r}", "place", camp.reaches or (), places)
    for future in s.future:
        at = f"future {future.id!r}"
        yield from _unknown(at, "unit", [*future.late, *future.declines], {u.id for u in s.unit})
        yield from _unknown(at, "place", [c.place for c in future.changes if c.place], places)
    for name, lon, lat in [(t.id, t.lon, t.lat) for g in (s.place, s.camp) for t in g]:
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            yield f"{name!r}: lon and lat are degrees"


def _demand_faults(s: Scenario, places: set[str]) -> Iterable[str]:
    if not s.demand:
        yield "there is no demand: nothing is to be protected"
    tasks = {t for k in s.kind for t in k.tasks}
    for demand in s.demand:
        at = f"demand at {demand.place!r}"
        yield from _unknown(at, "place", [demand.place], places)
        yield from _unknown(at, "level", [demand.level], set(s.levels))
        if demand.task not in tasks:
            yield f"{at}: no kind can do the task {demand.task!r}"
        if s.day(demand.since) > s.last(demand.until):
            yield f"{at}: ends before it begins, or lies outside the scenario"


def _unit_faults(
    unit: Unit,
    *,
    places: set[str],
    lanes: set[str],
    camps: set[str],
    kinds: set[str],
    sectors: set[str],
) -> Iterable[str]:
    at = f"unit {unit.id!r}"
    yield from _unknown(at, "kind", unit.personnel, kinds)
    yield from _unknown(at, "lane", unit.lanes, lanes)
    yield from _unknown(at, "place", unit.not_places, places)
    yield from _unknown(at, "camp", [unit.present] if unit.present else [], camps)
    yield from _unknown(at, "sector", [unit.boundary] if unit.boundary else [], sectors)
    if not unit.strength:
        yield f"{at}: has no personnel"
    if unit.present is None and not unit.lanes:
        yield f"{at}: is neither present in a camp nor has lanes to come by"


def _unknown(at: str, what: str, named: Iterable[str], known: set[str]) -> Iterable[str]:
    for name in named:
        if name not in known:
            yield f"{at}: no {what} {name!r}"
