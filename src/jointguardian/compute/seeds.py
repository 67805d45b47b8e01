"""One seed in, an independent seed for each shard out."""

import numpy as np


def shard_seeds(seed: int, shards: int) -> tuple[int, ...]:
    """Seeds for `shards` shards that do not depend on how the shards are run.

    Source: NumPy SeedSequence (O'Neill's seed_seq_fe), whose children are independent streams.
    """
    return tuple(int(s.generate_state(1)[0]) for s in np.random.SeedSequence(seed).spawn(shards))
