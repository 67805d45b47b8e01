"""Where a pure function is mapped over shards. The answer never depends on where."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Protocol, TypeVar

from ..errors import InputError

Shard = TypeVar("Shard")
Answer = TypeVar("Answer")


class Executor(Protocol):
    """Maps a picklable pure function over shards and gives the answers in the shards' order."""

    def map(self, work: Callable[[Shard], Answer], shards: Iterable[Shard]) -> Iterator[Answer]: ...


class InProcess:
    """One shard after the other, here: for small work, for debugging, for notebooks."""

    def map(self, work: Callable[[Shard], Answer], shards: Iterable[Shard]) -> Iterator[Answer]:
        """The answers, one by one, as they are asked for."""
        return map(work, shards)


class Pool:
    """A pool of fresh processes on this machine (spawned, so that no lock or handle is inherited)."""

    def __init__(self, workers: int) -> None:
        if workers < 1:
            raise InputError(f"{workers} workers cannot do anything", way_out="give 1 or more")
        self.workers = workers

    def map(self, work: Callable[[Shard], Answer], shards: Iterable[Shard]) -> Iterator[Answer]:
        """The answers in order; the pool ends with the last one."""
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            yield from pool.map(work, shards)


def executor(workers: int) -> Executor:
    """`InProcess` for one worker, else a `Pool`."""
    return InProcess() if workers == 1 else Pool(workers)
