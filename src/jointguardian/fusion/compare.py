"""How alike an event and an incident are: a declared list of weighted pure comparators.

Each comparator answers with a likeness in 0..1 and a reason for a person, or with None when there
is nothing to compare; a likeness of exactly 0 with `veto` forbids the match. The score is the
weighted mean, a silent comparator counting as its `neutral`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from ..geo import distance_km
from .enduring import thing
from .profile import Features

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A likeness in 0..1 with its reason."""

    value: float
    reason: str
    veto: bool = False


@dataclass(frozen=True, slots=True)
class Comparator:
    """A named, weighted pure function of two profiles; `neutral` stands in for silence."""

    name: str
    weight: float
    neutral: float
    compare: Callable[[Features, Features], Likeness | None]


@dataclass(frozen=True, slots=True)
class Feature:
    """What one comparator said: its name, weight, likeness in 0..1 and reason for a person."""

    name: str
    weight: float
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """A score in 0..1 (0 on a veto) and what the comparators that spoke said."""

    score: float
    features: tuple[Feature, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons alone, in the comparators' order."""
        return tuple(f.reason for f in self.features)


# Likeness of two PLOVER types as tellings of one happening; pairs not listed never match.
# Source: our own, from how the same happenings are worded in reports; symmetric.
TYPES = {
    ("protest", "assault"): 0.8,
    ("assault", "coerce"): 0.7,
    ("protest", "coerce"): 0.6,
    ("protest", "threaten"): 0.3,
    ("mobilize", "aid"): 0.6,
    ("mobilize", "support"): 0.6,
    ("mobilize", "cooperate"): 0.6,
    ("mobilize", "threaten"): 0.4,
    ("mobilize", "retreat"): 0.2,
    ("retreat", "concede"): 0.6,
    ("retreat", "protest"): 0.3,
    ("concede", "protest"): 0.3,
    ("sanction", "reject"): 0.7,
    ("agree", "concede"): 0.6,
    ("agree", "consult"): 0.5,
    ("agree", "cooperate"): 0.5,
    ("aid", "cooperate"): 0.6,
    ("aid", "support"): 0.6,
    ("concede", "coerce"): 0.3,
}


TELLING = 10  # a casualty number above this is seldom shared by chance
MISREAD_DAYS = 3  # how far a day may be misread where such a number is shared
COPIED_DAYS = 7  # how far days may lie apart where the words are near-equal
COPIED = 3  # shared bands (of 8) from which words are near-equal: Jaccard likeness of about 0.8
ONE_THING = 0.7  # least likeness of types that tell of one lasting thing
LASTING = 90  # days after which even a lasting thing is another


def type_likeness(one: str, other: str) -> float:
    """0..1, symmetric, 1 for equal types."""
    return 1.0 if one == other else TYPES.get((one, other), TYPES.get((other, one), 0.0))


@cache
def compatible_types(kind: str) -> tuple[str, ...]:
    """The types that may tell the same happening, itself first."""
    near = {b if a == kind else a for a, b in TYPES if kind in (a, b)}
    return (kind, *sorted(near))


def common(one: Collection[Item], other: Collection[Item]) -> list[Item]:
    """What is in both, in the order of the first."""
    wanted = other if isinstance(other, dict) or len(other) < 8 else frozenset(other)
    return [x for x in one if x in wanted]


def same_day(one: Features, centre: Features) -> Likeness | None:
    """Days: equal, neighbouring, or within what a vague date may mean."""
    day = centre.centre
    if day is None or not one.days:
        return _vague_day(one, centre)
    apart = min(abs(d - day) for d in one.begins)
    if apart == 0:
        begins = one.centre == day
        return Likeness(1.0 if begins else 0.75, f"{'same day' if begins else 'over'} {_iso(day)}")
    return _other_day(one, centre, apart)


def _other_day(one: Features, centre: Features, apart: int) -> Likeness:
    shared = common(one.numbers, centre.numbers)
    lasting = common(one.things, centre.things)
    if lasting and _adjoin(one.days, centre.days, thing(lasting[0]).gap):
        return Likeness(0.85, f"{lasting[0]} goes on from day to day")
    if apart == 1 and shared:
        telling = len(shared) > 1 or max(n for _, _, n in shared) > TELLING
        return Likeness(0.6 if telling else 0.3, "one day apart, but the same numbers")
    if apart <= MISREAD_DAYS and any(n > TELLING for _, _, n in shared):
        return Likeness(0.3, f"{apart} days apart, but the same large number")
    if apart <= COPIED_DAYS and len(common(one.bands, centre.bands)) >= COPIED:
        return Likeness(0.4, f"{apart} day(s) apart, but in near-equal words")
    return Likeness(0.0, f"{apart} day(s) apart", veto=True)


def _adjoin(one: Collection[int], other: Collection[int], gap: int) -> bool:
    """Whether the days of a lasting thing touch those of a centre, within the longest spell."""
    touching = any(d + n in other for d in one for n in range(-gap, gap + 1))
    return touching and max(*one, *other) - min(*one, *other) <= LASTING


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _vague_day(one: Features, centre: Features) -> Likeness | None:
    vague, day = (one, centre.centre) if not one.days else (centre, one.centre)
    if vague.window is None:
        return None
    first, last = vague.window
    if day is None:
        other = centre.window if vague is one else one.window
        apart = other is not None and (other[0] > last or first > other[1])
        return Likeness(0.0, "other months", veto=True) if apart else Likeness(0.6, "same month")
    if not first <= day <= last:
        return Likeness(0.0, "outside the told period", veto=True)
    if vague.dated and last - first > 31:
        return Likeness(0.0, "only a year is told", veto=True)
    return Likeness(0.7 if vague.dated else 0.55, "within the told period")


def near_place(one: Features, centre: Features) -> Likeness | None:
    """Places: one in common, near, or one within the other's region."""
    shared = sorted(common(one.places, centre.places))
    if shared:
        return Likeness(1.0, f"same place ({shared[0].removeprefix('m:')})")
    if any(thing(t).wide for t in common(one.things, centre.things)):
        return Likeness(0.7, f"{common(one.things, centre.things)[0]}, in several places")
    bound = any(n > 3 for _, _, n in common(one.numbers, centre.numbers))
    if one.countries and centre.countries and not common(one.countries, centre.countries):
        return Likeness(0.0, "other countries", veto=not bound)
    if not (one.points and centre.points):
        return Likeness(0.6, "one place may lie in the other") if one.countries else None
    apart = min(_km(a, b) for a in one.points for b in centre.points)
    if apart <= 10:
        return Likeness(0.8, f"{apart:.0f} km apart")
    return Likeness(0.3, f"{apart:.0f} km apart") if apart <= 25 else Likeness(
        0.0, f"{apart:.0f} km apart", veto=not bound
    )  # fmt: skip


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    return distance_km(*a, *b)


def like_type(one: Features, centre: Features) -> Likeness | None:
    """Types: the best likeness to any type that a tenth of the members give."""
    pairs = [(type_likeness(a, b), a, b) for a in one.types for b in centre.types]
    best, kind, other = max(pairs, default=(0.0, "", ""))
    if best < ONE_THING and common(one.things, centre.things):
        return Likeness(ONE_THING, f"both tell of {common(one.things, centre.things)[0]}")
    if best == 0:
        return Likeness(0.0, f"{kind} is not {other}", veto=True)
    return Likeness(best, f"{kind} beside {other}" if kind != other else f"both {kind}")


def shared_parties(one: Features, centre: Features) -> Likeness | None:
    """Actors and recipients: how many of the fewer are in both."""
    if not one.sides or not centre.sides:
        return None
    shared = sorted(common(one.sides, centre.sides))
    likeness = len(shared) / min(len(one.sides), 2)
    return Likeness(min(1.0, likeness), f"both name {', '.join(shared) or 'nobody in common'}")


def shared_numbers(one: Features, centre: Features) -> Likeness | None:
    """Casualties: equal numbers of one kind; only a number above 3 says much."""
    if not one.numbers or not centre.numbers:
        return None
    shared = {(k, n) for k, _, n in one.numbers} & {(k, n) for k, _, n in centre.numbers}
    if shared:
        kind, n = max(shared, key=lambda s: (s[1], s[0]))
        return Likeness(1.0 if n > 3 else 0.75, f"both count {n} {kind}")
    kinds = {(k, g) for k, g, _ in one.numbers} & {(k, g) for k, g, _ in centre.numbers}
    return Likeness(0.6, "other numbers of the same group") if kinds else None


def shared_words(one: Features, centre: Features) -> Likeness | None:
    """Words: the share of the event's words that the incident's members use."""
    if not one.words or not centre.words:
        return None
    shared = len(common(one.words, centre.words))
    likeness = shared / min(len(one.words), len(centre.words))
    return Likeness(min(1.0, 1.5 * likeness), f"{shared} words in common")


def like_status(one: Features, centre: Features) -> Likeness | None:
    """Status: a plan is not its execution, a threat is not the deed."""
    if common(one.statuses, centre.statuses):
        return None
    mild = all(t in _MOVES for t in (*one.types, *centre.types))
    return Likeness(0.4 if mild else 0.1, "told as of another status")


def one_story(one: Features, centre: Features) -> Likeness | None:
    """Reports: what one report tells of one day and place is mostly one story."""
    return Likeness(0.9, "told in one report") if common(one.reports, centre.reports) else None


_MOVES = frozenset({"mobilize", "retreat", "aid", "support", "cooperate"})
# Weights sum to 1 over the comparators that usually speak; tuned by hand on
# kosovo/incidents.json (22 incidents), see docs/models/fusion.md.
COMPARATORS: tuple[Comparator, ...] = (
    Comparator("type", 0.16, 0.5, like_type),
    Comparator("day", 0.28, 0.4, same_day),
    Comparator("place", 0.22, 0.5, near_place),
    Comparator("parties", 0.14, 0.5, shared_parties),
    Comparator("numbers", 0.10, 0.5, shared_numbers),
    Comparator("words", 0.10, 0.3, shared_words),
    Comparator("status", 0.10, 0.6, like_status),
    Comparator("story", 0.06, 0.5, one_story),
)


def match(one: Features, centre: Features) -> Match:
    """The weighted mean of all comparators, with their reasons; a veto scores 0."""
    total = score = 0.0
    features: list[Feature] = []
    for c in COMPARATORS:
        likeness = c.compare(one, centre)
        total += c.weight
        if likeness is None:
            score += c.weight * c.neutral
            continue
        if likeness.veto:
            return Match(0.0, (Feature(c.name, c.weight, 0.0, likeness.reason),))
        score += c.weight * likeness.value
        features.append(Feature(c.name, c.weight, likeness.value, likeness.reason))
    return Match(score / total, tuple(features))
