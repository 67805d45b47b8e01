"""Train the English model and write it into its package.

    make model                                    about an hour and a half on one core
    python -m training --epochs 2 --out DIR       a quick try

Trained on Universal Dependencies EWT, train and dev (CC BY-SA 4.0); measured on its test part with
gold tokens. Progress goes to stderr, the figures to stdout as JSON.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed
from thinc.schedules import warmup_linear

from .lemmas import exceptions
from .pipeline import Shape, blank
from .treebank import Sentence, gold, plain, recased, sentences
from .words import common_words

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("GUARDIAN_DATA", ROOT.parent / "shared" / "data"))
PACKAGE = ROOT / "packages" / "jointguardian-en" / "src" / "jointguardian_en" / "model"
SEED = 1999
BATCH_WORDS = 400
DROPOUT, RATE, WARMUP = 0.25, 0.0015, 300
LOWER, UPPER = 0.10, 0.03
"""Shares of sentences shown without capitals and in capitals only."""


def main() -> None:
    """Train, measure, write."""
    asked = _arguments()
    fix_random_seed(SEED)
    ewt = DATA / "coding" / "ud"
    known = [*sentences(ewt / "ewt-train.conllu.gz"), *sentences(ewt / "ewt-dev.conllu")]
    nlp = blank(Shape())
    nlp.initialize(lambda: [_example(nlp, s) for s in known])
    nlp.vocab.lookups.add_table("lemma_exceptions", exceptions(known))
    nlp.vocab.lookups.add_table("common_words", common_words(known))
    steps = asked.epochs * sum(map(len, known)) // BATCH_WORDS + 100
    rate = warmup_linear(RATE, WARMUP, steps)
    optimizer = Adam(
        rate,  # type: ignore[arg-type]  # a schedule, which thinc's own types forget
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
        use_averages=True,
    )
    dice, begun = random.Random(SEED), time.process_time()
    for epoch in range(asked.epochs):
        _learn(nlp, known, optimizer, dice)
        print(
            f"epoch {epoch + 1}, {time.process_time() - begun:.0f} s", file=sys.stderr, flush=True
        )
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(asked.out)
    with nlp.use_params(optimizer.averages):
        print(json.dumps(measured(nlp, list(sentences(ewt / "ewt-test.conllu")))))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    return parser.parse_args()


def _learn(
    nlp: Language, known: Sequence[Sentence], optimizer: Optimizer, dice: random.Random
) -> None:
    """One pass over all sentences in random order, some of them recased."""
    for batch in _batches(dice.sample(known, len(known))):
        examples = [_example(nlp, _cased(sentence, dice)) for sentence in batch]
        nlp.update(examples, sgd=optimizer, drop=DROPOUT)
        optimizer.step_schedules()  # type: ignore[no-untyped-call]


def _cased(sentence: Sentence, dice: random.Random) -> Sentence:
    chance = dice.random()
    if chance < LOWER + UPPER:
        return recased(sentence, upper=chance < UPPER)
    return sentence


def _batches(known: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    batch: list[Sentence] = []
    for sentence in known:
        batch.append(sentence)
        if sum(map(len, batch)) >= BATCH_WORDS:
            yield batch
            batch = []
    if batch:
        yield batch


def _example(nlp: Language, sentence: Sentence) -> Example:
    return Example(plain(nlp.vocab, sentence), gold(nlp.vocab, sentence))


def measured(nlp: Language, treebank: Sequence[Sentence]) -> dict[str, float]:
    """Accuracy of tags, heads and labelled heads on gold tokens and sentences."""
    scores = nlp.evaluate([_example(nlp, s) for s in treebank])
    return {k: round(scores[k], 4) for k in ("tag_acc", "dep_uas", "dep_las")}


if __name__ == "__main__":
    main()
