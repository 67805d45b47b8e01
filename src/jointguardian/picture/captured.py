"""A report as it is taken down: what was read put back into its own words, and what was told before."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ..domain import ActorMention, Event, Incident, PlaceMention, Reading, Span
from ..domain.ids import derived_id
from ..geo import distance_km

Back = Callable[[Span], Span]
LIKE_HOURS = 48
LIKE_KM = 10.0
MOST_LIKE = 6
_KM_A_DAY = 12.0
"""A day apart counts as much as so many kilometres. Own choice."""
HAPPENED = frozenset({"happened", "ongoing"})


def carried_back(reading: Reading, read: str, text: str, back: Back, sha256: str) -> Reading:
    """A reading of `read` as one of `text`: spans go `back`, and quoted words are those of the text."""
    moved: Reading = _walk(reading, read, text, back)
    return replace(moved, report=replace(reading.report, sha256=sha256))


def _walk(value: Any, read: str, text: str, back: Back) -> Any:
    if isinstance(value, Span):
        return back(value)
    if isinstance(value, tuple):
        return tuple(_walk(one, read, text, back) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new = {f.name: _walk(getattr(value, f.name), read, text, back) for f in fields(value)}
    if isinstance(value, ActorMention | PlaceMention):
        span: Span | None = value.span
        if span is not None and value.text == span.of(read):
            new["text"] = new["span"].of(text)
    return replace(value, **new)


def with_given(reading: Reading, day: str | None, place: PlaceMention | None) -> Reading:
    """What the recorder said beside the text, where the text leaves it open.

    An event without a place happened at the given one; an exact one comes before a place that the
    text names. One without a date happened on the day (`YYYY-MM-DD`).
    """
    events = tuple(_given(e, day, place) for e in reading.events)
    places = (*reading.places, place) if place is not None else reading.places
    return replace(reading, events=events, places=places)


def _given(event: Event, day: str | None, place: PlaceMention | None) -> Event:
    if place is not None and place.lat is not None:
        if not event.places:
            event = replace(event, places=(place,))
        elif place.precision == "exact" and event.status in HAPPENED:
            event = replace(event, places=(place, *event.places))
    if day and event.start is None and event.status in HAPPENED:
        event = replace(event, start=day, end=event.end or day, date_precision="day")
    return event


def with_event(
    reading: Reading, type_: str, text: Span, day: str, place: PlaceMention | None
) -> Reading:
    """The reading with an event that the recorder named, resting on all the words."""
    made = Event(
        id=derived_id("e", reading.report.sha256, "by hand", type_),
        type=type_,
        mode=None,
        status="happened",
        actors=(),
        recipients=(),
        start=day,
        end=day,
        date_precision="day",
        places=(place,) if place is not None and place.lat is not None else (),
        casualties=(),
        means=(),
        asserted_by=None,
        span=text,
        confidence=1.0,
    )
    return replace(reading, events=(*reading.events, made))


def without_places_at(reading: Reading, spans: Sequence[tuple[int, int]]) -> Reading:
    """The reading without the places that were read where a person's name stands."""

    def kept(places: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
        return tuple(p for p in places if not _over(p.span, spans))

    events = tuple(replace(e, places=kept(e.places)) for e in reading.events)
    return replace(reading, events=events, places=kept(reading.places))


def _over(span: Span | None, spans: Sequence[tuple[int, int]]) -> bool:
    return span is not None and any(span.overlap(Span(*one)) for one in spans)


@dataclass(frozen=True, slots=True)
class Like:
    """An incident that a new report may tell again: how far away, and how many hours apart at most."""

    incident: Incident
    km: float | None
    days: int
    same_type: bool


def already_told(
    incidents: Iterable[Incident],
    when: datetime,
    place: PlaceMention | None,
    types: frozenset[str] = frozenset(),
) -> tuple[Like, ...]:
    """The incidents of the last 48 hours within 10 km, the likeliest first.

    Without a position: those of the same type of event, at any place.
    """
    found = sorted(_like(incidents, when, place, types), key=_unlike)
    return tuple(found[:MOST_LIKE])


def _like(
    incidents: Iterable[Incident], when: datetime, place: PlaceMention | None, types: frozenset[str]
) -> Iterator[Like]:
    last = when.date()
    first = (when - timedelta(hours=LIKE_HOURS)).date()
    for incident in incidents:
        start = incident.start or ""
        if len(start) < 10 or not first.isoformat() <= start[:10] <= last.isoformat():
            continue
        km = _away(incident, place)
        same = incident.type in types
        if km is not None if place is not None and place.lat is not None else same:
            yield Like(incident, km, (last - datetime.fromisoformat(start[:10]).date()).days, same)


def _away(incident: Incident, place: PlaceMention | None) -> float | None:
    """Kilometres to the nearest of the incident's places, None beyond the reach."""
    if place is None or place.lat is None or place.lon is None:
        return None
    points = ((p.lat, p.lon) for p in incident.places if p.lat is not None and p.lon is not None)
    away = (distance_km(place.lat, place.lon, lat, lon) for lat, lon in points)
    nearest = min(away, default=LIKE_KM + 1)
    return round(nearest, 1) if nearest <= LIKE_KM else None


def _unlike(like: Like) -> tuple[float, int, str]:
    points = (like.km or 0.0) + _KM_A_DAY * like.days - (LIKE_KM if like.same_type else 0.0)
    return points, -len(like.incident.reports), like.incident.id
