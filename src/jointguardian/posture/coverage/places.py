"""Demand and sites: where people are, where a force may stand, and how far it is from one to the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from ...errors import InputError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
AT_ONCE = 4_000_000
"""Distances that are held at one time."""
ALMOST = 1e-9
"""A site within the radius by less than that share of it still covers: numbers in files are rounded."""


@dataclass(frozen=True, slots=True)
class Places:
    """`weight` (n,) of each demand; either `distance` (n, m), infinite where there is no way, or positions
    `demand` (n, 2) and `site` (m, 2) with straight lines between them. `sites` are the m ids, `p` the number of sites
    that the file asks for, `travel` says how far was measured."""

    weight: Floats
    sites: tuple[str, ...]
    distance: Floats | None = None
    demand: Floats | None = None
    site: Floats | None = None
    p: int | None = None
    travel: str = "as the file gives it"

    @property
    def size(self) -> tuple[int, int]:
        """Demands and sites."""
        return len(self.weight), len(self.sites)

    def between(self, rows: slice) -> Floats:
        """Distances of some demands (in order) to all sites."""
        if self.distance is not None:
            return self.distance[rows]
        assert self.demand is not None
        assert self.site is not None
        return np.asarray(cdist(self.demand[rows], self.site))

    def all_distances(self) -> Floats:
        """The whole matrix. Raises InputError where it is too large to hold."""
        demands, sites = self.size
        if demands * sites > 100 * AT_ONCE:
            raise InputError(
                f"{demands} demands and {sites} sites have too many distances for this model",
                way_out="merge demands, or use mclp or lscp",
            )
        return self.between(slice(None))

    def covers(self, radius: float) -> tuple[NDArray[np.uint8], int]:
        """Which sites reach each demand within the radius, as packed bits (n, bytes), and the number of sites."""
        demands, sites = self.size
        step = max(1, AT_ONCE // max(sites, 1))
        limit = radius * (1 + ALMOST)
        parts = [
            np.packbits(self.between(slice(k, k + step)) <= limit, axis=1)
            for k in range(0, demands, step)
        ]
        return np.concatenate(parts), sites
