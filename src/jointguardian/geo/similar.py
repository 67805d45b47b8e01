"""Misspelt names: the known name that sounds or is spelled most like one."""

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .transliterate import fold

# How the languages of the area and their visitors write the same sounds. Own list.
_SOUNDS = (
    ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("gj", "dj"),
    ("xh", "dj"), ("dz", "z"), ("tz", "c"), ("ts", "c"), ("th", "t"), ("ph", "f"), ("kh", "h"),
    ("y", "i"), ("j", "i"), ("w", "v"), ("x", "s"), ("q", "c"), ("k", "k"), ("h", ""),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_LEAST = 4


def sound(name: str) -> str:
    """A name's sounds, folded: "Zvechan" and "Zveçan" are one."""
    key = fold(name).replace(" ", "")
    for written, heard in _SOUNDS:
        key = key.replace(written, heard)
    return _DOUBLE.sub(r"\1", key)


class Similar:
    """Known names by sound; asked for the nearest one of a name."""

    __slots__ = ("_by_sound", "_sounds")

    def __init__(self, names: Iterable[str]) -> None:
        self._by_sound: dict[str, str] = {}
        for name in names:
            self._by_sound.setdefault(sound(name), name)
        self._sounds = list(self._by_sound)

    def nearest(self, name: str) -> str | None:
        """The known name of the same sound, else within one slip, two in a long name."""
        wanted = sound(name)
        if len(wanted) < _LEAST:
            return None
        if wanted in self._by_sound:
            return self._by_sound[wanted]
        most = 1 if len(wanted) < 2 * _LEAST else 2
        found = process.extractOne(wanted, self._sounds, scorer=OSA.distance, score_cutoff=most)
        return self._by_sound[found[0]] if found else None
