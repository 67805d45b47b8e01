"""Word lists beside the gazetteer: what a place's name may mean instead, and other words for places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pkgutil import get_data

from ..errors import UnreadableFile
from .transliterate import fold


@dataclass(frozen=True, slots=True)
class WordLists:
    """Folded words, but for the abbreviations, which count as written.

    `stop` are never places on their own; `ordinary` are words, `surnames` and `given` names of
    persons, that are places only with evidence. `demonyms` maps an adjective or people to a
    country's or region's folded name; `anywhere` and `behind` map abbreviations ("Ky.") to
    names, the latter only behind a place and a comma.
    """

    stop: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    demonyms: Mapping[str, str] = field(default_factory=dict)
    anywhere: Mapping[str, str] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)


def read_word_list(text: str) -> frozenset[str]:
    """The folded words of a list parted by commas and line ends; `#` starts a comment."""
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(fold(word) for line in lines for word in line.split(",") if word.strip())


def read_demonyms(text: str) -> dict[str, str]:
    """Folded adjectives and peoples, plurals too, to the folded name of theirs."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#") or ":" not in line:
            continue
        of, _, words = line.partition(":")
        for word in map(fold, words.split(",")):
            found[word] = found[f"{word}s"] = fold(of)
    return found


def read_abbreviations(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Abbreviations that count anywhere, and those that count behind a place."""
    sections: list[dict[str, str]] = []
    for line in text.splitlines():
        if line.startswith("["):
            sections.append({})
        elif ":" in line and not line.startswith("#"):
            short, _, name = line.partition(":")
            sections[-1][short] = fold(name)
    return sections[0], sections[1]


@cache
def word_lists() -> WordLists:
    """The lists that ship with the product, read once in a process."""
    stop, ordinary, given, surnames = (
        read_word_list(data(f"{name}.txt").decode())
        for name in ("stop", "ordinary", "given", "surnames")
    )
    anywhere, behind = read_abbreviations(data("abbreviations.txt").decode())
    return WordLists(
        stop,
        ordinary,
        given,
        surnames,
        read_demonyms(data("demonyms.txt").decode()),
        anywhere,
        behind,
    )


def data(name: str) -> bytes:
    """A file of this package's data; `get_data` starts faster than importlib.resources.

    Raises UnreadableFile when the installation lacks it.
    """
    try:
        raw = get_data(__name__, f"data/{name}")
    except OSError as fault:
        raise UnreadableFile(f"the gazetteer's {name} is missing", way_out="reinstall") from fault
    return raw or b""
