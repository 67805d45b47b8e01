"""The lines of a dictionary file without comments, and the names and codes in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .names import Held, Name
from .words import keys

_MARKUP = re.compile(r"<\s*!\s*--.*?--\s*>", re.DOTALL)
_SAID = re.compile(r"(?:[^#\[]|\[[^\]]*\]?)*")
_OPEN = re.compile(r"[ \t]+")


@dataclass(slots=True)
class Warnings:
    """Collects one line for each entry that cannot be read."""

    file: str
    found: list[str] = field(default_factory=list)

    def add(self, number: int, why: str) -> None:
        """Notes what is wrong with a line, which is then left out."""
        self.found.append(f"{self.file} line {number}: {why}; left out")


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something with their numbers, comments (`#`, `<!-- -->`) taken away."""
    blank = _MARKUP.sub(lambda m: "\n" * m.group().count("\n"), text)
    for number, line in enumerate(blank.splitlines(), 1):
        kept = _SAID.match(line).group()  # type: ignore[union-attr]
        if kept.strip():
            yield number, kept.rstrip()


def name(written: str, held: Held) -> Name[Held] | None:
    """A name as an index holds it; None when no word is in it.

    A space in the middle lets other words stand between, an underscore or hyphen does not.
    """
    parts = [keys(p.replace("_", " ").replace("-", " ")) for p in _OPEN.split(written.strip())]
    words = tuple(w for part in parts for w in part)
    gaps = tuple(i == len(part) - 1 for part in parts for i in range(len(part)))
    return Name(words, gaps, held) if words else None
