"""What a side's words say of a commitment: kept, not kept, wanted or rejected. Else nothing."""

import re
from typing import Protocol

KEPT, UNKEPT, WANTED, REJECTED = "kept", "not-kept", "wanted", "rejected"
MEANT = {
    KEPT: "says that it was kept",
    UNKEPT: "says that it was not kept",
    WANTED: "asks for it",
    REJECTED: "rejects it",
}
OPPOSED = frozenset(
    frozenset(pair)
    for pair in ((KEPT, UNKEPT), (KEPT, WANTED), (REJECTED, WANTED), (REJECTED, UNKEPT))
)
"""Views that two sides cannot both hold of one commitment without contesting it."""

BY_STANCE = {
    "demands": WANTED,
    "calls-for": WANTED,
    "supports": WANTED,
    "opposes": REJECTED,
    "condemns": REJECTED,
}
_DONE = (
    r"(?:fulfil\w*|implement\w*|compl(?:y|ied|ies|ying)\w*|honou?r\w*|carr(?:y|ied|ying) out"
    r"|set up|establish\w*|form(?:ed|ing)?|kept|keep\w*|met|meet\w*|deliver(?:ed)?)"
)
_UNKEPT = re.compile(
    rf"(?:\b(?:not|never|yet to|fail\w*|refus\w*|without|no)\b|n['’]t\b)(?:\W+\w+){{0,4}}?\W+{_DONE}\b"
    r"|\bviolat\w*|\b(?:in )?breach\w*|\bbroken?\b(?:\W+\w+){0,3}\W+(?:agreement|promise|commitment)",
    re.IGNORECASE,
)
_KEPT = re.compile(
    rf"\b(?:has|have|had|was|were|been|already|fully)\b(?:\W+\w+){{0,2}}?\W+{_DONE}\b",
    re.IGNORECASE,
)


class Spoken(Protocol):
    """A word with its stance."""

    @property
    def stance(self) -> str:
        """One of the vocabulary `stances`."""

    @property
    def words(self) -> str:
        """What was said."""


def view_of(word: Spoken) -> str | None:
    """The view that a word takes; what is denied is turned round, what is demanded is not yet so."""
    by_stance = BY_STANCE.get(word.stance)
    if by_stance is not None:
        return by_stance
    if _UNKEPT.search(word.words):
        return KEPT if word.stance == "denies" else UNKEPT
    if word.stance in ("states", "announces", "praises") and _KEPT.search(word.words):
        return KEPT
    return None
