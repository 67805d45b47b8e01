"""A served room that is killed while reports come in keeps every one that it acknowledged.

`benchmarks/bench_room.py kills` does the same a hundred times.
"""

import asyncio
import socket
from pathlib import Path

from benchmarks.bench_room import kills


def test_three_kills_of_the_served_room_lose_nothing(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = asyncio.run(kills(tmp_path / "op", 3, port))
    assert told["acknowledged"] >= 3
    assert told["lost"] == 0
    assert told["verifies"] == 1
