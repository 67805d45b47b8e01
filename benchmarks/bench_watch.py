"""How fast the log of the watch filters, counts and follows a write, with 100,000 incidents.

    python benchmarks/bench_watch.py [--incidents 100000] [--seed 1]

Everything is made up here; no data is read. Times are of this process's processor (milliseconds,
the median of five), so that a busy machine does not change them much.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from jointguardian.domain import (
    ActorMention,
    Count,
    Event,
    Grade,
    Incident,
    Member,
    Municipality,
    PlaceMention,
    Reading,
    Report,
    ReportHeader,
    Span,
    Work,
)
from jointguardian.picture.model import Known
from jointguardian.picture.watch.filter import parse_filter
from jointguardian.picture.watch.index import derive
from jointguardian.picture.watch.overlay import Overlay
from jointguardian.picture.watch.rows import log_row, summary
from jointguardian.picture.watch.select import select

START = datetime(2020, 1, 1, tzinfo=UTC)
TYPES = ("protest", "assault", "consult", "coerce", "threaten", "mobilize")
FILTERS = (
    "",
    "type:protest",
    'type:protest place:"Town 7" is:unread',
    'municipality:m3 municipality:m4 -source:"Source 3" reliability:B',
    "happened 99",
    "is:casualties is:contradicted known:2020-05-01..2020-06-01",
    'state:working who:Ana actor:"Actor 7"',
)


def made(n: int, rng: random.Random) -> Known:
    """`n` incidents, every second one told twice."""
    reports, readings, incidents = [], [], []
    for i in range(n):
        ids = [f"r_{i}_{k}" for k in range(1 + i % 2)]
        for k, rid in enumerate(ids):
            at = START + timedelta(minutes=5 * i + 60 * k)
            reports.append(Report(rid, f"Source {(i + k) % 60}", "Words.", "x", at))
            readings.append(_reading(rid, rng))
        incidents.append(_incident(i, ids, rng))
    towns = tuple(
        Municipality(f"m{i}", f"M{i}", {"sq": f"A{i}"}, 42, 21, 1, 1, 2011, "", "made up")
        for i in range(38)
    )
    end = START + timedelta(days=400)
    return Known(
        "Made up", end, tuple(reports), tuple(readings), tuple(incidents), municipalities=towns
    )


def _reading(rid: str, rng: random.Random) -> Reading:
    who = [ActorMention(f"Actor {rng.randrange(3_000)}") for _ in range(2)]
    event = Event(
        f"e_{rid}", rng.choice(TYPES), None, "happened", (who[0],), (who[1],), "2020-01-01", None,
        "day", (), (), (), None, Span(0, 5), 0.9,
    )  # fmt: skip
    return Reading(ReportHeader(rid, None, None, "en", "x"), (event,), (), (), ())


def _incident(i: int, ids: list[str], rng: random.Random) -> Incident:
    town = rng.randrange(1_500)
    place = PlaceMention(
        f"Town {town}", f"Town {town}", "XK", 42.0, 21.0, None, "settlement", None, f"m{town % 38}"
    )
    count = Count("injured", "people", rng.randrange(40), None, None, ids[-1], None, group="total")
    grade = Grade("BCD"[i % 3], "236"[i % 3])
    return Incident(
        id=f"i_{i}",
        what=f"Something happened {i}",
        type=rng.choice(TYPES),
        start=(START + timedelta(minutes=5 * i)).date().isoformat(),
        end=None,
        places=(place,),
        counts=(count,) if i % 3 == 0 else (),
        reports=tuple(ids),
        sources=tuple(f"Source {(i + k) % 60}" for k in range(len(ids))),
        independent_origins=1,
        contradictions=("injured: one says this, another that",) if i % 10 == 0 else (),
        confidence=None,
        status="happened",
        members=tuple(Member(r, "S", None, (f"e_{r}",), (), grade, "o") for r in ids),
    )


def timed(label: str, work: Callable[[], object], times: int = 5) -> None:
    """Prints the median of a work's time."""
    took = []
    for _ in range(times):
        start = time.process_time()
        work()
        took.append(1_000 * (time.process_time() - start))
    sys.stdout.write(f"{statistics.median(took):9.1f} ms  {label}\n")


def main() -> None:
    """Runs everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    known = made(given.incidents, random.Random(given.seed))
    _ = known.look
    index = derive(None, known)
    timed("the whole index, once at the start", lambda: derive(None, known), 1)
    changed = replace(known.incidents[5], status="ongoing")
    after = replace(known, incidents=(*known.incidents[:5], changed, *known.incidents[6:]))
    timed("the index after one write", lambda: derive(index, after))
    marks = {f"i_{n}": 1 for n in range(3_000)}
    work = {f"i_{n}": Work(f"i_{n}", "working", "Ana", "Ana", START) for n in range(500)}
    overlay = Overlay("Ana", 0, marks, work, since=int(index.changed[-given.incidents // 10]))
    for line in FILTERS:
        wanted = parse_filter(line)
        timed(
            f"a page with all counts: {line or 'no filter'}",
            lambda wanted=wanted: select(index, overlay, wanted),
        )
    timed("the counts since the last shift", lambda: summary(index, overlay))
    rows = select(index, overlay, parse_filter("")).rows
    timed("50 lines in words", lambda: [log_row(r, overlay, {}) for r in rows])


if __name__ == "__main__":
    main()
