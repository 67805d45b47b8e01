"""Coverage instances from files: OR-Library graphs, points with weights, distance matrices, road graphs."""

import csv
import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from ...errors import InputError
from ..travel import Roads, StraightLine, Travel
from .places import Floats, Places

STRAIGHT = StraightLine()
FORMATS = ("pmed", "points", "matrix", "roads")
X, Y = ("x", "lon", "longitude"), ("y", "lat", "latitude")
WEIGHT = ("weight", "w", "demand", "population", "pop")
NAME = ("id", "name", "place")
ROLE = ("kind", "role", "type")
Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """How far is measured between points: `travel` between lon and lat, or straight lines times `detour`."""

    travel: Travel
    detour: float


def read_places(path: Path, format_: str, travel: Travel = STRAIGHT, detour: float = 1.0) -> Places:
    """The demand and sites of a file.

    `pmed`: OR-Library p-median (`vertices edges p`, then `from to length`; a repeated edge: the last counts; every
    vertex is a demand of weight 1 and a site). `points`: a CSV with a header (`x,y` or `lon,lat`, and `weight`, `id`,
    `kind` = site, demand or both), rows `x y weight`, a first line `n 9999 p S` before them, or `sites demands` and rows
    `F|C id x y weight`. `matrix`: a distance a row and site, with or without names, `inf` or empty where there is no
    way. `roads`: a CSV `from,to,length`; every end is a demand of weight 1 and a site. Straight lines between x and y are
    multiplied by `detour`; between lon and lat `travel` counts, by default great circles in km times DETOUR.

    Raises InputError with file, line and what to do.
    """
    read = READERS.get(format_)
    if read is None:
        raise InputError(f"{format_!r} is no format", way_out=f"use --format {'|'.join(FORMATS)}")
    rows = list(_rows(_text(path)))
    if not rows:
        raise InputError("the file is empty", where=str(path))
    places = read(rows, str(path), Measured(travel, detour))
    if not places.sites or not len(places.weight):
        raise InputError("the file has no demand or no sites", where=str(path))
    return places


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            "the file is not UTF-8 text", where=str(path), way_out="save it as UTF-8"
        ) from fault
    except OSError as fault:
        raise InputError(f"can't be read: {fault.strerror}", where=str(path)) from fault


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows of cells: of a CSV where the first line has commas or semicolons, else parted by white space."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((m for m in (",", ";") if m in first), None)
    if mark is None:
        for n, line in enumerate(text.splitlines(), 1):
            if cells := line.split():
                yield n, cells
        return
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    for cells in reader:
        if any(c.strip() for c in cells):
            yield reader.line_num, [c.strip() for c in cells]


def _numbers(cells: list[str], n: int, where: str) -> list[float]:
    try:
        return [float(c) for c in cells]
    except ValueError:
        wrong = next(c for c in cells if not _is_number(c))
        raise InputError(f"{wrong!r} is no number", where=f"{where}, line {n}") from None


def _is_number(cell: str) -> bool:
    try:
        return not math.isnan(float(cell))
    except ValueError:
        return False


def _pmed(rows: Rows, where: str, _: Measured) -> Places:
    n, head = rows[0]
    numbers = _numbers(head, n, where)
    if len(numbers) < 3 or any(v < 1 or v != int(v) for v in numbers[:3]):
        raise InputError(
            "the first line must be: vertices edges p", where=f"{where}, line {n}",
            way_out="or give another --format",
        )  # fmt: skip
    size, told, p = (int(v) for v in numbers[:3])
    if len(rows) - 1 != told:
        raise InputError(f"{told} edges are announced, {len(rows) - 1} lines follow", where=where)
    edges: dict[tuple[int, int], float] = {}
    for line, cells in rows[1:]:
        values = _numbers(cells, line, where)
        if len(values) < 3 or not (1 <= values[0] <= size and 1 <= values[1] <= size):
            raise InputError(
                f"an edge is: from to length, with vertices 1 to {size}",
                where=f"{where}, line {line}",
            )
        _length(values[2], line, where)
        a, b = int(values[0]) - 1, int(values[1]) - 1
        edges[min(a, b), max(a, b)] = values[2]
    names = tuple(str(k + 1) for k in range(size))
    return Places(
        np.ones(size), names, distance=_ways(edges, size), p=p, travel="shortest paths in the graph"
    )


def _roads(rows: Rows, where: str, _: Measured) -> Places:
    start = 0 if _is_number(rows[0][1][-1]) else 1
    numbers: dict[str, int] = {}
    edges: dict[tuple[int, int], float] = {}
    for line, cells in rows[start:]:
        if len(cells) < 3:
            raise InputError("a road is: from,to,length", where=f"{where}, line {line}")
        length = _length(_numbers(cells[2:3], line, where)[0], line, where)
        a, b = (numbers.setdefault(c, len(numbers)) for c in cells[:2])
        edges[min(a, b), max(a, b)] = min(length, edges.get((min(a, b), max(a, b)), math.inf))
    size = len(numbers)
    return Places(
        np.ones(size),
        tuple(numbers),
        distance=_ways(edges, size),
        travel="shortest ways on the roads",
    )


def _length(value: float, line: int, where: str) -> float:
    if not 0 <= value < math.inf:
        raise InputError(f"{value:g} is no length", where=f"{where}, line {line}")
    return value


def _ways(edges: dict[tuple[int, int], float], size: int) -> Floats:
    if not edges:
        return np.where(np.eye(size, dtype=np.bool_), 0.0, np.inf)
    ends, lengths = np.array(list(edges)), np.array(list(edges.values()))
    lengths = np.maximum(lengths, 1e-12)  # a sparse graph has no edges of length 0
    graph = sparse.csr_matrix((lengths, (ends[:, 0], ends[:, 1])), shape=(size, size))
    return np.asarray(np.round(csgraph.shortest_path(graph, directed=False), 9))


def _matrix(rows: Rows, where: str, _: Measured) -> Places:
    def blank(cell: str) -> bool:
        return cell.lower() in ("", "inf", "nan", "-")

    def number(cell: str) -> bool:
        return blank(cell) or _is_number(cell)

    header = not all(number(c) for c in rows[0][1][1:] or rows[0][1])
    body = rows[1:] if header else rows
    if not body:
        raise InputError("the matrix has no rows", where=where)
    named = not _is_number(body[0][1][0]) and not blank(body[0][1][0])
    named = named or (header and rows[0][1][0] in ("", *NAME))
    width = len(body[0][1])
    distance = np.full((len(body), width - named), np.inf)
    for k, (line, cells) in enumerate(body):
        if len(cells) != width:
            raise InputError(f"{len(cells)} cells, not {width}", where=f"{where}, line {line}")
        told = ["inf" if blank(c) else c for c in cells[named:]]
        distance[k] = _numbers(told, line, where)
        if not (distance[k] >= 0).all():
            raise InputError("a distance is below 0", where=f"{where}, line {line}")
    names = rows[0][1][named:] if header else [str(k + 1) for k in range(width - named)]
    if len(names) != width - named:
        raise InputError("the header has not as many names as there are columns", where=where)
    return Places(np.ones(len(body)), tuple(names), distance=distance)


def _points(rows: Rows, where: str, by: Measured) -> Places:
    head = [c.lower() for c in rows[0][1]]
    if any(c in X for c in head) and any(c in Y for c in head):
        return _table(rows, head, where, by)
    if len(rows) > 1 and rows[1][1][0].upper() in ("F", "C", "D"):
        return _facilities(rows[1:], where, by)
    announced = len(head) == 4 and head[1] == "9999"
    body = rows[1:] if announced or not all(_is_number(c) for c in head) else rows
    values = []
    for line, cells in body:
        numbers = _numbers(cells, line, where)
        if len(numbers) not in (2, 3):
            raise InputError("a point is: x y, or: x y weight", where=f"{where}, line {line}")
        values.append([*numbers, 1.0][:3])
    if announced and len(body) not in (int(float(head[0])), int(float(head[0])) - 1):
        raise InputError(f"{head[0]} points are announced, {len(body)} follow", where=where)
    table = np.array(values).reshape(-1, 3)
    names = tuple(str(k + 1) for k in range(len(table)))
    return _placed(table, table[:, :2], names, where, by)


def _facilities(rows: Rows, where: str, by: Measured) -> Places:
    """Rows `F id x y w` (sites) and `C id x y w` (demand)."""
    of: dict[bool, list[list[float]]] = {True: [], False: []}
    names: list[str] = []
    for line, cells in rows:
        kind = cells[0].upper()
        if kind not in ("F", "C", "D") or len(cells) < 4:
            raise InputError("a row is: F|C id x y weight", where=f"{where}, line {line}")
        x, y, *w = _numbers(cells[2:5], line, where)
        of[kind == "F"].append([x, y, *(w or [1.0])])
        if kind == "F":
            names.append(cells[1])
    demand, site = np.array(of[False]).reshape(-1, 3), np.array(of[True]).reshape(-1, 3)
    return _placed(demand, site[:, :2], tuple(names), where, by)


def _table(rows: Rows, head: list[str], where: str, by: Measured) -> Places:
    def column(names: tuple[str, ...]) -> int | None:
        return next((k for k, h in enumerate(head) if h in names), None)

    x, y, w, name, role = (column(c) for c in (X, Y, WEIGHT, NAME, ROLE))
    assert x is not None
    assert y is not None
    demand: list[list[float]] = []
    sites: list[list[float]] = []
    names: list[str] = []
    for line, cells in rows[1:]:
        if len(cells) != len(head):
            raise InputError(f"{len(cells)} cells, not {len(head)}", where=f"{where}, line {line}")
        weight = 1.0 if w is None or not cells[w] else _numbers([cells[w]], line, where)[0]
        point = [*_numbers([cells[x], cells[y]], line, where), weight]
        kind = "both" if role is None else cells[role].lower() or "both"
        if kind not in ("site", "demand", "both"):
            raise InputError(
                f"{kind!r} is no kind of point", where=f"{where}, line {line}",
                way_out="use site, demand or both",
            )  # fmt: skip
        if kind != "site":
            demand.append(point)
        if kind != "demand":
            sites.append(point[:2])
            names.append(cells[name] if name is not None else str(len(names) + 1))
    table, site = np.array(demand).reshape(-1, 3), np.array(sites).reshape(-1, 2)
    round_ = head[x] != "x"
    return _placed(table, site, tuple(names), where, by, earth=round_)


def _placed(
    demand: Floats,
    site: Floats,
    names: tuple[str, ...],
    where: str,
    by: Measured,
    *,
    earth: bool = False,
) -> Places:
    if not (np.isfinite(demand).all() and np.isfinite(site).all()):
        raise InputError("a position or weight is not a finite number", where=where)
    if (demand[:, 2] < 0).any():
        raise InputError("a weight is below 0", where=where)
    weight = demand[:, 2]
    if earth:
        if max(np.abs(demand[:, :2]).max(initial=0), np.abs(site).max(initial=0)) > 180:
            raise InputError("lon and lat are degrees", where=where, way_out="name the columns x,y")
        distance = by.travel.between(demand[:, :2], site)
        return Places(weight, names, distance=distance, travel=by.travel.says)
    if isinstance(by.travel, Roads):
        raise InputError(
            "roads need lon and lat", where=where, way_out="give points with columns lon,lat"
        )
    return Places(
        weight, names, demand=demand[:, :2] * by.detour, site=site * by.detour,
        travel=f"straight lines × {by.detour:g}",
    )  # fmt: skip


READERS: dict[str, Callable[[Rows, str, Measured], Places]] = {
    "pmed": _pmed, "points": _points, "matrix": _matrix, "roads": _roads,
}  # fmt: skip
