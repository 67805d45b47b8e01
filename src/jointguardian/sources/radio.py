"""Radio short words written out for the reader, with the way back to the words as they came.

The report's text stays as the reporter gave it. A reader gets `Expanded.text`; what it finds there
is carried back by `Expanded.back`, so that each quotation lies in the text as it came.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ..domain import Span

_TIMES = r"(?P<count>\d{1,4})\s?[xX](?=\s?[A-Za-z])"


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `radio.yaml`: short words in any case and as written, weapons, things counted."""

    any: dict[str, str]
    exact: dict[str, str]
    weapons: frozenset[str]
    counted: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once in a process."""
    raw = yaml.safe_load(files(__package__).joinpath("radio.yaml").read_text(encoding="utf-8"))
    return Words(
        raw["any"], raw["exact"], frozenset(raw["weapons"]), frozenset(map(str, raw["counted"]))
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the expanded text and the stretch that it stands for."""

    shown: Span
    source: Span

    @property
    def copied(self) -> bool:
        """Whether it was taken over letter by letter."""
        return self.shown.end - self.shown.start == self.source.end - self.source.start


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text written out; `pieces` cover it without gap, in order."""

    text: str
    pieces: tuple[Piece, ...]

    def back(self, span: Span) -> Span:
        """Where the characters of a span of the expanded text stand in the text as it came."""
        start, end = self._start(span.start), self._end(span.end)
        return Span(start, max(start, end))

    def _start(self, at: int) -> int:
        for piece in self.pieces:
            if at < piece.shown.end:
                inside = max(0, at - piece.shown.start)
                return piece.source.start + (inside if piece.copied else 0)
        return self.pieces[-1].source.end if self.pieces else 0

    def _end(self, at: int) -> int:
        for piece in self.pieces:
            if at <= piece.shown.end:
                inside = max(0, at - piece.shown.start)
                return piece.source.start + inside if piece.copied else piece.source.end
        return self.pieces[-1].source.end if self.pieces else 0


def expand(text: str, span: Span | None = None) -> Expanded:
    """The text (or the part of it at `span`) with its short words written out and `2x` as `2`."""
    part = span or Span(0, len(text))
    made: list[str] = []
    pieces: list[Piece] = []
    length = 0

    def put(words_: str, source: Span) -> None:
        nonlocal length
        if words_:
            made.append(words_)
            pieces.append(Piece(Span(length, length + len(words_)), source))
            length += len(words_)

    at = part.start
    for found in _pattern().finditer(text, part.start, part.end):
        full = _full(found)
        if full is not None:
            put(text[at : found.start()], Span(at, found.start()))
            put(full, Span(found.start(), found.end()))
            at = found.end()
    put(text[at : part.end], Span(at, part.end))
    return Expanded("".join(made), tuple(pieces))


def short_words(text: str) -> tuple[tuple[str, str], ...]:
    """The short words of a text with what they stand for, as they come, each once."""
    found = ((m[0], _full(m)) for m in _pattern().finditer(text) if not m["count"])
    return tuple({short: full for short, full in found if full}.items())


def _full(found: re.Match[str]) -> str | None:
    """What a match stands for; None for a short word in another case than its own."""
    if found["count"]:
        return f"{found['count']} " if found[0][-1:] in "xX" and _joined(found) else found["count"]
    short = found[0]
    return words().exact.get(short) or words().any.get(" ".join(short.lower().split()))


def _joined(found: re.Match[str]) -> bool:
    """Whether the next word follows without a blank ("2xshots")."""
    return found.string[found.end() : found.end() + 1].isalpha()


@cache
def _pattern() -> re.Pattern[str]:
    known = sorted({*words().any, *words().exact}, key=len, reverse=True)
    shorts = "|".join(r"\s+".join(map(re.escape, k.split())) for k in known)
    return re.compile(
        rf"(?:(?<![\w/.-])|(?<=\d[xX]))(?:{_TIMES}|(?:{shorts})(?![\w/-]))", re.IGNORECASE
    )
