"""Reinforcement plans from scenario files, and their checks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from ..compute import Progress, silent
from ..domain.dates import first_day
from ..errors import InputError, UnreadableFile
from ..packs import Pack, load_pack
from ..posture.plan import (
    Asked,
    Before,
    Loaded,
    Plan,
    Raw,
    Worth,
    faults,
    load,
    plan,
    plan_of,
    raw_of,
    raw_scenario,
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


def make_plans(
    path: Path, wanted: Wanted, progress: Progress = silent, values: Raw | None = None
) -> Planned:
    """The plans of a scenario file, or of `values` that are read already. `all` among the courses stands for each of
    them. Raises InputError."""
    raw = filled(path) if values is None else values
    base = load(raw, str(path), without=wanted.without)
    courses: Sequence[str | None] = wanted.courses or (None,)
    if "all" in courses:
        courses = [None, *(c.id for c in base.scenario.course)]
    made = []
    for k, course in enumerate(courses):
        loaded = load(base.raw, str(path), course=course, without=wanted.without)
        progress(k, len(courses), course or "as it stands")
        made.append(planned(loaded, wanted, progress))
    return Planned(tuple(made))


def scenarios(pack: Pack) -> dict[str, Raw]:
    """The scenarios that an operation's pack brings, by name, with its places."""
    return {name: with_places(raw_of(text, name)) for name, text in pack.scenarios}


def filled(path: Path) -> Raw:
    """The values of a scenario file; one without places gets those of the pack that it names. Raises InputError."""
    return with_places(raw_scenario(path))


def with_places(raw: Raw) -> Raw:
    """The values with the municipalities of the pack as places, each in the sector of the first day."""
    if "place" in raw or not raw.get("pack"):
        return raw
    pack = load_pack(str(raw["pack"]))
    sector = _sectors(pack, raw)
    places = [
        {
            "id": m.id, "name": m.name, "lon": m.lon, "lat": m.lat, "population": m.population,
            "sector": sector.get(m.id, ""), "source": m.source,
        }
        for m in pack.municipalities
    ]  # fmt: skip
    return raw | {"place": places}


def _sectors(pack: Pack, raw: Raw) -> dict[str, str]:
    """Each municipality's sector on the first day; where there was none yet, the first that began within the days."""
    try:
        start = date.fromisoformat(str(raw.get("start", "")))
        days = timedelta(days=int(raw.get("days", 1)))
    except (ValueError, OverflowError):
        return {}  # told as a fault of the scenario
    found: dict[str, str] = {}
    for s in sorted(pack.sectors, key=lambda s: s.start):
        stood = first_day(s.start) < start + days and (s.end is None or start < first_day(s.end))
        for m in s.municipalities if stood else ():
            found.setdefault(m, s.id)
    return found


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
