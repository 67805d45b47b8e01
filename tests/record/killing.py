"""Kills ingesting processes at random moments and looks at what is left."""

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from ingesting import ingest

from jointguardian.access import LOCAL
from jointguardian.record import Record


def kill_often(folder: Path, kills: int, seed: int, longest_seconds: float = 0.2) -> dict[str, int]:
    """`kills` times: start an ingest, kill it (SIGKILL) after a random while.

    Gives how many reports were acknowledged, how many of those are lost, how many links there are,
    and whether the record verifies (1 or 0).
    """
    url = f"sqlite:///{folder / 'killed.db'}"
    Record.create(url).close()
    rng = random.Random(seed)
    acknowledged: list[str] = []
    for round_ in range(kills):
        acknowledged += _killed(url, round_ * 100_000, rng.uniform(0, longest_seconds))
    with Record.open(url) as record:
        there = {report.id for report in record.reports(LOCAL)}
        checked = record.verify()
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - there),
        "links": checked.links,
        "verified": int(checked.ok),
    }


def _killed(url: str, first: int, seconds: float) -> list[str]:
    """The ids that one process acknowledged before it was killed."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["jointguardian.record"])
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=ingest, args=(url, first, there))
    process.start()
    there.close()
    assert here.recv() == "ready"
    time.sleep(seconds)
    process.kill()
    process.join()
    return _received(here)


def _received(here: Connection) -> list[str]:
    ids: list[str] = []
    try:
        while True:
            ids.append(here.recv())
    except (EOFError, OSError):
        return ids
