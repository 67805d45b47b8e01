"""How likely a name means a place before any context is read."""

from math import log10

from ..domain import Place

# Judged so that a country beats its namesake town, a town with a known population its namesake
# village, and a settlement the hill or stream that carries its name. Own choice, tested by example.
_KIND_BONUS = {
    "country": 12.0, "region": 2.0, "settlement": 2.5, "crossing": 4.5, "site": 2.2, "water": 1.5,
    "municipality": 1.0, "relief": 0.0,
}  # fmt: skip
# The operation's area and its neighbours are what reports to an operation are about.
_HOME_BONUS = 3.0
_NEIGHBOUR_BONUS = 1.0
# Contemporary alpha-2 codes of the states around the first operation. Source: ISO 3166-1 (XK: user-assigned).
NEIGHBOURS = {"XK": frozenset({"RS", "ME", "AL", "MK"})}


def prior(place: Place, home: str = "XK") -> float:
    """A score on a decimal-logarithm scale: one more is about ten times as likely."""
    score = _KIND_BONUS.get(place.kind, 0.0) + log10(place.population + 1)
    if place.kind == "country":
        return score
    if place.country == home:
        return score + _HOME_BONUS
    return score + (_NEIGHBOUR_BONUS if place.country in NEIGHBOURS.get(home, ()) else 0.0)
