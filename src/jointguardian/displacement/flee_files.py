"""FLEE's input files: a folder with `input_csv/` and `source_data/`, read strictly, its peculiarities named and counted.

Format: FLEE's documentation of its input files. What is wrong (a road to nowhere, a letter for a number) is an
InputError with file and line. What is odd but usable is kept as FLEE would use it and reported as a `Quirk`.
"""

import csv
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from ..errors import InputError
from .scenario import CLOSURES, Closure, Counts, Place, Quirk, Route, Scenario

Row = tuple[int, list[str]]
Points = list[tuple[int, float]]
MOST_DAYS = 20_000
KINDS_READ = {
    "town": "town",
    "default": "town",
    "conflict_zone": "conflict_zone",
    "conflict": "conflict_zone",
    "camp": "camp",
    "idpcamp": "idpcamp",
    "forwarding_hub": "forwarding_hub",
    "forward": "forwarding_hub",
    "marker": "marker",
}


@dataclass(slots=True)
class _Notes:
    """The quirks met so far."""

    seen: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, code: str, where: str, what: str, times: int = 1) -> None:
        key = (code, where, what)
        self.seen[key] = self.seen.get(key, 0) + times

    def all(self) -> tuple[Quirk, ...]:
        return tuple(Quirk(*key, times) for key, times in self.seen.items())


def read_scenario(folder: Path, scale: int = 1) -> Scenario:
    """The scenario in a folder of FLEE's format. `scale`: so many people count as one (FLEE's `hasten`).

    Raises InputError in one line for what cannot be used.
    """
    if scale < 1:
        raise InputError(f"a scale of {scale} is not possible", way_out="give 1 or more")
    inputs = folder / "input_csv"
    if not inputs.is_dir():
        raise InputError(
            "no folder input_csv here",
            where=str(folder),
            way_out="give a folder with FLEE's input_csv/ and source_data/",
        )
    notes = _Notes()
    start, days = _period(inputs / "sim_period.csv")
    places = _places(inputs / "locations.csv", scale, notes)
    index = {place.name: i for i, place in enumerate(places)}
    routes = _routes(inputs / "routes.csv", index, notes)
    closures = _closures(inputs / "closures.csv", places, routes, notes)
    conflict = _conflict(inputs / "conflicts.csv", places, index, days, notes)
    shares = {
        path.stem.split("_", 1)[1]: _shares(path)
        for path in sorted(inputs.glob("demographics_*.csv"))
    }
    for path in sorted(inputs.iterdir()):
        if path.name not in READ and not path.name.startswith("demographics_"):
            notes.add("file-not-read", path.name, "a file that nothing here reads")
    counts = _counts(folder, start, days, scale, places, notes)
    _alone(places, routes, notes)
    return Scenario(
        folder.name, start, days, places, routes, closures, conflict, counts, shares, notes.all()
    )


READ = frozenset(
    ("sim_period.csv", "locations.csv", "routes.csv", "closures.csv", "conflicts.csv",
     "registration_corrections.csv"),
)  # fmt: skip


def _rows(path: Path) -> list[Row]:
    """Numbered rows of cells without outer blanks; no empty lines."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            "the file is not UTF-8 text", where=str(path), way_out="save it as UTF-8"
        ) from fault
    except OSError as fault:
        raise InputError(f"can't be read: {fault.strerror}", where=str(path)) from fault
    try:
        read = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines())]
    except csv.Error as fault:
        raise InputError(f"is no CSV: {fault}", where=str(path)) from fault
    return [(n, row) for n, row in enumerate(read, 1) if any(row)]


def _body(path: Path, header: Sequence[str], notes: _Notes) -> Iterator[tuple[str, list[str]]]:
    """The rows under the header, each with where it stands; odd headers and empty columns at the end are noted."""
    for n, row in _rows(path):
        if row[0].startswith("#") or (n == 1 and row[0].lower() in ("name", "name1")):
            names = [cell.lstrip("# ").lower() for cell in row]
            if n == 1 and names[: len(header)] != list(header):
                notes.add("header-variant", path.name, f"the header says {','.join(row)}")
            continue
        while len(row) > len(header) and not row[-1]:
            row.pop()
            notes.add("empty-trailing-column", path.name, "empty columns after the last one")
        yield f"{path}:{n}", row


def _number(text: str, where: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError(f"{what} is {text!r}, not a number", where=where)
    return value


def _whole(text: str, where: str, what: str) -> int:
    value = _number(text, where, what)
    if value != int(value):
        raise InputError(f"{what} is {text!r}, not a whole number", where=where)
    return int(value)


def _date(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise InputError(f"{text!r} is no date", where=where, way_out="write YYYY-MM-DD") from fault


def _period(path: Path) -> tuple[date, int]:
    found = {row[0]: (n, row[1]) for n, row in _rows(path) if len(row) > 1}
    for key in ("StartDate", "Length"):
        if key not in found:
            raise InputError(f"no line {key}", where=str(path))
    start = _date(found["StartDate"][1], f"{path}:{found['StartDate'][0]}")
    days = _whole(found["Length"][1], f"{path}:{found['Length'][0]}", "Length")
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"Length is {days}", where=str(path), way_out=f"1 to {MOST_DAYS} days")
    return start, days


PLACE_COLUMNS = ("name", "region", "country", "latitude", "longitude", "location_type", "conflict_date", "population")  # fmt: skip


def _places(path: Path, scale: int, notes: _Notes) -> tuple[Place, ...]:
    places: list[Place] = []
    for where, row in _body(path, PLACE_COLUMNS, notes):
        if len(row) < 6:
            raise InputError(f"{len(row)} columns, at least 6 are needed", where=where)
        if len(row) > 8:
            raise InputError(
                "more than 8 columns: attributes of places are not supported", where=where
            )
        row += [""] * (8 - len(row))
        kind = KINDS_READ.get(row[5].lower())
        if kind is None:
            raise InputError(
                f"unknown kind of place {row[5]!r}",
                where=where,
                way_out=f"use {', '.join(KINDS_READ)}",
            )
        places.append(
            Place(
                row[0],
                row[1] or "unknown",
                row[2] or "unknown",
                _degrees(row[3], 90, where, "latitude"),
                _degrees(row[4], 180, where, "longitude"),
                kind,
                _whole(row[6], where, "conflict_date") if row[6] else 0,
                _people(row[7], where) // scale,
            )
        )
    twice = [name for name, n in Counter(p.name for p in places).items() if n > 1]
    if twice:
        raise InputError(
            f"{twice[0]} stands twice", where=str(path), way_out="give each place once"
        )
    if not places:
        raise InputError("no places", where=str(path))
    return tuple(places)


def _degrees(text: str, most: float, where: str, what: str) -> float:
    value = _number(text, where, what) if text else 0.0
    if abs(value) > most:
        raise InputError(f"a {what} of {value} degrees does not exist", where=where)
    return value


def _people(text: str, where: str) -> int:
    people = _whole(text, where, "population") if text else 0
    if people < 0:
        raise InputError(f"a population of {people}", where=where)
    return people


ROUTE_COLUMNS = ("name1", "name2", "distance", "forced_redirection")


def _routes(path: Path, index: dict[str, int], notes: _Notes) -> tuple[Route, ...]:
    columns = _route_columns(path)
    routes = [_route(row, columns, where, index) for where, row in _body(path, columns, notes)]
    forced = sum(1 for route in routes if route.forced)
    if forced:
        notes.add("forced-redirection", path.name, "FLEE reads it and does not act on it", forced)
    pairs = Counter(frozenset((route.start, route.end)) for route in routes)
    for pair, n in pairs.items():
        if n > 1:
            notes.add("road-twice", path.name, f"{' - '.join(sorted(pair))} counts {n} times")
    return tuple(routes)


def _route_columns(path: Path) -> list[str]:
    columns = list(ROUTE_COLUMNS)
    for n, row in _rows(path):
        if n == 1 and row[0].startswith("#"):
            columns += row[4:]
    for name in columns[4:]:
        if name and name != "max_move_speed":
            raise InputError(f"column {name!r} is not supported", where=str(path))
    return columns


def _route(row: list[str], columns: list[str], where: str, index: dict[str, int]) -> Route:
    row += [""] * (len(columns) - len(row))
    for name in row[:2]:
        if name not in index:
            raise InputError(
                f"a road to {name!r}, which is no place",
                where=where,
                way_out="add it to locations.csv",
            )
    km = _number(row[2], where, "distance")
    if km <= 0 or row[0] == row[1]:
        raise InputError(f"a road of {row[2]} km from {row[0]} to {row[1]}", where=where)
    forced = _whole(row[3], where, "forced_redirection") if row[3] else 0
    if forced not in (0, 1, 2):
        raise InputError(f"forced_redirection is {forced}, not 0, 1 or 2", where=where)
    return Route(row[0], row[1], km, forced, _speed(row, columns, where))


def _speed(row: list[str], columns: list[str], where: str) -> float | None:
    if "max_move_speed" not in columns or not row[columns.index("max_move_speed")]:
        return None
    speed = _number(row[columns.index("max_move_speed")], where, "max_move_speed")
    if speed <= 0:
        raise InputError(f"a speed of {speed} km a day", where=where)
    return speed


CLOSURE_COLUMNS = ("closure_type", "name1", "name2", "closure_start", "closure_end")


def _closures(
    path: Path, places: tuple[Place, ...], routes: tuple[Route, ...], notes: _Notes
) -> tuple[Closure, ...]:
    if not path.exists():
        notes.add("no-closures", path.name, "no such file: nothing closes")
        return ()
    names = {p.name for p in places}
    countries = {p.country for p in places}
    roads = {frozenset((r.start, r.end)) for r in routes}
    closures = []
    for where, row in _body(path, CLOSURE_COLUMNS, notes):
        if len(row) != 5:
            raise InputError(f"{len(row)} columns, 5 are needed", where=where)
        kind, first, second = row[:3]
        if kind not in CLOSURES:
            raise InputError(
                f"unknown kind of closure {kind!r}",
                where=where,
                way_out=f"use {', '.join(CLOSURES)}",
            )
        known = countries if kind == "country" else names
        asked = (
            (first, second)
            if kind in ("country", "link", "remove_forced_redirection")
            else (first,)
        )
        for name in asked:
            if name not in known:
                raise InputError(f"{name!r} is not known", where=where)
        if kind == "location" and second:
            notes.add(
                "closure-second-name", path.name, f"closing {first}: the second name says nothing"
            )
        if kind == "link" and frozenset((first, second)) not in roads:
            raise InputError(f"no road from {first} to {second}", where=where)
        start = _whole(row[3], where, "closure_start")
        closures.append(
            Closure(
                kind, first, second, start, _whole(row[4], where, "closure_end") if row[4] else -1
            )
        )
    return tuple(closures)


def _conflict(
    path: Path, places: tuple[Place, ...], index: dict[str, int], days: int, notes: _Notes
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    conflict = np.zeros((days, len(places)))
    if not path.exists():
        notes.add("no-conflicts", path.name, "no such file: conflict starts as locations.csv says")
        for i, place in enumerate(places):
            if place.kind == "conflict_zone":
                conflict[max(0, place.conflict_day) :, i] = 1.0
        return conflict
    rows = _rows(path)
    if not rows:
        raise InputError("the file is empty", where=str(path))
    header = rows[0][1]
    if header[0].lstrip("# ").lower() != "day":
        notes.add("header-variant", path.name, f"the first column is {header[0]!r}")
    columns = _columns(header, index, path, notes)
    if len(rows) - 1 < days:
        raise InputError(f"{len(rows) - 1} days of conflict, {days} are needed", where=str(path))
    for d, (n, row) in enumerate(rows[1 : days + 1]):
        where = f"{path}:{n}"
        if _whole(row[0], where, "the day") != d:
            raise InputError(f"day {row[0]} stands where day {d} belongs", where=where)
        if len(row) > len(header):
            _empty_end(row[len(header) :], where, path, notes)
        conflict[d] = _intensities(row[1:], columns, len(places), where)
    return conflict


def _empty_end(cells: list[str], where: str, path: Path, notes: _Notes) -> None:
    if any(cells):
        raise InputError("more cells than the header has", where=where)
    notes.add("empty-trailing-column", path.name, "empty columns after the last one")


def _intensities(cells: list[str], columns: list[int], places: int, where: str) -> list[float]:
    row = [0.0] * places
    for at, cell in zip(columns, cells, strict=False):
        if at >= 0:
            row[at] = _number(cell, where, "an intensity")
            if row[at] < 0:
                raise InputError("an intensity below 0", where=where)
    return row


def _columns(header: list[str], index: dict[str, int], path: Path, notes: _Notes) -> list[int]:
    """Which place each column is about, -1 for a column without a name."""
    for name in header[1:]:
        if name and name not in index:
            raise InputError(f"a column for {name!r}, which is no place", where=f"{path}:1")
        if not name:
            notes.add("empty-trailing-column", path.name, "a column without a name")
    return [index.get(name, -1) for name in header[1:]]


def _shares(path: Path) -> dict[str, dict[str, float]]:
    """Of an attribute of people: the weight of each of its values, by place of origin or "Default"."""
    rows = _rows(path)
    if len(rows) < 2 or "Default" not in rows[0][1]:
        raise InputError("needs a header with Default, and values", where=str(path))
    header = rows[0][1]
    shares: dict[str, dict[str, float]] = {name: {} for name in header[1:]}
    for n, row in rows[1:]:
        if len(row) != len(header):
            raise InputError(f"{len(row)} cells, {len(header)} are needed", where=f"{path}:{n}")
        for name, cell in zip(header[1:], row[1:], strict=True):
            shares[name][row[0]] = _number(cell, f"{path}:{n}", "a weight")
    return shares


def _counts(
    folder: Path, start: date, days: int, scale: int, places: tuple[Place, ...], notes: _Notes
) -> Counts | None:
    layout = folder / "source_data" / "data_layout.csv"
    if not layout.exists():
        notes.add(
            "no-counts", "source_data", "no data_layout.csv: nothing to start from or compare with"
        )
        return None
    tables: dict[str, Points] = {}
    total: Points | None = None
    for n, row in _rows(layout):
        if row[0].startswith("#") or len(row) < 2:
            continue
        if row[0] == "total":
            total = _points(layout.parent / row[1], start, notes)
            continue
        if row[0] in tables:
            raise InputError(f"{row[0]} stands twice", where=f"{layout}:{n}")
        table = _points(layout.parent / row[1], start, notes)
        for extra in filter(None, row[2:]):
            table = _added(table, _points(layout.parent / extra, start, notes))
        tables[row[0]] = table
    _corrected(folder / "input_csv" / "registration_corrections.csv", tables, start, notes)
    graph = {p.name: p for p in places}
    for name in tables:
        if name not in graph:
            notes.add(
                "counts-of-no-place", layout.name, f"{name} is counted and stands in no graph"
            )
    for place in places:
        if place.refuge and place.name not in tables:
            notes.add("camp-not-counted", layout.name, f"{place.name} is a camp without counts")
    by_day = np.array([_daily(points, days, scale) for points in tables.values()], np.int64)
    return Counts(
        tuple(tables),
        by_day.reshape(len(tables), days),
        np.array(_daily(total, days, scale) if total else by_day.sum(axis=0), np.int64),
        tuple(
            np.array(sorted({d for d, _ in points if 0 <= d < days}), np.int64)
            for points in tables.values()
        ),
    )


def _points(path: Path, start: date, notes: _Notes) -> Points:
    """Counts of a file: (day, people), in the file's order."""
    points: Points = []
    for n, row in _rows(path):
        if row[0].startswith("#") or len(row) < 2 or (n == 1 and row[0] in ("Date", "DateTime")):
            continue
        if not row[1]:
            notes.add("count-empty", path.name, "a date without a count")
            continue
        where = f"{path}:{n}"
        day = (_date(row[0], where) - start).days
        if points and day <= points[-1][0]:
            notes.add("dates-not-in-order", path.name, "a date that is not after the one before")
        points.append((day, _number(row[1], where, "a count")))
    if not points:
        raise InputError("no counts", where=str(path))
    return points


def _added(first: Points, second: Points) -> Points:
    """Two files of one camp, as FLEE adds them: on days of one file the other's *next* count (of the second: its last)
    is taken, and what lies after the last day of either is left out."""
    points: Points = []
    k, last = 0, 0.0
    for day, people in second:
        while day > first[k][0]:
            points.append((first[k][0], last + first[k][1]))
            if k == len(first) - 1:
                break
            k += 1
        if day <= first[k][0]:
            points.append((day, people + first[k][1]))
            last = people
            if day == first[k][0] and k < len(first) - 1:
                k += 1
    return points


def _corrected(path: Path, tables: dict[str, Points], start: date, notes: _Notes) -> None:
    """Counts before a new registration, scaled to meet it: the drop was an error of the old ones."""
    if not path.exists():
        return
    for n, row in _rows(path):
        if row[0].startswith("#"):
            continue
        where = f"{path}:{n}"
        if len(row) < 2 or row[0] not in tables:
            raise InputError(f"a correction for {row[0]!r}, which has no counts", where=where)
        day = (_date(row[1], where) - start).days
        table = tables[row[0]]
        at = [i for i, (d, _) in enumerate(table) if d == day and i > 0]
        if day < 0 or not at:
            notes.add(
                "correction-without-count", path.name, f"{row[0]} on {row[1]} changes nothing"
            )
            continue
        for i in at:
            if table[i - 1][1] < 1:
                raise InputError(f"{row[0]} was empty before the correction", where=where)
            factor = table[i][1] / table[i - 1][1]
            table[:i] = [(d, people * factor) for d, people in table[:i]]


def _daily(points: Points, days: int, scale: int) -> list[int]:
    """Whole people on each day: the first count before it, the last after it, straight lines between, cut off."""
    daily = []
    for day in range(days):
        value = points[-1][1] / scale
        if day <= points[0][0]:
            value = points[0][1] / scale
        else:
            for (d0, n0), (d1, n1) in pairwise(points):
                if day < d1:
                    value = (n0 + (day - d0) / (d1 - d0) * (n1 - n0)) / scale
                    break
        daily.append(int(value))
    return daily


def _alone(places: tuple[Place, ...], routes: tuple[Route, ...], notes: _Notes) -> None:
    linked = {name for route in routes for name in (route.start, route.end)}
    for place in places:
        if place.name not in linked:
            notes.add("place-without-road", "routes.csv", f"no road leads to {place.name}")
