"""Who is driven out when the other side comes home: the shadow of a return, told apart from it.

After a sudden change of who holds a place, most of the community that is now in danger has left within months, with or without
a force present. What share is told by earlier changes of that kind, on the logit scale with Student's t for a further one.
An order of magnitude for planning protection, and no forecast of who, when or where.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats


@dataclass(frozen=True, slots=True)
class Reversal:
    """A change of who holds a place, about how many of the endangered community lived there, and how many left within a year."""

    name: str
    year: int
    before: int
    left: int


REVERSALS = (
    Reversal("Kuwait, Palestinians", 1991, 400_000, 350_000),
    Reversal("Abkhazia, Georgians", 1993, 240_000, 200_000),
    Reversal("Western Slavonia, Serbs", 1995, 15_000, 12_000),
    Reversal("Krajina, Serbs", 1995, 220_000, 200_000),
    Reversal("Suburbs of Sarajevo, Serbs", 1996, 70_000, 60_000),
)
"""Rounded figures of general histories and of the UN's reports of the time; Kosovo left out."""


def departures(before: int, level: float = 0.9) -> tuple[float, float, float]:
    """How many of `before` people of an endangered community leave within a year: the middle, and bounds of chance `level`."""
    share = np.array([r.left / r.before for r in REVERSALS])
    logit = np.log(share / (1 - share))
    n = len(logit)
    reach = stats.t.ppf((1 + level) / 2, n - 1) * logit.std(ddof=1) * np.sqrt(1 + 1 / n)
    middle, low, high = (
        float(before / (1 + np.exp(-(logit.mean() + z)))) for z in (0.0, -reach, reach)
    )
    return middle, low, high
