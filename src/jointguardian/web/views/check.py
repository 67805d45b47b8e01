"""Words for checking: the scales with their meanings, and what a filter of requests offers."""

from collections.abc import Iterable

from ...domain.vocab import vocabulary

SCALES = ("reliability", "credibility")


def scale(word: str, name: str) -> str:
    """A word of a vocabulary as a choice shows it: letter and number with their meaning."""
    if name not in SCALES or word not in vocabulary(name):
        return word.replace("-", " ").replace("_", " ")
    return f"{word} – {vocabulary(name)[word].label.lower()}"


def means(word: str, name: str) -> str:
    """What a letter or number means, in a sentence of our own; empty for another word."""
    return vocabulary(name)[word].means if word in vocabulary(name) else ""


def label(word: str, name: str) -> str:
    """The words of the scale for a letter or number."""
    return vocabulary(name)[word].label.lower() if word in vocabulary(name) else ""


def ladder(name: str) -> tuple[tuple[str, str, str], ...]:
    """A whole scale: value, words, meaning."""
    return tuple((t.id, t.label, t.means) for t in vocabulary(name).terms)


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in their order by the alphabet."""
    return tuple(sorted(set(words), key=str.casefold))
