"""Exact reductions: demands reached by the same sites are one; a site that another replaces is left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .places import Floats, Places

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cover:
    """Demands (rows) that share their sites, merged; `rows` (r, m) is 1 where a site reaches, `weight` (r,) their sums.

    `unreached` is the weight that no site reaches, `bare` whether there is any such demand, `merged` the rows before.
    """

    rows: sparse.csr_matrix
    weight: Floats
    unreached: float
    bare: bool
    merged: int

    @classmethod
    def of(cls, places: Places, radius: float) -> "Cover":
        """The cover within a radius, merged."""
        bits, sites = places.covers(radius)
        return cls.packed(bits, places.weight, sites)

    @classmethod
    def packed(cls, bits: NDArray[np.uint8], weight: Floats, sites: int) -> "Cover":
        """From packed bits (n, bytes)."""
        keys = np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1]))).ravel()
        _, first, group = np.unique(keys, return_index=True, return_inverse=True)
        total = np.bincount(group, weight, len(first)).astype(np.float64)
        reach = np.unpackbits(bits[first], axis=1, count=sites).astype(np.bool_)
        some = reach.any(1)
        rows = sparse.csr_matrix(reach[some].astype(np.float64))
        return cls(rows, total[some], float(total[~some].sum()), bool((~some).any()), len(first))

    def among(self, sites: Ints, open_: Ints) -> tuple["Cover", float]:
        """The cover by some sites alone, merged anew, and the weight that the `open_` sites reach already."""
        reached = np.asarray(self.rows[:, open_].sum(1)).ravel() > 0
        rest = self.rows[~reached][:, sites]
        bits = np.packbits(rest.toarray() > 0, axis=1)
        small = Cover.packed(bits, self.weight[~reached], len(sites))
        return small, float(self.weight[reached].sum())
