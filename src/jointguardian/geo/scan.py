"""Finding capitalised names in a text by the longest match in a table of folded names."""

import re
from collections.abc import Collection, Iterator, Mapping

from ..domain import Span
from .transliterate import fold

# A word: initials with full stops, or letters that apostrophes may part ("Xi'an", "L'Aquila"); a
# number is a token of its own so that it ends a name. "St." keeps its stop.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|St\.(?=\s)|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# What may stand between the words of one name.
_GAP = re.compile(r"[ \t\u00a0]+|[ \t]*\r?\n[ \t]*(?!\r?\n)|[-‐‑–]")
_POSSESSIVE = re.compile(r"['’ʼ]s$|(?<=s)['’ʼ]$")
# Names that are also small words or abbreviations: only in capitals.
ACRONYMS = frozenset("us usa uk uae drc fyrom fry frg gdr ussr sfry prc roc".split())
# Words that may stand inside a name without a capital.
_LOWER_INSIDE = frozenset(
    "of the and de la le les du des da do dos di del della el al an am im in i e të te se së së na"
    " nad pri u kod on upon sur y od do".split()
)


class NameFinder:
    """Finds the names of a table in texts."""

    __slots__ = ("_longest", "_names", "_stop")

    def __init__(
        self, names: Mapping[str, object], longest: Mapping[str, int], stop: Collection[str]
    ) -> None:
        self._names, self._longest, self._stop = names, longest, stop

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Spans and folded keys, left to right, without overlap."""
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            taken = 0
            if words[at][0][0].isupper():
                for size, span, key in self._candidates(text, words, at):
                    if self._is_name(text[span.start : span.end], key):
                        yield span, key
                        taken = size
                        break
            at += taken or 1

    def _candidates(
        self, text: str, words: list[re.Match[str]], at: int
    ) -> Iterator[tuple[int, Span, str]]:
        """Longest first: how many words, where, and the folded key."""
        run = self._run(text, words, at)
        for size in range(run, 0, -1):
            start, end = words[at].start(), words[at + size - 1].end()
            if not words[at + size - 1][0][0].isupper():
                continue
            whole = text[start:end]
            yield size, Span(start, end), fold(whole)
            short = _POSSESSIVE.sub("", whole)
            if short != whole:
                yield size, Span(start, start + len(short)), fold(short)

    def _run(self, text: str, words: list[re.Match[str]], at: int) -> int:
        """How many words from here could make one name."""
        first = fold(words[at][0]).split(" ")[0]
        most = self._longest.get(first, 1)
        size = 1
        while size < most and at + size < len(words):
            word = words[at + size]
            if not _GAP.fullmatch(text, words[at + size - 1].end(), word.start()):
                break
            if not (word[0][0].isupper() or word[0].lower() in _LOWER_INSIDE):
                break
            size += 1
        return size

    def _is_name(self, written: str, key: str) -> bool:
        if key not in self._names or key in self._stop:
            return False
        return key not in ACRONYMS or written.replace(".", "").isupper()
