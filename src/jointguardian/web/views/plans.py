"""A kept reinforcement plan as drawings and tables: the ladder of reserves, arrivals, a day's map and needs, courses side by side."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians
from typing import Any

from ...domain import KeptPlan, Unit
from ...domain.sidc import sidc_of
from ...pipeline.plans import Scenario

WIDE, HIGH = 1000.0, 160.0
SHADES = 6
"""Shades by which nations are told apart; each has its word in the table too."""
KM_DEGREE = 111.195
"""Kilometres a degree of latitude on a sphere of the earth's mean radius."""
Plan = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of a unit's way on the ladder, in thousandths of the width; `name` says what is done."""

    name: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Rung:
    """A unit that can come: who, on which level of the reserves, its way in stages, and the days of its steps."""

    unit: str
    name: str
    nation: str
    level: str
    personnel: int
    authority: str
    move: Mapping[str, Any] | None
    stages: tuple[Stage, ...]
    invented: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Persons of a nation who can be on task on a day."""

    nation: str
    shade: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A municipality on the map: its outline and how much of its need is met that day (None: none is needed)."""

    name: str
    path: str
    share: float | None
    words: str

    @property
    def state(self) -> str:
        """met, partly, unmet or none."""
        if self.share is None:
            return "none"
        return "met" if self.share >= 1 else "unmet" if self.share <= 0 else "partly"


@dataclass(frozen=True, slots=True)
class Spot:
    """A camp on the map, in hundredths of its width and height, with who lives there and how far it reaches."""

    name: str
    x: float
    y: float
    reach_x: float
    reach_y: float
    persons: int
    sidc: str


@dataclass(frozen=True, slots=True)
class DayMap:
    """The map of a day; `height` is that of a map 1,000 wide."""

    height: float
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]


def days_of(plan: Plan) -> tuple[str, ...]:
    """Every day of a plan, as ISO dates."""
    first = date.fromisoformat(plan["start"])
    return tuple((first + timedelta(days=k)).isoformat() for k in range(plan["days"]))


def worst_day(plan: Plan) -> str:
    """The day on which most is unmet, by weight; else the first."""
    unmet: dict[str, float] = {}
    for n in plan["needs"]:
        unmet[n["day"]] = unmet.get(n["day"], 0.0) + n["weight"] * (n["need"] - n["met"])
    return max(unmet, key=lambda d: (unmet[d], d), default=plan["start"])


def ladder(scenario: Scenario, plan: Plan) -> tuple[Rung, ...]:
    """The units that can come, those that are on task first, first."""
    moves = {m["unit"]: m for m in plan["moves"]}
    rungs = [
        Rung(
            u.id, u.name or u.id, u.nation, u.reserve, u.strength, u.authority, moves.get(u.id),
            tuple(_stages(plan, moves.get(u.id))), u.invented,
        )
        for u in scenario.unit
        if u.present is None
    ]  # fmt: skip
    return tuple(
        sorted(
            rungs, key=lambda r: (r.move is None, r.move["employable"] if r.move else "", r.name)
        )
    )


def _stages(plan: Plan, move: Mapping[str, Any] | None) -> Iterator[Stage]:
    if move is None:
        return
    lifted = max(move["lift"])
    steps = [
        ("decision", plan["start"], move["decided"]),
        ("activation and transfer of authority", move["decided"], move["ordered"]),
        ("notice to move", move["ordered"], move["ready"]),
        ("lift", move["ready"], lifted),
        ("way and reception", lifted, move["employable"]),
        ("on task", move["employable"], move["leaves"] or days_of(plan)[-1]),
    ]
    for name, begins, ends in steps:
        x, until = _x(plan, begins), _x(plan, ends)
        if until > x:
            yield Stage(name, x, until - x)


def _x(plan: Plan, day: str) -> float:
    gone = (date.fromisoformat(day) - date.fromisoformat(plan["start"])).days
    return round(WIDE * max(0, gone) / max(1, int(plan["days"]) - 1), 1)


def arrivals(plan: Plan) -> tuple[Bar, ...]:
    """Persons on task by day and nation, one on the other."""
    rows, days = list(plan["arrivals"]), days_of(plan)
    highest = max((r["total"] for r in rows), default=0) or 1
    nations = list(dict.fromkeys(n for r in rows for n in r["by_nation"]))
    bars = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        x, until = _at(days, row["day"]), _at(days, after["day"]) if after else WIDE
        y = HIGH
        for nation in nations:
            height = HIGH * row["by_nation"].get(nation, 0) / highest
            y -= height
            if height:
                bars.append(
                    Bar(
                        nation,
                        nations.index(nation) % SHADES,
                        x,
                        round(y, 1),
                        round(until - x, 1),
                        round(height, 1),
                    )
                )
    return tuple(bars)


def _at(days: Sequence[str], day: str) -> float:
    return round(WIDE * days.index(day) / len(days), 1)


def needs_of(plan: Plan, day: str) -> tuple[Mapping[str, Any], ...]:
    """What is needed on a day, the heaviest shortfalls first."""
    rows = [n for n in plan["needs"] if n["day"] == day]
    return tuple(
        sorted(
            rows, key=lambda n: (-n["weight"] * (n["need"] - n["met"]), -n["weight"], n["place"])
        )
    )


def who_is_at(plan: Plan, day: str) -> dict[tuple[str, str], str]:
    """Units with their persons by place and task on a day."""
    found: dict[tuple[str, str], list[str]] = {}
    for p in plan["placements"]:
        if p["day"] == day:
            found.setdefault((p["place"], p["task"]), []).append(f"{p['unit']} {p['personnel']}")
    return {key: ", ".join(words) for key, words in found.items()}


def day_map(scenario: Scenario, plan: Plan, day: str, polygons: bytes | None) -> DayMap | None:
    """The map of a day; None where the operation has no polygons."""
    if not polygons:
        return None
    areas = {f["properties"]["id"]: _rings(f["geometry"]) for f in json.loads(polygons)["features"]}
    points = [p for rings in areas.values() for ring in rings for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    slim = cos(radians((south + north) / 2))
    scale = WIDE / ((east - west) * slim)
    names = {p.id: p.name or p.id for p in scenario.place}

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * slim * scale, 1), round((north - lat) * scale, 1)

    met: dict[str, list[int]] = {}
    for n in needs_of(plan, day):
        sums = met.setdefault(n["place"], [0, 0])
        sums[0] += n["met"]
        sums[1] += n["need"]
    shapes = tuple(
        Shape(
            names.get(id_, id_),
            " ".join(
                "M" + " L".join("{} {}".format(*at(*p[:2])) for p in ring) + "Z" for ring in rings
            ),
            met[id_][0] / met[id_][1] if id_ in met else None,
            f"{met[id_][0]} of {met[id_][1]}" if id_ in met else "nothing is needed",
        )
        for id_, rings in areas.items()
    )
    high = (north - south) * scale
    spots = []
    for camp in scenario.camp:
        x, y = at(camp.lon, camp.lat)
        persons = sum(
            m["billets"].get(camp.id, 0)
            for m in plan["moves"]
            if m["arrives"] <= day and (m["leaves"] is None or day < m["leaves"])
        )
        reach = scenario.reach_km / scenario.detour / KM_DEGREE * scale
        unit = Unit(
            id=camp.id,
            name=camp.name or camp.id,
            start=day,
            echelon="battalion",
            function="infantry",
        )
        spots.append(Spot(
            camp.name or camp.id, round(100 * x / WIDE, 2), round(100 * y / high, 2), round(reach, 1), round(reach, 1),
            persons, sidc_of(unit),
        ))  # fmt: skip
    return DayMap(round(high, 1), shapes, tuple(spots))


def _rings(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    parts = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return [ring for part in parts for ring in part]


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course of action beside the others."""

    plan: KeptPlan
    name: str
    text: str
    unmet: float
    at_least: float
    more: float
    called: int
    persons: int
    last: str
    cost: float
    hours: float


def courses(scenario: Scenario, plans: Sequence[KeptPlan]) -> tuple[CourseLine, ...]:
    """Every plan of a scenario on one line; `more` is what stays unmet beyond that of the scenario as it stands."""
    named = {c.id: (c.name, c.text) for c in scenario.course}
    assumed = {a.id: a.text for a in scenario.assumption}
    goals = [{g["name"]: g for g in k.plan["goals"]} for k in plans]
    base = next(
        (
            g["unmet protection"]["value"]
            for k, g in zip(plans, goals, strict=True)
            if not k.course and not k.without and not k.warned and g
        ),
        None,
    )
    lines = []
    for kept, goal in zip(plans, goals, strict=True):
        if not goal:
            continue
        moves = [m for m in kept.plan["moves"] if m["lane"]]
        name, text = kept.name, named.get(kept.course, ("", ""))[1]
        if kept.without:
            name += ", without: " + "; ".join(assumed.get(w, w) for w in kept.without)
        unmet = goal["unmet protection"]
        lines.append(CourseLine(
            kept, name, text, unmet["value"], unmet["bound"], unmet["value"] - (base if base is not None else unmet["value"]),
            len(moves), sum(m["personnel"] for m in moves), max((m["employable"] for m in moves), default=""),
            goal["movement"]["value"] if "movement" in goal else 0.0, sum(g["hours"] for g in kept.plan["gaps"]),
        ))  # fmt: skip
    return tuple(lines)
