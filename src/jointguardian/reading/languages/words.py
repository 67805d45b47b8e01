"""Words of a text in any script, and phrases of word stems looked up among them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from ...domain import Span
from ...geo import fold

Value = TypeVar("Value")
_REMEMBERED = 20_000  # words whose phrases a list remembers
_WORD = re.compile(
    r"[^\W\d_]{1,4}\d{1,3}(?!\d)(?:-[^\W\d_]+)?|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-‑’'ʼ][^\W\d_]+)*|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark. `key` is its folded form in Latin letters; "KFOR-it" has "kfor"."""

    span: Span
    text: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.key


def words(text: str, within: Span) -> tuple[Word, ...]:
    """The words and marks inside a stretch of text."""
    found = _WORD.finditer(text, within.start, within.end)
    return tuple(Word(Span(*m.span()), m[0], key_of(m[0])) for m in found)


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """The folded form; a case ending after an acronym's hyphen falls away."""
    head, dash, tail = word.replace("‑", "-").partition("-")
    if dash and tail.islower() and len(tail) <= 4 and sum(c.isupper() for c in head) > 1:
        return fold(head)
    return fold(word).replace(" ", "-")


class Phrases(Generic[Value]):
    """Phrases of one or more words, each with a value; a word may be a stem ("ranjen*")."""

    __slots__ = ("_exact", "_longest", "_met", "_stems")

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        """The entries as written; those that come first win over equally long ones."""
        self._exact: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._longest = 0
        self._met: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in entries:
            first, *rest = (_pattern(part) for part in phrase.split())
            table = self._stems if first.endswith("*") else self._exact
            table.setdefault(first.rstrip("*"), []).append((tuple(rest), value))
            self._longest = max(self._longest, len(first))

    def at(self, line: Sequence[Word], index: int) -> tuple[int, Value] | None:
        """The longest phrase that begins at a word: how many words, and its value."""
        if not 0 <= index < len(line):
            return None
        key = line[index].key
        best: tuple[int, Value] | None = None
        for rest, value in self._starting(key):
            size = 1 + len(rest)
            if (best is None or size > best[0]) and _follow(line, index + 1, rest):
                best = (size, value)
        return best

    def has(self, line: Sequence[Word], index: int) -> bool:
        """Whether a phrase begins at a word."""
        return self.at(line, index) is not None

    def ending(self, line: Sequence[Word], end: int) -> tuple[int, Value] | None:
        """The longest phrase of at most four words that ends just before a word."""
        for size in range(4, 0, -1):
            found = self.at(line, end - size) if end >= size else None
            if found and found[0] == size:
                return found
        return None

    def of(self, key: str) -> Value | None:
        """The value of a single word."""
        return next((value for rest, value in self._starting(key) if not rest), None)

    def _starting(self, key: str) -> list[tuple[tuple[str, ...], Value]]:
        """The phrases whose first word this is, whole words before longer and shorter stems."""
        found = self._met.get(key)
        if found is None:
            sizes = range(min(len(key), self._longest), 1, -1)
            stems = [row for size in sizes for row in self._stems.get(key[:size], ())]
            found = [*self._exact.get(key, ()), *stems] if key else []
            if len(self._met) < _REMEMBERED:
                self._met[key] = found
        return found


def _pattern(part: str) -> str:
    return key_of(part.rstrip("*")) + ("*" if part.endswith("*") else "")


def _follow(line: Sequence[Word], at: int, rest: tuple[str, ...]) -> bool:
    """Whether the patterns match the words from `at` on."""
    if at + len(rest) > len(line):
        return False
    pairs = zip(rest, line[at : at + len(rest)], strict=True)
    return all(
        word.key.startswith(p[:-1]) if p.endswith("*") else word.key == p for p, word in pairs
    )
