"""The plan by decomposition: arrivals are chosen here, what they leave unmet comes in as cuts.

Variables: `y_k` whether option k (a unit by a lane, lifted by a day, to a group of camps) is
taken, binary; `M_ult` whether unit u is lifted on lane l by day t; `P_ugt` what share of
unit u is in group g and can be on task on day t (it follows from y); `D_lwt` what stays unmet on day t in future w of the
needs at least as heavy as weight l. Rows: each unit at most once; lift of each lane a day; beds of each group a day; each
ceiling a day; and, as they are found, for sets A of needs (see `deficit`)

    D_lwt + sum over u, g of supply_ug(N(A)) P_ugt >= need_lwt(A)

The first goal is the least expected sum of (w_l - w_l+1) D_lwt. The relaxation is solved first, set after set, then with
whole y; each whole answer is evaluated exactly, so that value and bound are those of the real problem. Futures add columns
D and rows, but no binaries: all futures share the arrivals.

Source of the decomposition: Benders, Numerische Mathematik 4 (1962), here with the cuts in closed form.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..coverage.answer import Clock
from ..highs import Growing
from .columns import Columns, program
from .deficit import Classes
from .network import Floats, Ints, Network
from .search import Search

ROUNDS = 200
"""Rounds of cuts at most in one relaxation."""
LEAST = 1e-4
"""A cut that is violated by less, in persons, is not added."""
SEARCH = 0.15
"""Share of the time left that the search for a first plan may take."""
FIRST, NEXT = 0.75, 0.9
"""Shares of the time left that one solution with whole numbers may take: the first may find that cuts are
missing."""
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Reached:
    """One goal's value, with a bound on the best; `options` are the numbers of those taken."""

    value: float
    bound: float
    options: tuple[int, ...]
    infeasible: bool = False

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of it."""
        distance = self.value - self.bound
        if distance <= 1e-6 * max(1.0, abs(self.value)):
            return 0.0
        return distance / abs(self.value) if self.value and np.isfinite(distance) else np.inf


class Master:
    """The program of a network, with the cuts found so far."""

    def __init__(self, network: Network, told: Told = lambda *_: None, seed: int = 1) -> None:
        self.network, self.told, self.seed = network, told, seed
        self._last: Floats | None = None
        self._stay: set[int] = set()
        self.classes = Classes.of_network(network)
        self.columns = Columns.of_network(network)
        self.program = program(self.columns)
        self.growing = Growing(self.program)
        self.falls = -np.diff(np.append(network.weights, 0.0))
        self.unmet_cost = self.columns.cost(self.falls)
        self._cut: set[tuple[int, int, int, int]] = set()
        self._needs = self.classes.needs()
        self._begin()

    def _begin(self) -> None:
        never = self.columns.d[self.network.weights > max(self.network.scenario.levels.values())]
        none = np.zeros(never.size)
        self.growing.bound(never.ravel(), none, none)
        self._add(self._every())

    def hold(self, stay: list[int]) -> None:
        """Options that must be taken."""
        one = np.ones(len(stay))
        self.growing.bound(np.array(stay, dtype=np.int64), one, one)
        self._stay = set(stay)

    # --- goals -------------------------------------------------------------------------------

    def least_unmet(self, clock: Clock, start: tuple[int, ...] = ()) -> Reached:
        """The first goal: the least expected weighted unmet need (persons × days × weight)."""
        self.growing.price(self.unmet_cost)
        bound = self._relaxed(clock)
        begun = [self.valued(o, bound) for o in {self._fitting(start), self._searched(clock)}]
        return self._whole(min(begun, key=lambda r: r.value), clock, self.valued)

    def then_least(
        self, cost: Floats, clock: Clock, first: Reached, limits: list[tuple[Floats, float]]
    ) -> Reached:
        """A later goal: the least `cost` (K,) of options with earlier goals held at their values.

        `limits` are (cost of all columns, value) of each earlier goal.
        """
        whole = np.zeros(self.columns.size)
        whole[: len(cost)] = cost
        for row, most in limits:
            self.growing.add(
                sparse.csr_matrix(-row[None]), np.array([-most - 1e-6 * max(1.0, most)])
            )
        self.growing.price(whole)
        held = limits[0][1]

        def held_valued(options: tuple[int, ...], bound: float) -> Reached:
            unmet = self.valued(options, 0.0).value
            fits = unmet <= held + 1e-6 * max(1.0, held)
            value = float(cost[list(options)].sum()) if fits else np.inf
            return Reached(value, bound, options)

        begun = Reached(float(cost[list(first.options)].sum()), -np.inf, first.options)
        bound = self._relaxed(clock)
        return self._whole(Reached(begun.value, bound, begun.options), clock, held_valued)

    def _whole(
        self, best: Reached, clock: Clock, valued: Callable[[tuple[int, ...], float], Reached]
    ) -> Reached:
        share = FIRST
        if best.bound == np.inf:
            return Reached(np.inf, np.inf, (), infeasible=True)
        while best.gap > 0 and clock.left > 0:
            start = self._x(best.options) if np.isfinite(best.value) else None
            solved = self.growing.solved(
                relaxed=False, seconds=max(0.5, share * clock.left), start=start
            )
            share = NEXT
            if solved.x is None:
                if solved.proven and not np.isfinite(best.value):
                    return Reached(np.inf, np.inf, (), infeasible=True)
                if solved.proven or clock.left <= 0:
                    break
                continue
            options = self._taken(solved.x)
            bound = max(best.bound, solved.bound)
            self._separate(solved.x, exactly=True)
            made = valued(options, bound)
            better = min(best, made, key=lambda r: r.value)
            best = Reached(better.value, min(bound, better.value), better.options)
            self.told(0, 0, f"{best.value:.0f}, at least {best.bound:.0f}")
        return best

    # --- cuts --------------------------------------------------------------------------------

    def _relaxed(self, clock: Clock) -> float:
        """The relaxation, with cuts until none is violated; its value is a bound."""
        bound = -np.inf
        for _ in range(ROUNDS):
            solved = self.growing.solved(relaxed=True, seconds=clock.left)
            if solved.x is None:
                return np.inf if solved.proven else bound
            bound, self._last = solved.bound, solved.x
            self.told(0, 0, f"at least {bound:.0f}")
            if clock.left <= 0 or not self._separate(solved.x):
                break
        return bound

    def _separate(self, x: Floats, *, exactly: bool = False) -> int:
        """Adds violated cuts: of the known sets, and, where there are none (or `exactly`), of new ones."""
        supply = self.classes.supply(self.columns.presence(x))
        found = self._known(x, supply)
        if exactly or not found:
            missing, proofs = self.classes.exact(np.round(supply) if exactly else supply)
            d = x[self.columns.d]
            found += [p for p in proofs if missing[p[:3]] > d[p[:3]] + LEAST]
        fresh = [f for f in dict.fromkeys(found) if f not in self._cut]
        self._add(fresh)
        return len(fresh)

    def _every(self) -> list[tuple[int, int, int, int]]:
        """The set of all needs on every day with any."""
        some = self._needs.sum(3) > 0
        return [(int(a), int(b), int(c), 0) for a, b, c in zip(*np.nonzero(some), strict=True)]

    def _known(self, x: Floats, supply: Floats) -> list[tuple[int, int, int, int]]:
        """For each weight, future and day the known set that is violated most."""
        sets = np.stack(self.classes.sets)
        met = supply @ self.classes.reach(sets).T.astype(np.float64)  # W, T, M
        d = x[self.columns.d]
        found = []
        for level in range(len(self._needs)):
            short = self._needs[level] @ sets.T - met - d[level][..., None]
            worst = short.argmax(2)
            w, t = np.nonzero(np.take_along_axis(short, worst[..., None], 2)[..., 0] > 1e-3)
            found += [(level, int(a), int(b), int(worst[a, b])) for a, b in zip(w, t, strict=True)]
        return found

    def _add(self, cuts: list[tuple[int, int, int, int]]) -> None:
        if not cuts:
            return
        self._cut |= set(cuts)
        sets = np.stack(self.classes.sets)
        reach = self.classes.reach(sets)
        parts, low = [], []
        for row, (level, w, t, number) in enumerate(cuts):
            given = np.tensordot(reach[number].astype(np.float64), self.classes.of, 1)  # U, G
            place, value = self.columns.given(w, t, given)
            parts.append(
                (
                    np.full(len(place) + 1, row),
                    np.r_[place, self.columns.d[level, w, t]],
                    np.r_[value, 1.0],
                )
            )
            low.append(float(self._needs[level, w, t] @ sets[number]))
        rows, columns, values = (np.concatenate(p) for p in zip(*parts, strict=True))
        made = sparse.csr_matrix((values, (rows, columns)), shape=(len(cuts), self.columns.size))
        self.growing.add(made, np.array(low))

    # --- answers -----------------------------------------------------------------------------

    def unmet(self, options: tuple[int, ...]) -> Ints:
        """What stays unmet (L, W, T) of needs of at least each weight, with these options taken."""
        return self.classes.exact(self.classes.supply(self.columns.presence_of(options)))[0]

    def valued(self, options: tuple[int, ...], bound: float = -np.inf) -> Reached:
        """What options that are taken leave unmet, infinite where something that must be met is not."""
        missing = self.unmet(options)
        heavy = self.network.weights > max(self.network.scenario.levels.values())
        if missing[heavy].any():
            return Reached(np.inf, bound, options)
        value = float(np.einsum("lwt,l,w->", missing, self.falls, self.network.probability))
        return Reached(value, bound, options)

    def _taken(self, x: Floats) -> tuple[int, ...]:
        return tuple(int(k) for k in np.flatnonzero(x[: len(self.network.options)] > 0.5))

    def _searched(self, clock: Clock) -> tuple[int, ...]:
        search = Search(self.network, self.classes, self.falls, self.seed, self._stay)
        x = np.zeros(self.columns.size) if self._last is None else self._last
        limit = Clock.start(SEARCH * clock.left)
        return search.run(x[: len(self.network.options)], limit)

    def _fitting(self, options: tuple[int, ...]) -> tuple[int, ...]:
        """These and those of the units that are there; only the latter where the rows do not allow them."""
        made = self._always(options)
        value = self.program.rows @ self.columns.values(made, self.columns.d * 0)
        fits = (value <= self.program.row_upper + 1e-6) & (value >= self.program.row_lower - 1e-6)
        return made if bool(fits.all()) else self._always(())

    def _always(self, options: tuple[int, ...]) -> tuple[int, ...]:
        there = {k for k, o in enumerate(self.network.options) if o.lane < 0}
        return tuple(sorted(there | self._stay | set(options)))

    def _x(self, options: tuple[int, ...]) -> Floats:
        return self.columns.values(options, self.unmet(options))
