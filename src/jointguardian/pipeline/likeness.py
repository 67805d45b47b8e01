"""Which other incidents may be the same happening, with the reasons that fusion has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest

from ..domain import Incident, Source
from ..domain.dates import first_day
from ..fusion import Told
from ..fusion.compare import match
from ..fusion.leaders import Cluster
from ..fusion.profile import Mention, mention
from ..picture import Known

COMPARED = 30
"""Events of an incident that are compared, and incidents that are compared with one."""
SHOWN = 12
NEAR_DAYS = 3
Fits = Callable[[Incident], bool]


@dataclass(frozen=True, slots=True)
class Alike:
    """An incident with its likeness to another one in 0..1, and why in fusion's words."""

    incident: str
    what: str
    start: str | None
    place: str
    reports: int
    likeness: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: an id or its beginning, words of the title, a place, a day."""

    words: str = ""
    place: str = ""
    day: str = ""


def candidates(known: Known, incident: Incident, wanted: Wanted) -> tuple[Alike, ...]:
    """The incidents that fit what is wanted, the likest first; nothing wanted: those nearby."""
    fits = _near(incident) if wanted == Wanted() else _wanted(wanted)
    found = [i for i in known.incidents if i.id != incident.id and fits(i)]
    found = nsmallest(COMPARED, found, key=lambda i: _apart(i, incident))
    compare = Comparison(known)
    made = [compare.alike(incident, i) for i in found]
    return tuple(sorted(made, key=lambda a: -a.likeness)[:SHOWN])


def _near(to: Incident) -> Fits:
    """Those of about the same days in the same municipality."""
    towns, day = _towns(to), _day(to)
    if day is None:
        return lambda one: False
    first, last = (str(day + timedelta(days=n)) for n in (-NEAR_DAYS, NEAR_DAYS))

    def fits(one: Incident) -> bool:
        start = one.start or ""
        if len(start) == len(first) and not first <= start <= last:
            return False
        return not towns.isdisjoint(_towns(one)) and _apart(one, to) <= NEAR_DAYS

    return fits


def _wanted(wanted: Wanted) -> Fits:
    """Those with the words or the beginning of the id, at the place, on the day."""
    words, place, day = wanted.words.casefold().split(), wanted.place.casefold(), wanted.day

    def fits(one: Incident) -> bool:
        if day and not (one.start or "") <= day <= (one.end or one.start or ""):
            return False
        if place and not any(
            place in n.casefold() for p in one.places for n in (p.name, p.municipality or "")
        ):
            return False
        what = one.what.casefold()
        return all(w in what for w in words) or one.id.startswith(wanted.words)

    return fits


def _towns(incident: Incident) -> set[str]:
    return {p.municipality or p.name for p in incident.places}


def _day(incident: Incident) -> date | None:
    return first_day(incident.start) if incident.start else None


def _apart(one: Incident, other: Incident) -> int:
    a, b = _day(one), _day(other)
    return abs((a - b).days) if a and b else 9999


class Comparison:
    """Fusion's comparison of incidents as they stand."""

    def __init__(self, known: Known) -> None:
        self._sources = {s.name: s for s in known.sources}
        self._look = known.look

    def alike(self, one: Incident, other: Incident) -> Alike:
        """The likeness of two incidents, with its reasons."""
        mine, theirs = tuple(self._mentions(one)), tuple(self._mentions(other))
        place = other.places[0].name if other.places else ""
        found = match(Cluster(mine).features, Cluster(theirs).features) if mine and theirs else None
        return Alike(
            incident=other.id,
            what=other.what,
            start=other.start,
            place=place,
            reports=len(other.reports),
            likeness=round(found.score, 2) if found else 0.0,
            reasons=found.reasons if found else ("nothing to compare",),
        )

    def _mentions(self, incident: Incident) -> Iterable[Mention]:
        left = COMPARED
        for member in incident.members:
            report, reading = self._look.reports[member.report], self._look.readings[member.report]
            source = self._sources.get(report.source) or Source(report.source, report.source)
            for event in reading.events:
                if event.id in member.events and left:
                    left -= 1
                    yield mention(Told(report, reading, source), event)
