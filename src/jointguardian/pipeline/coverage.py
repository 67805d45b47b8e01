"""Coverage of a file's places, or of the operation's municipalities from its camps."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..access import Viewer
from ..domain import Camp, Municipality
from ..errors import InputError
from ..posture.coverage import MODELS, Answer, Places, Wish, read_places, solve
from ..posture.travel import DETOUR, StraightLine, Travel, read_roads
from .operation import Operation

__all__ = ["MODELS", "Answer", "Ways", "Wish", "cover_file", "cover_operation"]


@dataclass(frozen=True, slots=True)
class Ways:
    """How far is measured: on the roads of a file (in km or minutes, up to a cut-off), else straight times a detour.

    `detour` None: 1 between x and y of a file, DETOUR between lon and lat.
    """

    roads: Path | None = None
    unit: str = "km"
    cutoff: float | None = None
    detour: float | None = None

    def travel(self) -> Travel:
        """The measure between positions of longitude and latitude. Raises InputError."""
        if self.detour is not None and not 1 <= self.detour < math.inf:
            raise InputError(f"--detour {self.detour:g} is no factor", way_out="give 1 or more")
        if self.roads is None:
            return StraightLine(DETOUR if self.detour is None else self.detour)
        return read_roads(self.roads, unit=self.unit, cutoff=self.cutoff or math.inf)


def cover_file(path: Path, format_: str, wish: Wish, ways: Ways) -> Answer:
    """The answer to a wish on a file. Raises InputError."""
    return solve(read_places(path, format_, ways.travel(), ways.detour or 1.0), wish)


def cover_operation(operation: Operation, viewer: Viewer, wish: Wish, ways: Ways) -> Answer:
    """Sites are the operation's camps, demand its municipalities by their population. Raises InputError."""
    camps = operation.record.facts(viewer, "camps", Camp)
    towns = operation.record.facts(viewer, "municipalities", Municipality)
    if not camps or not towns:
        raise InputError("the operation has no camps or municipalities", way_out="give a FILE")
    travel = ways.travel()
    site = np.array([(c.lon, c.lat) for c in camps])
    demand = np.array([(m.lon, m.lat) for m in towns])
    places = Places(
        np.array([float(m.population) for m in towns]),
        tuple(c.id for c in camps),
        distance=travel.between(demand, site),
        travel=travel.says,
    )
    return solve(places, wish)
