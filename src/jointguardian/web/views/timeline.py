"""Days with something on them: the bars of the timeline and the steps of the slider."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ...domain import Incident, Report
from ...picture.model import Known
from ..room import Moment


def bars(
    reports: Iterable[Report], incidents: Iterable[Incident], until: str
) -> list[dict[str, Any]]:
    """One row a day that has a report published or an incident begun on it, up to `until`."""
    told = Counter(d for r in reports if (d := _day(r.published)))
    begun = Counter(d for i in incidents if (d := _day(i.start)))
    return [
        {"day": day, "reports": told[day], "incidents": begun[day]}
        for day in sorted(told.keys() | begun.keys())
        if day <= until
    ]


def _day(text: str | None) -> str | None:
    return text[:10] if text is not None and len(text) >= 10 else None


def steps(known: Known, moments: Iterable[Moment]) -> list[str]:
    """The days on which something became known or moved: where the slider can stand."""
    last = known.as_of.date().isoformat()
    days = {r.received.date().isoformat() for r in known.reports}
    days |= {m.as_of.date().isoformat() for m in moments}
    moved = {d for text in _force_days(known) if (d := _day(text)) and d <= last}
    return sorted(days | moved)


def _force_days(known: Known) -> Iterable[str | None]:
    yield from (m.date for m in known.movements)
    for reserve in known.reserves:
        yield from (reserve.ordered, reserve.arrived)
