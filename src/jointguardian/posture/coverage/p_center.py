"""p-centre: p sites with the least longest way from a demand to its nearest.

The best radius is one of the distances: a binary search asks by set covering whether p sites reach all within it.

Source: Minieka, SIAM Review 12 (1970).
"""

import numpy as np

from .answer import Clock, Found
from .lscp import set_covering
from .merging import Cover
from .places import Floats


def p_center(distance: Floats, p: int, clock: Clock) -> Found:
    """The p columns of `distance` (n, m) with the least greatest row minimum."""
    sites = _farthest(distance, p)
    value = float(distance[:, sites].min(1).max())
    radii = np.unique(distance[np.isfinite(distance)])
    lowest = float(distance.min(1).max())
    if not np.isfinite(lowest):
        return Found((), None, None, infeasible=True)
    steps = (
        radii[(radii >= lowest) & (radii <= value)]
        if np.isfinite(value)
        else radii[radii >= lowest]
    )
    low, high, rows, columns = 0, len(steps) - 1, 0, 0
    proven = np.isfinite(value)
    while low < high or not proven:
        if clock.left <= 0:
            break
        middle = (low + high) // 2
        found = set_covering(_within(distance, steps[middle]), clock, most=p)
        rows, columns = max(rows, found.rows), max(columns, found.columns)
        if found.objective is not None and found.objective <= p:
            sites, high, proven = _filled(found.sites, p, distance), middle, True
        elif found.infeasible or (found.bound is not None and found.bound > p):
            if middle == len(steps) - 1:
                return Found((), None, None, infeasible=True)
            low = middle + 1
        else:
            break
    reached = float(distance[:, sites].min(1).max()) if proven else None
    return Found(
        tuple(sorted(sites)) if proven else (), reached, float(steps[low]) if len(steps) else lowest,
        rows=rows, columns=columns,
    )  # fmt: skip


def _within(distance: Floats, radius: float) -> Cover:
    bits = np.packbits(distance <= radius * (1 + 1e-12), axis=1)
    return Cover.packed(bits, np.ones(len(distance)), distance.shape[1])


def _farthest(distance: Floats, p: int) -> list[int]:
    """Each next site is the one nearest to the demand that is farthest off. Source: Gonzalez (1985)."""
    sites = [int(distance.max(0).argmin())]
    while len(sites) < min(p, distance.shape[1]):
        worst = int(distance[:, sites].min(1).argmax())
        order = np.argsort(distance[worst], kind="stable")
        sites.append(int(next(s for s in order if s not in sites)))
    return sites


def _filled(sites: tuple[int, ...], p: int, distance: Floats) -> list[int]:
    """p sites: those that suffice, and any others."""
    rest = (s for s in range(distance.shape[1]) if s not in sites)
    return [*sites, *(s for s, _ in zip(rest, range(p - len(sites)), strict=False))]
