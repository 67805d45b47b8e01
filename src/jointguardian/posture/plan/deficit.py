"""What stays unmet with given forces, exactly, and the sets of places that prove it.

Persons who can do the same tasks at the same places are one class. On one day the most that can be met of a set of needs is
a maximum flow from classes to needs; what is missing is, by Hall's theorem,

    D = max over sets A of needs of: need(A) - supply of the classes N(A) that can do any of A

Needs are served in the order of their weight: since what can be met forms a polymatroid, one placement is best for the
heaviest alone, for the two heaviest together, and so on. So the weighted unmet need of a day is the sum over weights
w_1 > w_2 > ... of (w_l - w_l+1) D_l with D_l over needs of at least weight w_l, and each D_l is bounded below by each set A.

Sources: P. Hall, Journal of the London Mathematical Society 10 (1935); Edmonds, Submodular functions, matroids and certain
polyhedra (1970).
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from .network import Bools, Floats, Ints, Network

SCALE = 64
"""Supplies that are no whole numbers are rounded to 64ths: a set found so is valid all the same."""


@dataclass
class Classes:
    """Classes of persons by what they can do, and the sets of needs found so far.

    `can` (C, N); `of` (C, U, G) on-duty persons of a unit in a group of camps that are in a class.
    """

    network: Network
    can: Bools
    of: Floats
    sets: list[Bools] = field(default_factory=list)

    @classmethod
    def of_network(cls, network: Network) -> "Classes":
        """The classes of all units in all groups they can come to."""
        units, groups = len(network.parts), len(network.groups)
        known: dict[frozenset[int], int] = {}
        entries = []
        for u, parts in enumerate(network.parts):
            for part in parts:
                for g, nodes in enumerate(part.nodes):
                    if nodes:
                        entries.append((known.setdefault(nodes, len(known)), u, g, part.on_duty))
        can = np.zeros((len(known), len(network.nodes)), dtype=np.bool_)
        for nodes, c in known.items():
            can[c, list(nodes)] = True
        of = np.zeros((len(known), units, groups))
        for c, u, g, n in entries:
            of[c, u, g] += n
        return cls(network, can, of, _first_sets(can))

    def supply(self, present: Floats) -> Floats:
        """Persons (W, T, C) by class where `present` (U, G, T) says what share of a unit is in a group then."""
        n = self.network
        if not n.late.any() and not n.absent.any():
            alone = np.einsum("cug,ugt->tc", self.of, present)
            return np.broadcast_to(alone, (len(n.probability), *alone.shape))
        made = [
            np.einsum("cug,ugt->tc", self.of, shifted(present, n.late[w], n.absent[w]))
            for w in range(len(n.probability))
        ]
        return np.stack(made)

    def reach(self, sets: Bools) -> Bools:
        """Which classes (M, C) can do any need of each set (M, N)."""
        return np.asarray((sets.astype(np.int64) @ self.can.T.astype(np.int64)) > 0)

    def needs(self) -> Ints:
        """Needs (L, W, T, N) of at least each weight."""
        n = self.network
        heavy = n.weight[None, None] >= n.weights[:, None, None, None]
        return np.where(heavy & (n.weight > 0), n.need[None], 0)

    def exact(self, supply: Floats) -> tuple[Ints, list[tuple[int, int, int, int]]]:
        """What stays unmet (L, W, T) for whole supplies, in persons, and a set (by number) that proves each above 0."""
        whole = bool(np.all(supply == np.round(supply)))
        scale = 1 if whole else SCALE
        caps = np.round(supply * scale).astype(np.int64)
        needs = self.needs()
        found = np.zeros(needs.shape[:3], dtype=np.int64)
        proofs: list[tuple[int, int, int, int]] = []
        flow = _Flow(self.can)
        numbers = {s.tobytes(): k for k, s in enumerate(self.sets)}
        seen: dict[bytes, tuple[int, int]] = {}
        for level, w, t in zip(*np.nonzero(needs.sum(3)), strict=True):
            need = needs[level, w, t]
            key = caps[w, t].tobytes() + need.tobytes()
            if key not in seen:
                missing, proof = flow.missing(caps[w, t], need * scale)
                number = -1
                if missing > 0:
                    number = numbers.setdefault(proof.tobytes(), len(self.sets))
                    if number == len(self.sets):
                        self.sets.append(proof)
                seen[key] = missing, number
            missing, number = seen[key]
            found[level, w, t] = missing if whole else -(-missing // scale)
            if number >= 0:
                proofs.append((int(level), int(w), int(t), number))
        return found, proofs


def shifted(present: Floats, late: Ints, absent: Bools) -> Floats:
    """Presence (U, G, T) with some units late by days, or absent."""
    made = present.copy()
    for u in np.flatnonzero(late):
        made[u] = 0.0
        made[u, :, late[u] :] = present[u, :, : max(0, present.shape[2] - int(late[u]))]
    made[absent] = 0.0
    return made


def _first_sets(can: Bools) -> list[Bools]:
    """All needs, each alone, and for each class those that it can't do."""
    n = can.shape[1]
    sets = [np.ones(n, dtype=np.bool_), *np.eye(n, dtype=np.bool_), *~can]
    known = {s.tobytes(): s for s in sets if s.any()}
    return list(known.values())


class _Flow:
    """The maximum flow from classes to needs, on one graph whose capacities change."""

    def __init__(self, can: Bools) -> None:
        classes, nodes = can.shape
        self.classes, self.nodes = classes, nodes
        c, n = np.nonzero(can)
        self.source, self.sink = classes + nodes, classes + nodes + 1
        heads = np.concatenate([np.full(classes, self.source), c, classes + np.arange(nodes)])
        tails = np.concatenate([np.arange(classes), classes + n, np.full(nodes, self.sink)])
        order = np.lexsort((tails, heads))
        self._place = np.argsort(order)
        size = self.sink + 1
        counts = np.bincount(heads, minlength=size)
        self._start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._tails = tails[order].astype(np.int32)
        self._between = len(c)
        self._size = size

    def missing(self, supply: Ints, need: Ints) -> tuple[int, Bools]:
        """How much of the need stays unmet, and the set of needs that proves it."""
        total = int(need.sum())
        wide = np.minimum(supply, total)
        data = np.concatenate([wide, np.full(self._between, total), need]).astype(np.int32)
        graph = sparse.csr_matrix(
            (self._ordered(data), self._tails, self._start), shape=(self._size,) * 2
        )
        result = csgraph.maximum_flow(graph, self.source, self.sink)
        missing = total - int(result.flow_value)
        if missing <= 0:
            return 0, np.zeros(self.nodes, dtype=np.bool_)
        left = (graph - result.flow).tocsr()
        left.eliminate_zeros()
        seen = csgraph.breadth_first_order(left, self.source, return_predecessors=False)
        proof = need > 0
        proof[seen[(seen >= self.classes) & (seen < self.source)] - self.classes] = False
        return missing, proof

    def _ordered(self, data: NDArray[np.int32]) -> NDArray[np.int32]:
        made = np.empty_like(data)
        made[self._place] = data
        return made
