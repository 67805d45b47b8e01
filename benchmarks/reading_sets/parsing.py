"""The parser that ships, on EWT test with gold tokens and sentences.

Baseline: each word hangs on the one before it, with the commonest relation of its tag in EWT train.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.treebank import Sentence, plain, sentences

from jointguardian.reading import Knowledge
from jointguardian.reading.syntax import builtin_parser
from jointguardian.reading.syntax.spacy_parser import SpacyParser

from .scoring import Counts, Row, accuracy, interval


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Labelled and unlabelled attachment, tags."""
    parser = builtin_parser()
    assert isinstance(parser, SpacyParser)
    test = list(sentences(data / "coding" / "ud" / "ewt-test.conllu"))
    parsed = [_parsed(parser, s) for s in test]
    units = [_counts(s, p) for s, p in zip(test, parsed, strict=True)]
    commonest = _commonest(sentences(data / "coding" / "ud" / "ewt-train.conllu.gz"))
    before = [_counts(s, _chain(s, commonest)) for s in test]
    yield Row(
        "parser LAS, gold tokens", "EWT test", accuracy(units), len(test), 0.82, 0.85,
        interval(units, accuracy), accuracy(before),
    )  # fmt: skip


Arc = tuple[int, str]


def _parsed(parser: SpacyParser, sentence: Sentence) -> list[Arc]:
    doc = plain(parser.pipeline.vocab, sentence)
    for _, component in parser.pipeline.pipeline:
        doc = component(doc)
    return [(t.head.i, t.dep_) for t in doc]


def _counts(sentence: Sentence, arcs: Sequence[Arc]) -> Counts:
    """Words (punctuation left out, as spaCy's scorer does) with the right head and relation."""
    due = [(w, arc, i) for i, (w, arc) in enumerate(zip(sentence, arcs, strict=True))
           if w.dep != "punct"]  # fmt: skip
    right = sum(_right(w.head, w.dep, arc, i) for w, arc, i in due)
    return Counts(right, len(due) - right)


def _right(head: int, dep: str, arc: Arc, own: int) -> bool:
    label = "root" if arc[0] == own else arc[1].lower()
    return head == arc[0] and dep == label


def _commonest(treebank: Iterator[Sentence]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in treebank:
        for word in sentence:
            seen[word.tag][word.dep] += 1
    return {tag: counts.most_common(1)[0][0] for tag, counts in seen.items()}


def _chain(sentence: Sentence, commonest: dict[str, str]) -> list[Arc]:
    return [(max(0, i - 1), commonest.get(w.tag, "dep")) for i, w in enumerate(sentence)]
