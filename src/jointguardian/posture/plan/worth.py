"""What single changes are worth: each is made and the first goal solved again, from the plan that stands.

One day less notice of a unit, one slot more on a lane, a nation's caveats lifted, a ceiling raised, more beds; and what breaks: a
nation that declines, an assumption that does not hold. The difference is exact where both are proven; else it is told with
its bound.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..coverage.answer import Clock
from .master import Master, Told
from .network import expanded
from .planner import same_ways
from .scenario import Scenario
from .scenario_file import Loaded, load
from .values import Plan, Worth

SLOT = 100
"""Persons a day: an aircraft or two convoys of buses. Own choice, stated with each answer."""
ROOM = 100
"""Persons by which a ceiling or a camp is raised. Own choice."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change: what it is, in words, and the values it sets or leaves out."""

    what: str
    words: str
    values: dict[str, object]
    without: tuple[str, ...] = ()
    assumption: str | None = None


def worth(
    loaded: Loaded, plan: Plan, seconds: float, told: Told = lambda *_: None
) -> tuple[Worth, ...]:
    """What each change is worth against the plan, those that gain most first, then those that break most.

    `seconds` is for each change.
    """
    if not plan.goals:
        return ()
    before = plan.goals[0].value
    every = list(changes(loaded.scenario))
    found = []
    for k, change in enumerate(every):
        told(k, len(every), change.words)
        found.append(_worth(loaded, plan, change, before, seconds))
    return tuple(sorted(found, key=lambda w: -w.gain))


def changes(s: Scenario) -> Iterator[Change]:
    """The changes that are tried."""
    coming = [u for u in s.unit if u.present is None]
    for u in coming:
        if u.notice_days:
            days = u.notice_days - 1
            yield Change(
                f"unit.{u.id}",
                f"one day less notice of {u.name or u.id} ({days})",
                {f"unit.{u.id}.notice_days": days},
            )
    for x in s.lane:
        yield Change(
            f"lane.{x.id}",
            f"one slot of {SLOT} a day more on {x.name or x.id}",
            {f"lane.{x.id}.lift": x.lift + SLOT},
        )
    for nation in dict.fromkeys(u.nation for u in s.unit):
        yield from _nation(s, nation)
    for c in s.ceiling:
        yield Change(
            f"ceiling.{c.id}",
            f"the ceiling {c.id} {ROOM} higher",
            {f"ceiling.{c.id}.personnel": c.personnel + ROOM},
        )
    for camp in s.camp:
        yield Change(
            f"camp.{camp.id}",
            f"{ROOM} more beds in {camp.name or camp.id}",
            {f"camp.{camp.id}.capacity": camp.capacity + ROOM},
        )
    for a in s.assumption:
        if a.otherwise:
            yield Change(
                f"assumption.{a.id}", f"without the assumption: {a.text}", {}, assumption=a.id
            )


def _nation(s: Scenario, nation: str) -> Iterator[Change]:
    units = [u for u in s.unit if u.nation == nation]
    lifted: dict[str, object] = {}
    for u in units:
        lifted |= {f"unit.{u.id}.{f}": [] for f in ("not_places", "not_tasks") if getattr(u, f)}
        lifted |= {f"unit.{u.id}.boundary": ""} if u.boundary else {}
    if lifted:
        yield Change(f"caveats.{nation}", f"the caveats of {nation} lifted", lifted)
    coming = tuple(f"unit.{u.id}" for u in units if u.present is None)
    if coming:
        yield Change(f"declines.{nation}", f"{nation} declines", {}, coming)


def _worth(loaded: Loaded, plan: Plan, change: Change, before: float, seconds: float) -> Worth:
    if change.assumption is not None:
        made = load(
            loaded.raw,
            "the scenario",
            course=loaded.course,
            without=(*loaded.without, change.assumption),
        )
    else:
        made = loaded.with_changes(change.values, change.without)
    network = expanded(made.scenario)
    reached = Master(network, seed=plan.seed).least_unmet(
        Clock.start(seconds), same_ways(network, plan)
    )
    return Worth(
        change.what, change.words, before, round(reached.value, 6), round(reached.bound, 6)
    )
