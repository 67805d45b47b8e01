"""Sources and targets of PLOVER's records: is the gold actor's head word in our actor's words?

Our one event of a text is the first that tells both sides; a text without any gives the parts of its main verb. A gold
actor's head is the last word of its phrase before any preposition. The baseline takes the first and
the last capitalised run of the text. Nothing is fitted on this set.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jointguardian.domain import Reading
from jointguardian.reading import Knowledge, read

from .main_verb import main_parts
from .scoring import Counts, Row, f1, interval

_RUN = re.compile(r"\b[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*")
_TAIL = re.compile(r"\s+(?:\(|(?:of|in|from|to|at|on|for|near|based|loyal|[a-z]+ing)\b).*$")


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Head match F1 over sources and targets."""
    records = json.loads((data / "coding/plover/plover_gsr_dev.json").read_text(encoding="utf-8"))
    ours = [_counts(r, _parts(r["text"], knowledge)) for r in records]
    trivial = [_counts(r, _runs(r["text"])) for r in records]
    yield Row(
        "source and target, head match F1", "PLOVER dev", f1(ours), len(records), 0.55, 0.80,
        interval(ours, f1), f1(trivial),
    )  # fmt: skip


def _parts(text: str, knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """The words of sources and targets."""
    reading = read(text, knowledge=knowledge)
    event = main_event(reading)
    doers, met = main_parts(text, knowledge)
    if event is not None:
        doers = [a.text for a in event.actors] or doers
        met = [r.text for r in event.recipients] or ([] if len(event.actors) > 1 else met)
    return doers, met


def main_event(reading: Reading) -> Any:
    """The first event with both sides told, else the first with one; None without any event."""
    return max(
        reading.events,
        key=lambda e: (bool(e.actors) + bool(e.recipients), -e.span.start),
        default=None,
    )


def _runs(text: str) -> tuple[list[str], list[str]]:
    runs = _RUN.findall(text)
    return runs[:1], runs[-1:] if len(runs) > 1 else []


def _counts(record: dict[str, Any], parts: tuple[list[str], list[str]]) -> Counts:
    sides = zip((_gold(record, "source"), _gold(record, "target")), parts, strict=True)
    each = [_matched(gold, found) for gold, found in sides]
    return Counts(*(sum(column) for column in zip(*each, strict=True)))


def _gold(record: dict[str, Any], side: str) -> list[str]:
    """The head words of a side's actors that stand in the text; a side may be a stray word."""
    listed = record.get(side)
    return [_head(a["actorText"]) for a in listed] if isinstance(listed, list) else []


def _head(phrase: str) -> str:
    words = _TAIL.sub("", phrase).split()
    return words[-1].lower().strip(".,()'’").removesuffix("'s") if words else phrase.lower()


def _matched(gold: Sequence[str], found: Sequence[str]) -> Counts:
    """Each gold head may be in one of ours, each of ours matches one gold head."""
    left = [
        set(re.findall(r"[\w-]+(?:\.\w+)*", f.lower().replace("’s", "").replace("'s", "")))
        for f in found
    ]
    right = 0
    for head in gold:
        hit = next((words for words in left if head in words), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Counts(right, len(gold) - right, len(left))
