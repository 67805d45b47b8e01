"""What a check of a rule found: with the facts it rests on and what is missing."""

from dataclasses import dataclass

from ..domain import Observation

BREACH, COMPLIANT, OPEN = "breach", "compliant", "not-determinable"


@dataclass(frozen=True, slots=True)
class Used:
    """An observation that a finding rests on: it `shows` the breach or the compliance, or leaves it open."""

    seen: Observation
    shows: str
    why: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A provision that binds and is only told: `why_not` says why it cannot be checked."""

    provision: str
    instrument: str
    clause: str
    text: str
    place: str
    verified: bool
    basis: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`breach`, `compliant` or `not-determinable` on the ISO day `as_of`; `missing` says what is not known.

    `verified` says that the clause itself was read; `low` and `high` bound what was counted.
    """

    provision: str
    instrument: str
    clause: str
    finding: str
    as_of: str
    place: str
    verified: bool
    facts: tuple[Used, ...]
    missing: tuple[str, ...]
    low: float | None = None
    high: float | None = None
