"""How many independent origins stand behind an incident: mirrors and wires count once."""

import re
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from .memo import Memo
from .parties import fold, plain
from .signature import SLOTS, Slots, signature
from .told import Told

WIRES = (
    "reuters", "ap", "afp", "tass", "tanjug", "sputnik", "bbc", "rfe/rl", "ansa", "adnkronos",
    "dpa", "efe", "bta", "rts", "france 24", "il sole 24 ore", "rt", "cnn",
)  # fmt: skip
# News agencies by the words that credit them in a text. Our own list.
AGENCIES = {
    "reuters": "reuters", "associated press": "ap", "ap": "ap", "afp": "afp", "dpa": "dpa",
    "agence france-presse": "afp", "tass": "tass", "interfax": "interfax", "ria novosti": "ria",
    "tanjug": "tanjug", "beta": "beta", "fonet": "fonet", "anadolu": "anadolu", "aa": "anadolu",
    "xinhua": "xinhua", "ansa": "ansa", "adnkronos": "adnkronos", "efe": "efe", "mena": "mena",
    "bta": "bta", "sputnik": "sputnik", "nna": "nna", "national news agency": "nna", "sana": "sana",
    "armenpress": "armenpress", "azertac": "azertac", "actualite.cd": "actualite.cd", "cna": "cna",
    "cyprus news agency": "cna", "wafa": "wafa", "irna": "irna", "belga": "belga", "upi": "upi",
}  # fmt: skip
SHINGLE = 5  # words
KEPT = 8  # reports in a group from which its origins are kept for the next time
NEAR = 0.5  # Jaccard likeness of shingles from which two texts are one
_PARENTHESIS = re.compile(r"\(([^)]+)\)\s*$")
_NAMES = "|".join(sorted(map(re.escape, AGENCIES), key=lambda n: (-len(n), n)))
_CREDIT = re.compile(
    rf"\((?:via )?({_NAMES})(?: photo)?\)"  # KINSHASA (AFP) -
    rf"|\b(?:source|credit|agency): ?({_NAMES})\b"
    rf"|\b(?:according to|quoted by|cited by|told|citing|quoting) (?:the )?({_NAMES})\b(?:'s)?"
    rf"|\b({_NAMES})(?: news agency| agency)?(?: has| had)? (?:reports?|reported|writes|wrote|reporting|learned|quoted|said)\b"
)
CREDITED = 6_000  # characters at the beginning of a text in which credits are looked for
_MIRROR = re.compile(r"\s*(mirror|video|via .+|/.*)$")


def origin(told: Told) -> str:
    """Whose words a report repeats: the source's origin, the wire in its name, else itself."""
    if told.source.origin:
        return fold(told.source.origin)
    name = fold(told.source.name)
    inside = _PARENTHESIS.search(name)
    if inside:
        named = [w.strip() for w in re.split(r",|/(?!rl)", inside[1])]
        return next((w for w in named if w in WIRES), named[0])
    ending = re.search(r"\bwith ap$|/ ?(reuters|rt)\b", name)
    if ending:
        return ending[1] or "ap"
    return credit(told.report.text) or _MIRROR.sub("", name).strip()


def credit(text: str) -> str | None:
    """The one agency that a text credits; None when it credits none, or several."""
    found = _CREDIT.finditer(plain(text[:CREDITED]))
    named = {AGENCIES[next(g for g in hit.groups() if g)] for hit in found}
    return named.pop() if len(named) == 1 else None


class Origins:
    """The origins of the reports of groups; each text's signature and origin are worked out once."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._last: dict[Hashable, tuple[list[Told], list[str]]] = {}

    def of(self, label: Hashable, members: Sequence[Told]) -> dict[str, str]:
        """The origin of each report of a group; near-duplicate texts share that of the earliest.

        Only the reports behind the first that is new in the group of that `label` are compared.
        """
        ordered = sorted(members, key=lambda t: (t.report.received, t.report.id))
        if len(ordered) == 1:
            return {ordered[0].report.id: self._own(ordered[0])}
        known, stems = self._last.pop(label, ([], []))
        pairs = enumerate(zip(ordered, known, strict=False))
        same = next((n for n, (a, b) in pairs if a is not b), min(len(ordered), len(known)))
        found = self._compared(ordered, stems[:same])
        if len(ordered) >= KEPT:
            self._last[label] = ordered, found
        return {t.report.id: stem for t, stem in zip(ordered, found, strict=True)}

    def _compared(self, ordered: Sequence[Told], stems: list[str]) -> list[str]:
        """The stems of all, those of the first being known."""
        slots = [self._slots(t) for t in ordered]
        rows = np.stack([_NOTHING if s is None else s for s in slots])
        for n in range(len(stems), len(ordered)):
            twin = None if slots[n] is None or not n else _first_near(rows[n], rows[:n])
            stems.append(self._own(ordered[n]) if twin is None else stems[twin])
        return stems

    def _own(self, told: Told) -> str:
        return self._memo.get(told.report.id, "origin", lambda: origin(told))

    def _slots(self, told: Told) -> Slots | None:
        report = told.report
        return self._memo.get(report.id, "slots", lambda: signature(report.text, SHINGLE))


_NOTHING: Slots = np.zeros(SLOTS, np.uint32)
"""In place of the signature of a short text: like no other."""


def _first_near(mine: Slots, before: NDArray[np.uint32]) -> int | None:
    near = np.flatnonzero((before == mine).sum(axis=1) >= NEAR * SLOTS)
    return int(near[0]) if len(near) else None
