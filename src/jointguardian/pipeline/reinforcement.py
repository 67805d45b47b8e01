"""Reinforcement plans from scenario files, and their checks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..compute import Progress, silent
from ..errors import InputError, UnreadableFile
from ..posture.plan import (
    Asked,
    Before,
    Loaded,
    Plan,
    Worth,
    faults,
    load,
    plan,
    plan_of,
    read_scenario,
    worth,
)

__all__ = ["Plan", "PlanCheck", "Planned", "Wanted", "Worth", "check_plan", "make_plans"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a scenario: courses of action (none: as it stands), left-out assumptions, seconds for each plan, a seed,
    whether the worth of single changes is told, and the plan that stands, with the day (ISO) of the re-plan."""

    courses: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    seconds: float = 60.0
    seed: int = 1
    worth: bool = False
    replan: Path | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """`guardian posture plan --json`: one plan for each course of action, in their order."""

    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """`guardian posture check --json`: how many plans were looked at and each broken rule; none: they hold."""

    plans: int
    faults: tuple[str, ...] = field(default=())


def make_plans(path: Path, wanted: Wanted, progress: Progress = silent) -> Planned:
    """The plans of a scenario file. `all` among the courses stands for each of them. Raises InputError."""
    base = read_scenario(path, without=wanted.without)
    courses: Sequence[str | None] = wanted.courses or (None,)
    if "all" in courses:
        courses = [None, *(c.id for c in base.scenario.course)]
    made = []
    for k, course in enumerate(courses):
        loaded = load(base.raw, str(path), course=course, without=wanted.without)
        progress(k, len(courses), course or "as it stands")
        made.append(planned(loaded, wanted, progress))
    return Planned(tuple(made))


def planned(loaded: Loaded, wanted: Wanted, progress: Progress = silent) -> Plan:
    """One plan, with the worth of changes where that is wanted."""
    asked = Asked(
        seconds=wanted.seconds, seed=wanted.seed, before=_before(loaded, wanted), told=progress
    )
    made = plan(loaded, asked)
    if not wanted.worth:
        return made
    return replace(made, worth=worth(loaded, made, max(1.0, wanted.seconds / 6), progress))


def _before(loaded: Loaded, wanted: Wanted) -> Before | None:
    if wanted.replan is None:
        if wanted.day is not None:
            raise InputError("--day is the day of a re-plan", way_out="give --replan PLAN too")
        return None
    plans = read_plans(wanted.replan)
    found = next((p for p in plans if p.course == loaded.course), plans[0])
    if found.scenario != loaded.scenario.id:
        raise InputError(f"is a plan of {found.scenario!r}", where=str(wanted.replan))
    return Before(found, 0 if wanted.day is None else _day(loaded, wanted.day))


def _day(loaded: Loaded, text: str) -> int:
    try:
        return loaded.scenario.day(date.fromisoformat(text))
    except ValueError:
        raise InputError(f"{text!r} is no day", way_out="write YYYY-MM-DD") from None


def read_plans(path: Path) -> tuple[Plan, ...]:
    """The plans of a file that `guardian posture plan --json` wrote. Raises InputError."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFile(f"can't be read: {fault}", where=str(path)) from fault
    except json.JSONDecodeError as fault:
        raise UnreadableFile(f"is no JSON: {fault}", where=str(path)) from fault
    rows = raw.get("plans") if isinstance(raw, dict) else None
    rows = rows if isinstance(rows, list) and rows else [raw]
    return tuple(plan_of(row, str(path)) for row in rows)


def check_plan(path: Path) -> PlanCheck:
    """Whether each plan of a file keeps every rule of its scenario. Raises InputError."""
    plans = read_plans(path)
    wrong = [
        f"{p.course or 'as it stands'}: {fault}" if len(plans) > 1 else fault
        for p in plans
        for fault in faults(p)
    ]
    return PlanCheck(len(plans), tuple(wrong))
