"""A projection as drawings and tables: curves with intervals, a day's map of roads and refuges, the day in numbers."""

from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians, sqrt

from ...pipeline.displacements import Outlook, Projection

WIDE, HIGH = 1000.0, 120.0
WEEK = 7
"""Days over which the flows of a day's map are averaged: one day's are too few to see."""
MARGIN = 90.0
THICKEST, LARGEST = 22.0, 60.0


@dataclass(frozen=True, slots=True)
class Curve:
    """People in a refuge over all days: a line and its 90 % band as SVG paths, and the same without the changes."""

    refuge: str
    line: str
    band: str
    before: str
    most: float
    last: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DayRow:
    """A refuge on a day: people and the 90 % interval, and without the changes where some were asked for."""

    refuge: str
    country: str
    people: float
    low: float
    high: float
    before: float | None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A road on the map; `width` by how many set out on it a day, both ways together; `closed` that day."""

    name: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    people: float
    closed: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: a refuge with its people (the area of the circle), or a town and whether there is conflict."""

    name: str
    x: float
    y: float
    size: float
    people: float
    state: str


@dataclass(frozen=True, slots=True)
class FlightMap:
    """The map of a day; `height` is that of a map 1,000 wide."""

    height: float
    roads: tuple[Stroke, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class RefugeDays:
    """People in a refuge by day, with the 90 % interval."""

    refuge: str
    people: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ProjectionDays:
    """A scenario's days as the API gives them."""

    scenario: str
    changes: tuple[str, ...]
    start: str
    words: tuple[str, ...]
    refuges: tuple[RefugeDays, ...]
    waiting: tuple[float, ...]
    moving: tuple[float, ...]


def days_of(made: Projection) -> tuple[str, ...]:
    """Every day, as ISO dates."""
    return tuple(
        (made.scenario.start + timedelta(days=d)).isoformat() for d in range(len(made.mean))
    )


def all_days(outlook: Outlook) -> ProjectionDays:
    """The whole projection."""
    made = outlook.made
    rounded = [
        RefugeDays(
            name,
            *(
                tuple(round(float(x), 1) for x in side[:, c])
                for side in (made.mean, made.low, made.high)
            ),
        )
        for c, name in enumerate(made.refuges)
    ]
    return ProjectionDays(
        outlook.about.id,
        outlook.changes,
        made.scenario.start.isoformat(),
        outlook.words,
        tuple(rounded),
        tuple(round(float(x), 1) for x in made.waiting),
        tuple(round(float(x), 1) for x in made.moving),
    )


def curves(outlook: Outlook) -> tuple[Curve, ...]:
    """Small multiples on one scale: the highest bound of all is the top of each."""
    made, before = outlook.made, outlook.before
    top = float(max(made.high.max(), before.high.max() if before else 0.0, 1.0))
    days = len(made.mean)

    def path(values: list[float], first: str = "M") -> str:
        points = [
            f"{WIDE * d / max(1, days - 1):.1f} {HIGH - HIGH * v / top:.1f}"
            for d, v in enumerate(values)
        ]
        return first + " L".join(points)

    rows = []
    for c, name in enumerate(made.refuges):
        low, high = made.low[:, c].tolist(), made.high[:, c].tolist()
        back = path(high).removeprefix("M").split(" L")[::-1]
        was = ""
        if before is not None and name in before.refuges:
            was = path(before.mean[:, before.refuges.index(name)].tolist())
        rows.append(
            Curve(
                name,
                path(made.mean[:, c].tolist()),
                path(low) + " L" + " L".join(back) + "Z",
                was,
                top,
                float(made.mean[-1, c]),
                low[-1],
                high[-1],
            )
        )
    return tuple(rows)


def day_table(outlook: Outlook, day: int) -> tuple[DayRow, ...]:
    """Each refuge on a day, the fullest first."""
    made, before = outlook.made, outlook.before
    country = {p.name: p.country.replace("_", " ") for p in made.scenario.places}
    rows = [
        DayRow(
            name,
            country.get(name, ""),
            float(made.mean[day, c]),
            float(made.low[day, c]),
            float(made.high[day, c]),
            _was(before, name, day),
        )
        for c, name in enumerate(made.refuges)
    ]
    return tuple(sorted(rows, key=lambda r: -r.people))


def _was(before: Projection | None, name: str, day: int) -> float | None:
    if before is None:
        return None
    return float(before.mean[day, before.refuges.index(name)]) if name in before.refuges else 0.0


def day_map(outlook: Outlook, day: int) -> FlightMap:
    """Roads by how many set out on them, refuges by how many are there, towns by conflict."""
    made = outlook.made
    places = made.scenario.places
    west, east = min(p.lon for p in places), max(p.lon for p in places)
    south, north = min(p.lat for p in places), max(p.lat for p in places)
    slim = cos(radians((south + north) / 2))
    scale = (WIDE - 2 * MARGIN) / max(1e-6, (east - west) * slim)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round(MARGIN + (lon - west) * slim * scale, 1), round(
            MARGIN + (north - lat) * scale, 1
        )

    where = {p.name: at(p.lon, p.lat) for p in places}
    flows = made.flows[max(0, day - WEEK + 1) : day + 1].mean(axis=0)
    most = max(float((made.flows[:, 0::2] + made.flows[:, 1::2]).max()), 1.0)
    shut = _closed(made, day)
    roads = tuple(
        Stroke(
            f"{r.start} – {r.end}",
            *where[r.start],
            *where[r.end],
            round(1.5 + THICKEST * sqrt(float(flows[2 * k] + flows[2 * k + 1]) / most), 1),
            float(flows[2 * k] + flows[2 * k + 1]),
            k in shut,
        )
        for k, r in enumerate(made.scenario.routes)
    )
    people = {name: float(made.mean[day, c]) for c, name in enumerate(made.refuges)}
    fullest = max(float(made.mean.max()), 1.0)
    spots = tuple(
        Spot(
            p.name,
            *where[p.name],
            round(8 + LARGEST * sqrt(people[p.name] / fullest), 1) if p.name in people else 7.0,
            people.get(p.name, 0.0),
            "refuge" if p.refuge else _conflict(float(made.scenario.conflict[day, i])),
        )
        for i, p in enumerate(places)
    )
    return FlightMap(round(2 * MARGIN + (north - south) * scale, 1), roads, spots)


def _conflict(intensity: float) -> str:
    return "heavy" if intensity >= 0.5 else "some" if intensity > 0 else "calm"


def _closed(made: Projection, day: int) -> set[int]:
    return {k for k in range(len(made.scenario.routes)) if not made.open[day, 2 * k]}
