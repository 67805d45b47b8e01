"""Fusion against the gold incidents of `kosovo/`.

    python benchmarks/bench_fusion.py [--reader gold|builtin] [--show] [--speed N]

`gold` turns the annotators' events of 30 reports into readings, so that fusion is measured alone;
`builtin` reads all 74 English reports first. Scores: pairwise and B-cubed F over `report_ids`
(background mentions neutral), and the Zvecan incident in full. Data: GUARDIAN_DATA, default
../shared/data.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from jointguardian.domain import (
    ActorMention,
    Casualty,
    Claim,
    Event,
    Incident,
    PlaceMention,
    Reading,
    Report,
    ReportHeader,
    Source,
    Span,
)
from jointguardian.fusion import Told, fuse

DATA = Path(os.environ.get("GUARDIAN_DATA", "../shared/data")) / "kosovo"
ZVECAN = [f"k0{n}" for n in range(27, 40)]
PLOVER = {
    "armed-clash": "assault", "attack": "assault", "explosion": "assault", "riot": "protest",
    "violence-against-civilians": "assault", "protest": "protest", "arrest": "coerce",
    "use-of-police-force": "coerce", "military-deployment": "mobilize", "military-alert": "mobilize",
    "agreement": "agree", "negotiation": "consult", "sanction-or-punishment": "sanction",
    "aid": "aid", "statement-threat": "threaten", "return": "retreat", "other": "concede",
    "appointment-or-resignation": "retreat", "election": "agree", "exercise": "cooperate",
}  # fmt: skip
# Points of places that the gold events name, for use without a gazetteer (WGS 84 degrees).
POINTS = {
    "Zvecan": (42.907, 20.840), "Leposavic": (43.104, 20.803), "Zubin Potok": (42.914, 20.690),
    "Banjska": (42.973, 20.781), "Mitrovica": (42.891, 20.866), "North Mitrovica": (42.898, 20.865),
    "Kosovska Mitrovica": (42.891, 20.866), "Rudare": (42.918, 20.850), "Jarinje": (43.230, 20.683),
    "Brnjak": (42.973, 20.589), "Pristina": (42.663, 21.165), "Orlate": (42.55, 20.88),
    "Kraljevo": (43.726, 20.687), "Gnjilica": (42.99, 21.09), "Srbovac": (42.93, 20.82),
}  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of a file of the data."""
    path = DATA / name
    if not path.exists():
        sys.exit(f"{path} is not there: set GUARDIAN_DATA to the folder that holds kosovo/")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def report(row: dict[str, Any]) -> Report:
    """A row of reports.jsonl as a report, received at noon of its day."""
    day = row["published"] or row["published_inferred"] or "2023-01-01"
    return Report(
        id=row["id"], source=row["source"], text=row["text"],
        sha256=sha256(row["text"].encode()).hexdigest(), title=row["title"], published=day,
        received=datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC), url=row["url"],
    )  # fmt: skip


def from_gold(row: dict[str, Any]) -> Reading:
    """The annotators' events and claims as a reading."""
    claims = tuple(
        Claim(f"{row['id']}.c{n}", c["speaker"], c.get("speaker_role_or_org"), "", c["stance"],
              tuple(c.get("targets") or c.get("about") or ()), c.get("date"), False,
              Span(*c["span"]), Span(*c["span"]), 1.0)
        for n, c in enumerate(row["claims"]) if "span" in c
    )  # fmt: skip
    events = tuple(gold_event(row["id"], n, e) for n, e in enumerate(row["events"]) if "span" in e)
    return Reading(ReportHeader(row["id"], None, None, "en", ""), events, claims, (), ())


def gold_event(rid: str, n: int, e: dict[str, Any]) -> Event:
    """One annotated event."""
    casualties = tuple(
        Casualty(kind, c["who"], c["n"], c["n"], c["n"], c.get("qualifier"))
        for kind in ("killed", "injured")
        for c in e.get(kind) or []
    )
    return Event(
        f"{rid}.e{n}", PLOVER.get(e["category"], "concede"), None, e["status"],
        tuple(map(ActorMention, e["actors"])), tuple(map(ActorMention, e.get("targets") or [])),
        e["start"], e["end"], e.get("precision") or "none", tuple(map(gold_place, e["places"])),
        casualties, (), None, Span(*e["span"]), 1.0,
    )  # fmt: skip


def gold_place(p: dict[str, str]) -> PlaceMention:
    """An annotated place, with a point if we know it."""
    lat, lon = POINTS.get(p["name"], (None, None))
    precision = "settlement" if lat else "region"
    return PlaceMention(p["name"], p["name"], p["country"], lat, lon, None, precision)


def told(reader: str) -> list[Told]:
    """All reports with readings by the annotators or by our reader."""
    reports = {r["id"]: report(r) for r in rows("reports.jsonl")}
    if reader == "gold":
        readings = {g["id"]: from_gold(g) for g in rows("gold.jsonl") if g["id"] in reports}
    else:
        readings = by_reader(reports.values())
    source = {r.source: Source(r.source, r.source, reliability="C") for r in reports.values()}
    return [Told(reports[i], reading, source[reports[i].source]) for i, reading in readings.items()]


def by_reader(reports: Iterable[Report]) -> dict[str, Reading]:
    """Readings by `jointguardian.reading`, with the actors of every pack."""
    from jointguardian.pipeline.knowledge import default_knowledge, read_report

    known = default_knowledge()
    return {r.id: read_report(r, known) for r in reports}


@dataclass(frozen=True)
class Group:
    """Reports that a baseline puts together."""

    reports: tuple[str, ...]


def scores(incidents: Sequence[Incident | Group], ids: set[str]) -> dict[str, float]:
    """Pairwise and B-cubed F over report pairs, pairs with a background mention left out."""
    gold = [
        (set(g["report_ids"]) & ids, set(g.get("also_mentioned_in", [])) & ids)
        for g in json.loads((DATA / "incidents.json").read_text(encoding="utf-8"))
    ]
    gold = [(main, also) for main, also in gold if main]
    want = {p for main, _ in gold for p in combinations(sorted(main), 2)}
    loose = {p for main, also in gold for p in combinations(sorted(main | also), 2)} - want
    have = {p for i in incidents for p in combinations(sorted(i.reports), 2)}
    hit, spare = len(want & have), len(have - want - loose)
    recall, precision = hit / max(1, len(want)), hit / max(1, hit + spare)
    cubes = [bcubed(r, gold, incidents) for r in sorted(ids)]
    bp, br = (sum(c[k] for c in cubes) / len(cubes) for k in (0, 1))
    return {
        "pair_p": precision, "pair_r": recall, "pair_f": f1(precision, recall),
        "b3_p": bp, "b3_r": br, "b3_f": f1(bp, br), "best_match_f": best_match(gold, incidents),
    }  # fmt: skip


def baselines(base: Sequence[Told]) -> dict[str, list[Group]]:
    """Each report alone; all reports with an event on one day together."""
    days: dict[str, set[str]] = {}
    for t in base:
        for e in t.reading.events:
            if e.start and len(e.start) == 10 and e.casualties + e.actors:
                days.setdefault(e.start, set()).add(t.report.id)
    return {
        "each report alone": [Group((t.report.id,)) for t in base],
        "one incident a day": [Group(tuple(sorted(r))) for r in days.values()],
    }


def bcubed(
    rid: str, gold: Sequence[tuple[set[str], set[str]]], incidents: Sequence[Incident | Group]
) -> tuple[float, float]:
    """A report's precision and recall over the reports that share an incident with it."""
    main = set().union(*(m for m, _ in gold if rid in m), {rid})
    near = set().union(*(m | a for m, a in gold if rid in m or rid in a), {rid})
    mine = set().union(*(set(i.reports) for i in incidents if rid in i.reports), {rid})
    counted = {r for r in mine if r in main or r not in near}
    return len(counted & main) / max(1, len(counted)), len(mine & main) / len(main)


def best_match(
    gold: Sequence[tuple[set[str], set[str]]], incidents: Sequence[Incident | Group]
) -> float:
    """Mean over the gold incidents of the best F that one of ours reaches."""
    best = []
    for main, also in gold:
        found = [(set(i.reports) - also) for i in incidents if main & set(i.reports)]
        best.append(
            max((f1(len(f & main) / len(f), len(f & main) / len(main)) for f in found), default=0.0)
        )
    return sum(best) / len(best)


def f1(p: float, r: float) -> float:
    """Harmonic mean."""
    return 2 * p * r / (p + r) if p + r else 0.0


def show(incident: Incident) -> None:
    """An incident, readable."""
    print(f"\n{incident.id} {incident.what} [{incident.type}, {incident.status}] "
          f"{incident.start}..{incident.end} origins {incident.independent_origins}")  # fmt: skip
    print("  reports:", " ".join(incident.reports))
    print("  places:", ", ".join(p.name for p in incident.places))
    for n, c in enumerate(incident.counts):
        print(f"  [{n}] {c.as_of} {c.kind} {c.qualifier or ''} {c.n} {c.who!r} -> {c.group} "
              f"by {c.counted_by} ({c.report}) {c.relation or ''} {'' if c.to is None else c.to} "
              f"{'' if c.part_of is None else f'part of {c.part_of}'}")  # fmt: skip
    for text in incident.contradictions:
        print("  !", text)


def speed(base: Sequence[Told], copies: int) -> None:
    """Seconds for the same reports shifted by years: cost should grow with their number."""
    many = [shifted(t, n) for n in range(copies) for t in base]
    began = time.perf_counter()
    found = fuse(many)
    print(f"{len(many)} reports, {len(found)} incidents in {time.perf_counter() - began:.2f} s")


def shifted(t: Told, n: int) -> Told:
    """A report with its reading, 400 days times `n` earlier."""
    back = timedelta(days=400 * n)
    rid = f"{t.report.id}x{n}"
    moved = tuple(
        replace(e, start=earlier(e.start, back), end=earlier(e.end, back)) for e in t.reading.events
    )
    published = earlier(t.report.published, back)
    made = replace(t.report, id=rid, published=published, received=t.report.received - back)
    return Told(made, replace(t.reading, events=moved), t.source)


def earlier(partial: str | None, back: timedelta) -> str | None:
    """A day moved back; vaguer dates stay."""
    if partial is None or len(partial) != 10:
        return partial
    return (date.fromisoformat(partial) - back).isoformat()


def main() -> None:
    """Print the scores."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reader", choices=("gold", "builtin"), default="gold")
    options.add_argument("--show", action="store_true", help="print every incident")
    options.add_argument("--speed", type=int, default=0, help="time N copies")
    chosen = options.parse_args()
    base = told(chosen.reader)
    began = time.perf_counter()
    incidents = fuse(base)
    seconds = time.perf_counter() - began
    ids = {t.report.id for t in base}
    print(json.dumps({"reader": chosen.reader, "reports": len(base), "incidents": len(incidents),
                      "seconds": round(seconds, 3),
                      **{k: round(v, 3) for k, v in scores(incidents, ids).items()}}))  # fmt: skip
    for name, grouped in baselines(base).items():
        print(json.dumps({"baseline": name, "incidents": len(grouped),
                          **{k: round(v, 3) for k, v in scores(grouped, ids).items()}}))  # fmt: skip
    zvecan = max(incidents, key=lambda i: len(set(i.reports) & set(ZVECAN)))
    there = sorted(set(zvecan.reports) & set(ZVECAN))
    print(f"Zvecan: {len(there)} of {len(set(ZVECAN) & ids)} English reports in one incident; "
          f"missing {sorted(set(ZVECAN) & ids - set(there))}")  # fmt: skip
    for incident in incidents if chosen.show else [zvecan]:
        show(incident)
    if chosen.speed:
        speed(base, chosen.speed)


if __name__ == "__main__":
    main()
