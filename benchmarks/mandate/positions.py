"""Claims of the annotated Kosovo reports on the position board: actor and issue right.

    python -m benchmarks.mandate.positions [--wrong] [--keep DIR]

GUARDIAN_DATA points to the shared data (default: ../shared/data beside the repository). The gold reports
go into an operation of the Kosovo pack as any report does, and its board is taken as of now. Two readers
said apart from each other on which issues of the pack each gold claim bears (`issue_labels.yaml`); the second
also wrote the rules and decided where they differed, by what an issue means.

A stand meets a gold claim when it is of the same report and its words, or the whole of its claim with
speaker and cue, share half of the shorter span with it. The claim is right when such a stand has its
actor (the same pack actor, or the same name) and stands under one of its issues. Of two gold speakers
joined by "and", one is enough. Reports are split in halves by a hash of their id. Only the first half's
errors were looked at; of the other its figures were seen, and all its claims were read to label them, before
the last keywords were added: it is not wholly blind.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from jointguardian.access import LOCAL
from jointguardian.domain import Span
from jointguardian.packs import Pack, load_pack
from jointguardian.picture.board import Positions, positions_board
from jointguardian.picture.folding import fold
from jointguardian.pipeline import create_operation, open_operation
from jointguardian.pipeline.ingest import add_reports
from jointguardian.pipeline.known import KnownReader
from jointguardian.sources import read_reports

DATA = Path(
    os.environ.get("GUARDIAN_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
LABELS = Path(__file__).with_name("issue_labels.yaml")
MUST, AIM, HALF = 0.70, 0.90, 0.5


@dataclass(frozen=True)
class Told:
    """A gold claim with the issues that it bears on."""

    report: str
    span: Span
    speaker: str
    issues: frozenset[str]
    words: str

    @property
    def tuned(self) -> bool:
        """Whether its report is in the half that was tuned on."""
        return int(sha256(self.report.encode()).hexdigest(), 16) % 2 == 0


@dataclass(frozen=True)
class Seen:
    """A stand as the board has it, once for each issue it is under."""

    report: str
    spans: tuple[Span, ...]
    actor: str
    actor_id: str | None
    issue: str
    act: bool
    words: str


@dataclass
class Score:
    """How many claims, and of these how many right, and met at all, by whose board."""

    claims: int = 0
    right: int = 0
    actor: int = 0
    issue: int = 0
    wrong: list[tuple[Told, list[Seen]]] = field(default_factory=list)


def gold(labels: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    """The gold claims that have a speaker and bear on a listed issue."""
    issues = {(r["report"], *r["span"]): frozenset(r["issues"]) for r in labels}
    for row in _lines("gold.jsonl"):
        for claim in row["claims"]:
            on = issues.get((row["id"], *claim["span"]), frozenset())
            if claim["speaker"] and on:
                yield Told(row["id"], Span(*claim["span"]), claim["speaker"], on, claim["quote"])


def board_of(folder: Path) -> tuple[Positions, dict[str, tuple[str, Mapping[str, Span]]]]:
    """The board on the gold reports, and for each report its id in the data and its claims' spans."""
    wanted = {row["id"] for row in _lines("gold.jsonl")}
    if not (folder / "guardian.toml").exists():
        with create_operation(folder, pack="kosovo") as made:
            path = str(DATA / "kosovo" / "reports.jsonl")
            rows = read_reports(path, source=None, published=None, received=made.clock())
            add_reports(made, (r for r in rows if getattr(r, "native_id", None) in wanted))
    with open_operation(folder) as operation:
        known = KnownReader(operation).at(LOCAL, None)
        spans = {r.report.id: {c.id: c.span for c in r.claims} for r in known.readings}
        names = {r.id: (r.native_id or "", spans.get(r.id, {})) for r in known.reports}
        return positions_board(known), names


def seen_of(board: Positions, names: Mapping[str, tuple[str, Mapping[str, Span]]]) -> list[Seen]:
    """Every stand under every issue."""
    ids = {i.label: i.id for i in board.issues}
    return [
        Seen(
            names[s.report][0],
            (s.span, *([names[s.report][1][s.claim]] if s.claim else [])),
            p.actor,
            p.actor_id,
            ids[p.issue],
            s.act is not None,
            s.words,
        )
        for p in board.positions
        for s in p.history
    ]


def meets(one: Span, other: Span) -> bool:
    """Whether two spans share half of the shorter."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= HALF * min(one.end - one.start, other.end - other.start)


def same_actor(speaker: str, seen: Seen, ids: Mapping[str, str]) -> bool:
    """Whether a stand is the gold speaker's: the same pack actor, or the same name."""
    names = [fold(part) for part in (speaker, *speaker.split(" and "))]
    return any(n == fold(seen.actor) or (ids.get(n, n) == seen.actor_id) for n in names)


def score(claims: Iterable[Told], seen: Iterable[Seen], ids: Mapping[str, str]) -> Score:
    """What of these claims is right on the board."""
    held, made = list(seen), Score()
    for claim in claims:
        met = [
            s for s in held
            if s.report == claim.report and any(meets(claim.span, span) for span in s.spans)
        ]  # fmt: skip
        his = [s for s in met if same_actor(claim.speaker, s, ids)]
        made.claims += 1
        made.actor += bool(his)
        made.issue += any(s.issue in claim.issues for s in met)
        if any(s.issue in claim.issues for s in his):
            made.right += 1
        else:
            made.wrong.append((claim, met))
    return made


def precision(claims: Iterable[Told], seen: Iterable[Seen], ids: Mapping[str, str]) -> float:
    """Of what claims put on the board for these reports, the share that a gold claim bears out."""
    rows, mine = list(claims), [s for s in seen if not s.act]
    good = [
        s for s in mine
        if any(c.report == s.report and s.issue in c.issues and same_actor(c.speaker, s, ids)
               and any(meets(c.span, span) for span in s.spans) for c in rows)
    ]  # fmt: skip
    return len(good) / len(mine) if mine else 0.0


def actor_ids(pack: Pack) -> dict[str, str]:
    """The pack's actor of every name, folded."""
    return {fold(n): a.id for a in pack.actors for n in (a.name, *a.aliases)}


def _lines(name: str) -> list[dict[str, Any]]:
    text = (DATA / "kosovo" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def main(given: list[str] | None = None) -> int:
    """Print the table; 1 below the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="also what of the tuned half is wrong")
    parser.add_argument("--keep", type=Path, help="keep the operation here, or use the one there")
    asked = parser.parse_args(given)
    if not (DATA / "kosovo" / "gold.jsonl").is_file():
        print("no shared data: set GUARDIAN_DATA")
        return 0
    told = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as spare:
        seen = seen_of(*board_of(asked.keep or Path(spare) / "operation"))
    claims, ids = list(gold(told["rows"])), actor_ids(load_pack("kosovo"))
    parts = {"all": claims, "tuned half": [c for c in claims if c.tuned],
             "other half": [c for c in claims if not c.tuned]}  # fmt: skip
    for name, rows in parts.items():
        got, of = score(rows, seen, ids), {c.report for c in rows}
        right = precision(rows, [s for s in seen if s.report in of], ids)
        print(
            f"positions, {name}: claims {got.claims}  actor and issue right {got.right / got.claims:.3f}"
            f"  (on the board by its actor {got.actor / got.claims:.3f}, under its issue"
            f" {got.issue / got.claims:.3f})  precision {right:.3f}"
        )
        if asked.wrong and name == "tuned half":
            for claim, met in got.wrong:
                print(claim.report, claim.speaker, sorted(claim.issues), claim.words)
                print(*(f"      {s.actor} {s.issue}: {s.words}" for s in met), sep="\n")
    print(f"agreement of the two readers: {told.get('agreement', 'one reader')}")
    best = score(claims, seen, ids)
    return int(best.right / best.claims < MUST)


if __name__ == "__main__":
    sys.exit(main())
