"""Sentences of a CoNLL-U treebank as spaCy documents, one sentence each."""

import gzip
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab


class Word(NamedTuple):
    """One line of a treebank: `head` is the position of the governing word, its own for the root."""

    text: str
    lemma: str
    tag: str
    head: int
    dep: str
    space: bool


Sentence = tuple[Word, ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a .conllu file, gzipped or not; empty nodes and fused words are left out."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for blank, group in groupby(lines, key=lambda line: not line.strip()):
            rows = [line.rstrip("\n").split("\t") for line in group if line[0] != "#"]
            if not blank and rows:
                yield tuple(_word(row) for row in rows if row[0].isdigit())


def _word(row: list[str]) -> Word:
    own, head = int(row[0]) - 1, int(row[6]) - 1
    return Word(
        text=row[1],
        lemma=row[2],
        tag=row[4],
        head=own if head < 0 else head,
        dep=row[7],
        space="SpaceAfter=No" not in row[9],
    )


def gold(vocab: Vocab, sentence: Sentence) -> Doc:
    """The annotated document."""
    return Doc(
        vocab,
        words=[w.text for w in sentence],
        spaces=[w.space for w in sentence],
        tags=[w.tag for w in sentence],
        heads=[w.head for w in sentence],
        deps=["ROOT" if w.head == i else w.dep for i, w in enumerate(sentence)],
    )


def plain(vocab: Vocab, sentence: Sentence) -> Doc:
    """The same words without annotation, known to be one sentence."""
    return Doc(
        vocab,
        words=[w.text for w in sentence],
        spaces=[w.space for w in sentence],
        sent_starts=[i == 0 for i in range(len(sentence))],
    )


def recased(sentence: Sentence, *, upper: bool) -> Sentence:
    """The sentence in capitals or small letters throughout, as old wire copy is."""
    return tuple(w._replace(text=w.text.upper() if upper else w.text.lower()) for w in sentence)
