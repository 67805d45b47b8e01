"""Incidents counted by place and week, for weeks that end on a given day; each count says what it counts."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ..domain import Incident
from ..domain.dates import first_day, precision
from ..domain.vocab import vocabulary
from ..errors import UnknownName

WEEK = 7
HURT = ("killed", "injured")


def _material(one: Incident) -> bool:
    return {t.id: t.quad for t in vocabulary("event_types").terms}.get(one.type) == "material-conflict"  # fmt: skip


def _hurt(one: Incident) -> bool:
    return any(c.kind in HURT and c.n > 0 for c in one.counts)


TARGETS: dict[str, tuple[str, Callable[[Incident], bool]]] = {
    "incidents": ("an incident of material conflict", _material),
    "protests": ("a protest, roadblock or riot", lambda one: one.type == "protest"),
    "injured": (
        "a riot or attack with people hurt",
        lambda one: one.type in ("protest", "assault") and _hurt(one),
    ),
}
"""What can be counted, in words; types as in PLOVER (docs/glossary.md)."""


def incident_days(incidents: Iterable[Incident], target: str) -> tuple[tuple[str, date], ...]:
    """Municipality and day of each incident that counts: happened or going on, its day and municipality known. Raises UnknownName."""
    if target not in TARGETS:
        raise UnknownName(f"nothing counts {target!r}", way_out=f"known: {', '.join(TARGETS)}")
    wanted = TARGETS[target][1]
    found = []
    for one in incidents:
        if one.status not in ("happened", "ongoing") or precision(one.start) != "day":
            continue
        municipality = next((p.municipality for p in one.places if p.municipality), None)
        if municipality and wanted(one):
            found.append((municipality, first_day(one.start or "")))
    return tuple(found)


def by_week(
    days: Iterable[tuple[str, date]], places: Sequence[str], last: date, weeks: int
) -> NDArray[np.float64]:
    """Counts [weeks, places]; the last week ends on `last`, both days of a week included."""
    at = {p: i for i, p in enumerate(places)}
    counts = np.zeros((weeks, len(places)))
    for place, day in days:
        ago = (last - day).days // WEEK
        if place in at and 0 <= ago < weeks:
            counts[weeks - 1 - ago, at[place]] += 1
    return counts


def week_ends(last: date, weeks: int) -> tuple[date, ...]:
    """The last day of each week."""
    return tuple(last - timedelta(days=WEEK * ago) for ago in range(weeks - 1, -1, -1))
