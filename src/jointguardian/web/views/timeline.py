"""Days with something on them: the bars of the timeline and the steps of the slider."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ...picture.model import Picture
from ..room import Moment


def bars(picture: Picture) -> list[dict[str, Any]]:
    """One row a day that has a report published or an incident begun on it; others are left out."""
    reports = Counter(d for r in picture.reports if (d := _day(r.published)))
    incidents = Counter(d for i in picture.incidents if (d := _day(i.start)))
    return [
        {"day": day, "reports": reports[day], "incidents": incidents[day]}
        for day in sorted(reports.keys() | incidents.keys())
    ]


def _day(text: str | None) -> str | None:
    return text[:10] if text is not None and len(text) >= 10 else None


def steps(picture: Picture, moments: Iterable[Moment]) -> list[str]:
    """The days on which something became known or moved: where the slider can stand."""
    days = {r.received.date().isoformat() for r in picture.reports}
    days |= {m.as_of.date().isoformat() for m in moments}
    return sorted(days | {d for text in _force_days(picture) if (d := _day(text))})


def _force_days(picture: Picture) -> Iterable[str | None]:
    yield from (m.date for m in picture.movements)
    for reserve in picture.reserves:
        yield from (reserve.ordered, reserve.arrived)
