"""Incidents as points in columns of numbers: what lies in a map tile is found in a millisecond."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import asinh, pi, radians, tan

import numpy as np
from numpy.typing import NDArray

from ..domain import Incident, PlaceMention
from ..domain.dates import first_day, last_day

DRAWN = ("exact", "settlement", "municipality")
"""A place known only as a region or country is not drawn as a point."""
CELLS = 16
"""Parts of a tile's side: points in one part are drawn as one, with their number."""
UNDATED = -1
DEEPEST = 22
"""The last zoom of which there are tiles."""
DRAWINGS, KEPT = 4_000, 8
"""Tiles whose drawings are kept, and for how many periods each."""
Address = tuple[int, int, int]
Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Spot:
    """Incidents drawn as one point: `x`, `y` in 0..1 of the tile, from its upper left corner."""

    x: float
    y: float
    incidents: tuple[str, ...]
    number: int
    disputed: int


def spot_of(incident: Incident) -> PlaceMention | None:
    """Where an incident is drawn: its first place that is known well enough."""
    located = (p for p in incident.places if p.lat is not None and p.lon is not None)
    return next((p for p in located if p.precision in DRAWN), None)


def mercator(lat: float, lon: float) -> tuple[float, float]:
    """Web Mercator, 0..1 from the upper left corner. Source: OGC 17-083r4, annex D, WebMercatorQuad."""
    north = max(-85.0511, min(85.0511, lat))
    return (lon + 180) / 360, (1 - asinh(tan(radians(north))) / pi) / 2


class Points:
    """All incidents that can be drawn."""

    def __init__(self) -> None:
        self._row: dict[str, int] = {}
        self._ids: list[str] = []
        self._at = np.full((256, 2), np.nan)
        self._days = np.zeros((256, 2), np.int32)
        self._disputed = np.zeros(256, np.bool_)
        self._drawn: dict[Address, dict[Days, bytes]] = {}

    def __len__(self) -> int:
        return len(self._row)

    def put(self, incident: Incident) -> None:
        """Enter an incident; one without a place is left out."""
        place = spot_of(incident)
        if place is None or place.lat is None or place.lon is None:
            return
        row = len(self._ids)
        if row == len(self._at):
            self._grow()
            row = len(self._ids)
        self._ids.append(incident.id)
        self._row[incident.id] = row
        self._at[row] = mercator(place.lat, place.lon)
        self._draw_anew(row)
        self._days[row] = _days(incident)
        self._disputed[row] = bool(incident.contradictions)

    def drop(self, id_: str) -> None:
        """Take an incident out; nothing where it is not in."""
        row = self._row.pop(id_, None)
        if row is not None:
            self._draw_anew(row)
            self._at[row] = np.nan

    def drawn(
        self, zoom: int, x: int, y: int, days: Days, draw: Callable[[Iterator[Spot]], bytes]
    ) -> bytes:
        """A tile as it was drawn last, where nothing in it has changed since."""
        mine = self._drawn.setdefault((zoom, x, y), {})
        if days not in mine:
            if len(mine) >= KEPT:
                mine.clear()
            mine[days] = draw(self.tile(zoom, x, y, *days))
        if len(self._drawn) > DRAWINGS:
            del self._drawn[next(iter(self._drawn))]
        return mine[days]

    def _draw_anew(self, row: int) -> None:
        """Forget the drawings in which a point lies."""
        if self._drawn:
            x, y = self._at[row].tolist()
            for zoom in range(DEEPEST + 1):
                self._drawn.pop((zoom, int(x * 2**zoom), int(y * 2**zoom)), None)

    def tile(
        self, zoom: int, x: int, y: int, since: str | None = None, until: str | None = None
    ) -> Iterator[Spot]:
        """What lies in a tile, and in the days `since` to `until`; undated ones only without days."""
        size = 0.5**zoom
        end = len(self._ids)
        at = self._at[:end]
        inside = (at[:, 0] >= x * size) & (at[:, 0] < (x + 1) * size)
        inside &= (at[:, 1] >= y * size) & (at[:, 1] < (y + 1) * size)
        if since:
            inside &= self._days[:end, 1] >= first_day(since).toordinal()
        if until:
            first = self._days[:end, 0]
            inside &= (first <= last_day(until).toordinal()) & (first != UNDATED)
        rows = np.flatnonzero(inside)
        if len(rows):
            yield from self._spots(rows, (at[rows] / size) - (x, y))

    def _spots(self, rows: NDArray[np.intp], local: NDArray[np.float64]) -> Iterator[Spot]:
        cells = (local * CELLS).astype(np.int64).clip(0, CELLS - 1)
        keys = cells[:, 1] * CELLS + cells[:, 0]
        order = np.argsort(keys, kind="stable")
        _, starts, numbers = np.unique(keys[order], return_index=True, return_counts=True)
        middles = np.add.reduceat(local[order], starts) / numbers[:, None]
        disputed = np.add.reduceat(self._disputed[rows[order]].astype(np.int64), starts)
        firsts = rows[order[starts]].tolist()
        found = zip(middles.tolist(), numbers.tolist(), disputed.tolist(), firsts, strict=True)
        for (x, y), number, clashing, first in found:
            yield Spot(x, y, (self._ids[first],) if number == 1 else (), number, clashing)

    def _grow(self) -> None:
        """Room for as many again, without the rows that were taken out."""
        keep = sorted(self._row.values())
        self._ids = [self._ids[n] for n in keep]
        self._row = {id_: n for n, id_ in enumerate(self._ids)}
        self._at, self._days = self._at[keep], self._days[keep]
        self._disputed = self._disputed[keep]
        more = max(256, len(self._at))
        self._at = np.concatenate([self._at, np.full((more, 2), np.nan)])
        self._days = np.concatenate([self._days, np.zeros((more, 2), np.int32)])
        self._disputed = np.concatenate([self._disputed, np.zeros(more, np.bool_)])


def _days(incident: Incident) -> tuple[int, int]:
    if incident.start is None:
        return UNDATED, UNDATED
    last = last_day(max(incident.start, incident.end or ""))
    return first_day(incident.start).toordinal(), last.toordinal()
