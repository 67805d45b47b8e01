"""Speed and memory: whole runs, a day at ten million people, an ensemble of a thousand, a what-if."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from jointguardian.compute import executor
from jointguardian.displacement.change import read_change
from jointguardian.displacement.choice import ways
from jointguardian.displacement.flee_files import read_scenario
from jointguardian.displacement.members import draw, run_members
from jointguardian.displacement.project import what_if
from jointguardian.displacement.rules import read_settings
from jointguardian.displacement.run import compile_now, run
from jointguardian.displacement.validate import validate_fidelity

from . import CONFLICTS, DATA, row

MANY = 10_000_000


def main() -> int:
    """Prints the rows; 1 when a must is not reached. The loops are compiled before the clock starts."""
    if not (DATA / "flee").is_dir():
        return 0
    compile_now()
    rules = read_settings(DATA / "flee" / "simsetting.yml").rules
    scenarios = {name: read_scenario(DATA / "flee" / name) for name in CONFLICTS}
    syria, mali = scenarios["syria2013"], scenarios["mali2012"]
    whole = _seconds(lambda: [run(read_scenario(DATA / "flee" / n), rules) for n in CONFLICTS])
    row("six conflicts at full scale, files read and run (fidelity), one core", f"{whole:.1f} s", "20 s", "4 s")  # fmt: skip
    one = _seconds(lambda: run(syria, rules))
    row("Syria 2013, fidelity, 3.8 million", f"{one:.2f} s", "4 s", "0.5 s")
    ready = ways(syria)
    single = _seconds(lambda: run_members(ready, draw(1, 1)))
    row("Syria 2013, guardian, one member", f"{single * 1000:.0f} ms", "4 s", "0.5 s")
    counts = mali.counts
    assert counts is not None
    factor = MANY / counts.by_day[:, -1].sum()
    big = replace(
        mali,
        places=tuple(replace(p, people=int(p.people * factor)) for p in mali.places),
        counts=replace(counts, by_day=(counts.by_day * factor).astype(np.int64), total=(counts.total * factor).astype(np.int64)),
    )  # fmt: skip
    day = _seconds(lambda: run(big, rules)) / mali.days * 1000
    drawn = _seconds(lambda: run(big, rules, seed=1)) / mali.days * 1000
    row("a day at 10 million people (Mali's roads): expectation, draws of whole people", f"{day:.2f}, {drawn:.2f} ms", "5 ms", "0.5 ms")  # fmt: skip
    took, memory = _apart("members")
    row("1,000 members of Syria (guardian), one core, whole process; peak memory", f"{took:.1f} s; {memory:.0f} MB", "30 min; 2 GB", "3 min; 500 MB")  # fmt: skip
    took, memory = _apart("draws")
    row("1,000 draws of Syria (fidelity), two processes; peak memory of one", f"{took:.0f} s; {memory:.0f} MB", "30 min; 2 GB", "3 min; 500 MB")  # fmt: skip
    change = read_change("close-border:Mali,Niger:30-")
    asked = _seconds(lambda: what_if(mali, [change]))
    row("what-if (Mali, a border closed; both sides, 256 members each)", f"{asked:.2f} s", "", "under a second")  # fmt: skip
    return int(whole > 20 or one > 4 or day > 5)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _apart(what: str) -> tuple[float, float]:
    """Seconds and peak MB of a process of its own."""
    begun = time.perf_counter()
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.displacement.speed", what],
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - begun, float(made.stdout)


def _alone(what: str) -> None:
    """The work of `_apart`; prints the peak memory in MB."""
    syria = read_scenario(DATA / "flee" / "syria2013")
    if what == "members":
        run_members(ways(syria), draw(1000, 1)).interval()
    else:
        rules = read_settings(DATA / "flee" / "simsetting.yml").rules
        validate_fidelity(syria, rules, runs=1000, executor=executor(2))
    most = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(most / 1024)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _alone(sys.argv[1])
    else:
        raise SystemExit(main())
