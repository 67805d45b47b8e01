"""A good plan quickly: units in an order, each by the earliest way that is free, and the order improved by trial.

The order comes first from the relaxation. A plan is judged by the sets of needs found so far, which is quick and never too
hard on it; what is returned is valued exactly by whoever asks. The search only finds plans: bounds come from elsewhere.
"""

import numpy as np

from ..coverage.answer import Clock
from .deficit import Classes, shifted
from .network import Floats, Network, Option

ELSEWHERE = 0.5
"""Chance that a trial also changes the camps of the unit that it moves."""
IDLE = 3000
"""Trials without a better plan after which the search ends."""


class Search:
    """Plans from orders of units."""

    def __init__(
        self,
        network: Network,
        classes: Classes,
        falls: Floats,
        seed: int,
        stay: set[int],
    ) -> None:
        self.network, self.classes, self.falls = network, classes, falls
        self.rng = np.random.default_rng(seed)
        self.coming: dict[int, list[int]] = {}
        self.there: list[int] = []
        held = {network.options[k].unit for k in stay}
        for k, option in enumerate(network.options):
            if option.lane < 0 or k in stay:
                self.there.append(k)
            elif option.unit not in held:
                self.coming.setdefault(option.unit, []).append(k)
        self._first = {
            u: {network.options[k].lane: network.options[k].first for k in ways}
            for u, ways in self.coming.items()
        }
        for ways in self.coming.values():
            ways.sort(
                key=lambda k: (network.options[k].employable, -self._reach(network.options[k]))
            )
        self._choices = {
            u: sorted({network.options[k].group for k in w}) for u, w in self.coming.items()
        }
        self._limits = _Limits(network)
        sets = np.stack(classes.sets)
        self._given = np.einsum("mc,cug->mug", classes.reach(sets).astype(np.float64), classes.of)
        self._needed = classes.needs() @ sets.T  # L, W, T, M
        self._shifts = bool(network.late.any() or network.absent.any())

    def _reach(self, o: Option) -> int:
        return sum(len(p.nodes[o.group]) for p in self.network.parts[o.unit])

    def run(self, x: Floats, clock: Clock, idle: int = IDLE) -> tuple[int, ...]:
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
        groups: dict[int, int] = {}
        best = self.planned(order, groups)
        value, since = self.judged(best), 0
        while since < idle and clock.left > 0 and len(order) > 1:
            tried, camps = list(order), dict(groups)
            unit = tried.pop(int(self.rng.integers(len(tried))))
            tried.insert(int(self.rng.integers(len(tried) + 1)), unit)
            if len(self._choices[unit]) > 1 and self.rng.random() < ELSEWHERE:
                camps[unit] = self._choices[unit][int(self.rng.integers(len(self._choices[unit])))]
            made = self.planned(tried, camps)
            judged = self.judged(made)
            since = 0 if judged < value - 1e-9 else since + 1
            if judged <= value:
                order, groups, best, value = tried, camps, made, judged
        return tuple(sorted(best))

    def planned(self, order: list[int], groups: dict[int, int]) -> list[int]:
        """Each unit in turn by its earliest way that is still free, to the group of camps that `groups` names for it."""
        self._limits.clear()
        for k in self.there:
            self._limits.take(self.network.options[k])
        made = list(self.there)
        for unit in order:
            first = self._first[unit]
            done = {lane: self._limits.done(unit, lane, day) for lane, day in first.items()}
            for k in self.coming[unit]:
                option = self.network.options[k]
                if option.group != groups.get(unit, option.group):
                    continue
                if option.lifted >= done[option.lane] and self._limits.free(option):
                    self._limits.take(option)
                    made.append(k)
                    break
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
    """What of lift, beds and ceilings is still free. Beds and ceilings that hold everybody are not counted."""

    def __init__(self, network: Network) -> None:
        s, days = network.scenario, network.days
        self.size = [u.strength for u in s.unit]
        everybody = sum(self.size)
        self._lift = [[lane.lift] * days for lane in s.lane]
        rooms = [[g.capacity] * days for g in network.groups]
        self._beds = {g: room for g, room in enumerate(rooms) if room[0] < everybody}
        self._ceilings: dict[int, list[int]] = {}
        self._under: list[list[int]] = [[] for _ in s.unit]
        for k, ceiling in enumerate(s.ceiling):
            first, last = max(0, s.day(ceiling.since)), s.last(ceiling.until)
            self._ceilings[k] = [
                ceiling.personnel if first <= t <= last else everybody for t in range(days)
            ]
            for u, unit in enumerate(s.unit):
                if not ceiling.nations or unit.nation in ceiling.nations:
                    self._under[u].append(k)
        self.clear()

    def clear(self) -> None:
        """All is free."""
        self.lift = [list(row) for row in self._lift]
        self.beds = {g: list(row) for g, row in self._beds.items()}
        self.ceilings = {k: list(row) for k, row in self._ceilings.items()}

    def done(self, unit: int, lane: int, first: int) -> int:
        """The day on which a unit is lifted when it takes all lift that is left from a day on; beyond the last: never."""
        rest, row = self.size[unit], self.lift[lane]
        for day in range(first, len(row)):
            rest -= row[day]
            if rest <= 0:
                return day
        return len(row)

    def free(self, o: Option) -> bool:
        """Whether beds and ceilings allow an option."""
        size, stay = self.size[o.unit], range(o.arrives, o.leaves)
        return all(row[t] >= size for row in self._rows(o) for t in stay)

    def take(self, o: Option) -> None:
        """Takes an option, with all lift that is left from its first day on."""
        rest = size = self.size[o.unit]
        if o.lane >= 0:
            row = self.lift[o.lane]
            for day in range(o.first, len(row)):
                used = min(rest, row[day])
                row[day] -= used
                rest -= used
                if not rest:
                    break
        for row in self._rows(o):
            for t in range(o.arrives, o.leaves):
                row[t] -= size

    def _rows(self, o: Option) -> list[list[int]]:
        beds = [self.beds[o.group]] if o.group in self.beds else []
        return beds + [self.ceilings[k] for k in self._under[o.unit]]
