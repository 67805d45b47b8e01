"""Who is where on each day: the best placement of the forces that are there, with as few as possible moved since yesterday.

For one day, with `x` persons of a part of a unit on a need: at most the part, at most the need, and of the needs of at least
each weight as many met as can be (see `deficit`). Of all such placements the one with the fewest persons who were not on that
need the day before; a transport problem, so that its vertices are whole numbers. Days follow each other: the last goal is met
day by day, not over all days together.
"""

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from ..highs import Program, minimised
from .network import Floats, Ints, Network

Who = tuple[int, int, int]
"""A unit, the number of a part of it, a node."""


def placed(network: Network, options: tuple[int, ...], missing: Ints) -> Iterator[dict[Who, int]]:
    """For each day persons by unit, part and node, in the first future; `missing` (L, W, T) is what can't be met."""
    before: dict[Who, int] = {}
    for day in range(network.days):
        before = _day(network, options, missing[:, 0, day], day, before)
        yield before


def _day(
    n: Network, options: tuple[int, ...], missing: Ints, day: int, before: dict[Who, int]
) -> dict[Who, int]:
    need, weight = n.need[0, day], n.weight[day]
    cells: list[Who] = []
    for k in options:
        o = n.options[k]
        late = int(n.late[0, o.unit])
        if o.employable + late <= day < o.leaves + late and not n.absent[0, o.unit]:
            cells += [
                (o.unit, part, node)
                for part, able in enumerate(n.parts[o.unit])
                for node in sorted(able.nodes[o.group])
                if need[node]
            ]
    if not cells:
        return {}
    x = _solved(n, cells, need, weight, missing, before)
    return {cell: round(float(v)) for cell, v in zip(cells, x, strict=True) if v > 0.5}


def _solved(
    n: Network, cells: list[Who], need: Ints, weight: Floats, missing: Ints, before: dict[Who, int]
) -> Floats:
    size = len(cells)
    node = np.array([c[2] for c in cells])
    parts = {c[:2]: 0 for c in cells}
    for k, part in enumerate(parts):
        parts[part] = k
    of_part = np.array([parts[c[:2]] for c in cells])
    duty = np.array([n.parts[u][p].on_duty for u, p in parts], dtype=np.float64)
    nodes, of_node = np.unique(node, return_inverse=True)
    heavy = (weight[node][None] >= n.weights[:, None]).astype(np.float64)
    wanted = np.array([need[(weight >= w) & (weight > 0)].sum() for w in n.weights]) - missing
    ones, cell = np.ones(size), np.arange(size)
    same = sparse.hstack([sparse.identity(size), -sparse.identity(size)])  # x - new <= before
    rows = sparse.vstack([
        sparse.csr_matrix((ones, (of_part, cell)), shape=(len(parts), 2 * size)),
        sparse.csr_matrix((ones, (of_node, cell)), shape=(len(nodes), 2 * size)),
        sparse.hstack([sparse.csr_matrix(heavy), sparse.csr_matrix(heavy.shape)]),
        same,
    ], format="csr")  # fmt: skip
    was = np.array([before.get(c, 0) for c in cells], dtype=np.float64)
    limits = np.concatenate([duty, need[nodes], np.full(len(wanted), np.inf), was])
    program = Program(
        cost=np.r_[np.zeros(size), ones],
        lower=np.zeros(2 * size),
        upper=np.full(2 * size, np.inf),
        rows=rows,
        row_lower=np.concatenate(
            [np.full(len(duty) + len(nodes), -np.inf), wanted, np.full(size, -np.inf)]
        ),
        row_upper=limits,
        whole=np.zeros(2 * size, dtype=np.bool_),
    )
    solved = minimised(program)
    assert solved.x is not None
    return solved.x[:size]
