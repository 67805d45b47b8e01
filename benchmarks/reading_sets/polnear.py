"""PolNeAR: attributions in the news, quoted and unquoted, scored by their words.

A word (a run of letters or digits) counts as source if it lies in the source of any attribution of
its text, likewise as cue and as content; F1 is micro over the words of all texts. PolNeAR's
annotators marked no attribution inside the content of another, so nested ones of ours are left out.
The stricter figure counts whole attributions: source, cue and content must each share half of their
words (Dice) with those of one gold attribution. The baseline takes each sentence with "said" or
"says": the capitalised words before it are the source, the rest is content.

Nothing that ships was fitted on this set.
"""

import re
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jointguardian.domain import Span
from jointguardian.reading import Knowledge
from jointguardian.reading.attribution import relations
from jointguardian.reading.document import Document
from jointguardian.reading.steps import named

from .scoring import Counts, Row, f1, interval

ROLES = ("Source", "Cue", "Content")
MUST = {"Source": 0.55, "Cue": 0.60, "Content": 0.60}
AIM = {"Source": 0.80, "Cue": 0.80, "Content": 0.75}
_WORD = re.compile(r"\w+")
_SAID = re.compile(r"[^.\n]*?((?:[A-Z][\w'’-]+ ){1,5})(said|says)\b([^.\n]*)")
Parts = dict[str, list[Span]]


@dataclass(frozen=True)
class Text:
    """A text with its gold attributions, and what the readers found."""

    text: str
    gold: list[Parts]


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """A row per role, and one for whole attributions."""
    texts = list(load(data / "coding" / "polnear" / "polnear-dev.tar.gz"))
    ours = [_ours(t.text, knowledge) for t in texts]
    plain = [list(said(t.text)) for t in texts]
    for role in ROLES:
        units = [_counts(t, found, role) for t, found in zip(texts, ours, strict=True)]
        base = [_counts(t, found, role) for t, found in zip(texts, plain, strict=True)]
        yield _row(f"{role.lower()} token F1", units, base, MUST[role], AIM[role])
    whole = [_whole(t, found) for t, found in zip(texts, ours, strict=True)]
    yield _row(
        "whole attributions F1", whole, [_whole(t, f) for t, f in zip(texts, plain, strict=True)]
    )


def _row(
    name: str,
    units: list[Counts],
    base: list[Counts],
    must: float | None = None,
    aim: float | None = None,
) -> Row:
    return Row(
        f"attribution: {name}", "PolNeAR dev", f1(units), len(units), must, aim,
        interval(units, f1), f1(base),
    )  # fmt: skip


def load(archive: Path) -> Iterator[Text]:
    """The texts of an archive with their attributions, in the order of their names."""
    with tarfile.open(archive) as tar:
        held = {m.name: _read(tar, m) for m in tar if m.isfile()}
    gold = {
        re.sub(r"(_[0-9a-f]{4})?\.ann$", "", name.rpartition("/")[2]): found
        for name, found in sorted(held.items())
        if name.endswith(".ann")
    }
    for name in sorted(n for n in held if n.endswith(".txt")):
        stem = name.rpartition("/")[2].removesuffix(".txt")
        yield Text(held[name], list(attributed(gold.get(stem, ""))))


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    held = tar.extractfile(member)
    return held.read().decode("utf-8") if held else ""


def attributed(annotations: str) -> Iterator[Parts]:
    """The attributions of one file of annotations (brat's stand-off format)."""
    spans: dict[str, list[Span]] = {}
    for line in annotations.splitlines():
        name, _, rest = line.partition("\t")
        place = rest.partition("\t")[0]
        if name.startswith("T"):
            spans[name] = [
                Span(*map(int, part.split()))
                for part in place.partition(" ")[2].split(";")
                if part.strip()
            ]
        elif name.startswith("E"):
            parts: Parts = defaultdict(list)
            for role, _, which in (a.partition(":") for a in place.split()):
                parts[role.rstrip("0123456789")] += spans.get(which, [])
            yield parts


def _ours(text: str, knowledge: Knowledge) -> list[Parts]:
    document = named(Document(text=text), knowledge)
    return [
        {"Source": list(r.source), "Cue": list(r.cue), "Content": list(r.content)}
        for r in relations(document)
        if not r.nested
    ]


def said(text: str) -> Iterator[Parts]:
    """The baseline's attributions."""
    for found in _SAID.finditer(text):
        content = [Span(found.start(), found.start(1)), Span(*found.span(3))]
        yield {"Source": [Span(*found.span(1))], "Cue": [Span(*found.span(2))], "Content": content}


def _words(text: str, spans: Iterable[Span]) -> set[int]:
    return {m.start() for s in spans for m in _WORD.finditer(text, s.start, s.end)}


def _counts(text: Text, found: list[Parts], role: str) -> Counts:
    gold = _words(text.text, (s for parts in text.gold for s in parts.get(role, ())))
    ours = _words(text.text, (s for parts in found for s in parts[role]))
    return Counts(len(gold & ours), len(gold - ours), len(ours - gold))


def _whole(text: Text, found: list[Parts]) -> Counts:
    """Attributions paired one to one, each with the first gold one that it is like enough."""
    gold = [{r: _words(text.text, parts.get(r, ())) for r in ROLES} for parts in text.gold]
    left = dict(enumerate(gold))
    right = 0
    for parts in found:
        ours = {r: _words(text.text, parts[r]) for r in ROLES}
        like = next(
            (n for n, g in left.items() if all(_dice(g[r], ours[r]) >= 0.5 for r in ROLES)), None
        )
        if like is not None:
            del left[like]
            right += 1
    return Counts(right, len(gold) - right, len(found) - right)


def _dice(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0
