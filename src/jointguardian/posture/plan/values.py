"""A plan as it is told, kept and checked: plain values, days as ISO dates."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal in its order: the value reached, a bound on the best, their gap, and whether it is proven."""

    name: str
    unit: str
    value: float
    bound: float
    gap: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Move:
    """A called unit step by step. `lift` are persons by day, `billets` persons by camp; `leaves` None: stays. A unit that is there from the
    first day has no lane and no steps before `arrives`."""

    unit: str
    name: str
    nation: str
    personnel: int
    lane: str | None
    billets: dict[str, int]
    decided: str | None
    ordered: str | None
    ready: str | None
    lift: dict[str, int]
    arrives: str
    employable: str
    leaves: str | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Persons of one kind in a unit on one task at one place on one day."""

    day: str
    unit: str
    kind: str
    place: str
    task: str
    personnel: int


@dataclass(frozen=True, slots=True)
class Need:
    """What one place needs of one task on one day, and what the plan gives it."""

    day: str
    place: str
    task: str
    weight: float
    need: int
    met: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A stretch of days with too few: `short` person-days, `price` what one person more on one of them is worth (the
    weight), and why in words."""

    place: str
    task: str
    since: str
    until: str
    short: int
    price: float
    why: str


@dataclass(frozen=True, slots=True)
class Gap:
    """How long an area was without the force that it needed: `hours` is 24 times the sum over days of the share of its
    need that was not met, from the first day with a need to the last with a gap."""

    area: str
    name: str
    hours: float
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Persons who can be on task from a day on, by nation, and all of them."""

    day: str
    by_nation: dict[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class FutureOutcome:
    """What stays unmet in one future: weighted person-days, and person-days."""

    id: str
    name: str
    probability: float
    unmet: float
    short: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What one change is worth: weighted unmet person-days with it, at most and at least (the same where proven)."""

    what: str
    words: str
    before: float
    after: float
    at_least: float

    @property
    def gain(self) -> float:
        """How much less stays unmet; negative: more."""
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. `status` is `optimal` where the first goal is proven, `feasible`, or `infeasible` with `conflicts`, a least
    set of requirements that can't be held together. `values` is the whole scenario file, `sha256` its digest, `course` and
    `without` what was changed in it."""

    scenario: str
    title: str
    start: str
    days: int
    course: str | None
    without: tuple[str, ...]
    sha256: str
    seed: int
    status: str
    goals: tuple[Goal, ...]
    moves: tuple[Move, ...]
    not_called: tuple[str, ...]
    needs: tuple[Need, ...]
    placements: tuple[Placement, ...]
    shortfalls: tuple[Shortfall, ...]
    gaps: tuple[Gap, ...]
    arrivals: tuple[Arrivals, ...]
    futures: tuple[FutureOutcome, ...]
    words: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
    worth: tuple[Worth, ...] = ()
    seconds: float = 0.0
    values: dict[str, Any] = field(default_factory=dict)
