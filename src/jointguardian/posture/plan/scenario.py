"""A reinforcement scenario: who can come, how, where people are to be protected, and what limits it.

The nouns of the TOML file, strict: an unknown key is an error. Days are ISO dates or whole numbers from the first day
(0). Personnel are whole numbers.
"""

from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta, Struct, field

LEVELS = {"green": 1.0, "amber": 3.0, "red": 9.0}
"""What one person missing for one day weighs by the warning's level. Own choice: each level three times the one below."""
Day = date | int
Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(gt=0, le=1)]
Days = Annotated[int, Meta(ge=0, le=3650)]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]


class Noun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all nouns of the file have: `source` says where its values come from, `invented` that they are made up."""

    source: str = ""
    invented: bool = False


class Kind(Noun, frozen=True, kw_only=True):
    """A kind of personnel and the tasks that it can do."""

    id: Id
    tasks: tuple[str, ...]
    name: str = ""


class Place(Noun, frozen=True, kw_only=True):
    """A place with people or sites to protect; `sector` is the brigade or command area that it lies in."""

    id: Id
    lon: float
    lat: float
    name: str = ""
    sector: str = ""
    population: Count = 0


class Area(Noun, frozen=True, kw_only=True):
    """Places by which gaps are told together, as a zone of an agreement; without any, sectors are."""

    id: Id
    places: tuple[str, ...]
    name: str = ""


class Camp(Noun, frozen=True, kw_only=True):
    """Where units live: room for `capacity` persons, `onward_days` from the end of a lane, and the places that it
    serves: those of `reaches`, or, when that is left out, those within the scenario's `reach_km`."""

    id: Id
    lon: float
    lat: float
    capacity: Count
    name: str = ""
    onward_days: Days = 0
    reaches: tuple[str, ...] | None = None


class Lane(Noun, frozen=True, kw_only=True):
    """A way into the theatre: `days` under way, `lift` persons a day, open from `opens` to `closes`, cost a person."""

    id: Id
    days: Days
    lift: Count
    name: str = ""
    opens: Day = 0
    closes: Day | None = None
    cost: Annotated[float, Meta(ge=0)] = 1.0


class Unit(Noun, frozen=True, kw_only=True):
    """A unit with personnel by kind, and what it may not do.

    One that is there has a camp in `present`; the others come by one of their `lanes` after, each in days: `decision`
    (by whoever holds the authority, from the first day), `activation` (with transfer of authority), `notice` (order to
    ready), the lane, `reception` and the camp's onward movement. Caveats: places it may not enter, tasks it may not do,
    `boundary` the one sector that it may not leave. `duty_share` of it can be on task on a day, the rest rests; after
    `tour_days` in theatre it leaves.
    """

    id: Id
    nation: str
    personnel: dict[str, Count]
    name: str = ""
    reserve: str = ""
    command: str = ""
    home: str = ""
    authority: str = ""
    present: str | None = None
    lanes: tuple[str, ...] = ()
    decision_days: Days = 0
    activation_days: Days = 0
    notice_days: Days = 0
    reception_days: Days = 0
    not_places: tuple[str, ...] = ()
    not_tasks: tuple[str, ...] = ()
    boundary: str = ""
    duty_share: Share = 1.0
    tour_days: Annotated[int, Meta(ge=1)] | None = None

    @property
    def strength(self) -> int:
        """All of it."""
        return sum(self.personnel.values())

    def on_duty(self, kind: str) -> int:
        """How many of a kind can be on task on one day."""
        return int(self.personnel[kind] * self.duty_share + 1e-9)


class Demand(Noun, frozen=True, kw_only=True):
    """So many persons of a task at a place from `since` to `until` (both counted), so heavy by its level.

    `must`: a plan that does not meet it is none.
    """

    place: str
    task: str
    personnel: Count
    level: str
    since: Day = 0
    until: Day | None = None
    why: str = ""
    must: bool = False


class Rule(Noun, frozen=True, kw_only=True):
    """Demand at several places by their population: `per_10000` persons of a task, at least `least`.

    `places` are ids of places, sectors or areas; none named: all places.
    """

    task: str
    level: str
    per_10000: Annotated[float, Meta(ge=0)]
    least: Count = 0
    places: tuple[str, ...] = ()
    since: Day = 0
    until: Day | None = None
    why: str = ""

    def at(self, place: Place, areas: tuple[Area, ...]) -> bool:
        """Whether the rule holds at a place."""
        here = {place.id, place.sector, *(a.id for a in areas if place.id in a.places)}
        return not self.places or bool(here & set(self.places))

    def demand(self, place: Place) -> Demand:
        """What it asks for at a place."""
        persons = max(self.least, -(-int(self.per_10000 * place.population) // 10_000))
        return Demand(
            place=place.id, task=self.task, personnel=persons, level=self.level, since=self.since, until=self.until,
            why=self.why, source=self.source, invented=self.invented,
        )  # fmt: skip


class Ceiling(Noun, frozen=True, kw_only=True):
    """At most so many persons in theatre: of some nations, or (none named) of all."""

    id: Id
    personnel: Count
    nations: tuple[str, ...] = ()
    since: Day = 0
    until: Day | None = None
    clause: str = ""


class Change(Noun, frozen=True, kw_only=True):
    """In a future: demand at a place (or everywhere) times `factor`."""

    factor: Annotated[float, Meta(ge=0)]
    place: str | None = None
    task: str | None = None
    since: Day = 0
    until: Day | None = None


class Future(Noun, frozen=True, kw_only=True):
    """One way that things may go: changed demand, units that come late by so many days, or not at all."""

    id: Id
    probability: Annotated[float, Meta(gt=0)] = 1.0
    name: str = ""
    changes: tuple[Change, ...] = ()
    late: dict[str, Days] = {}
    declines: tuple[str, ...] = ()


class Assumption(Noun, frozen=True, kw_only=True):
    """What planning takes for granted: who holds it, on what evidence, which values hang on it, and what they are
    without it (`otherwise`, as in a course's `set`)."""

    id: Id
    text: str
    holder: str
    evidence: str
    hangs: tuple[str, ...] = ()
    otherwise: dict[str, Any] = {}


class Course(Noun, frozen=True, kw_only=True):
    """A course of action: values that it sets (`unit.ID.FIELD = value`), and what it leaves out (`unit.ID`)."""

    id: Id
    name: str
    text: str = ""
    set: dict[str, Any] = {}
    without: tuple[str, ...] = ()


class Known(Noun, frozen=True, kw_only=True):
    """A reinforcement that happened, beside the plan for comparison: days from the event to order and to arrival."""

    id: Id
    text: str
    event: date
    ordered: date
    arrived: date | None = None
    personnel: Count | None = None


class Scenario(Noun, frozen=True, kw_only=True):
    """The whole file. `levels` gives what one person missing for one day weighs at each level; `pack` names
    the operation whose municipalities are the places where the file lists none."""

    id: Id
    title: str
    start: date
    days: Annotated[int, Meta(ge=1, le=730)]
    about: str = ""
    pack: str = ""
    levels: dict[str, Annotated[float, Meta(gt=0)]] = field(default_factory=lambda: dict(LEVELS))
    reach_km: Annotated[float, Meta(gt=0)] = 60.0
    detour: Annotated[float, Meta(ge=1)] = 1.4
    kind: tuple[Kind, ...]
    place: tuple[Place, ...]
    area: tuple[Area, ...] = ()
    camp: tuple[Camp, ...]
    lane: tuple[Lane, ...] = ()
    unit: tuple[Unit, ...]
    demand: tuple[Demand, ...] = ()
    rule: tuple[Rule, ...] = ()
    ceiling: tuple[Ceiling, ...] = ()
    future: tuple[Future, ...] = ()
    assumption: tuple[Assumption, ...] = ()
    course: tuple[Course, ...] = ()
    known: tuple[Known, ...] = ()

    def day(self, day: Day) -> int:
        """A day as a number from the first one."""
        return day if isinstance(day, int) else (day - self.start).days

    def last(self, day: Day | None) -> int:
        """The last day of a span: that of the scenario where none is given."""
        return self.days - 1 if day is None else min(self.days - 1, self.day(day))

    def date(self, day: int) -> str:
        """A numbered day as an ISO date."""
        return (self.start + timedelta(days=day)).isoformat()
