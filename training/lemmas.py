"""The base forms that the product's rules get wrong, learnt from the treebank and shipped with the model."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from jointguardian.reading.syntax.lemmas import by_rule, family

from .treebank import Sentence

# A form must be seen this often with a base form before it overrules the rules.
SEEN = 1


def exceptions(treebank: Iterable[Sentence]) -> dict[str, str]:
    """`family form` -> base form, where the rules say something else."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in treebank:
        for word in sentence:
            if kind := family(word.tag):
                seen[f"{kind} {word.text.lower()}"][word.lemma.lower()] += 1
    found = {}
    for key, counts in seen.items():
        lemma, times = counts.most_common(1)[0]
        kind, _, form = key.partition(" ")
        if times >= SEEN and by_rule(form, kind) != lemma and lemma.isalpha() and form.isalpha():
            found[key] = lemma
    return dict(sorted(found.items()))
