"""The columns of the decomposition's program, and the rows that tie arrivals to limits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..highs import Program
from .network import Floats, Ints, Network

Entry = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of columns: options first, then presences `p` (U, G, T; -1 where there can be none), then `m` by unit and
    lane (T,), 1 from the day on by which it is lifted, then `d` (L, W, T)."""

    network: Network
    p: Ints
    m: dict[tuple[int, int], Ints]
    d: Ints
    size: int

    @classmethod
    def of_network(cls, network: Network) -> "Columns":
        """The columns of a network."""
        pairs = sorted({(o.unit, o.group) for o in network.options})
        first, days = len(network.options), network.days
        p = np.full((len(network.parts), len(network.groups), days), -1)
        for k, (u, g) in enumerate(pairs):
            p[u, g] = first + k * days + np.arange(days)
        first += len(pairs) * days
        ways = sorted({(o.unit, o.lane) for o in network.options if o.lane >= 0})
        m = {way: first + k * days + np.arange(days) for k, way in enumerate(ways)}
        first += len(ways) * days
        shape = (len(network.weights), len(network.probability), days)
        d = first + np.arange(int(np.prod(shape))).reshape(shape)
        return cls(network, p, m, d, first + d.size)

    def cost(self, steps: Floats) -> Floats:
        """The expected weighted unmet need, by column; `steps` (L,) between weights."""
        made = np.zeros(self.size)
        made[self.d] = (steps[:, None] * self.network.probability)[..., None]
        return made

    def presence(self, x: Floats) -> Floats:
        """P (U, G, T) of an x."""
        return np.where(self.p >= 0, x[np.maximum(self.p, 0)], 0.0)

    def presence_of(self, options: Iterable[int]) -> Floats:
        """P (U, G, T) of options that are taken."""
        made = np.zeros(self.p.shape)
        for k in options:
            o = self.network.options[k]
            made[o.unit, o.group, o.employable : o.leaves] = 1.0
        return made

    def values(self, options: Sequence[int], unmet: Ints) -> Floats:
        """The x of options that are taken, with what they leave unmet (L, W, T)."""
        x = np.zeros(self.size)
        x[list(options)] = 1.0
        there = self.p >= 0
        x[self.p[there]] = self.presence_of(options)[there]
        x[self.d] = unmet
        for o in (self.network.options[k] for k in options):
            if o.lane >= 0:
                x[self.m[o.unit, o.lane][o.lifted :]] = 1.0
        return x

    def given(self, w: int, day: int, supply: Floats) -> tuple[Ints, Floats]:
        """The presences that count on a day in a future, with `supply` (U, G) persons each."""
        n = self.network
        u, g = np.nonzero(supply)
        at = day - n.late[w, u]
        kept = (at >= 0) & ~n.absent[w, u]
        u, g, at = u[kept], g[kept], at[kept]
        columns = self.p[u, g, at]
        some = columns >= 0
        return columns[some], supply[u[some], g[some]]


def program(columns: Columns) -> Program:
    """The program without cuts and without an aim."""
    n = columns.network
    rows = _Rows(columns.size)
    _once(rows, n)
    _presence(rows, columns)
    _lift(rows, columns)
    _beds(rows, n)
    _ceilings(rows, n)
    lower, upper = np.zeros(columns.size), np.ones(columns.size)
    upper[columns.d] = np.inf
    for k, option in enumerate(n.options):
        lower[k] = float(option.lane < 0)
    whole = np.arange(columns.size) < len(n.options)
    return Program(np.zeros(columns.size), lower, upper, rows.matrix(), *rows.limits(), whole)


class _Rows:
    """Rows that are being gathered."""

    def __init__(self, size: int) -> None:
        self.size, self.count = size, 0
        self._entries: list[Entry] = []
        self._limits: list[tuple[float, float]] = []

    def add(self, entries: Iterable[tuple[int, float]], low: float, high: float) -> None:
        made = [(self.count, column, value) for column, value in entries]
        if made:
            self._entries += made
            self._limits.append((low, high))
            self.count += 1

    def matrix(self) -> sparse.csr_matrix:
        if not self._entries:
            return sparse.csr_matrix((0, self.size))
        row, column, value = zip(*self._entries, strict=True)
        return sparse.csr_matrix((value, (row, column)), shape=(self.count, self.size))

    def limits(self) -> tuple[Floats, Floats]:
        table = np.array(self._limits).reshape(-1, 2)
        return table[:, 0], table[:, 1]


def _once(rows: _Rows, n: Network) -> None:
    for u in range(len(n.parts)):
        rows.add(((k, 1.0) for k in n.of_unit(u)), -np.inf, 1.0)


def _presence(rows: _Rows, columns: Columns) -> None:
    """P_t = P_t-1 + what can be on task from t on - what leaves on t."""
    n = columns.network
    changes: dict[tuple[int, int, int], list[tuple[int, float]]] = {}
    for k, o in enumerate(n.options):
        changes.setdefault((o.unit, o.group, o.employable), []).append((k, -1.0))
        changes.setdefault((o.unit, o.group, o.leaves), []).append((k, 1.0))
    for u, g in zip(*np.nonzero(columns.p[:, :, 0] >= 0), strict=True):
        for t in range(n.days):
            before = [(int(columns.p[u, g, t - 1]), -1.0)] if t else []
            changed = changes.get((int(u), int(g), t), [])
            rows.add([(int(columns.p[u, g, t]), 1.0), *before, *changed], 0.0, 0.0)


def _lift(rows: _Rows, columns: Columns) -> None:
    """What is lifted from day s on and due by day e fits the lift of those days, for all s and e: then whole persons can be
    lifted day by day (Horn, Naval Research Logistics Quarterly 21, 1974)."""
    n = columns.network
    due: dict[tuple[int, int, int], list[tuple[int, float]]] = {}
    first: dict[tuple[int, int], int] = {}
    for k, o in enumerate(n.options):
        if o.lane >= 0:
            due.setdefault((o.unit, o.lane, o.lifted), []).append((k, -1.0))
            first[o.unit, o.lane] = o.first
    for (u, lane), m in columns.m.items():
        for t in range(n.days):
            before = [(int(m[t - 1]), -1.0)] if t else []
            rows.add([(int(m[t]), 1.0), *before, *due.get((u, lane, t), [])], 0.0, 0.0)
    for lane, told in enumerate(n.scenario.lane):
        for s in sorted({day for (_, x), day in first.items() if x == lane}):
            mine = [
                (m, float(n.scenario.unit[u].strength))
                for (u, x), m in columns.m.items()
                if x == lane and first[u, x] >= s
            ]
            for e in range(s, n.days):
                rows.add(
                    ((int(m[e]), size) for m, size in mine), -np.inf, float(told.lift * (e - s + 1))
                )


def lift_plan(n: Network, options: Iterable[int]) -> dict[tuple[int, int], dict[int, int]]:
    """Whole persons by unit and lane, and day: those who are due first go first, which fits whenever anything does."""
    made: dict[tuple[int, int], dict[int, int]] = {}
    waiting = [n.options[k] for k in options if n.options[k].lane >= 0]
    rest = {o.unit: n.scenario.unit[o.unit].strength for o in waiting}
    for day in range(n.days):
        free = [lane.lift for lane in n.scenario.lane]
        for o in sorted(waiting, key=lambda o: (o.lifted, o.unit)):
            persons = min(rest[o.unit], free[o.lane]) if o.first <= day else 0
            if persons > 0:
                made.setdefault((o.unit, o.lane), {})[day] = persons
                rest[o.unit] -= persons
                free[o.lane] -= persons
    return made


def _in_theatre(n: Network, day: int) -> Iterator[tuple[int, float]]:
    for k, o in enumerate(n.options):
        if o.arrives <= day < o.leaves:
            yield k, float(n.scenario.unit[o.unit].strength)


def _beds(rows: _Rows, n: Network) -> None:
    for day in range(n.days):
        there = list(_in_theatre(n, day))
        for g, group in enumerate(n.groups):
            mine = [(k, v) for k, v in there if n.options[k].group == g]
            rows.add(mine, -np.inf, float(group.capacity))


def _ceilings(rows: _Rows, n: Network) -> None:
    s = n.scenario
    for ceiling in s.ceiling:
        for day in range(max(0, s.day(ceiling.since)), s.last(ceiling.until) + 1):
            counted = [
                (k, v) for k, v in _in_theatre(n, day)
                if not ceiling.nations or s.unit[n.options[k].unit].nation in ceiling.nations
            ]  # fmt: skip
            rows.add(counted, -np.inf, float(ceiling.personnel))
