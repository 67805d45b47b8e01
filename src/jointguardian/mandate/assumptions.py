"""Premises of planning, with the signs that speak for and against each, and what hangs on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .tasks import Ground, Measure, counted
from .validity import binding

HOLDS, WEAKENED, TURNED, OPEN = "holds", "weakened", "turned", "not-determinable"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for or against: met where `measure` counts at least `least`."""

    measure: Measure
    least: float


@dataclass(frozen=True, slots=True)
class Assumption:
    """A `statement` that `holder` plans with since `made`; `hangs` is what hangs on it."""

    id: str
    statement: str
    holder: str
    made: str
    last: str | None
    source: str
    hangs: tuple[str, ...]
    signs_for: tuple[Sign, ...] = ()
    signs_against: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A sign on a day: whether it is met (None: not enough was reported), with what it rests on."""

    sign: Sign
    met: bool | None
    value: float | None
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssumptionState:
    """`turned` where only signs against are met, `weakened` where both are, `holds` where only those for."""

    assumption: Assumption
    state: str
    shown_for: tuple[Shown, ...]
    shown_against: tuple[Shown, ...]


def weighed(rows: Iterable[Assumption], ground: Ground, day: date) -> tuple[AssumptionState, ...]:
    """The assumptions that stand on a day."""
    return tuple(_weigh(a, ground, day) for a in rows if binding(a.made, a.last, day) is not False)


def _weigh(one: Assumption, ground: Ground, day: date) -> AssumptionState:
    pro = tuple(_shown(s, ground, day) for s in one.signs_for)
    con = tuple(_shown(s, ground, day) for s in one.signs_against)
    speaks, objects = any(s.met for s in pro), any(s.met for s in con)
    state = {(True, True): WEAKENED, (False, True): TURNED, (True, False): HOLDS}
    return AssumptionState(one, state.get((speaks, objects), OPEN), pro, con)


def _shown(sign: Sign, ground: Ground, day: date) -> Shown:
    found = counted(sign.measure, ground, day)
    if found is None:
        return Shown(sign, None, None, ())
    value, incidents = found
    return Shown(sign, value >= sign.least, value, incidents)
