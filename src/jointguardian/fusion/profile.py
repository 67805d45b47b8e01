"""What is compared: an event, or the centre of a cluster, as bags of features."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ..domain import ActorMention, Casualty, Event, PlaceMention
from ..domain.dates import first_day, last_day
from .parties import fold, group, party, plain, side
from .told import Told, usable_day

LONGEST = 31  # days of an interval that count as its days
PRECISE = frozenset({"exact", "settlement", "municipality"})
_WORD = re.compile(r"[a-z][a-z0-9'-]{2,}")
_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "that",
        "with",
        "from",
        "was",
        "were",
        "had",
        "has",
        "have",
        "are",
        "its",
        "his",
        "her",
        "their",
        "this",
        "not",
        "but",
        "who",
        "which",
        "said",
        "says",
        "say",
        "will",
        "would",
        "after",
        "before",
        "into",
        "over",
        "been",
        "being",
        "also",
        "they",
        "them",
        "than",
        "then",
        "when",
        "there",
        "about",
        "some",
        "more",
        "all",
        "any",
        "one",
        "two",
        "three",
        "four",
        "five",
        "out",
        "off",
        "near",
        "where",
        "while",
        "during",
        "between",
    ]
)
REAL = frozenset({"happened", "ongoing", "denied"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One event of one report, with what comparison needs worked out once."""

    told: Told
    event: Event
    profile: "Profile"

    @property
    def key(self) -> tuple[str, str]:
        """Identifies the mention: report id, event id."""
        return self.told.report.id, self.event.id

    @property
    def order(self) -> tuple[object, ...]:
        """By receipt, then by id: the order of becoming known."""
        return self.told.report.received, self.told.report.id, self.event.span.start, self.event.id


@dataclass(slots=True)
class Profile:
    """Days, places, parties, numbers and words: of one event, or summed over a cluster.

    `days` are day-precise; `window` is what a vague date may mean; `told` are the days of telling.
    """

    days: Counter[date] = field(default_factory=Counter)
    window: tuple[date, date] | None = None
    dated: bool = False
    told: Counter[date] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    points: Counter[tuple[float, float]] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    parties: Counter[str] = field(default_factory=Counter)
    sides: Counter[str] = field(default_factory=Counter)
    numbers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    reports: Counter[str] = field(default_factory=Counter)

    @property
    def centre(self) -> date | None:
        """The day most members give (the earliest of equals); None when none gives a day."""
        return min(self.days, key=lambda d: (-self.days[d], d)) if self.days else None

    @property
    def begins(self) -> set[date]:
        """The days to compare by: all days of one event, only the centre of a cluster."""
        if sum(self.types.values()) == 1:
            return set(self.days)
        return {self.centre} if self.centre else set()

    @property
    def precise(self) -> bool:
        """Whether any place is known to a municipality or better."""
        return bool(self.points)

    def add(self, other: "Profile") -> None:
        """Take another profile in."""
        for name in _BAGS:
            getattr(self, name).update(getattr(other, name))
        if self.window is None or (not self.dated and other.dated):
            self.window = other.window
        self.dated = self.dated or other.dated


_BAGS = (
    "days", "told", "places", "points", "countries", "types", "parties", "sides", "numbers", "words",
    "statuses", "reports",
)  # fmt: skip


def number(row: Casualty) -> int | None:
    """The number of a casualty row: best, else low, else high."""
    return next((n for n in (row.best, row.low, row.high) if n is not None), None)


def mention(told: Told, event: Event) -> Mention:
    """An event made ready for comparison."""
    event = _with_usable_dates(event)
    telling = first_day(told.day)
    profile = Profile(
        told=Counter([telling]),
        types=Counter([event.type]),
        parties=Counter({party_of(a) for a in (*event.actors, *event.recipients)}),
        sides=Counter({side(a.text) for a in (*event.actors, *event.recipients)}),
        numbers=Counter(_numbers(event)),
        words=Counter(words(event.span.of(told.report.text))),
        statuses=Counter(["real" if event.status in REAL else event.status]),
        reports=Counter([told.report.id]),
    )
    _date(profile, event, telling)
    _place(profile, event.places)
    return Mention(told, event, profile)


def party_of(actor: ActorMention) -> str:
    """The party of an actor, by its words, else by its id."""
    return party(actor.text or actor.id or "")


def words(text: str) -> set[str]:
    """The words of a text that can tell events apart."""
    return {w for w in _WORD.findall(plain(text)) if w not in _STOP}


def _with_usable_dates(event: Event) -> Event:
    """The event without dates that no calendar has, or that lie outside 1900 to 2200."""
    start = event.start if usable_day(event.start) else None
    end = event.end if usable_day(event.end) else start
    if (start, end) == (event.start, event.end):
        return event
    precision = event.date_precision if start else "none"
    return replace(event, start=start, end=end, date_precision=precision)


def _numbers(event: Event) -> set[tuple[str, str, int]]:
    rows = ((c.kind, group(c.who), number(c)) for c in event.casualties)
    return {(kind, who, n) for kind, who, n in rows if n}


def _date(profile: Profile, event: Event, told: date) -> None:
    start = event.start
    if start is None:
        profile.window = (told - timedelta(days=45), told)
        return
    first, last = first_day(start), last_day(event.end or start)
    profile.dated = True
    if len(start) == 10:
        span = min(max((last - first).days, 0), LONGEST)
        profile.days.update(first + timedelta(days=n) for n in range(span + 1))
        profile.days[first] += 1  # a beginning weighs more than its days
    else:
        profile.window = (first, max(first, last))


def _place(profile: Profile, places: tuple[PlaceMention, ...]) -> None:
    for place in places:
        if place.country:
            profile.countries[place.country] += 1
        if place.precision not in PRECISE:
            continue
        profile.places[place.gazetteer_id or fold(place.name)] += 1
        if place.municipality:
            profile.places[f"m:{place.municipality}"] += 1
        if place.lat is not None and place.lon is not None:
            profile.points[round(place.lat, 3), round(place.lon, 3)] += 1
