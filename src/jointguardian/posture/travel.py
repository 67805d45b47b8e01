"""How far it is: along roads where a file gives them, else in a straight line times a stated factor."""

import bz2
import csv
import gzip
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, Protocol

import numpy as np
from lxml import etree  # type: ignore[import-untyped]
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from ..errors import InputError, UnreadableFile
from ..geo.distance import EARTH_RADIUS_KM, distance_km

Floats = NDArray[np.float64]
DETOUR = 1.4
"""Road kilometres a straight kilometre, where no roads are known. Own choice: between the averages of 1.2 to 1.5 that
Ballou, Rahardja and Sakai give for countries (Transportation Research A 36, 2002)."""
SPEED_KMH = 40.0
"""Convoy speed on roads where the file tells none. Own choice: a planning value below the limits outside towns."""
SNAP_KM = 10.0
"""How far from the nearest road a place may lie."""
SPEEDS = {
    "motorway": 70.0, "trunk": 60.0, "primary": 50.0, "secondary": 45.0, "tertiary": 40.0, "unclassified": 30.0,
    "residential": 25.0, "motorway_link": 40.0, "trunk_link": 40.0, "primary_link": 40.0, "secondary_link": 35.0,
    "tertiary_link": 30.0, "living_street": 15.0, "service": 15.0, "track": 10.0,
}  # fmt: skip
"""Convoy km/h by OpenStreetMap's `highway`. Own choice: planning values; ways of other kinds are no roads here."""


class Travel(Protocol):
    """Says how far it is between positions of longitude and latitude; `says` how that was measured."""

    @property
    def says(self) -> str:
        """How it was measured, for the answer."""
        ...

    def between(self, demand: Floats, site: Floats) -> Floats:
        """Distances (n, m) of positions (n, 2) and (m, 2), infinite where there is no way."""
        ...


@dataclass(frozen=True, slots=True)
class StraightLine:
    """Great circles in km times a detour factor."""

    detour: float = DETOUR

    @property
    def says(self) -> str:
        """How it was measured."""
        return f"great circles in km × {self.detour:g}"

    def between(self, demand: Floats, site: Floats) -> Floats:
        """Kilometres (n, m)."""
        return great_circle(demand, site) * self.detour

    def km(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        """Kilometres between two positions of longitude and latitude."""
        return distance_km(a[1], a[0], b[1], b[0]) * self.detour


@dataclass(frozen=True, slots=True)
class Roads:
    """A road graph: `positions` (k, 2) of longitude and latitude, `graph` (k, k) with km or minutes, both directions.

    `unit` is `km` or `minutes`; `cutoff` leaves longer ways out, which is quick.
    """

    positions: Floats
    graph: sparse.csr_matrix
    unit: str
    source: str
    cutoff: float = math.inf

    @property
    def says(self) -> str:
        """How it was measured."""
        limit = "" if math.isinf(self.cutoff) else f" up to {self.cutoff:g}"
        return f"{self.unit} on the roads of {self.source}{limit}"

    def between(self, demand: Floats, site: Floats) -> Floats:
        """Distances (n, m) from the road nearest to each place. Raises InputError for a place far from any road."""
        ends, starts = self._nearest(demand), self._nearest(site)
        found = csgraph.dijkstra(
            self.graph, directed=False, indices=starts, limit=self.cutoff
        )  # from the sites: they are fewer
        return np.asarray(found[:, ends].T)

    def _nearest(self, places: Floats) -> NDArray[np.int64]:
        off, node = cKDTree(_chord(self.positions)).query(_chord(places))
        far = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(off / 2, 1.0))
        if len(far) and far.max() > SNAP_KM:
            lon, lat = places[int(far.argmax())]
            raise InputError(
                f"the place {lat:g}, {lon:g} lies {far.max():.0f} km from the nearest road", where=self.source,
                way_out="give a road file of its region",
            )  # fmt: skip
        return np.asarray(node)


def great_circle(a: Floats, b: Floats) -> Floats:
    """Kilometres (n, m) between positions (n, 2) and (m, 2) of longitude and latitude in degrees, by their chords."""
    return np.asarray(
        2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(cdist(_chord(a), _chord(b)) / 2, 1.0))
    )


def _chord(places: Floats) -> Floats:
    """Points on the unit sphere (n, 3)."""
    lon, lat = np.radians(places[:, 0]), np.radians(places[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def read_roads(path: Path, *, unit: str = "km", cutoff: float = math.inf) -> Roads:
    """A road graph from OpenStreetMap XML (.osm, also .gz or .bz2) or a CSV of edges.

    The CSV has columns `from_lon,from_lat,to_lon,to_lat` and `km` and, for minutes, `minutes` or `kmh`; without `km` the
    great circle counts. Raises InputError and UnreadableFile.
    """
    if unit not in ("km", "minutes"):
        raise InputError(f"{unit!r} is no unit of travel", way_out="use km or minutes")
    if path.name.endswith(".pbf"):
        raise InputError(
            "is packed OpenStreetMap data",
            where=str(path),
            way_out="unpack it: osmium cat F.pbf -o F.osm",
        )
    edges = _osm(path) if ".osm" in path.suffixes or path.suffix == ".xml" else _edges(path)
    numbers: dict[tuple[float, float], int] = {}
    ends, values = [], []
    for a, b, km, minutes in edges:
        ends.append((numbers.setdefault(a, len(numbers)), numbers.setdefault(b, len(numbers))))
        values.append(minutes if unit == "minutes" else km)
    if not ends:
        raise InputError("the file has no roads", where=str(path))
    return Roads(
        np.array(list(numbers)), _graph(np.array(ends), np.array(values)), unit, path.name, cutoff
    )


def _graph(ends: NDArray[np.int64], values: Floats) -> sparse.csr_matrix:
    """The shortest of several edges between two nodes counts."""
    order = np.argsort(-values, kind="stable")  # the last one written wins
    low, high = np.sort(ends, axis=1)[order].T
    size = int(ends.max()) + 1
    _, last = np.unique((low * size + high)[::-1], return_index=True)
    kept = len(order) - 1 - last
    lengths = np.maximum(values[order][kept], 1e-9)  # a sparse graph has no edges of length 0
    return sparse.csr_matrix((lengths, (low[kept], high[kept])), shape=(size, size))


Edge = tuple[tuple[float, float], tuple[float, float], float, float]


def _edges(path: Path) -> Iterator[Edge]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            wanted = ("from_lon", "from_lat", "to_lon", "to_lat")
            if missing := [c for c in wanted if c not in (reader.fieldnames or ())]:
                raise InputError(
                    f"no column {missing[0]!r}",
                    where=str(path),
                    way_out=f"needed: {', '.join(wanted)}",
                )
            for row in reader:
                yield _edge(row, f"{path}, line {reader.line_num}")
    except UnicodeDecodeError as fault:
        raise UnreadableFile("is not UTF-8 text", where=str(path)) from fault
    except OSError as fault:
        raise UnreadableFile(f"can't be read: {fault.strerror}", where=str(path)) from fault


def _edge(row: dict[str, str | None], where: str) -> Edge:
    try:
        a = float(row["from_lon"] or ""), float(row["from_lat"] or "")
        b = float(row["to_lon"] or ""), float(row["to_lat"] or "")
        km = float(row["km"] or "") if row.get("km") else _km(a, b)
        speed = float(row["kmh"] or "") if row.get("kmh") else SPEED_KMH
        minutes = float(row["minutes"] or "") if row.get("minutes") else 60 * km / speed
    except (ValueError, ZeroDivisionError):
        raise InputError("a value of the road is no number", where=where) from None
    inside = all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in (a, b))
    if not (inside and 0 <= km < math.inf and 0 <= minutes < math.inf):
        raise InputError("the road has no possible position or length", where=where)
    return a, b, km, minutes


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    return distance_km(a[1], a[0], b[1], b[0])


def _opened(path: Path) -> IO[bytes]:
    opened = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    return opened(path, "rb")  # type: ignore[no-any-return,operator]


def _osm(path: Path) -> Iterator[Edge]:
    """Edges between all nodes of each way that is a road; nodes stand before ways in the file."""
    nodes: dict[str, tuple[float, float]] = {}
    try:
        with _opened(path) as file:
            for _, element in etree.iterparse(
                file, tag=("node", "way"), resolve_entities=False, no_network=True
            ):
                if element.tag == "node":
                    nodes[element.get("id")] = float(element.get("lon")), float(element.get("lat"))
                else:
                    yield from _way(element, nodes)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.XMLSyntaxError, TypeError, ValueError, EOFError) as fault:
        raise UnreadableFile(f"is no OpenStreetMap XML: {fault}", where=str(path)) from fault
    except OSError as fault:
        raise UnreadableFile(f"can't be read: {fault}", where=str(path)) from fault


def _way(way: etree._Element, nodes: dict[str, tuple[float, float]]) -> Iterator[Edge]:
    speed = next(
        (SPEEDS.get(t.get("v")) for t in way.iterfind("tag") if t.get("k") == "highway"), None
    )
    if speed is None:
        return
    line = [nodes[n.get("ref")] for n in way.iterfind("nd") if n.get("ref") in nodes]
    for a, b in pairwise(line):
        km = _km(a, b)
        yield a, b, km, 60 * km / speed
