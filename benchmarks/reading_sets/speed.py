"""Speed of the whole reader on one core, its cold start, and the megabytes that it needs installed.

Run it on a quiet machine: it measures wall time.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    packages_distributions,
)
from pathlib import Path

from packaging.requirements import Requirement

from jointguardian.reading import Knowledge, read
from jointguardian.reading.document import Document
from jointguardian.reading.sentences import sentences

from .scoring import Row

STARTS = 7
# `guardian read` of one sentence, and what it imported on the way.
_READ = """
import sys
from jointguardian.cli import main
try:
    main(["read", sys.argv[1], "--json"])
except SystemExit:
    pass
print(" ".join({m.partition(".")[0] for m in sys.modules}), file=sys.stderr)
"""


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Sentences per second, seconds to the first answer, megabytes."""
    texts = [json.loads(line)["text"] for line in (data / "kosovo" / "reports.jsonl").open()]
    count = sum(len(sentences(Document(text=t)).sentences) for t in texts)
    read(texts[0], knowledge=knowledge)
    begun = time.perf_counter()
    for text in texts:
        read(text, knowledge=knowledge)
    rate = count / (time.perf_counter() - begun)
    yield Row("whole pipeline, sentences a second and core", "kosovo", rate, count, 150, 500)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.txt")
        page.write_text("KFOR said 30 soldiers were injured in Zvečan on 29 May 2023.\n")
        yield Row(
            "cold start of guardian read, s, median", "one sentence", _cold(page), STARTS, 2, 1.2,
            lower=True,
        )  # fmt: skip
        yield Row("installed for reading, MB", "its imports and what they require",
                  _installed(page), 1, 450, 350, lower=True)  # fmt: skip


def _cold(page: Path) -> float:
    """Seconds of the process, its compiled modules on the disk as after any first run."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    taken = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        guardian = Path(sys.executable).with_name("guardian")
        subprocess.run(
            [guardian, "read", page, "--json"], check=True, capture_output=True, env=kept
        )
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _installed(page: Path) -> float:
    """Megabytes of every distribution that a reading imports, with all that those require."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, page], check=True, capture_output=True, text=True
    )
    owners = packages_distributions()
    named = {d for m in done.stderr.splitlines()[-1].split() for d in owners.get(m, ())}
    return sum(_sizes(named - {"jointguardian"}).values()) + _own()


def _own() -> float:
    """Megabytes of the product itself, the room's pages left out."""
    import jointguardian

    root = Path(jointguardian.__file__).parent
    files = (f for f in root.rglob("*") if f.is_file() and "web" not in f.parts)
    return sum(f.stat().st_size for f in files) / 1e6


def _sizes(names: set[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    left = list(names)
    while left:
        name = re.sub(r"[-_.]+", "-", left.pop()).lower()
        dist = None if name in found else _distribution(name)
        if dist is not None:
            files = (Path(str(dist.locate_file(f))) for f in dist.files or ())
            found[name] = sum(f.stat().st_size for f in files if f.exists()) / 1e6
            left += [r.name for r in map(Requirement, dist.requires or ()) if _due(r)]
    return found


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _due(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})
