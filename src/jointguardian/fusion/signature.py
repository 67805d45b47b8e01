"""Text signatures: MinHash over shingles of words, so that near-equal texts are found without
comparing all pairs.

The share of equal slots of two signatures estimates the Jaccard likeness of their shingles; texts
that share a band of `ROWS` slots are candidates. Source: Broder, On the resemblance and
containment of documents, 1997; banding: Leskovec, Rajaraman, Ullman, Mining of Massive Datasets,
chapter 3. Nothing here depends on the process or on the order of texts.
"""

import re
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .parties import plain

SLOTS = 64  # the estimate's standard error is at most 1 / (2 * sqrt(SLOTS)) = 0.0625
ROWS = 4  # slots in a band: two texts of likeness s share a given band with probability s ** 4
SEED = 1999
FEWEST = 8  # words below which a text has no signature: too short to be told from a stock phrase

Slots = NDArray[np.uint32]
_WORD = re.compile(r"\w+")
_dice = np.random.default_rng(SEED)
_FACTORS = _dice.integers(1, 2**63, SLOTS, dtype=np.uint64) | np.uint64(1)
_OFFSETS = _dice.integers(0, 2**63, SLOTS, dtype=np.uint64)
_PLACES = _dice.integers(1, 2**63, 8, dtype=np.uint64) | np.uint64(1)


def signature(text: str, shingle: int = 3, slots: int = SLOTS) -> Slots | None:
    """The signature of a text over runs of `shingle` words; None for a text of a few words."""
    words = _WORD.findall(plain(text))
    if len(words) < FEWEST:
        return None
    hashes = np.fromiter((_hash(w) for w in words), np.uint64, len(words))
    runs = np.zeros(len(words) - shingle + 1, np.uint64)
    for n in range(shingle):
        runs += hashes[n : len(words) - shingle + 1 + n] * _PLACES[n]
    return _least(np.unique(runs), slots)


@lru_cache(maxsize=65_536)
def _hash(word: str) -> int:
    return crc32(word.encode())


def _least(runs: NDArray[np.uint64], slots: int) -> Slots:
    """The least of each slot's hashes, in passes of bounded memory."""
    least = np.full(slots, np.iinfo(np.uint32).max, np.uint32)
    for first in range(0, len(runs), 4096):
        part = runs[first : first + 4096]
        mixed = (part[None, :] * _FACTORS[:slots, None] + _OFFSETS[:slots, None]) >> np.uint64(32)
        np.minimum(least, mixed.min(axis=1).astype(np.uint32), out=least)
    return least


def likeness(one: Slots, other: Slots) -> float:
    """The estimated Jaccard likeness of two texts."""
    return float(np.count_nonzero(one == other)) / len(one)


def bands(slots: Slots) -> tuple[int, ...]:
    """Keys of which near-equal texts share some: one for each band of the signature."""
    rows = slots.reshape(-1, ROWS)
    return tuple(crc32(n.to_bytes(2, "big") + row.tobytes()) for n, row in enumerate(rows))
