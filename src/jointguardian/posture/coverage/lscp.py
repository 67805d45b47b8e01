"""Set covering: the fewest sites that reach every demand within a radius.

    min  sum y_j   subject to  sum over j in N_i of y_j >= 1 for each i,  y binary

Exact reductions first, again and again: a demand whose sites include those of another is reached with it, a site whose
demands another site has too is not needed.

Source: Toregas, Swain, ReVelle and Bergman, Operations Research 19 (1971); the reductions are the classic ones.
"""

import numpy as np
from scipy import sparse

from ..highs import Program, minimised
from .answer import Clock, Found
from .merging import Cover, Ints

LARGE = 30_000
"""Rows and columns together above which dominated ones are not looked for: the comparison is quadratic."""
ROUNDS = 20


def set_covering(cover: Cover, clock: Clock, most: int | None = None) -> Found:
    """The fewest sites that reach all; `most` is a number of sites above which an answer is of no use."""
    if cover.bare:
        return Found((), None, None, infeasible=True)
    began = clock.spent
    rows, kept = reduced(cover.rows)
    start = _greedy(rows)
    r, m = rows.shape
    program = Program(
        cost=np.ones(m),
        lower=np.zeros(m),
        upper=np.ones(m),
        rows=rows.tocsr(),
        row_lower=np.ones(r),
        row_upper=np.full(r, np.inf),
        whole=np.ones(m, dtype=np.bool_),
    )
    built = clock.spent - began
    if most is not None and start.sum() <= most:
        return Found(_chosen(kept, start), float(start.sum()), 0.0, build_seconds=built)
    solved = minimised(program, seconds=clock.left, start=start, absolute_gap=0.99)
    x = start if solved.x is None else solved.x
    value = float(np.round(x.sum()))
    bound = value if solved.proven else max(0.0, float(np.ceil(solved.bound - 1e-6)))
    return Found(_chosen(kept, x), value, min(bound, value), build_seconds=built, rows=r, columns=m)


def _chosen(kept: Ints, x: np.ndarray) -> tuple[int, ...]:
    return tuple(int(k) for k in kept[x > 0.5])


def reduced(rows: sparse.csr_matrix) -> tuple[sparse.csr_matrix, Ints]:
    """The rows and columns that remain, and the numbers of the columns."""
    kept = np.arange(rows.shape[1])
    for _ in range(ROUNDS):
        if sum(rows.shape) > LARGE:
            break
        before = rows.shape
        rows = rows[~dominated(rows, larger=True)]
        useless = dominated(rows.T.tocsr(), larger=False)
        rows, kept = rows[:, ~useless], kept[~useless]
        if rows.shape == before:
            break
    return rows, kept


def dominated(rows: sparse.csr_matrix, *, larger: bool) -> np.ndarray:
    """Rows that hold another (`larger`) or that another holds; of equal ones all but the first."""
    size = np.diff(rows.indptr)
    shared = (rows @ rows.T).tocoo()
    a, b = shared.row, shared.col
    holds = (shared.data == size[b]) & (a != b)  # row a has all of row b
    equal = holds & (size[a] == size[b])
    strict = holds & ~equal
    out = np.zeros(rows.shape[0], dtype=np.bool_)
    out[(a if larger else b)[strict]] = True
    out[np.maximum(a, b)[equal]] = True
    return out


def _greedy(rows: sparse.csr_matrix) -> np.ndarray:
    by_site, columns = rows.T.tocsr(), rows.tocsc()
    open_ = np.ones(rows.shape[0])
    x = np.zeros(rows.shape[1])
    while open_.any():
        site = int((by_site @ open_).argmax())
        x[site] = 1.0
        open_[columns.indices[columns.indptr[site] : columns.indptr[site + 1]]] = 0.0
    return x
