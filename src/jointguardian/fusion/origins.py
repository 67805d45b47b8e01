"""How many independent origins stand behind an incident: mirrors and wires count once."""

import re
from collections.abc import Sequence

from .parties import fold, plain
from .signature import Slots, likeness, signature
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
    """The origins of reports, with each text's signature worked out once."""

    def __init__(self) -> None:
        self._slots: dict[str, Slots | None] = {}

    def forget(self, report: str) -> None:
        """A report is no more."""
        self._slots.pop(report, None)

    def of(self, members: Sequence[Told]) -> dict[str, str]:
        """The origin of each report; near-duplicate texts share that of the earliest."""
        ordered = sorted(members, key=lambda t: (t.report.received, t.report.id))
        if len(ordered) == 1:
            return {ordered[0].report.id: origin(ordered[0])}
        found: dict[str, str] = {}
        seen: list[tuple[Slots, str]] = []
        for told in ordered:
            mine = self._signature(told)
            stem = None if mine is None else _twin(mine, seen)
            found[told.report.id] = stem or origin(told)
            if mine is not None:
                seen.append((mine, found[told.report.id]))
        return found

    def _signature(self, told: Told) -> Slots | None:
        report = told.report
        if report.id not in self._slots:
            self._slots[report.id] = signature(report.text, SHINGLE)
        return self._slots[report.id]


def _twin(mine: Slots, seen: Sequence[tuple[Slots, str]]) -> str | None:
    return next((stem for slots, stem in seen if likeness(mine, slots) >= NEAR), None)
