"""Fifty people at work: a mixed load on the room with 100,000 incidents and 300,000 claims.

    python benchmarks/bench_room.py build DIR [--incidents 120000]    makes the operation (some fuse: about 101,000)
    python benchmarks/bench_room.py load DIR [--sessions 50] [--seconds 60]

    python benchmarks/bench_room.py kills DIR [--kills 100]         kills it with reports under way

`build` makes up an archive of twenty years with a seed and records it as reports with readings.
`load` serves it in a process of its own and has the sessions read lists, map tiles and incidents
and post reports, each with a pause of a person; it prints the 95th percentiles, errors, and
whether every acknowledged report is there. `kills` takes an operation (an empty one where there is
none), has eight clients post without a pause, kills the server with SIGKILL within a second of the
first acknowledged report, starts it again, and at the end looks for every acknowledged report and
verifies the record.
"""

import argparse
import asyncio
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import httpx

from jointguardian.access import LOCAL
from jointguardian.domain import (
    ActorMention,
    Casualty,
    Claim,
    Event,
    PlaceMention,
    Reading,
    Report,
    ReportHeader,
    Source,
    Span,
)
from jointguardian.pipeline import create_operation, open_operation

SEED, DAYS, START = 1999, 7300, date(2006, 1, 1)
KINDS = ("assault", "protest", "coerce", "mobilize", "aid", "retreat", "threaten", "agree")
SIDES = ("KFOR", "Kosovo Police", "Serb protesters", "Albanian protesters", "EULEX", "villagers")
SOURCES = [f"Outlet {n}" for n in range(60)]
MIX = (("list", 0.4), ("tile", 0.3), ("incident", 0.2), ("post", 0.1))
PAUSE = 2.0
"""Seconds that a person looks at a page before the next one, on average."""


def entries(number: int) -> Iterator[tuple[Report, Reading, tuple[()]]]:
    """So many reports, each of a happening of its own, with an event and three claims."""
    dice = random.Random(SEED)
    for n in range(number):
        day = START + timedelta(days=dice.randrange(DAYS))
        place = PlaceMention(
            f"Place {n % 400}", f"Place {n % 400}", "XK", round(42.0 + dice.random() * 1.2, 4),
            round(20.1 + dice.random() * 1.6, 4), f"p-{dice.randrange(400)}", "settlement",
        )  # fmt: skip
        yield _entry(dice, n, day, place)


def _entry(
    dice: random.Random, n: int, day: date, place: PlaceMention
) -> tuple[Report, Reading, tuple[()]]:
    kind, (one, other) = dice.choice(KINDS), dice.sample(SIDES, 2)
    hurt = int(dice.paretovariate(1.2)) if kind in ("assault", "protest") else 0
    main = f"{one} and {other} met in {place.name} on {day:%d %B %Y}, word{n % 991} word{n % 983}. "
    parts = [main] + [f"{dice.choice(SIDES)} said that {one} was there, note {n} {k}. " for k in range(3)]  # fmt: skip
    text, spans = "", []
    for part in parts:
        spans.append(Span(len(text), len(text) + len(part) - 1))
        text += part
    iso, rid = day.isoformat(), f"r{n:07}"
    row = (Casualty("injured", other, hurt, hurt, hurt),) if hurt else ()
    event = Event(f"e{n}", kind, None, "happened", (ActorMention(one),), (ActorMention(other),), iso,
                  iso, "day", (place,), row, (), None, spans[0], 0.9)  # fmt: skip
    claims = tuple(
        Claim(f"c{n}.{k}", dice.choice(SIDES), None, "said", "states", (), None, False, s, s, 0.8)
        for k, s in enumerate(spans[1:])
    )
    digest = sha256(text.encode()).hexdigest()
    source = dice.choice(SOURCES)
    at = datetime(day.year, day.month, day.day, dice.randrange(24), tzinfo=UTC)
    report = Report(rid, source, text, digest, at, native_id=rid, published=iso)
    reading = Reading(ReportHeader(rid, source, iso, "en", digest), (event,), claims, (), ())
    return report, replace(reading, method="made up", version="1"), ()


def build(folder: Path, incidents: int) -> None:
    """The operation, and how long it took."""
    began = time.perf_counter()
    with create_operation(folder, pack="kosovo") as operation:
        operation.record.add_sources(
            Source(s, s, reliability="BCD"[n % 3]) for n, s in enumerate(SOURCES)
        )
        rows = entries(incidents)
        while batch := [row for _, row in zip(range(5_000), rows, strict=False)]:
            operation.record.add_reports(batch)
            print(f"\r{batch[-1][0].id}", end="", file=sys.stderr)
    print(f"\nrecorded in {time.perf_counter() - began:.0f} s", file=sys.stderr)


async def load(folder: Path, sessions: int, seconds: float, port: int) -> int:
    """The load, and its figures; 0 where every must is reached."""
    began = time.perf_counter()
    server = _serve(folder, port)
    base = f"http://127.0.0.1:{port}"
    try:
        await _until_ready(base, server, folder)
        print(f"ready after {time.perf_counter() - began:.1f} s", file=sys.stderr)
        ids = await _some_incidents(base)
        took: dict[str, list[float]] = {kind: [] for kind, _ in MIX}
        faults: list[str] = []
        posted: list[str] = []
        until = time.perf_counter() + seconds
        await asyncio.gather(
            *(_person(n, base, ids, until, took, faults, posted) for n in range(sessions))
        )
    finally:
        _stop(server)
    return _told(folder, took, faults, posted)


async def _until_ready(base: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    async with httpx.AsyncClient(timeout=900) as client:
        while server.poll() is None:
            try:
                if (await client.get(f"{base}/healthz")).status_code < 500:
                    await client.get(f"{base}/api/watch")
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.2)
        said = _log(folder).read_text("utf-8", "replace")[-2000:]
        raise SystemExit(f"the server ended with {server.returncode}: {said}")


async def _some_incidents(base: str) -> list[str]:
    async with httpx.AsyncClient(timeout=900) as client:
        answer = await client.get(f"{base}/api/watch")
        rows = answer.json()
        return [row["id"] for row in rows["rows"] if row["id"].startswith("i_")]


async def _person(
    number: int,
    base: str,
    ids: list[str],
    until: float,
    took: dict[str, list[float]],
    faults: list[str],
    posted: list[str],
) -> None:
    dice = random.Random(number)
    async with httpx.AsyncClient(timeout=60) as client:
        await asyncio.sleep(dice.random() * PAUSE)
        page = await client.get(f"{base}/capture")
        token = next((v for k, v in client.cookies.items() if k.startswith("guardian_")), "")
        assert page.status_code == 200
        while time.perf_counter() < until:
            [kind] = dice.choices([k for k, _ in MIX], [w for _, w in MIX])
            began = time.perf_counter()
            answer = await _ask(client, base, kind, dice, ids, token)
            took[kind].append(1000 * (time.perf_counter() - began))
            if answer.status_code >= 400:
                faults.append(f"{kind} {answer.status_code} {answer.text[:200]}")
            elif kind == "post":
                posted.append(answer.json()["report"])
            await asyncio.sleep(dice.expovariate(1 / PAUSE))


async def _ask(
    client: httpx.AsyncClient,
    base: str,
    kind: str,
    dice: random.Random,
    ids: list[str],
    token: str,
) -> httpx.Response:
    if kind == "list":
        wanted = dice.choice(("type:assault", "type:protest", "word12", ""))
        return await client.get(f"{base}/api/watch?only={wanted}")
    if kind == "tile":
        zoom = dice.choice((7, 8, 9, 10))
        x, y = _tile(42.0 + dice.random() * 1.2, 20.1 + dice.random() * 1.6, zoom)
        return await client.get(f"{base}/tiles/incidents/{zoom}/{x}/{y}")
    if kind == "incident":
        return await client.get(f"{base}/incident/{dice.choice(ids)}")
    text = f"Patrol {dice.randrange(10**9)}: a crowd of {dice.randrange(10, 90)} people protested in Zvecan this morning."
    return await client.post(
        f"{base}/api/reports",
        json={"text": text, "source": f"Team {dice.randrange(9)}"},
        headers={"x-csrftoken": token},
    )


def _tile(lat: float, lon: float, zoom: int) -> tuple[int, int]:
    from math import asinh, pi, radians, tan

    n = 2**zoom
    return int((lon + 180) / 360 * n), int((1 - asinh(tan(radians(lat))) / pi) / 2 * n)


async def kills(folder: Path, number: int, port: int) -> dict[str, int]:
    """SIGKILL under write load, again and again; what was acknowledged, lost, and whether it verifies."""
    if not folder.exists():
        create_operation(folder, pack="kosovo").record.close()
    dice, posted = random.Random(SEED), list[str]()
    for n in range(number):
        server = _serve(folder, port)
        try:
            await _until_ready(f"http://127.0.0.1:{port}", server, folder)
            before = len(posted)
            tasks = [asyncio.create_task(_post_on(port, f"{n}.{k}", posted)) for k in range(8)]
            await _acknowledged_after(before, posted)
            await asyncio.sleep(dice.random())
        finally:
            server.kill()
            server.wait(30)
        await asyncio.gather(*tasks, return_exceptions=True)
        print(f"\rkill {n + 1}, {len(posted)} acknowledged", end="", file=sys.stderr)
    with open_operation(folder) as operation:
        known = {r.id for r in operation.record.reports(LOCAL)}
        whole = operation.record.verify().ok
    lost = len(set(posted) - known)
    return {"kills": number, "acknowledged": len(posted), "lost": lost, "verifies": int(whole)}


async def _acknowledged_after(before: int, posted: list[str]) -> None:
    """Until posting has begun; at most half a minute."""
    until = time.perf_counter() + 30
    while len(posted) == before and time.perf_counter() < until:
        await asyncio.sleep(0.02)


async def _post_on(port: int, name: str, posted: list[str]) -> None:
    """Post until the server is gone."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        await client.get("/capture")
        token = next((v for k, v in client.cookies.items() if k.startswith("guardian_")), "")
        for n in range(10_000):
            text = f"Report {name}.{n}: a patrol was stopped in Zvecan on 29 May 2023."
            answer = await client.post(
                "/api/reports",
                json={"text": text, "source": "Team 1"},
                headers={"x-csrftoken": token},
            )
            if answer.status_code < 300:
                posted.append(answer.json()["report"])


def _serve(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    guardian = Path(sys.executable).with_name("guardian")
    with _log(folder).open("wb") as log:
        return subprocess.Popen(
            [guardian, "-C", folder, "serve", "--port", str(port), "--logs", "errors"],
            stdout=log,
            stderr=log,
        )


def _log(folder: Path) -> Path:
    """What the last server wrote, beside the operation."""
    return folder.with_name(f"{folder.name}.log")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(60)
    except subprocess.TimeoutExpired:
        print("the server did not stop in a minute", file=sys.stderr)
        server.kill()


def _told(folder: Path, took: dict[str, list[float]], faults: list[str], posted: list[str]) -> int:
    with open_operation(folder) as operation:
        known = {r.id for r in operation.record.reports(LOCAL)}
    lost = len(set(posted) - known)
    rows = {
        kind: {
            "n": len(times),
            "median_ms": round(statistics.median(times), 1),
            "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
            "slowest_ms": round(max(times), 1),
        }
        for kind, times in took.items()
        if len(times) > 1
    }
    reads = max(rows[k]["p95_ms"] for k in rows if k != "post")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    done = {**rows, "errors": len(faults), "posted": len(posted), "lost": lost,
            "server_MB": round(memory)}  # fmt: skip
    print(json.dumps(done, indent=2))
    for fault in faults[:5]:
        print(fault, file=sys.stderr)
    reached = reads <= 200 and rows["post"]["p95_ms"] <= 400 and not faults and not lost
    print("reached" if reached else "NOT reached (reads 200 ms, writes 400 ms, nothing lost)")
    return 0 if reached else 1


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["build", "load", "kills"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--incidents", type=int, default=120_000)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--port", type=int, default=8399)
    given = parser.parse_args()
    if given.what == "build":
        build(given.folder, given.incidents)
        return 0
    if given.what == "kills":
        told = asyncio.run(kills(given.folder, given.kills, given.port))
        print(json.dumps(told))
        return 0 if told["verifies"] and not told["lost"] else 1
    return asyncio.run(load(given.folder, given.sessions, given.seconds, given.port))


if __name__ == "__main__":
    raise SystemExit(main())
