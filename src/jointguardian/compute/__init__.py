"""The executor seam: pure functions over shards, in process or on a pool; seeds and progress."""

from .executor import Executor, InProcess, Pool, executor
from .progress import Progress, silent
from .seeds import shard_seeds

__all__ = ["Executor", "InProcess", "Pool", "Progress", "executor", "shard_seeds", "silent"]
