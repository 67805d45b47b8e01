"""The words that are seen as common ones in the treebank: what else a noun is, is a name."""

from collections.abc import Iterable

from .treebank import Sentence


def common_words(treebank: Iterable[Sentence]) -> dict[str, int]:
    """Lower-case words that stand at least once with another tag than a name's, each with 1."""
    found = {
        word.text.lower()
        for sentence in treebank
        for word in sentence
        if not word.tag.startswith(("NNP", "FW", "GW", "ADD", "X")) and word.text.isalpha()
    }
    return dict.fromkeys(sorted(found), 1)
