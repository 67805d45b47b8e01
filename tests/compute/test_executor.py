"""The executor seam: the answer does not depend on where the work runs."""

import pytest

from jointguardian.compute import executor, shard_seeds
from jointguardian.errors import InputError


def _square(n: int) -> int:
    return n * n


def test_a_pool_gives_what_one_process_gives_in_order() -> None:
    shards = range(7)
    assert list(executor(2).map(_square, shards)) == list(executor(1).map(_square, shards))


def test_no_workers_is_refused() -> None:
    with pytest.raises(InputError, match="0 workers"):
        executor(0)


def test_shard_seeds_are_stable_distinct_and_grow_by_appending() -> None:
    assert shard_seeds(1, 5)[:3] == shard_seeds(1, 3)
    assert len(set(shard_seeds(1, 100))) == 100
    assert shard_seeds(1, 3) != shard_seeds(2, 3)
