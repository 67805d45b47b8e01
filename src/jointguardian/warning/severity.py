"""How grave a hostile deed is: its kind, how it was done, and whom it harmed."""

from functools import cache
from math import log2

from ..domain.vocab import vocabulary

MODES = {
    "demo": 2.0,
    "hunger": 2.0,
    "boycott": 3.0,
    "strike": 3.0,
    "obstruct": 5.2,
    "riot": 7.0,
    "beat": 8.0,
    "heavy-weapons": 10.0,
    "massacre": 10.0,
    "cleansing": 10.0,
    "suicide-attack": 10.0,
    "execute": 10.0,
}
"""What replaces the weight of an event's type where its mode is told; others keep that of the type.

Source: own scale by PLOVER mode, in the range of Goldstein (1992), who gives a riot in WEIS's codes 7.0.
"""
KILLED, INJURED, DISPLACED = 3.0, 1.0, 1.0
"""What each doubling of the persons killed, injured or displaced adds. Own choice: the first death
weighs as much as the step from a demonstration to a blockade."""


@cache
def kind_weight(kind: str, mode: str | None = None) -> float:
    """The weight of a kind of deed, 0 to 10; 0 for what is not hostile.

    Source: the weights by type of vocab `event_types` (Goldstein's), by mode `MODES`.
    """
    if mode in MODES:
        return MODES[mode]
    term = next((t for t in vocabulary("event_types").terms if t.id == kind), None)
    return max(0.0, -(term.weight or 0.0)) if term else 0.0


def harm_weight(killed: int = 0, injured: int = 0, displaced: int = 0) -> float:
    """What the persons harmed add to a deed's weight; grows with each, ever more slowly."""
    return KILLED * log2(1 + killed) + INJURED * log2(1 + injured) + DISPLACED * log2(1 + displaced)
