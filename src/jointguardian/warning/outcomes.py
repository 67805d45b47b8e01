"""What came of warnings: hits, late ones, false alarms, and escalations that nothing warned of.

An onset of escalation is the first day of which the week up to it weighed at least twice the mean week
of the 84 days before that week, and at least 20, after four weeks without such a day: the definition
that the warning model is scored by, read from behind.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from ..domain import GivenWarning, Outcome
from .grid import UNIT, Grid, lately, later, rows_of
from .scale import SCALE, Scale

QUARTER, WEEK = 84, 7
LATE = timedelta(days=WEEK)
"""How long after an onset a warning still is one of it, though late. Own choice: the week that it is seen in."""


def onsets(
    signs: pl.DataFrame, unit: str, since: date, until: date, scale: Scale = SCALE
) -> tuple[date, ...]:
    """The days in `since`..`until` on which an escalation of a unit began."""
    back = QUARTER + WEEK + scale.window
    grid = Grid((unit,), since - timedelta(days=back), until)
    rows = rows_of(signs, grid)
    daily = grid.summed(rows.unit, rows.day, rows.weight).astype(np.int64)
    week = lately(daily, WEEK) / UNIT
    base = later(lately(daily, QUARTER), WEEK) / UNIT / (QUARTER / WEEK)
    high = (week >= scale.times * base) & (week >= scale.floor)
    again = later(lately(high.astype(np.int64), scale.window), 1) > 0
    begins = np.flatnonzero((high & ~again)[0])
    days = (grid.first + timedelta(days=int(n)) for n in begins)
    return tuple(d for d in days if d >= since)


def outcomes(
    warnings: Sequence[GivenWarning], began: Sequence[date], unit: str, today: date
) -> tuple[Outcome, ...]:
    """What came of a unit's warnings by `today`, and which onsets none stood before."""
    made = [_came_of(w, began, today) for w in sorted(warnings, key=lambda w: w.day)]
    warned = {o.onset for o in made if o.onset}
    missed = [
        Outcome(unit, "missed", None, day.isoformat(), None, "no warning stood before it")
        for day in began
        if day.isoformat() not in warned
    ]
    return tuple(sorted([*made, *missed], key=_when))


def _came_of(warning: GivenWarning, began: Sequence[date], today: date) -> Outcome:
    given = date.fromisoformat(warning.day)
    ends = given + timedelta(days=warning.horizon_days)
    onset = next((d for d in began if given < d <= ends), None)
    if onset is not None:
        lead = (onset - given).days
        why = f"escalation began {lead} days later"
        return Outcome(warning.unit, "hit", warning, onset.isoformat(), lead, why)
    begun = next((d for d in reversed(began) if given - LATE <= d <= given), None)
    if begun is not None:
        late = (given - begun).days
        why = (
            "escalation began that day" if late == 0 else f"escalation had begun {late} days before"
        )
        return Outcome(warning.unit, "late", warning, begun.isoformat(), -late, why)
    if today <= ends:
        return Outcome(warning.unit, "pending", warning, None, None, f"its time is up on {ends}")
    why = f"no escalation began in the {warning.horizon_days} days after it"
    return Outcome(warning.unit, "false-alarm", warning, None, None, why)


def _when(outcome: Outcome) -> tuple[str, str]:
    if outcome.warning is not None:
        return outcome.warning.day, outcome.verdict
    return outcome.onset or "", outcome.verdict
