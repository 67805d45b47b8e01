"""p-median: p sites with the least weighted distance from each demand to its nearest.

    min  sum w_i d_ij x_ij   subject to  sum_j x_ij = 1,  x_ij <= y_j,  sum y_j = p,  y binary

A swap search gives a first answer; Lagrangian multipliers `v_i` of the assignment give the bound

    L(v) = sum v_i + the p least of r_j(v) = sum_i min(0, w_i d_ij - v_i)

by which sites are left out or held open for certain; what remains goes to HiGHS in radii (`_program`), which is far
smaller than with an x for each pair.

Source: Hakimi, Operations Research 12 (1964); the relaxation is that of Cornuejols, Fisher and Nemhauser, Management Science
23 (1977); the swap with all its gains at once after Resende and Werneck, Annals of Operations Research 150 (2007); radii
after Elloumi, Journal of Combinatorial Optimization 19 (2010), and Garcia, Labbe and Marin, INFORMS Journal on Computing
23 (2011).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..highs import Program, minimised
from .answer import Clock, Found
from .merging import Ints
from .places import Bools, Floats

STEPS, PATIENCE, SHRINKS, SMALL = 3000, 20, 0.75, 1e-5
STEP = 100_000
"""Sets that are made at one time."""
ROUNDS, IDLE = 200, 25
"""Disturbed answers that are searched from at most, and those without a better one after which it ends."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Sites and the cost of reaching the nearest of them."""

    sites: tuple[int, ...]
    value: float


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound L(v), the multipliers and the site sums r_j(v)."""

    value: float
    v: Floats
    sums: Floats


def p_median(cost: Floats, p: int, seed: int, clock: Clock) -> Found:
    """The p columns of `cost` (n, m), weights times distances, with the least sum of row minima.

    An infinite cost is no way; where p sites can't be reached by all there is no answer.
    """
    if not len(cost):
        return Found(tuple(range(p)), 0.0, 0.0)
    usable = np.where(np.isfinite(cost), cost, _far(cost))
    grain = 1.0 if bool(np.all(usable == np.round(usable))) else 0.0
    search = _Search(usable, p, np.random.default_rng(seed), clock)
    best = search.swapped(search.greedy())
    bound = bounded(usable, p, best.value, grain, clock)
    for _ in range(ROUNDS):
        if _met(best.value, bound.value, grain) or clock.left <= 0 or search.idle >= IDLE:
            break
        best = search.again(best)
    bound = bounded(usable, p, best.value, grain, clock, bound)
    made = Found(best.sites, best.value, _raised(bound.value, grain, best.value))
    if not _met(best.value, bound.value, grain):
        made = _exact(usable, p, best, bound, grain, clock)
    return _honest(made, cost)


def _far(cost: Floats) -> float:
    """A cost above that of any answer that reaches all."""
    finite = cost[np.isfinite(cost)]
    return float(np.where(np.isfinite(cost), cost, 0.0).max(1).sum() + 1) if len(finite) else 1.0


def _honest(found: Found, cost: Floats) -> Found:
    """An answer that leaves somebody without a way is none."""
    reach = cost[:, list(found.sites)].min(1)
    if np.isfinite(reach).all():
        return found
    proven = found.objective == found.bound
    return Found((), None, None, infeasible=proven, build_seconds=found.build_seconds)


def _met(value: float, bound: float, grain: float) -> bool:
    return value - bound < max(grain - 1e-6, 1e-7 * max(1.0, abs(value)))


def _raised(bound: float, grain: float, value: float) -> float:
    """A bound on whole numbers is the next whole number; one that is met is the value."""
    up = float(np.ceil(bound - 1e-6)) if grain else bound
    return value if _met(value, bound, grain) else min(up, value)


class _Search:
    """Greedy choice, swaps, and again from a disturbed answer."""

    def __init__(self, cost: Floats, p: int, rng: np.random.Generator, clock: Clock) -> None:
        self.cost, self.p, self.rng, self.clock, self.idle = cost, p, rng, clock, 0
        self.m = cost.shape[1]

    def greedy(self) -> list[int]:
        sites: list[int] = []
        near = np.full(len(self.cost), np.inf)
        for _ in range(self.p):
            total = np.minimum(self.cost, near[:, None]).sum(0)
            total[sites] = np.inf
            sites.append(int(total.argmin()))
            near = np.minimum(near, self.cost[:, sites[-1]])
        return sites

    def again(self, best: Chosen) -> Chosen:
        """The better of an answer and one found from it, disturbed."""
        made, n = list(best.sites), max(1, min(self.p, self.m - self.p, 2 + self.p // 20))
        others = np.setdiff1d(np.arange(self.m), made)
        n = min(n, len(others))
        places = self.rng.choice(self.p, n, replace=False)
        for place, site in zip(places, self.rng.choice(others, n, replace=False), strict=True):
            made[place] = int(site)
        tried = self.swapped(made)
        self.idle = 0 if tried.value < best.value else self.idle + 1
        return min(best, tried, key=lambda c: c.value)

    def swapped(self, sites: list[int]) -> Chosen:
        """The best swap again and again, until none gains or the time is up."""
        while True:
            reach = self.cost[:, sites]
            if self.clock.left <= 0 or (found := self._swap(sites, reach)) is None:
                return Chosen(tuple(sorted(sites)), float(reach.min(1).sum()))
            sites[found[0]] = found[1]

    def _swap(self, sites: list[int], reach: Floats) -> tuple[int, int] | None:
        """Gain of each site, less the loss of each place, plus what both share; of the best pair if it gains."""
        nearest = reach.argmin(1)
        rows = np.arange(len(reach))
        first = reach[rows, nearest]
        rest = reach.copy()
        rest[rows, nearest] = np.inf
        second = (
            rest.min(1)
            if reach.shape[1] > 1
            else np.full(len(reach), reach.max() + self.cost.max() + 1)
        )
        gain = np.maximum(first[:, None] - self.cost, 0.0).sum(0)
        shared = np.maximum(second[:, None] - np.maximum(self.cost, first[:, None]), 0.0)
        of = sparse.csr_matrix((np.ones(len(rows)), (nearest, rows)), shape=(len(sites), len(rows)))
        profit = gain[None, :] + of @ shared - (of @ (second - first))[:, None]
        profit[:, sites] = -np.inf
        place, site = np.unravel_index(int(profit.argmax()), profit.shape)
        return (int(place), int(site)) if profit[place, site] > 1e-7 else None


def bounded(
    cost: Floats, p: int, reached: float, grain: float, clock: Clock, before: Bound | None = None
) -> Bound:
    """The greatest L(v) that the subgradient finds, from the multipliers of `before`."""
    second = np.partition(cost, 1, axis=1)[:, 1] if cost.shape[1] > 1 else cost[:, 0]
    v = before.v if before is not None else second
    best = before or Bound(-np.inf, v, np.zeros(cost.shape[1]))
    step, idle = (0.3 if before is not None else 1.0), 0
    for _ in range(STEPS):
        less = np.minimum(cost - v[:, None], 0.0)
        sums = less.sum(0)
        open_ = np.argpartition(sums, p - 1)[:p]
        value = float(v.sum() + sums[open_].sum())
        if value > best.value + 1e-7:
            best, idle = Bound(value, v, sums), 0
        elif (idle := idle + 1) > PATIENCE:
            step, idle, v = step * SHRINKS, 0, best.v
            continue
        if step < SMALL or _met(reached, best.value, grain) or clock.left <= 0:
            break
        slope = 1.0 - (less[:, open_] < 0).sum(1)
        norm = float(slope @ slope)
        if norm == 0:
            break
        v = v + step * (reached - value) / norm * slope
    return best


def _exact(cost: Floats, p: int, best: Chosen, bound: Bound, grain: float, clock: Clock) -> Found:
    """HiGHS on the sites that the bound leaves open."""
    began = clock.spent
    kept, held = _left(bound, p, best.value - grain + 1e-6)
    reduced = _program(cost, p - len(held), kept, held)
    program, open_cost = reduced.program, reduced.cost
    start = _start(reduced, kept, best.sites, p - len(held))
    built = clock.spent - began
    solved = minimised(program, seconds=clock.left, start=start, absolute_gap=0.99 * grain)
    made = best
    if solved.x is not None and open_cost + solved.value < best.value - 1e-6:
        chosen = np.concatenate([held, kept[solved.x[: len(kept)] > 0.5]])
        sites = tuple(int(s) for s in np.sort(chosen))
        made = Chosen(sites, float(cost[:, list(sites)].min(1).sum()))
    low = (
        made.value if solved.proven else max(bound.value, min(open_cost + solved.bound, made.value))
    )
    low = low if solved.proven else _raised(low, grain, made.value)
    return Found(
        made.sites, made.value, low, build_seconds=built, rows=program.rows.shape[0],
        columns=program.rows.shape[1],
    )  # fmt: skip


def _left(bound: Bound, p: int, wanted: float) -> tuple[Ints, Ints]:
    """Sites that may still be chosen, and those that every better answer has."""
    order = np.argsort(bound.sums, kind="stable")
    worst = bound.sums[order[p - 1]]
    next_ = bound.sums[order[p]] if p < len(order) else np.inf
    inside = np.zeros(len(order), dtype=np.bool_)
    inside[order[:p]] = True
    out = ~inside & (bound.value + (bound.sums - worst) > wanted)
    held = inside & (bound.value + (next_ - bound.sums) > wanted)
    return np.flatnonzero(~out & ~held), np.flatnonzero(held)


@dataclass(frozen=True, slots=True)
class Reduced:
    """A program in radii, the cost that no choice avoids, and the sets of kept sites (rows) behind its z."""

    program: Program
    cost: float
    sets: Bools


def _program(cost: Floats, p: int, kept: Ints, held: Ints) -> Reduced:
    """Columns y of the kept sites, then z of each set S of sites nearer to a demand than some radius: 1 if none is open.

    A demand pays its nearest distance and then, radius by radius, the step to the next one while z is 1; equal sets of
    several demands are one column with the sum of their steps. z_S >= z_R - sum over j in S less R of y_j, with R the
    next smaller set of the same demand: far fewer entries than one row with all of S.
    """
    near, m = cost[:, kept], len(kept)
    last = cost[:, held].min(1) if len(held) else np.full(len(cost), np.inf)
    order = np.argsort(near, axis=1, kind="stable")
    ways = np.take_along_axis(near, order, 1)
    after = np.minimum(np.c_[ways[:, 1:], np.full(len(cost), np.inf)], last[:, None])
    ends = after > ways + 1e-9
    ends[:, max(0, m - p) :] = False  # among more than m - p sites one is open
    i, e = np.nonzero(ends)
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(m), order.shape), 1)
    bits = np.concatenate(
        [
            np.packbits(rank[i[k : k + STEP]] <= e[k : k + STEP, None], axis=1)
            for k in range(0, len(i), STEP)
        ]
        or [np.zeros((0, (m + 7) // 8), dtype=np.uint8)]
    )
    _, first, same = np.unique(_keys(bits), return_index=True, return_inverse=True)
    steps = np.bincount(same, after[i, e] - ways[i, e], len(first))
    rows, low = _steps(order, i, e, first, same)
    z = len(first)
    count = sparse.csr_matrix(
        (np.ones(m), (np.zeros(m, dtype=np.int64), np.arange(m))), shape=(1, m + z)
    )
    program = Program(
        cost=np.r_[np.zeros(m), steps],
        lower=np.zeros(m + z),
        upper=np.ones(m + z),
        rows=sparse.vstack([rows, count], format="csr"),
        row_lower=np.r_[low, p],
        row_upper=np.r_[np.full(z, np.inf), p],
        whole=np.r_[np.ones(m, dtype=np.bool_), np.zeros(z, dtype=np.bool_)],
    )
    unavoided = float(np.minimum(ways[:, 0], last).sum())
    return Reduced(program, unavoided, np.unpackbits(bits[first], axis=1, count=m).astype(np.bool_))


def _keys(bits: NDArray[np.uint8]) -> NDArray[np.void]:
    return np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1]))).ravel()


def _steps(
    order: Ints, i: Ints, e: Ints, first: Ints, same: Ints
) -> tuple[sparse.csr_matrix, Floats]:
    """A row for each set, from the demand where it was met first: z_S - z_R + the sites between, and its least value."""
    m, z = order.shape[1], len(first)
    has = (first > 0) & (i[first] == i[first - 1])
    start = np.where(has, e[first - 1] + 1, 0)
    many = e[first] + 1 - start
    row = np.repeat(np.arange(z), many)
    place = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many) + start[row]
    before = np.flatnonzero(has)
    rows = np.concatenate([np.arange(z), row, before])
    columns = np.concatenate(
        [m + np.arange(z), order[i[first][row], place], m + same[first[before] - 1]]
    )
    values = np.concatenate([np.ones(z + len(row)), -np.ones(len(before))])
    return sparse.csr_matrix((values, (rows, columns)), shape=(z, m + z)), np.where(has, 0.0, 1.0)


def _start(reduced: Reduced, kept: Ints, sites: tuple[int, ...], p: int) -> Floats | None:
    """The best answer so far as a first x; None where it does not have all that is held open."""
    y = np.isin(kept, sites)
    if y.sum() != p:
        return None
    return np.asarray(np.r_[y, ~(reduced.sets & y).any(1)], dtype=np.float64)
