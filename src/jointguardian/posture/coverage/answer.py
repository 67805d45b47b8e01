"""The answer of a coverage model: the sites chosen, and how far it may be from the best."""

import time
from dataclasses import dataclass

OPTIMAL, FEASIBLE, INFEASIBLE = "optimal", "feasible", "infeasible"
LEAST_GAP = 1e-9


@dataclass(frozen=True, slots=True)
class Clock:
    """When a solver has to be done. `seconds` None: never."""

    began: float
    seconds: float | None = None

    @classmethod
    def start(cls, seconds: float | None = None) -> "Clock":
        """Begins now."""
        return cls(time.monotonic(), seconds)

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds left, at least 0; infinite without a limit."""
        return float("inf") if self.seconds is None else max(0.0, self.seconds - self.spent)


@dataclass(frozen=True, slots=True)
class Found:
    """What a model found: indices of sites, its value and a bound on the best value (None: nothing is known).

    `infeasible` is a proof that there is no answer; without it and without sites none was found in time.
    """

    sites: tuple[int, ...]
    objective: float | None
    bound: float | None
    infeasible: bool = False
    build_seconds: float = 0.0
    rows: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer as it is printed.

    `status` is `optimal` only with a proof (`gap` 0), else `feasible`, or `infeasible`, also with a proof, or
    `unknown` where a limit came before anything was found. `gap` is the distance of `bound` from `objective`, divided by
    the objective. `rows` and `columns` are those of the largest model that was handed to HiGHS (0: none was needed).
    """

    status: str
    objective: float | None
    bound: float | None
    gap: float | None
    sites: tuple[str, ...]
    build_seconds: float
    solve_seconds: float
    demand: int
    merged: int
    rows: int
    columns: int
    travel: str


def gap_of(objective: float | None, bound: float | None) -> float | None:
    """How far the objective may be from the best, as a share of it."""
    if objective is None or bound is None:
        return None
    distance = abs(objective - bound)
    return (
        0.0
        if distance <= LEAST_GAP * max(1.0, abs(objective))
        else distance / max(abs(objective), 1e-9)
    )


def status_of(found: Found) -> str:
    """`optimal` only where the bound is reached."""
    if found.infeasible:
        return INFEASIBLE
    if found.objective is None:
        return "unknown"
    return OPTIMAL if gap_of(found.objective, found.bound) == 0.0 else FEASIBLE
