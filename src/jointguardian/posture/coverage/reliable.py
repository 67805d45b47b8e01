"""Coverage that lasts when a site is busy: backup (reached twice) and expected (reached by one that is free).

Both maximise what is gained from the k-th site that reaches a demand, with sites open at most once:

    max  sum w_i sum_k g_k z_ik   subject to  sum_k z_ik <= sum over j in N_i of y_j,  sum y_j = p,
         y binary, 0 <= z_ik <= 1

Expected: `g_k = (1 - q) q^(k-1)`, the chance that the k-th is the first that is free when each is busy with chance
`q`. Backup: `g_1 = g_2 = 1/2`, being reached twice counts twice as much as once. Gains must not rise with k, else z would
not be whole by itself.

Source: Daskin, Transportation Science 17 (1983), MEXCLP, without its several units a site; Hogan and ReVelle, Management
Science 32 (1986), the second of its two models, with equal weights.
"""

import numpy as np
from scipy import sparse

from ..highs import Program, minimised
from .answer import Clock, Found
from .merging import Cover
from .places import Floats

LEAST = 1e-6
"""Gains below which further sites are not counted."""


def backup_gains() -> Floats:
    """What the first and the second site that reach a demand add."""
    return np.array([0.5, 0.5])


def expected_gains(busy: float, p: int) -> Floats:
    """What each further site adds when each is busy with chance `busy`."""
    gains = (1.0 - busy) * busy ** np.arange(p)
    return np.asarray(gains[: max(1, int((gains > LEAST).sum()))])


def reliable_covering(cover: Cover, p: int, gains: Floats, clock: Clock) -> Found:
    """The p sites with the most expected weight; `gains` must not rise."""
    began = clock.spent
    r, m = cover.rows.shape
    most = np.diff(cover.rows.indptr)
    level = [np.flatnonzero(most > k) for k in range(len(gains))]
    demand = np.concatenate(level)
    gain = np.concatenate([np.full(len(rows), g) for rows, g in zip(level, gains, strict=True)])
    z = len(demand)
    reach = sparse.hstack(
        [-cover.rows, sparse.csr_matrix((np.ones(z), (demand, np.arange(z))), shape=(r, z))]
    )
    count = sparse.hstack([sparse.csr_matrix(np.ones((1, m))), sparse.csr_matrix((1, z))])
    program = Program(
        cost=np.r_[np.zeros(m), -cover.weight[demand] * gain],
        lower=np.zeros(m + z),
        upper=np.ones(m + z),
        rows=sparse.vstack([reach, count], format="csr"),
        row_lower=np.r_[np.full(r, -np.inf), p],
        row_upper=np.r_[np.zeros(r), p],
        whole=np.r_[np.ones(m, dtype=np.bool_), np.zeros(z, dtype=np.bool_)],
    )
    built = clock.spent - began
    start = _greedy(cover, p, gains, demand)
    solved = minimised(program, seconds=clock.left, start=start)
    x = start if solved.x is None else solved.x
    value = -float(program.cost @ x)
    bound = (
        value
        if solved.proven
        else min(
            -solved.bound, float(cover.weight @ np.cumsum(gains)[np.minimum(most, len(gains)) - 1])
        )
    )
    sites = tuple(int(s) for s in np.flatnonzero(x[:m] > 0.5))
    return Found(sites, value, max(value, bound), build_seconds=built, rows=r + 1, columns=m + z)


def _greedy(cover: Cover, p: int, gains: Floats, demand: np.ndarray) -> Floats:
    """A first x: each next site is the one that adds most."""
    by_site, columns = cover.rows.T.tocsr(), cover.rows.tocsc()
    r, m = cover.rows.shape
    times, y = np.zeros(r, dtype=np.int64), np.zeros(m)
    further = np.append(gains, 0.0)
    for _ in range(p):
        adds = by_site @ (cover.weight * further[np.minimum(times, len(gains))])
        adds[y > 0] = -1.0
        site = int(adds.argmax())
        y[site] = 1.0
        times[columns.indices[columns.indptr[site] : columns.indptr[site + 1]]] += 1
    seen = np.zeros(r, dtype=np.int64)
    z = np.zeros(len(demand))
    for k, row in enumerate(
        demand
    ):  # rows come by level, so that the n-th visit is of the n-th site
        z[k] = 1.0 if seen[row] < times[row] else 0.0
        seen[row] += 1
    return np.asarray(np.r_[y, z])
