"""The clash of 29 May 2023 out of the shipped retellings, by reader and fusion together."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files

import pytest

from jointguardian.domain import Incident, Report, Source
from jointguardian.fusion import Told, fuse
from jointguardian.geo import load_gazetteer
from jointguardian.packs import load_pack
from jointguardian.reading import Knowledge, read


@pytest.fixture(scope="module")
def clash() -> Incident:
    """The incident of the day that most reports tell."""
    knowledge = Knowledge(gazetteer=load_gazetteer(), actors=load_pack("kosovo").actors)
    raw = files("jointguardian.packs").joinpath("kosovo/reports.jsonl").read_text(encoding="utf-8")
    told = []
    for row in map(json.loads, raw.splitlines()):
        day = row.get("published") or row.get("published_inferred")
        if not day or not "2023-05-25" <= day[:10] <= "2023-12-31":
            continue
        received = datetime.fromisoformat(day[:10]).replace(tzinfo=UTC)
        report = Report(
            id=row["id"], source=row["source"], text=row["text"],
            sha256=sha256(row["text"].encode()).hexdigest(), received=received, published=day[:10],
        )  # fmt: skip
        reading = read(
            row["text"], published=received.date(), report_id=row["id"], knowledge=knowledge
        )
        told.append(Told(report, reading, Source(row["source"], row["source"])))
    day_of = [i for i in fuse(told) if i.start == "2023-05-29"]
    return max(day_of, key=lambda i: len(i.reports))


def numbers(incident: Incident, group: str) -> set[int]:
    return {c.n for c in incident.counts if c.group == group and c.kind == "injured"}


def test_many_reports_are_one_incident(clash: Incident) -> None:
    assert len(clash.reports) >= 11
    assert clash.independent_origins < len(clash.reports)


def test_the_force_and_the_serbs_are_counted_apart(clash: Incident) -> None:
    assert {25, 30, 34, 41, 93} <= numbers(clash, "KFOR")
    assert {50, 52, 53} <= numbers(clash, "Serbs")
    assert not numbers(clash, "KFOR") & {52, 53}


def test_later_counts_update_and_other_counters_rival(clash: Incident) -> None:
    later = next(c for c in clash.counts if (c.group, c.n) == ("KFOR", 93))
    assert later.relation == "updates"
    rivals = {
        frozenset({c.n, clash.counts[c.to].n})
        for c in clash.counts
        if c.relation == "rivals" and c.group == "Serbs" and c.to is not None
    }
    assert frozenset({52, 53}) in rivals


def test_nations_are_part_of_the_force(clash: Incident) -> None:
    totals = {
        (c.group, c.n): clash.counts[c.part_of].n for c in clash.counts if c.part_of is not None
    }
    assert ("Italian soldiers", 11) in totals
    assert totals[("Hungarian soldiers", 19)] >= 30


def test_the_accounts_stand_side_by_side_in_words(clash: Incident) -> None:
    text = " ".join(clash.contradictions)
    assert "52 (Aleksandar Vučić in" in text
    assert "53 (hospital" in text
    assert "unprovoked" in text
    assert "peaceful" in text
    assert "firearms" in text
