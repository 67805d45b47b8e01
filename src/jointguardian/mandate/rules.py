"""The parts of a checkable provision."""

from collections.abc import Mapping
from dataclasses import dataclass

from .areas import Area
from .assumptions import Assumption
from .commitments import Commitment
from .sectors import OwnSectors
from .tasks import Task
from .truth import Truth

NOBODY = "none"
"""`permitted` of an observation of which it is told that nobody permitted it."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A resolution, agreement, decision or law. `read` says that its own text was read for this."""

    id: str
    title: str
    date: str
    read: bool
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who a rule binds: ids of actors and nations, and those who only may belong to it."""

    id: str
    name: str
    members: frozenset[str]
    perhaps: frozenset[str] = frozenset()

    def has(self, who: str) -> Truth:
        """Whether somebody belongs to it; of one who is not known that is not known."""
        if who == self.id or who in self.members:
            return True
        return None if not who or who in self.perhaps else False


@dataclass(frozen=True, slots=True)
class Bound:
    """How many: at most, or at least, `number` of `unit`.

    With `share_of`, `number` is a fraction of what was observed of that kind (0.3 of `declared`).
    `once` is the day by which it has to be so at one moment. With `standing` it can be
    taken back: by what tells later of less.
    """

    number: float
    unit: str
    least: bool = False
    share_of: str | None = None
    once: str | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Exemption:
    """What the rule does not count: each condition that is given has to hold.

    `number` is the largest group that is exempt; `first` and `last` are its own ISO days.
    """

    function: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    who: Party | None = None
    where: Area | None = None
    permitted_by: str | None = None
    number: float | None = None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A provision that can be checked. It binds from `first` to `last` (ISO, as precise as known).

    `what` is one of the vocabulary `observation_kinds`. `after` are those who have to have acted
    before at the same happening. `speaks_for` is how many days an observation tells of after its own.
    With `each` every member of the party has to keep to it; with `own` only what is outside a unit's
    own sector counts.
    """

    id: str
    instrument: Instrument
    clause: str
    text: str
    verified: bool
    basis: str
    first: str
    last: str | None
    who: Party
    where: Area
    what: str
    bound: Bound
    unless: tuple[Exemption, ...] = ()
    after: tuple[Party, ...] = ()
    speaks_for: int = 0
    each: bool = False
    own: OwnSectors | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A provision that is told and not checked: why not."""

    id: str
    instrument: Instrument
    clause: str
    text: str
    verified: bool
    basis: str
    first: str
    last: str | None
    where: Area
    why_not: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """Everything that a mandate file says, joined: by id."""

    instruments: Mapping[str, Instrument]
    parties: Mapping[str, Party]
    areas: Mapping[str, Area]
    rules: tuple[Rule, ...]
    told: tuple[Told, ...] = ()
    tasks: tuple[Task, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    @property
    def provisions(self) -> tuple[Rule | Told, ...]:
        """All provisions, those that are checked first."""
        return (*self.rules, *self.told)
