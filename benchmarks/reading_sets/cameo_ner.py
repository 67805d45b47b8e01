"""Spans of source and target in news sentences (the train half; nothing is fitted on it).

A sentence's words are put together to plain text and the spans found are mapped back. The actors
of the first event with both sides are sources, its recipients targets; a sentence without any gives the parts of
its main verb. Spans must agree word for word; several actors of one mutual deed are the set's third
kind, which is not scored. The baseline takes the first and the last capitalised run.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from jointguardian.domain import Span
from jointguardian.reading import Knowledge, read

from .main_verb import main_spans
from .plover_roles import main_event
from .scoring import Counts, Row, f1, interval

_Found = set[tuple[str, int, int]]
# Marks that stand close to the word before them, and those close to the word after.
_CLOSE = set(".,;:!?)%]") | {"'s", "’s", "n't", "'"}
_OPEN = set("([$€£#")


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Exact span F1 over sources and targets."""
    tagged = list(sentences(data / "coding/conflibert/cameo_ner/train.txt"))
    ours = [_counts(gold(s), found([w for w, _ in s], knowledge)) for s in tagged]
    trivial = [_counts(gold(s), _runs([w for w, _ in s])) for s in tagged]
    yield Row(
        "source/target span F1", "cameo_ner train", f1(ours), len(tagged), 0.50, 0.75,
        interval(ours, f1), f1(trivial),
    )  # fmt: skip


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Each sentence's words with their tags."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        yield [(line.split(" ")[0], line.split(" ")[-1]) for line in block.split("\n") if line]


def gold(tagged: Sequence[tuple[str, str]]) -> _Found:
    """The sources and targets as (kind, first word, word after the last)."""
    found: _Found = set()
    start = None
    for at, (_, tag) in enumerate([*tagged, ("", "O")]):
        if start is not None and not tag.startswith("I"):
            found.add((tagged[start][1][2:], start, at))
            start = None
        if tag.startswith("B"):
            start = at
    return {f for f in found if f[0] in "ST"}


def found(words: Sequence[str], knowledge: Knowledge) -> _Found:
    """Our sources and targets."""
    text, places = plain(words)
    events = read(text, knowledge=knowledge)
    event = main_event(events)
    doers, met = main_spans(text, knowledge)
    if event is not None:
        own = tuple(a.span for a in event.actors if a.span)
        mutual = len(own) > 1 and not event.recipients
        doers = () if mutual else own or doers
        met = () if mutual else tuple(r.span for r in event.recipients if r.span) or met
    return {(k, *r) for k, s in (("S", doers), ("T", met)) for r in _back(s, places)}


def plain(words: Sequence[str]) -> tuple[str, list[Span]]:
    """The sentence as it is written, and where each word stands in it."""
    text, places = "", []
    for at, word in enumerate(words):
        hyphen = word == "-" or (at > 0 and words[at - 1] == "-")
        close = at == 0 or word in _CLOSE or words[at - 1] in _OPEN or hyphen
        text += word if close else f" {word}"
        places.append(Span(len(text) - len(word), len(text)))
    return text, places


def _back(spans: Sequence[Span], places: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for span in spans:
        inside = [n for n, p in enumerate(places) if p.overlap(span)]
        if inside:
            yield inside[0], inside[-1] + 1


def _runs(words: Sequence[str]) -> _Found:
    runs, start = [], None
    for at, word in enumerate([*words, "."]):
        if word[:1].isupper():
            start = at if start is None else start
        elif start is not None:
            runs.append((start, at))
            start = None
    first: _Found = {("S", *r) for r in runs[:1]}
    return first | {("T", *r) for r in runs[1:][-1:]}


def _counts(gold: _Found, ours: _Found) -> Counts:
    return Counts(len(gold & ours), len(gold - ours), len(ours - gold))
