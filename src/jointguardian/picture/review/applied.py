"""Readings, sources and incidents as people corrected them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...domain import Casualty, Claim, Event, Figure, Incident, PlaceMention, Reading, Source
from .fields import Told, changed
from .rulings import Ruling, matched
from .things import Thing, things

_Name = tuple[str, str | None]


def by_report(rulings: Mapping[str, Ruling]) -> dict[str, dict[str, Ruling]]:
    """The rulings about things of each report."""
    found: dict[str, dict[str, Ruling]] = {}
    for subject, ruling in rulings.items():
        found.setdefault(subject.partition("/")[0], {})[subject] = ruling
    return found


def ruled(told: Told, ruling: Ruling | None) -> Told | None:
    """A thing as it was judged; None where it was rejected. What was accepted is as it was."""
    if ruling is None:
        return told
    if ruling.rejected:
        return None
    for name, mark in ruling.fields.items():
        if mark.state == "corrected":
            told = changed(told, name, mark.body)
        elif mark.state == "rejected":
            told = changed(told, name, None)
    return told


def judged_reading(report: str, reading: Reading, rulings: Mapping[str, Ruling]) -> Reading:
    """The reading of a report with what people corrected, without what they rejected."""
    found = list(things(report, reading))
    mine = matched(found, rulings)
    if not mine:
        return reading
    names = _renamed(found, mine)
    at = {(t.kind, t.at): t for t in found}

    def fixed(kind: str, *where: int) -> Told | None:
        thing = at[kind, where]
        return ruled(thing.told, mine.get(thing.subject))

    events = (_event(fixed, n, e, names) for n, e in enumerate(reading.events))
    claims = tuple(
        c for n in range(len(reading.claims)) if isinstance(c := fixed("claim", n), Claim)
    )
    kept = {c.id for c in claims}
    return replace(
        reading,
        events=tuple(_asserted(e, kept) for e in events if e is not None),
        claims=claims,
        figures=tuple(
            f for n in range(len(reading.figures)) if isinstance(f := fixed("figure", n), Figure)
        ),
        places=_places(reading.places, names),
    )


def _renamed(
    found: Sequence[Thing], mine: Mapping[str, Ruling]
) -> dict[_Name, PlaceMention | None]:
    """What each judged name of the report stands for; None where it is no place."""
    names: dict[_Name, PlaceMention | None] = {}
    for thing in found:
        if thing.kind == "place" and thing.subject in mine and isinstance(thing.told, PlaceMention):
            now = ruled(thing.told, mine[thing.subject])
            place = now if isinstance(now, PlaceMention) else None
            names[thing.told.text, thing.told.gazetteer_id] = place
    return names


def _places(
    rows: Iterable[PlaceMention], names: Mapping[_Name, PlaceMention | None]
) -> tuple[PlaceMention, ...]:
    """One sense of a name in a text: all mentions of a judged name follow the judgement."""
    found: list[PlaceMention] = []
    for row in rows:
        now = names.get((row.text, row.gazetteer_id), row)
        if now is not None:
            found.append(replace(now, text=row.text, span=row.span))
    return tuple(found)


def _event(fixed, n: int, event: Event, names: Mapping[_Name, PlaceMention | None]) -> Event | None:  # type: ignore[no-untyped-def]
    now = fixed("event", n)
    if not isinstance(now, Event):
        return None
    rows = (fixed("count", n, m) for m in range(len(event.casualties)))
    places = _places(now.places, names) if now.places == event.places else now.places
    return replace(now, casualties=tuple(c for c in rows if isinstance(c, Casualty)), places=places)


def _asserted(event: Event, claims: set[str]) -> Event:
    if event.asserted_by is None or event.asserted_by in claims:
        return event
    return replace(event, asserted_by=None)


def judged_sources(sources: Iterable[Source], rulings: Mapping[str, Ruling]) -> tuple[Source, ...]:
    """The sources with the letters that people gave them."""
    return tuple(_graded(s, rulings.get(f"source:{s.id}")) for s in sources)


def _graded(source: Source, ruling: Ruling | None) -> Source:
    mark = ruling.of("reliability") if ruling else None
    letter = mark.body.get("reliability") if mark and mark.state == "corrected" else None
    if mark is None or not isinstance(letter, str):
        return source
    why = mark.reason or f"graded by {mark.by}"
    return replace(source, reliability=letter, reason=why)


def judged_incidents(
    incidents: Iterable[Incident], rulings: Mapping[str, Ruling]
) -> tuple[Incident, ...]:
    """The incidents that nobody rejected, with the type and open dates that people gave them.

    Their words, status, grades and confidence are fusion's to correct.
    """
    return tuple(
        _incident(i, rulings[i.id]) if i.id in rulings else i
        for i in incidents
        if i.id not in rulings or not rulings[i.id].rejected
    )


def _incident(incident: Incident, ruling: Ruling) -> Incident:
    for name in ("type", "start", "end"):
        mark = ruling.fields.get(name)
        if mark is not None and mark.state == "corrected":
            incident = replace(incident, **{name: mark.body[f"set.{name}"]})
        elif mark is not None and mark.state == "rejected" and name != "type":
            incident = replace(incident, **{name: None})  # type: ignore[arg-type]
    return incident
