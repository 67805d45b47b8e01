"""Event types of PLOVER's records: is the main event of the text of the gold type?

Our main event is the first of the reading: events stand in the order of their sentences, and in a
sentence what its main clause tells comes first. A text without any event counts as wrong. The
baseline calls every record by the commonest type. Nothing is fitted on this set; its older names
are mapped as its makers' table maps them.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from jointguardian.reading import Knowledge, read

from .plover_roles import rows as role_rows
from .scoring import Row, interval

_OLDER = {"demand": "request", "disapprove": "accuse", "investigate": "accuse", "fight": "assault"}
_NOTE = "main event = first of the reading"

Pair = tuple[str, str]


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Accuracy and macro-F1 of the event type, then the parts played."""
    records = json.loads((data / "coding/plover/plover_gsr_dev.json").read_text(encoding="utf-8"))
    gold = [_OLDER.get(r["event"].lower(), r["event"].lower()) for r in records]
    ours = [(g, _type(r["text"], knowledge)) for g, r in zip(gold, records, strict=True)]
    commonest = Counter(gold).most_common(1)[0][0]
    trivial = [(g, commonest) for g in gold]
    for measure, score, must, aim in (
        ("event type, accuracy", accuracy, 0.60, 0.85),
        ("event type, macro-F1", macro_f1, 0.55, 0.80),
    ):
        yield Row(
            measure, "PLOVER dev", score(ours), len(ours), must, aim,
            interval(ours, score), score(trivial), note=_NOTE,
        )  # fmt: skip
    yield from role_rows(knowledge, data)


def _type(text: str, knowledge: Knowledge) -> str:
    events = read(text, knowledge=knowledge).events
    return events[0].type if events else ""


def accuracy(pairs: Sequence[Pair]) -> float:
    """The share of records whose type is right."""
    return sum(g == s for g, s in pairs) / len(pairs)


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean F1 over the types that occur in the gold of these records."""
    right = Counter(g for g, s in pairs if g == s)
    of_gold, of_ours = Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    return sum(2 * right[t] / (n + of_ours[t]) for t, n in of_gold.items()) / len(of_gold)
