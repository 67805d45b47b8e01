"""The history of a unit by days or by ISO weeks."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from ..domain import TensionDay, TensionSpan
from .level import LEVELS

WEEK_DAYS = 7


def by_day(days: Sequence[TensionDay]) -> tuple[TensionSpan, ...]:
    """Each day by itself."""
    return tuple(_span([day], 1) for day in days)


def by_week(days: Sequence[TensionDay]) -> tuple[TensionSpan, ...]:
    """ISO weeks, Monday to Sunday; the first and the last may lack days."""
    weeks = groupby(days, key=lambda d: date.fromisoformat(d.day).isocalendar()[:2])
    return tuple(_span(list(week), WEEK_DAYS) for _, week in weeks)


def _span(days: Sequence[TensionDay], length: int) -> TensionSpan:
    last = days[-1]
    levels = [d.level for d in days if d.level is not None]
    sunday = date.fromisoformat(last.day).isoweekday() == WEEK_DAYS
    return TensionSpan(
        since=days[0].day,
        until=last.day,
        index=last.index,
        low=last.low,
        high=last.high,
        highest=max(d.index for d in days),
        level=max(levels, key=LEVELS.index, default=None),
        withheld_days=len(days) - len(levels),
        over=length == 1 or sunday,
    )
