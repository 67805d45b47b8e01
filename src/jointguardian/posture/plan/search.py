"""A good plan quickly: units in an order, each by the earliest way that is free, and the order improved by trial.

The order comes first from the relaxation. A plan is judged by the sets of needs found so far, which is quick and never too
hard on it; what is returned is valued exactly by whoever asks. The search only finds plans: bounds come from elsewhere.
"""

import numpy as np

from ..coverage.answer import Clock
from .deficit import Classes, shifted
from .network import Floats, Network, Option


class Search:
    """Plans from orders of units."""

    def __init__(
        self,
        network: Network,
        classes: Classes,
        falls: Floats,
        seed: int,
        stay: set[int],
        gone: set[int],
    ) -> None:
        self.network, self.classes, self.falls = network, classes, falls
        self.rng = np.random.default_rng(seed)
        self.coming: dict[int, list[int]] = {}
        self.there: list[int] = []
        held = {network.options[k].unit for k in stay}
        for k, option in enumerate(network.options):
            if option.lane < 0 or k in stay:
                self.there.append(k)
            elif k not in gone and option.unit not in held:
                self.coming.setdefault(option.unit, []).append(k)
        for ways in self.coming.values():
            ways.sort(key=lambda k: (network.options[k].employable, network.options[k].first))
        self._limits = _Limits(network)
        sets = np.stack(classes.sets)
        self._given = np.einsum("mc,cug->mug", classes.reach(sets).astype(np.float64), classes.of)
        self._needed = classes.needs() @ sets.T  # L, W, T, M
        self._shifts = bool(network.late.any() or network.absent.any())

    def run(self, x: Floats, clock: Clock, idle: int = 400) -> tuple[int, ...]:
        """The best plan found from the values `x` (K,) of the options in the relaxation."""
        units = list(self.coming)
        when = {
            u: (
                float(sum(x[k] * self.network.options[k].employable for k in ways)),
                -float(x[ways].sum()),
            )
            for u, ways in self.coming.items()
        }
        taken = {u: float(x[w].sum()) for u, w in self.coming.items()}
        order = sorted(units, key=lambda u: (taken[u] < 0.05, when[u][0] / max(taken[u], 1e-6)))
        best = self.planned(order)
        value, since = self.judged(best), 0
        while since < idle and clock.left > 0 and len(order) > 1:
            tried = list(order)
            unit = tried.pop(int(self.rng.integers(len(tried))))
            tried.insert(int(self.rng.integers(len(tried) + 1)), unit)
            made = self.planned(tried)
            judged = self.judged(made)
            since = 0 if judged < value - 1e-9 else since + 1
            if judged <= value:
                order, best, value = tried, made, judged
        return tuple(sorted(best))

    def planned(self, order: list[int]) -> list[int]:
        """Each unit in turn by its earliest way that is still free."""
        self._limits.clear()
        for k in self.there:
            self._limits.take(self.network.options[k])
        made = list(self.there)
        for unit in order:
            found = next(
                (k for k in self.coming[unit] if self._limits.free(self.network.options[k])), None
            )
            if found is not None:
                self._limits.take(self.network.options[found])
                made.append(found)
        return made

    def judged(self, options: list[int]) -> float:
        """The expected weighted unmet need by the sets known so far: at most the true one."""
        n = self.network
        if self._shifts:
            present = np.zeros((len(n.parts), len(n.groups), n.days))
            for k in options:
                o = n.options[k]
                present[o.unit, o.group, o.employable : o.leaves] = 1.0
            met = np.stack([
                np.einsum("mug,ugt->tm", self._given, shifted(present, n.late[w], n.absent[w]))
                for w in range(len(n.probability))
            ])  # fmt: skip
        else:
            change = np.zeros((n.days + 1, len(self._given)))
            for k in options:
                o = n.options[k]
                change[o.employable] += self._given[:, o.unit, o.group]
                change[o.leaves] -= self._given[:, o.unit, o.group]
            met = np.cumsum(change, axis=0)[None, :-1]
        short = (self._needed - met[None]).max(3)
        return float(np.einsum("lwt,l,w->", np.maximum(short, 0.0), self.falls, n.probability))


class _Limits:
    """What of lift, beds and ceilings is still free."""

    def __init__(self, network: Network) -> None:
        s = network.scenario
        self.network = network
        self._lift = (
            np.repeat([[float(lane.lift)] for lane in s.lane], network.days + 1, axis=1)
            if s.lane
            else np.zeros((0, 1))
        )
        self._beds = np.repeat([[float(g.capacity)] for g in network.groups], network.days, axis=1)
        ceilings = []
        self._under: dict[str, list[int]] = {u.nation: [] for u in s.unit}
        for k, ceiling in enumerate(s.ceiling):
            row = np.full(network.days, np.inf)
            row[max(0, s.day(ceiling.since)) : s.last(ceiling.until) + 1] = ceiling.personnel
            ceilings.append(row)
            for nation in ceiling.nations or self._under:
                if nation in self._under:
                    self._under[nation].append(k)
        self._ceilings = np.array(ceilings).reshape(len(ceilings), network.days)
        self._now = [self._lift.copy(), self._beds.copy(), self._ceilings.copy()]

    def clear(self) -> None:
        """All is free."""
        self._now = [self._lift.copy(), self._beds.copy(), self._ceilings.copy()]

    def free(self, o: Option) -> bool:
        """Whether an option can still be taken."""
        lift, beds, ceilings = self._now
        unit = self.network.scenario.unit[o.unit]
        size, stay = unit.strength, slice(o.arrives, o.leaves)
        if (
            o.lane >= 0
            and (lift[o.lane, o.first : o.first + o.lift_days] < size / o.lift_days - 1e-9).any()
        ):
            return False
        if (beds[o.group, stay] < size).any():
            return False
        under = self._under[unit.nation]
        return not (under and (ceilings[under, stay] < size).any())

    def take(self, o: Option) -> None:
        """Takes an option."""
        lift, beds, ceilings = self._now
        unit = self.network.scenario.unit[o.unit]
        size, stay = unit.strength, slice(o.arrives, o.leaves)
        if o.lane >= 0:
            lift[o.lane, o.first : o.first + o.lift_days] -= size / o.lift_days
        beds[o.group, stay] -= size
        for k in self._under[unit.nation]:
            ceilings[k, stay] -= size
