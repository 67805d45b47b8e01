"""How alike an event and an incident are: a declared list of weighted pure comparators.

Each comparator answers with a likeness in 0..1 and a reason for a person, or with None when there
is nothing to compare; a likeness of exactly 0 with `veto` forbids the match. The score is the
weighted mean, a silent comparator counting as its `neutral`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from .profile import Profile


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
    compare: Callable[[Profile, Profile], Likeness | None]


@dataclass(frozen=True, slots=True)
class Match:
    """A score in 0..1 (0 on a veto) and the reasons of the comparators that spoke."""

    score: float
    reasons: tuple[str, ...]


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


def type_likeness(one: str, other: str) -> float:
    """0..1, symmetric, 1 for equal types."""
    return 1.0 if one == other else TYPES.get((one, other), TYPES.get((other, one), 0.0))


def compatible_types(kind: str) -> tuple[str, ...]:
    """The types that may tell the same happening, itself first."""
    near = {b if a == kind else a for a, b in TYPES if kind in (a, b)}
    return (kind, *sorted(near))


def same_day(one: Profile, centre: Profile) -> Likeness | None:
    """Days: equal, neighbouring, or within what a vague date may mean."""
    day = centre.centre
    if day is None or not one.days:
        return _vague_day(one, centre)
    apart = min(abs((d - day).days) for d in one.begins)
    if apart == 0:
        begins = one.centre == day
        return Likeness(1.0 if begins else 0.75, f"same day ({day})" if begins else f"over {day}")
    shared = one.numbers.keys() & centre.numbers.keys()
    if apart == 1 and shared:
        telling = len(shared) > 1 or max(n for _, _, n in shared) > TELLING
        return Likeness(0.6 if telling else 0.3, "one day apart, but the same numbers")
    if apart <= MISREAD_DAYS and any(n > TELLING for _, _, n in shared):
        return Likeness(0.3, f"{apart} days apart, but the same large number")
    return Likeness(0.0, f"{apart} day(s) apart", veto=True)


def _vague_day(one: Profile, centre: Profile) -> Likeness | None:
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
    if vague.dated and (last - first).days > 31:
        return Likeness(0.0, "only a year is told", veto=True)
    return Likeness(0.7 if vague.dated else 0.55, "within the told period")


def near_place(one: Profile, centre: Profile) -> Likeness | None:
    """Places: one in common, near, or one within the other's region."""
    shared = sorted(one.places.keys() & centre.places.keys())
    if shared:
        return Likeness(1.0, f"same place ({shared[0].removeprefix('m:')})")
    bound = bool(one.numbers.keys() & centre.numbers.keys())
    if one.countries and centre.countries and not one.countries.keys() & centre.countries.keys():
        return Likeness(0.0, "other countries", veto=not bound)
    if not (one.precise and centre.precise):
        return Likeness(0.6, "one place may lie in the other") if one.countries else None
    apart = min(_km(a, b) for a in one.points for b in centre.points)
    if apart <= 10:
        return Likeness(0.8, f"{apart:.0f} km apart")
    return Likeness(0.3, f"{apart:.0f} km apart") if apart <= 25 else Likeness(
        0.0, f"{apart:.0f} km apart", veto=not bound
    )  # fmt: skip


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance, haversine on a sphere of 6,371 km."""
    lat_a, lat_b = radians(a[0]), radians(b[0])
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 12742 * asin(sqrt(h))


def like_type(one: Profile, centre: Profile) -> Likeness | None:
    """Types: the best likeness to any type that a tenth of the members give."""
    floor = sum(centre.types.values()) / 10
    kinds = [t for t, n in centre.types.items() if n >= floor]
    best, kind, other = max((type_likeness(a, b), a, b) for a in one.types for b in kinds)
    if best == 0:
        return Likeness(0.0, f"{kind} is not {other}", veto=True)
    return Likeness(best, f"{kind} beside {other}" if kind != other else f"both {kind}")


def shared_parties(one: Profile, centre: Profile) -> Likeness | None:
    """Actors and recipients: how many of the fewer are in both."""
    if not one.sides or not centre.sides:
        return None
    shared = sorted(one.sides.keys() & centre.sides.keys())
    likeness = len(shared) / min(len(one.sides), 2)
    return Likeness(min(1.0, likeness), f"both name {', '.join(shared) or 'nobody in common'}")


def shared_numbers(one: Profile, centre: Profile) -> Likeness | None:
    """Casualties: equal numbers of one kind; only a number above 3 says much."""
    shared = {(k, n) for k, _, n in one.numbers} & {(k, n) for k, _, n in centre.numbers}
    if shared:
        kind, n = max(shared, key=lambda s: (s[1], s[0]))
        return Likeness(1.0 if n > 3 else 0.75, f"both count {n} {kind}")
    kinds = {(k, g) for k, g, _ in one.numbers} & {(k, g) for k, g, _ in centre.numbers}
    return Likeness(0.4, "other numbers of the same group") if kinds else None


def shared_words(one: Profile, centre: Profile) -> Likeness | None:
    """Words: the share of the event's words that the incident's members use."""
    if not one.words or not centre.words:
        return None
    shared = one.words.keys() & centre.words.keys()
    likeness = len(shared) / min(len(one.words), len(centre.words))
    return Likeness(min(1.0, 1.5 * likeness), f"{len(shared)} words in common")


def like_status(one: Profile, centre: Profile) -> Likeness | None:
    """Status: a plan is not its execution, a threat is not the deed."""
    shared = one.statuses.keys() & centre.statuses.keys()
    if shared:
        return None
    moves = one.types.keys() | centre.types.keys()
    mild = moves <= {"mobilize", "retreat", "aid", "support", "cooperate"}
    return Likeness(0.4 if mild else 0.1, "told as of another status")


def one_story(one: Profile, centre: Profile) -> Likeness | None:
    """Reports: what one report tells of one day and place is mostly one story."""
    shared = one.reports.keys() & centre.reports.keys()
    return Likeness(0.9, "told in one report") if shared else None


# Weights sum to 1 over the comparators that usually speak; tuned by hand on
# kosovo/incidents.json (22 incidents), see docs/models/fusion.md.
COMPARATORS: tuple[Comparator, ...] = (
    Comparator("day", 0.28, 0.4, same_day),
    Comparator("place", 0.22, 0.5, near_place),
    Comparator("type", 0.16, 0.5, like_type),
    Comparator("parties", 0.14, 0.5, shared_parties),
    Comparator("numbers", 0.10, 0.5, shared_numbers),
    Comparator("words", 0.10, 0.3, shared_words),
    Comparator("status", 0.10, 0.6, like_status),
    Comparator("story", 0.06, 0.5, one_story),
)


def match(one: Profile, centre: Profile) -> Match:
    """The weighted mean of all comparators, with their reasons; a veto scores 0."""
    total = score = 0.0
    reasons: list[str] = []
    for comparator in COMPARATORS:
        likeness = comparator.compare(one, centre)
        if likeness is not None and likeness.veto:
            return Match(0.0, (likeness.reason,))
        total += comparator.weight
        score += comparator.weight * (likeness.value if likeness else comparator.neutral)
        if likeness:
            reasons.append(likeness.reason)
    return Match(score / total, tuple(reasons))
