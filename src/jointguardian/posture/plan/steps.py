"""The steps of each called unit as dates, and who sleeps where."""

from collections.abc import Iterator
from dataclasses import replace

from .columns import lift_plan
from .network import Network, Option, ready_day
from .values import Arrivals, Move


def moves(network: Network, options: tuple[int, ...]) -> Iterator[Move]:
    """Each unit that is there or called, in the order in which they can be on task."""
    taken = [network.options[k] for k in options]
    beds, lifts = _billets(network, taken), lift_plan(network, options)
    for o in sorted(taken, key=lambda o: (o.employable, network.scenario.unit[o.unit].id)):
        yield _move(network, o, beds[o.unit], lifts.get((o.unit, o.lane), {}))


def _move(n: Network, o: Option, billets: dict[str, int], lift: dict[int, int]) -> Move:
    s, unit = n.scenario, n.scenario.unit[o.unit]
    there = Move(
        unit=unit.id,
        name=unit.name or unit.id,
        nation=unit.nation,
        personnel=unit.strength,
        lane=None,
        billets=billets,
        decided=None,
        ordered=None,
        ready=None,
        lift={},
        arrives=s.date(o.arrives),
        employable=s.date(o.employable),
        leaves=s.date(o.leaves) if o.leaves < s.days else None,
    )
    if o.lane < 0:
        return there
    begins = min(lift)
    ordered = begins - unit.notice_days  # as late as the lift allows
    return replace(
        there,
        lane=s.lane[o.lane].id,
        decided=s.date(ordered - unit.activation_days),
        ordered=s.date(ordered),
        ready=s.date(begins),
        lift={s.date(day): persons for day, persons in sorted(lift.items())},
    )


def earliest(network: Network, unit: int) -> int | None:
    """The first day on which a unit could be on task by any way; None: not within the scenario."""
    days = [o.employable for o in network.options if o.unit == unit]
    return min(days, default=None)


def latency(network: Network, unit: int) -> str:
    """The days of a unit's way in words."""
    u = network.scenario.unit[unit]
    return (
        f"decision {u.decision_days}, activation {u.activation_days}, notice {u.notice_days} days: "
        f"ready on {network.scenario.date(ready_day(u))}"
    )


def arrivals(network: Network, options: tuple[int, ...]) -> tuple[Arrivals, ...]:
    """Persons who can be on task, added up by nation, on each day on which that changes."""
    s = network.scenario
    rows: list[Arrivals] = []
    for day in range(s.days):
        nations: dict[str, int] = {}
        for o in (network.options[k] for k in options):
            if o.employable <= day < o.leaves:
                unit = s.unit[o.unit]
                nations[unit.nation] = nations.get(unit.nation, 0) + unit.strength
        row = Arrivals(s.date(day), dict(sorted(nations.items())), sum(nations.values()))
        if not rows or rows[-1].by_nation != row.by_nation:
            rows.append(row)
    return tuple(rows)


def _billets(n: Network, taken: list[Option]) -> dict[int, dict[str, int]]:
    """Beds in the camps of each unit's group, first come first served; a unit may be in several camps."""
    camps = n.scenario.camp
    free = [[c.capacity] * n.days for c in camps]
    made: dict[int, dict[str, int]] = {}
    for o in sorted(taken, key=lambda o: (o.arrives, o.unit)):
        unit = n.scenario.unit[o.unit]
        rest, beds = unit.strength, {}
        order = sorted(
            n.groups[o.group].camps,
            key=lambda c: (camps[c].id != unit.present, -min(free[c][o.arrives : o.leaves])),
        )
        for c in order:
            room = min(rest, *free[c][o.arrives : o.leaves])
            if room > 0:
                beds[camps[c].id] = room
                rest -= room
                for day in range(o.arrives, o.leaves):
                    free[c][day] -= room
        made[o.unit] = beds
    return made
