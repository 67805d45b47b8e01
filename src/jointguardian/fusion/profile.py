"""What is compared: an event, or the centre of a cluster, as bags of features."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from sys import intern
from typing import Protocol, TypeVar

from ..domain import ActorMention, Casualty, Event, PlaceMention
from ..domain.dates import first_day, last_day
from .enduring import things
from .parties import elsewhere, fold, group, is_here, party_known_as, plain, side_known_as
from .signature import bands, signature
from .told import Told, usable_day

LONGEST = 31  # days of an interval that count as its days
LOOKBACK = 45  # days before its telling in which an undated event may lie
EVENT_SLOTS = 32  # of the signature of an event's words: 8 bands
PRECISE = frozenset({"exact", "settlement", "municipality"})
REAL = frozenset({"happened", "ongoing", "denied"})
TOLL_DAYS = 7  # days before its telling in which what a toll counts may lie
_TOLL = re.compile(
    r"\b(?:toll|number of (?:dead|deaths|victims)) (?:\w+ ){0,3}(?:rose|risen|climb|grew|grown|up|to|at)|"
    r"\b(?:ris|climb|grow)(?:es|ing|s|en)? to (?:\w+ ){0,3}\d",
    re.IGNORECASE,
)
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
Number = tuple[str, str, int]
"""Kind, group and number of a casualty row."""
Order = tuple[object, ...]
Item = TypeVar("Item")


class Features(Protocol):
    """What comparators read of an event or of a centre; days are proleptic ordinals.

    `days` are day-precise, `begins` those to compare by, `window` what a vague date may mean,
    `sides` the parties' sides, `things` what lasts over days, `bands` keys of near-equal wording.
    """

    @property
    def days(self) -> Collection[int]: ...
    @property
    def begins(self) -> Collection[int]: ...
    @property
    def centre(self) -> int | None: ...
    @property
    def window(self) -> tuple[int, int] | None: ...
    @property
    def dated(self) -> bool: ...
    @property
    def places(self) -> Collection[str]: ...
    @property
    def points(self) -> Collection[tuple[float, float]]: ...
    @property
    def countries(self) -> Collection[str]: ...
    @property
    def types(self) -> Collection[str]: ...
    @property
    def sides(self) -> Collection[str]: ...
    @property
    def numbers(self) -> Collection[Number]: ...
    @property
    def words(self) -> Collection[str]: ...
    @property
    def statuses(self) -> Collection[str]: ...
    @property
    def reports(self) -> Collection[str]: ...
    @property
    def things(self) -> Collection[str]: ...
    @property
    def bands(self) -> Collection[int]: ...


@dataclass(frozen=True, slots=True)
class Profile:
    """The features of one event; small tuples, since an archive holds very many."""

    days: tuple[int, ...]
    window: tuple[int, int] | None
    dated: bool
    places: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    countries: tuple[str, ...]
    types: tuple[str, ...]
    parties: tuple[str, ...]
    sides: tuple[str, ...]
    numbers: tuple[Number, ...]
    words: tuple[str, ...]
    statuses: tuple[str, ...]
    reports: tuple[str, ...]
    things: tuple[str, ...]
    bands: tuple[int, ...]

    @property
    def centre(self) -> int | None:
        """The day it begins."""
        return self.days[0] if self.days else None

    @property
    def begins(self) -> tuple[int, ...]:
        """All its days."""
        return self.days

    @property
    def precise(self) -> bool:
        """Whether any place is known to a municipality or better."""
        return bool(self.points)


@dataclass(frozen=True, slots=True)
class Mention:
    """One event of one report, with what comparison needs worked out once."""

    told: Told
    event: Event
    profile: Profile

    @property
    def key(self) -> tuple[str, str]:
        """Identifies the mention: report id, event id."""
        return self.told.report.id, self.event.id

    @property
    def order(self) -> Order:
        """By receipt, then by id: the order of becoming known."""
        return self.told.report.received, self.told.report.id, self.event.span.start, self.event.id


@dataclass(slots=True)
class Tally:
    """The centre of a cluster: its members' features, counted."""

    members: int = 0
    days: Counter[int] = field(default_factory=Counter)
    window: tuple[int, int] | None = None
    dated: bool = False
    places: Counter[str] = field(default_factory=Counter)
    points: Counter[tuple[float, float]] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    sides: Counter[str] = field(default_factory=Counter)
    numbers: Counter[Number] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    reports: Counter[str] = field(default_factory=Counter)
    things: Counter[str] = field(default_factory=Counter)
    bands: Counter[int] = field(default_factory=Counter)

    @property
    def centre(self) -> int | None:
        """The day most members give (the earliest of equals); None when none gives a day."""
        return min(self.days, key=lambda d: (-self.days[d], d)) if self.days else None

    @property
    def begins(self) -> tuple[int, ...]:
        """All days of one event, only the centre of several."""
        if self.members == 1:
            return tuple(self.days)
        centre = self.centre
        return () if centre is None else (centre,)

    @property
    def types(self) -> list[str]:
        """The types that at least a tenth of the members give."""
        return [t for t, n in self.kinds.items() if 10 * n >= self.members]

    def add(self, one: Profile) -> None:
        """Take a member in; a beginning weighs twice its other days."""
        self.members += 1
        self.kinds.update(one.types)
        self.days.update(one.days[:1])
        for name in _BAGS:
            getattr(self, name).update(getattr(one, name))
        if self.window is None or (not self.dated and one.dated):
            self.window = one.window
        self.dated = self.dated or one.dated


_BAGS = (
    "days", "places", "points", "countries", "sides", "numbers", "words", "statuses", "reports",
    "things", "bands",
)  # fmt: skip


def number(row: Casualty) -> int | None:
    """The number of a casualty row: best, else low, else high."""
    return next((n for n in (row.best, row.low, row.high) if n is not None), None)


def _is_toll(text: str, row: Casualty) -> bool:
    """Whether a number is what a toll rose to: told on a day, of something that was before it."""
    span = row.span
    return span is not None and bool(_TOLL.search(text, max(0, span.start - 60), span.end))


def mention(told: Told, event: Event) -> Mention:
    """An event made ready for comparison."""
    event = _with_usable_dates(event)
    text = event.span.of(told.report.text)
    slots = signature(text, slots=EVENT_SLOTS)
    days, window = _days(event, first_day(told.day))
    if len(days) == 1 and any(_is_toll(told.report.text, c) for c in event.casualties):
        window, days = (min(days) - TOLL_DAYS, min(days)), ()
    points = [
        (p.lat, p.lon) for p in _fine(event.places) if p.lat is not None and p.lon is not None
    ]
    actors = (*event.actors, *event.recipients)
    profile = Profile(
        days=days,
        window=window,
        dated=event.start is not None,
        places=_unique(_names(event.places)),
        points=_unique((round(lat, 3), round(lon, 3)) for lat, lon in points),
        countries=_unique(p.country for p in event.places if p.country),
        types=(event.type,),
        parties=_unique(party_of(a, told) for a in actors),
        sides=_unique(side_of(a, told) for a in actors),
        numbers=_unique(_numbers(event, told)),
        words=tuple(intern(w) for w in sorted(words(text))),
        statuses=("real" if event.status in REAL else event.status,),
        reports=(told.report.id,),
        things=tuple(intern(t) for t in things(event, text)),
        bands=() if slots is None else bands(slots),
    )
    return Mention(told, event, profile)


def _unique(rows: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(rows))


def party_of(actor: ActorMention, told: Told) -> str:
    """The party of an actor, by its words, else by its id."""
    name = party_known_as(actor.known_as, actor.id)
    return intern(name if is_here(told.report.text) else elsewhere(name, actor.known_as))


def side_of(actor: ActorMention, told: Told) -> str:
    """The side on which an actor stands when events are compared."""
    if is_here(told.report.text):
        return intern(side_known_as(actor.known_as, actor.id))
    return party_of(actor, told)


def group_of(wording: str, told: Told) -> str:
    """The group of people that a counted wording means in a report."""
    name = group(wording)
    return name if is_here(told.report.text) else elsewhere(name, wording)


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


def _numbers(event: Event, told: Told) -> Iterable[Number]:
    rows = ((c.kind, group_of(c.who, told), number(c)) for c in event.casualties)
    return ((kind, intern(who), n) for kind, who, n in rows if n)


def _days(event: Event, told: date) -> tuple[tuple[int, ...], tuple[int, int] | None]:
    """The precise days of an event, the first of them first, and the window of a vague date."""
    start = event.start
    if start is None:
        return (), (told.toordinal() - LOOKBACK, told.toordinal())
    first, last = first_day(start).toordinal(), last_day(event.end or start).toordinal()
    if len(start) == 10:
        return tuple(range(first, first + min(max(last - first, 0), LONGEST) + 1)), None
    return (), (first, max(first, last))


def _fine(places: Iterable[PlaceMention]) -> Iterable[PlaceMention]:
    return (p for p in places if p.precision in PRECISE)


def _names(places: Iterable[PlaceMention]) -> Iterable[str]:
    for place in _fine(places):
        yield intern(place.gazetteer_id or fold(place.name))
        if place.municipality:
            yield intern(f"m:{place.municipality}")
