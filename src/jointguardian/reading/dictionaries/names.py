"""An index of names of one or more words: which of them begins here, the longest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Held = TypeVar("Held")
_GAP = 2
"""How many words may stand between two words of a name that the dictionary parts by a space."""


@dataclass(frozen=True, slots=True)
class Name(Generic[Held]):
    """The words of a name; `open[i]` tells whether others may stand between word i and the next."""

    words: tuple[str, ...]
    open: tuple[bool, ...]
    held: Held


class Names(Generic[Held]):
    """Names by their first word."""

    def __init__(self, names: Iterable[Name[Held]] = ()) -> None:
        self._by_first: dict[str, list[Name[Held]]] = {}
        for name in names:
            self._by_first.setdefault(name.words[0], []).append(name)
        for found in self._by_first.values():
            found.sort(key=lambda n: -len(n.words))

    def __len__(self) -> int:
        return sum(map(len, self._by_first.values()))

    def at(self, words: Sequence[str], start: int) -> tuple[tuple[int, ...], list[Held]] | None:
        """The longest name that begins at a word: the positions it takes, and all that is held under it."""
        best: tuple[tuple[int, ...], list[Held]] | None = None
        for name in self._by_first.get(words[start], ()):
            if best is not None and len(name.words) < len(best[0]):
                break
            taken = _placed(name, words, start)
            if taken and best is None:
                best = taken, [name.held]
            elif taken and best is not None and taken == best[0]:
                best[1].append(name.held)
        return best


def _placed(name: Name[Held], words: Sequence[str], start: int) -> tuple[int, ...]:
    taken = [start]
    for word, is_open in zip(name.words[1:], name.open, strict=False):
        at = _next(words, taken[-1] + 1, word, _GAP if is_open else 0)
        if at < 0:
            return ()
        taken.append(at)
    return tuple(taken)


def _next(words: Sequence[str], start: int, word: str, gap: int) -> int:
    for at in range(start, min(start + gap + 1, len(words))):
        if words[at] == word:
            return at
    return -1
