"""The annotated Kosovo reports, by the scoring tool of the shared data.

The baseline calls each sentence an event and, where a word of saying stands in it, a claim by its
first name; its numbers are what a regular expression finds. The reports are also a training set:
the rules were written while looking at them.
"""

import importlib.util
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import msgspec

from jointguardian.reading import Knowledge, read

from .scoring import SEED, Row

_DRAWS = 200
# What the tool calls it, where in its answer it stands, must, aim.
_MEASURES = (
    ("frames F1", ("frames",), 0.40, 0.65),
    ("claims with stance F1", ("claims_stance",), 0.60, 0.90),
    ("figures F1", ("figures", "f1"), 0.80, 0.97),
    ("casualty counts F1", ("casualty", "f1"), 0.75, 0.95),
)
_SENTENCE = re.compile(r"\S[^.!?\n]*[.!?]?")
_SAID = re.compile(r"\b(?:said|says|told|accused|called|warned|announced|according to)\b")
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"\b\d[\d,]*\b")

Reading = dict[str, Any]


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Frames, claims with their stance, figures and casualty counts."""
    reports = _lines(data / "kosovo/reports.jsonl")
    gold = _lines(data / "kosovo/gold.jsonl")
    annotated = {g["id"] for g in gold}
    reports = [r for r in reports if r["id"] in annotated]
    score = _scorer(data.parent / "tools/score_reading.py")
    ours = [_ours(r, knowledge) for r in reports]
    mine, trivial = score(gold, ours), score(gold, [_trivial(r) for r in reports])
    drawn = list(_resampled(gold, ours, score))
    for name, path, must, aim in _MEASURES:
        spread = sorted(_at(d, path) for d in drawn)
        between = (spread[int(0.025 * _DRAWS)], spread[int(0.975 * _DRAWS)])
        yield Row(
            name, "kosovo, 30 reports", _at(mine, path), len(gold), must, aim, between,
            _at(trivial, path), note="tuned on",
        )  # fmt: skip


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _at(scores: Any, path: Sequence[str]) -> float:
    for key in path:
        scores = scores[key]
    return float(scores)


def _ours(report: dict[str, Any], knowledge: Knowledge) -> Reading:
    day = report.get("published") or report.get("published_inferred")
    reading = read(
        report["text"],
        published=date.fromisoformat(day[:10]) if day and len(day) >= 10 else None,
        source=report["source"],
        report_id=report["id"],
        language=report["language"],
        knowledge=knowledge,
    )
    answer: Reading = json.loads(msgspec.json.encode(reading))
    return answer


def _trivial(report: dict[str, Any]) -> Reading:
    """Each sentence an event and, with a word of saying, a claim; each number a count of persons."""
    text, day = report["text"], (report.get("published") or "")[:10]
    sentences = [m for m in _SENTENCE.finditer(text) if len(m[0]) > 3]
    return {
        "report": {"id": report["id"]},
        "events": [_event(m, day) for m in sentences],
        "claims": [_claim(m) for m in sentences if _SAID.search(m[0]) and _NAME.search(m[0])],
        "figures": [
            {"value": float(m[0].replace(",", "")), "unit": "persons", "span": [*m.span()]}
            for m in _NUMBER.finditer(text)
        ],
    }


def _event(found: re.Match[str], day: str) -> Reading:
    names = [m[0] for m in _NAME.finditer(found[0])]
    return {
        "type": "assault", "status": "happened", "start": day, "span": [*found.span()],
        "actors": [{"text": n} for n in names[:1]], "places": [{"name": n} for n in names[-1:]],
        "casualties": [],
    }  # fmt: skip


def _claim(found: re.Match[str]) -> Reading:
    name = _NAME.search(found[0])
    return {"speaker": name[0] if name else "", "stance": "states", "span": [*found.span()]}


_Score = Callable[[Sequence[dict[str, Any]], Sequence[Reading]], Any]


def _scorer(path: Path) -> _Score:
    """The tool as a function of gold and readings; it is run as it stands, on files."""
    tool = _module(path)

    def score(gold: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, name) for name in ("gold.jsonl", "system.jsonl")]
            for file, lines in zip(files, (gold, readings), strict=True):
                file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
            out = StringIO()
            with patch.object(sys, "argv", ["score", "-", *map(str, files)]), redirect_stdout(out):
                tool.main()
        return json.loads(out.getvalue())

    return score


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _resampled(
    gold: Sequence[dict[str, Any]], readings: Sequence[Reading], score: _Score
) -> Iterator[Any]:
    """The scores of as many reports drawn again and again (seeded)."""
    dice = random.Random(SEED)
    by_id = {r["report"]["id"]: r for r in readings}
    for _ in range(_DRAWS):
        drawn = [(f"{n}", g) for n, g in enumerate(dice.choices(gold, k=len(gold)))]
        answers = [by_id[g["id"]] | {"report": {"id": n}} for n, g in drawn]
        yield score([g | {"id": n} for n, g in drawn], answers)
