"""Nations by their names and adjectives, as reports word them."""

import re
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import yaml


class Nation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A nation: its name, its adjective, and other words for it (capitals, peoples)."""

    name: str
    adjective: str
    words: tuple[str, ...] = ()


@cache
def nations() -> tuple[Nation, ...]:
    """`data/nations.yaml`, checked on first use."""
    raw = files(__package__).joinpath("data/nations.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(raw)["nations"]
    return tuple(Nation(str(n), str(a), tuple(map(str, more))) for n, a, *more in rows)


@cache
def _by_word() -> dict[str, Nation]:
    found: dict[str, Nation] = {}
    for nation in nations():
        for word in (nation.name, nation.adjective, f"{nation.adjective}s", *nation.words):
            found.setdefault(word.lower(), nation)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_by_word(), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?:'s)?\b")


@lru_cache(maxsize=65_536)
def nation(text: str) -> Nation | None:
    """The nation that lower-case words without diacritics name first."""
    found = _pattern().search(text)
    return _by_word()[found[0].removesuffix("'s")] if found else None


def nation_acting(text: str) -> str | None:
    """The name of the nation that lower-case words name first other than as a place."""
    for found in _pattern().finditer(text):
        before = text[: found.start()].rsplit(None, 1)
        if not before or before[-1] not in _AS_PLACE:
            return _by_word()[found[0].removesuffix("'s")].name
    return None


_AS_PLACE = frozenset(
    [
        "to",
        "in",
        "from",
        "into",
        "near",
        "at",
        "inside",
        "within",
        "across",
        "around",
        "over",
        "of",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
        "central",
    ]
)
