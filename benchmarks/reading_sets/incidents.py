"""Fusion against the incidents of `kosovo/incidents.json`, events by our own reader.

    python -m benchmarks.reading incidents

B-cubed F1 is over the English reports and `report_ids`, background mentions neutral, as in
`bench_fusion`. A rival value is one of two or more numbers that `figures_by_group` gives for one
group of an incident and that its English reports state; it is surfaced when our incident (the one sharing most of the gold reports)
shows it as a count of that kind and group, related to another number of the same group or named
in a contradiction. Nothing in fusion is fitted on these values; its weights were set by hand while
looking at the incidents.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jointguardian.domain import Count, Incident
from jointguardian.fusion import fuse
from jointguardian.fusion.parties import group, table
from jointguardian.reading import Knowledge

from .. import bench_fusion as bench
from .scoring import Counts, Row, accuracy, interval

WORDS = {1: "one|an|a|another", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
KINDS = {
    "injured": "injured", "hurt": "injured", "dead": "killed", "killed": "killed",
    "arrested": "detained", "arrests": "detained", "returned": "returned",
}  # fmt: skip


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """B-cubed F1 and the share of rival values surfaced."""
    bench.DATA = data / "kosovo"
    told = bench.told("builtin")
    ids = {t.report.id for t in told}
    incidents = fuse(told)
    gold = json.loads((data / "kosovo" / "incidents.json").read_text(encoding="utf-8"))
    alike = [(set(g["report_ids"]) & ids, set(g.get("also_mentioned_in", [])) & ids) for g in gold]
    cubes = [bench.bcubed(r, alike, incidents) for r in sorted(ids)]
    days = [
        bench.bcubed(r, alike, bench.baselines(told)["one incident a day"]) for r in sorted(ids)
    ]
    note = "P {:.2f} R {:.2f}; baseline: one incident a day".format(*_means(cubes))
    yield Row("incidents: B-cubed F1", "kosovo", _f1(cubes), len(ids), 0.80, 0.95,
              interval(cubes, _f1), _f1(days), note=note)  # fmt: skip
    texts = {t.report.id: t.report.text for t in told}
    related = surfaced(gold, incidents, texts, _related)
    alone = surfaced(gold, [only(i) for i in incidents], texts, _counted)
    yield Row("incidents: rival values surfaced", "kosovo", accuracy(related),
              int(sum(c.right + c.missed for c in related)), 0.80, 0.95, interval(related, accuracy),
              accuracy(alone), note="baseline: numbers of the best single report")  # fmt: skip


def _means(cubes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(p for p, _ in cubes) / len(cubes), sum(r for _, r in cubes) / len(cubes)


def _f1(cubes: Sequence[tuple[float, float]]) -> float:
    return bench.f1(*_means(cubes))


def surfaced(
    gold: Iterable[dict[str, Any]], incidents: Sequence[Incident], texts: Mapping[str, str],
    shows: Callable[[Incident, str, str], set[int]],
) -> list[Counts]:  # fmt: skip
    """For each group with rival values, how many are shown and how many are not."""
    found = []
    for one in gold:
        ours = max(incidents, key=lambda i: len(set(i.reports) & set(one["report_ids"])))
        for label, values in one.get("figures_by_group", {}).items():
            values = [n for n in values if _stated(n, one["report_ids"], texts)]
            if len(values) > 1:
                kind, who = _meant(label)
                shown = shows(ours, kind, who)
                right = len(set(values) & shown)
                found.append(Counts(right, len(values) - right, len(shown - set(values))))
    return found


def _stated(n: int, reports: Iterable[str], texts: Mapping[str, str]) -> bool:
    """Whether an English report of the incident gives the number at all, in digits or as a word."""
    written = rf"\b(?:{n}|{n:,}|{WORDS.get(n, n)})\b"
    return any(re.search(written, texts.get(r, ""), re.IGNORECASE) for r in reports)


def _meant(label: str) -> tuple[str, str]:
    """Kind and group of a gold label, e.g. "KFOR injured"."""
    words = label.split()
    kind = next((KINDS[w] for w in words if w in KINDS), "")
    return kind, group(" ".join(w for w in words if w not in KINDS) or "people")


def _of_group(count: Count, kind: str, who: str) -> bool:
    if count.kind != kind:
        return False
    taken = table().takes.get(who, ())
    return who in ("total", count.group) or count.group in taken


def _counted(incident: Incident, kind: str, who: str) -> set[int]:
    return {c.n for c in incident.counts if _of_group(c, kind, who)}


def _related(incident: Incident, kind: str, who: str) -> set[int]:
    """Numbers that stand beside another one of their group, as an update, rival or contradiction."""
    pointed = {c.to for c in incident.counts if c.relation in ("updates", "rivals")}
    text = " ".join(incident.contradictions)
    return {
        c.n
        for n, c in enumerate(incident.counts)
        if _of_group(c, kind, who)
        and (
            c.relation in ("updates", "rivals")
            or n in pointed
            or f" {c.n} (" in text
            or c.relation == "same"
        )
    }


def only(incident: Incident) -> Incident:
    """What the report with most counts alone would show."""
    reports = [c.report for c in incident.counts]
    best = max(sorted(set(reports)), key=reports.count, default="")
    return replace(incident, counts=tuple(c for c in incident.counts if c.report == best))


def missing(gold: Iterable[dict[str, Any]], incidents: Sequence[Incident]) -> Iterator[str]:
    """Each group with what is not shown, in words."""
    for one in gold:
        ours = max(incidents, key=lambda i: len(set(i.reports) & set(one["report_ids"])))
        for label, values in one.get("figures_by_group", {}).items():
            if len(values) > 1:
                shown = _related(ours, *_meant(label))
                yield f"{one['incident'][:40]} {label}: missed {set(values) - shown}, beside {shown - set(values)}"
