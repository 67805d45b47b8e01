"""Maximal covering: p sites that reach the most demand within a radius.

    max  sum w_i z_i   subject to  z_i <= sum over j in N_i of y_j,  sum y_j = p,  y binary, 0 <= z <= 1

with `N_i` the sites within the radius of demand `i`. Greedy choice and swaps give a first answer; Lagrangian
multipliers `0 <= u_i <= w_i` give the bound

    L(u) = sum (w_i - u_i) + the p largest of s_j(u) = sum over i in N(j) of u_i

by which sites are left out or held open for certain: a site whose exchange alone costs more than `L(u)` is above the
best answer. What remains is merged anew and handed to HiGHS.

Source: Church and ReVelle, Papers in Regional Science 32 (1974); the relaxation is that of Galvao and ReVelle, European
Journal of Operational Research 88 (1996).
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from ..highs import Program, minimised
from .answer import Clock, Found
from .merging import Cover, Ints
from .places import Floats

ROUNDS, LEAST_ROUNDS = 400, 60
"""Rounds of the local search at most, and those without a better answer after which it ends."""
PROMISING, SPACED = 40, 3
"""Sets of sites of the subgradient from which the local search begins, and of how many one is looked at."""
AGAIN = 0.3
"""The first step of a subgradient that goes on from multipliers."""
STEPS, PATIENCE, SHRINKS, SMALL = 1500, 25, 0.7, 1e-4
"""Steps of the subgradient; those without a better bound before the step shrinks, by how much, and when to end."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound `L(u)`, the site sums `s_j(u)` and multipliers behind it, and the sets of sites that were met on the way."""

    value: float
    sums: Floats
    u: Floats
    chosen: tuple[tuple[int, ...], ...] = ()


def maximal_covering(cover: Cover, p: int, seed: int, clock: Clock) -> Found:
    """The p sites that reach the most weight."""
    whole = bool(np.all(cover.weight == np.round(cover.weight)))
    grain = 1.0 if whole else 0.0
    search = _Search(cover, p, np.random.default_rng(seed))
    best = search.swapped(search.greedy())
    bound = bounded(cover, p, best.value, clock)
    best = search.run(best, bound.chosen, clock)
    bound = bounded(cover, p, best.value, clock, bound)
    if bound.value < best.value + max(grain, 1e-9):
        return Found(best.sites, best.value, best.value)
    return _exact(cover, p, best, bound, grain, clock)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Sites and the weight that they reach."""

    sites: tuple[int, ...]
    value: float


class _Search:
    """Greedy choice, swaps, and again from a disturbed answer."""

    def __init__(self, cover: Cover, p: int, rng: np.random.Generator) -> None:
        self.weight, self.p, self.rng = cover.weight, p, rng
        self.by_site = cover.rows.T.tocsr()
        self.columns = cover.rows.tocsc()
        self.m = cover.rows.shape[1]

    def run(self, best: Chosen, chosen: tuple[tuple[int, ...], ...], clock: Clock) -> Chosen:
        """The best found from an answer, from the most promising sets of sites, and from disturbed answers."""
        for sites in sorted(set(chosen), key=self.reached, reverse=True)[:PROMISING]:
            if clock.left <= 0:
                break
            best = max(best, self.swapped(list(sites)), key=lambda c: c.value)
        idle = 0
        for _ in range(ROUNDS):
            if idle >= LEAST_ROUNDS or clock.left <= 0 or self.p >= self.m:
                break
            tried = self.swapped(self.disturbed(best.sites))
            idle = 0 if tried.value > best.value else idle + 1
            best = max(best, tried, key=lambda c: c.value)
        return best

    def reached(self, sites: tuple[int, ...]) -> float:
        """The weight that a set of sites reaches."""
        met = np.asarray(self.by_site[list(sites)].sum(0)).ravel() > 0
        return float(self.weight[met].sum())

    def greedy(self) -> list[int]:
        sites: list[int] = []
        times = np.zeros(len(self.weight))
        for _ in range(self.p):
            gain = self.by_site @ (self.weight * (times == 0))
            gain[sites] = -1.0
            sites.append(int(gain.argmax()))
            times[self._rows(sites[-1])] += 1
        return sites

    def disturbed(self, sites: tuple[int, ...]) -> list[int]:
        made, n = list(sites), min(self.p, self.m - self.p, int(self.rng.integers(2, 5)))
        others = np.setdiff1d(np.arange(self.m), made)
        for place, site in zip(
            self.rng.choice(self.p, n, replace=False), self.rng.choice(others, n, replace=False), strict=True
        ):  # fmt: skip
            made[place] = int(site)
        return made

    def swapped(self, sites: list[int]) -> Chosen:
        """The best swap again and again, until none gains."""
        times = np.zeros(len(self.weight))
        for site in sites:
            times[self._rows(site)] += 1
        while (found := self._swap(sites, times)) is not None:
            place, site = found
            times[self._rows(sites[place])] -= 1
            times[self._rows(site)] += 1
            sites[place] = site
        return Chosen(tuple(sorted(sites)), float(self.weight[times > 0].sum()))

    def _swap(self, sites: list[int], times: Floats) -> tuple[int, int] | None:
        best, found = 1e-9, None
        for place, out in enumerate(sites):
            rows = self._rows(out)
            alone = rows[times[rows] == 1]
            open_ = times == 0
            open_[alone] = True
            gain = self.by_site @ (self.weight * open_)
            gain[sites] = -1.0
            site = int(gain.argmax())
            if gain[site] - self.weight[alone].sum() > best:
                best, found = float(gain[site] - self.weight[alone].sum()), (place, site)
        return found

    def _rows(self, site: int) -> Ints:
        at = self.columns.indptr
        return np.asarray(self.columns.indices[at[site] : at[site + 1]])


def bounded(
    cover: Cover, p: int, reached: float, clock: Clock, before: Bound | None = None
) -> Bound:
    """The least L(u) that the subgradient finds, from the multipliers of `before`; `reached` is what an answer reaches."""
    rows, by_site, weight = cover.rows, cover.rows.T.tocsr(), cover.weight
    u = weight / np.asarray(rows.sum(1)).ravel() if before is None else before.u
    best = Bound(float("inf"), by_site @ u, u) if before is None else before
    step, idle = 1.0 if before is None else AGAIN, 0
    chosen = []
    for _ in range(STEPS):
        sums = by_site @ u
        open_ = np.sort(np.argpartition(-sums, p - 1)[:p])
        chosen.append(tuple(int(k) for k in open_))
        rest = weight - u
        value = float(rest[rest > 0].sum() + sums[open_].sum())
        if value < best.value - 1e-6:
            best, idle = Bound(value, sums, u), 0
        elif (idle := idle + 1) > PATIENCE:
            step, idle, u = step * SHRINKS, 0, best.u
            continue
        if step < SMALL or best.value <= reached or clock.left <= 0:
            break
        slope = np.asarray(by_site[open_].sum(0)).ravel() - (rest > 0)
        norm = float(slope @ slope)
        if norm == 0:
            break
        u = np.clip(u - step * (value - reached) / norm * slope, 0.0, weight)
    return replace(best, chosen=tuple(chosen[::SPACED]))


def _exact(cover: Cover, p: int, best: Chosen, bound: Bound, grain: float, clock: Clock) -> Found:
    """HiGHS on the sites that the bound leaves open."""
    began = clock.spent
    kept, held = _left(bound, p, best.value + grain - 1e-6)
    small, reached = cover.among(kept, held)
    program, start = _program(small, p - len(held), kept, best.sites)
    built = clock.spent - began
    solved = minimised(program, seconds=clock.left, start=start, absolute_gap=0.99 * grain)
    made = best
    if solved.x is not None and reached - solved.value > best.value + 1e-6:
        chosen = np.concatenate([held, kept[solved.x[: len(kept)] > 0.5]])
        met = np.asarray(cover.rows[:, chosen].sum(1)).ravel() > 0
        made = Chosen(tuple(int(s) for s in np.sort(chosen)), float(cover.weight[met].sum()))
    top = made.value if solved.proven else min(bound.value, max(reached - solved.bound, made.value))
    return Found(
        made.sites, made.value, top, build_seconds=built, rows=program.rows.shape[0],
        columns=program.rows.shape[1],
    )  # fmt: skip


def _left(bound: Bound, p: int, wanted: float) -> tuple[Ints, Ints]:
    """Sites that may still be chosen, and those that every better answer has."""
    order = np.argsort(-bound.sums, kind="stable")
    worst = bound.sums[order[p - 1]]
    next_ = bound.sums[order[p]] if p < len(order) else -np.inf
    inside = np.zeros(len(order), dtype=np.bool_)
    inside[order[:p]] = True
    out = ~inside & (bound.value - (worst - bound.sums) < wanted)
    held = inside & (bound.value - (bound.sums - next_) < wanted)
    return np.flatnonzero(~out & ~held), np.flatnonzero(held)


def _program(
    cover: Cover, p: int, kept: Ints, sites: tuple[int, ...]
) -> tuple[Program, Floats | None]:
    r, m = cover.rows.shape
    rows = sparse.vstack(
        [
            sparse.hstack([-cover.rows, sparse.identity(r)]),
            sparse.hstack([sparse.csr_matrix(np.ones((1, m))), sparse.csr_matrix((1, r))]),
        ],
        format="csr",
    )
    whole = np.r_[np.ones(m, dtype=np.bool_), np.zeros(r, dtype=np.bool_)]
    program = Program(
        cost=np.r_[np.zeros(m), -cover.weight],
        lower=np.zeros(m + r),
        upper=np.ones(m + r),
        rows=rows,
        row_lower=np.r_[np.full(r, -np.inf), p],
        row_upper=np.r_[np.zeros(r), p],
        whole=whole,
    )
    y = np.isin(kept, sites).astype(np.float64)
    if y.sum() != p:
        return program, None
    return program, np.r_[y, (cover.rows @ y > 0).astype(np.float64)]
