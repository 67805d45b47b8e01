"""Reports in Serbian, Croatian and Albanian, annotated before the rules were written.

Gold: `other_languages_gold.jsonl` (places, dates, figures, casualties, speakers; spans and values,
not the texts). Places, dates and figures match by value where their spans overlap; casualties by
kind and count; speakers by name. What the gold marks optional is neither missed nor wrong. Reports
in other languages must not be misread: any event, claim or figure found in them is counted.
Baseline: gazetteer names, numbers in digits with the next word as the unit, no harm, no speakers.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jointguardian.domain import Reading
from jointguardian.reading import Knowledge, read

from .scoring import Counts, Row, f1, interval

GOLD = Path(__file__).with_name("other_languages_gold.jsonl")
OWN = Path(__file__).resolve().parents[2] / "tests" / "reading" / "languages" / "reports.yaml"
READ = frozenset({"sr", "hr", "bs", "sq"})
PARTS = ("places", "figures", "casualties", "speakers", "dates")
_PEOPLE = frozenset({"persons", "troops"})
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A report with its gold rows by part; rows are `{value, optional, span}`."""

    text: str
    published: date
    language: str
    gold: Mapping[str, Sequence[Item]]


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """One row per part and one for all of them, then the reports that must stay unread."""
    cases = list(_cases(data))
    yield from _table("sr, hr, sq", [c for c in cases if c.language in READ], knowledge, goals=True)
    own = list(_own())
    yield from _table("own, open", [c for c, held in own if not held], knowledge)
    yield from _table("own, held back", [c for c, held in own if held], knowledge)
    others = [c for c in cases if c.language not in READ]
    yield Row(
        "other languages: events, claims, figures misread", "de, it, sl",
        sum(map(len, (_told(_read(c, knowledge)) for c in others))), len(others), must=0, lower=True,
    )  # fmt: skip


def _table(
    name: str, cases: list[Case], knowledge: Knowledge, goals: bool = False
) -> Iterator[Row]:
    ours = [_counts(c, _found(_read(c, knowledge), c.text)) for c in cases]
    plain = [_counts(c, _baseline(c, knowledge)) for c in cases]
    for part in (*PARTS, "all"):
        units = [_of(row, part) for row in ours]
        must, aim = (0.60, 0.85) if goals and part != "dates" else (None, None)
        yield Row(
            f"other languages: {part} F1", name, f1(units), len(cases), must, aim,
            interval=interval(units, f1), baseline=f1([_of(row, part) for row in plain]),
        )  # fmt: skip


def _of(counts: Mapping[str, Counts], part: str) -> Counts:
    """The counts of a part; "all" adds up places, figures, casualties and speakers."""
    if part != "all":
        return counts[part]
    chosen = [counts[p] for p in PARTS[:4]]
    return Counts(*(sum(column) for column in zip(*chosen, strict=True)))


def _cases(data: Path) -> Iterator[Case]:
    path = data / "kosovo" / "reports_other_languages.jsonl"
    reports = {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    for gold in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        report = reports[gold["id"]]
        published = date.fromisoformat(report["published"] or report["published_inferred"])
        yield Case(report["text"], published, report["language"], {p: gold[p] for p in PARTS})


def _own() -> Iterator[tuple[Case, bool]]:
    for row in yaml.safe_load(OWN.read_text(encoding="utf-8")):
        may = row.get("may", {})
        gold = {
            part: [_item(part, v, False) for v in row[part]]
            + [_item(part, v, True) for v in may.get(part, ())]
            for part in PARTS
        }
        yield Case(row["text"], row["published"], row["language"], gold), row.get("held", False)


def _item(part: str, value: Any, optional: bool) -> Item:
    """A value of our own reports in the shape of the gold's rows."""
    keys = {
        "places": ("name",), "dates": ("start",), "figures": ("value", "unit"),
        "casualties": ("kind", "n"), "speakers": ("speaker", "stance"),
    }[part]  # fmt: skip
    values = value if isinstance(value, list) else [value]
    return {**dict(zip(keys, map(_plain, values), strict=False)), "optional": optional}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(case: Case, knowledge: Knowledge) -> Reading:
    return read(case.text, published=case.published, language=case.language, knowledge=knowledge)


def _told(reading: Reading) -> list[object]:
    return [*reading.events, *reading.claims, *reading.figures]


def _found(reading: Reading, text: str) -> dict[str, list[Item]]:
    """What was read, in the shape of the gold's rows."""
    times = {e.start for e in reading.events} | {f.date for f in reading.figures}
    times |= {c.date for c in reading.claims}
    harmed = {
        (c.kind, c.best, c.span): {"kind": c.kind, "n": c.best, "span": c.span}
        for e in reading.events
        for c in e.casualties
    }
    return {
        "places": [{"name": p.name, "text": p.text, "span": p.span} for p in reading.places],
        "figures": [{"value": f.value, "unit": f.unit, "span": f.span} for f in reading.figures],
        "casualties": list(harmed.values()),
        "speakers": [
            {"speaker": f"{c.speaker} {c.speaker_role or ''}", "span": c.span}
            for c in reading.claims
        ],
        "dates": [{"start": t} for t in sorted(t for t in times if t)],
    }


def _baseline(case: Case, knowledge: Knowledge) -> dict[str, list[Item]]:
    """Gazetteer names; each number in digits counts the next word; nothing else."""
    names = [(s, c[0]) for s, c in knowledge.gazetteer.scan(case.text) if c]
    numbers = re.finditer(r"(\d[\d.,]*)\s+(\w+)", case.text)
    return {
        "places": [{"name": p.name, "text": s.of(case.text), "span": s} for s, p in names],
        "figures": [
            {"value": float(re.sub(r"\D", "", m[1])), "unit": "persons", "span": m.span()}
            for m in numbers
        ],
        "casualties": [],
        "speakers": [],
        "dates": [{"start": case.published.isoformat()}],
    }


def _counts(case: Case, found: Mapping[str, Sequence[Item]]) -> dict[str, Counts]:
    return {
        part: _match(case.gold[part], found[part], _SAME[part], once=part in {"dates", "places"})
        for part in PARTS
    }


def _match(
    gold: Sequence[Item], found: Sequence[Item], same: Callable[[Item, Item], bool], once: bool
) -> Counts:
    """Right, missed and wrong rows, each gold row used once, required ones first.

    Where a value may be found again (`once`: it is annotated once), a repeat is not wrong.
    """
    ordered = sorted(gold, key=lambda g: bool(g.get("optional")))
    left = list(found)
    right = missed = 0
    for row in ordered:
        hit = next((f for f in left if same(row, f)), None)
        if hit is not None:
            left.remove(hit)
        right += hit is not None and not row.get("optional")
        missed += hit is None and not row.get("optional")
    free = [g for g in ordered if once or g.get("optional")]
    wrong = sum(not any(same(g, f) for g in free) for f in left)
    return Counts(right, missed, wrong)


def _overlap(gold: Item, found: Item) -> bool:
    """Whether two rows stand at the same place, where both say where."""
    a, b = gold.get("span"), found.get("span")
    return a is None or b is None or (a[0] < b[1] and b[0] < a[1])


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _same_place(gold: Item, found: Item) -> bool:
    if gold.get("span"):
        return _overlap(gold, found)
    wanted = set(_fold(gold["name"]).split())
    return any(wanted <= set(_fold(found[k]).split()) for k in ("name", "text"))


def _same_figure(gold: Item, found: Item) -> bool:
    people = gold["unit"] in _PEOPLE and found["unit"] in _PEOPLE
    alike = gold["unit"] == found["unit"] or people
    return bool(alike) and gold["value"] == found["value"] and _overlap(gold, found)


def _same_harm(gold: Item, found: Item) -> bool:
    return (gold["kind"], gold["n"]) == (found["kind"], found["n"]) and _overlap(gold, found)


def _same_speaker(gold: Item, found: Item) -> bool:
    wanted = set(re.findall(r"\w{2,}", _fold(gold["speaker"])))
    have = set(re.findall(r"\w{2,}", _fold(found["speaker"])))
    return 2 * len(wanted & have) > len(wanted) and _overlap(gold, found)


_SAME: Mapping[str, Callable[[Item, Item], bool]] = {
    "places": _same_place,
    "figures": _same_figure,
    "casualties": _same_harm,
    "speakers": _same_speaker,
    "dates": lambda gold, found: gold["start"] == found["start"],
}
