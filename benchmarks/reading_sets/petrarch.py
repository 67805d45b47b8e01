"""PETRARCH's own validation sentences, from raw text: its tuples with real dictionaries, and its unit records.

The parse trees in the files are not used. Tuples are (source, target, event) at the sentence. A record
of the unit tests is right when all its tuples are given and no other. The baseline takes the first two
actors and the first verb's code without any pattern.
"""

import gzip
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jointguardian.reading import Knowledge
from jointguardian.reading.dictionaries import Choices, Dictionaries, code_text, dictionaries
from jointguardian.reading.dictionaries.sentence import Sentence
from jointguardian.reading.document import Document
from jointguardian.reading.sentences import sentences
from jointguardian.reading.syntax.step import syntax

from .scoring import Counts, Row, f1, interval

_RECORD = re.compile(
    r'<Sentence\s(.*?)>(.*?)</Sentence>|<Config option="(\w+)" value="(\w+)">', re.DOTALL
)
_CODES = ("sourcecode", "targetcode", "eventcode")
Tuples = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Record:
    """A sentence with its day, its gold tuples and how its file says to code."""

    text: str
    day: date | None
    gold: Tuples
    choices: Choices


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Both rows: tuple F1 of the validation sentences, exact codings of the unit records."""
    home = data / "coding" / "petrarch"
    real = _known(home, ("CAMEO.2.0.txt", "Phoenix.*"))
    records = _records(home / "PETR2_GSR_validation.xml")
    ours = [_counts(r, _coded(r, real, knowledge)) for r in records]
    trivial = [_counts(r, _baseline(r, real, knowledge)) for r in records]
    yield Row("events: tuple F1 from raw text", "PETR2 validation", f1(ours), len(ours), 0.60, 0.85,
              interval(ours, f1), f1(trivial))  # fmt: skip
    toy = _known(home, ("PETR.Validate.*",))
    records = _records(home / "PETR.UnitTest.records.xml")
    exact = [float(_coded(r, toy, knowledge) == r.gold) for r in records]
    plain = [float(_baseline(r, toy, knowledge) == r.gold) for r in records]
    yield Row("exact codings", "PETRARCH unit records", _mean(exact), len(exact), 0.40, 0.80,
              interval(exact, _mean), _mean(plain))  # fmt: skip


def _mean(values: object) -> float:
    found = list(values)  # type: ignore[call-overload]
    return sum(found) / len(found)


def _counts(record: Record, coded: Tuples) -> Counts:
    gold = record.gold
    return Counts(len(gold & coded), len(gold - coded), len(coded - gold))


def _known(home: Path, patterns: tuple[str, ...]) -> Dictionaries:
    files = [p for pattern in patterns for p in (home / "dictionaries").glob(pattern)]
    return dictionaries({p.name: _text(p) for p in files})


def _text(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")


def _records(path: Path) -> list[Record]:
    """The records of a file, each with the options that stand before it."""
    found, dyads = [], True
    for match in _RECORD.finditer(path.read_text("utf-8", "replace")):
        head, body, option, value = match.groups()
        if option == "require_dyad":
            dyads = value.lower() == "true"
        elif not option:
            found.append(_record(head, body, Choices(dyads)))
    return found


def _record(head: str, body: str, choices: Choices) -> Record:
    said = re.sub(r"<!--.*?-->|<Parse>.*", "", body, flags=re.DOTALL)
    text = re.search(r"<Text>(.*?)</Text>", said, re.DOTALL)
    plain = " ".join(html.unescape(text[1]).split()) if text else ""
    stamp = re.search(r'date\s*=\s*"(\d+)"', head)
    gold = (_tuple(event) for event in re.findall(r"<EventCoding\s+(.*?)>", said))
    return Record(
        plain, _day(stamp[1]) if stamp else None, frozenset(t for t in gold if t), choices
    )


def _tuple(event: str) -> tuple[str, str, str] | None:
    quoted = (re.search(name + r"""\s*=\s*(["'])(.*?)\1""", event) for name in _CODES)
    source, target, code = (m[2] if m else "" for m in quoted)
    return (source, target, code) if source and target and code else None


def _day(stamp: str) -> date | None:
    return date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:])) if len(stamp) == 8 else None


def _coded(record: Record, known: Dictionaries, knowledge: Knowledge) -> Tuples:
    found = code_text(
        record.text, known, published=record.day, knowledge=knowledge, choices=record.choices
    )
    return frozenset((c.source, c.target, c.event) for c in found)


def _baseline(record: Record, known: Dictionaries, knowledge: Knowledge) -> Tuples:
    document = syntax(sentences(Document(text=record.text)), knowledge.parser)
    found: set[tuple[str, str, str]] = set()
    for each in document.sentences:
        sentence = Sentence.of(document.parse, each.span, known, record.day)
        actors = [c for m in sentence.mentions if not m.agent for c in m.codes]
        forms = (known.verbs.get(w.key, ()) for w in sentence.words)
        code = next((f.verb.code for group in forms for f in group if f.verb.code), "")
        pair = list(dict.fromkeys(actors))[:2]
        if code and len(pair) == 2:
            found.add((pair[0], pair[1], code.partition(":")[0]))
    return frozenset(found)
