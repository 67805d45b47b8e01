"""One hostile sign, and many of them as a frame for the index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from .grid import SIGNS

AREA = "area"
"""The unit of the whole area of the operation."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What raises tension: on a `day`, `known` since another, of some `weight` (Goldstein's scale and more).

    `ref` is the incident, claim or fact it comes from, `why` a sentence, `places` the municipalities
    it happened in, `dyads` who did it to whom, as pairs of actor ids, `reports` the ids of those that tell it.
    """

    indicator: str
    day: date
    known: date
    weight: float
    ref: str
    why: str
    places: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The area, each place and each dyad that the sign counts in."""
        return (AREA, *self.places, *(dyad(*pair) for pair in self.dyads))


def dyad(actor: str, target: str) -> str:
    """The unit of what one does to another."""
    return f"{actor} > {target}"


def frame_of(signs: Iterable[Sign], weights: Mapping[str, float]) -> pl.DataFrame:
    """The signs as the index counts them: each in all its units, times its indicator's weight."""
    rows = [
        (unit, s.day, s.known, s.weight * weights.get(s.indicator, 0.0))
        for s in signs
        for unit in s.units
    ]
    return pl.DataFrame(rows, schema=SIGNS, orient="row")
