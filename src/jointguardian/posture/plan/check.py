"""The independent checker: whether a plan keeps every rule of its scenario, day by day, without the solver.

It knows the scenario's nouns and nothing of the network, the program or the way a plan was found. Whether a better plan exists it
can't tell: that is what the plan's bound is for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from ...errors import InputError
from ..travel import StraightLine
from .scenario import Camp, Place, Scenario, Unit
from .scenario_file import digest, load
from .values import Move, Plan

ALMOST = 1e-6


def plan_of(raw: Any, where: str) -> Plan:
    """A plan from its JSON. Raises InputError."""
    try:
        return msgspec.convert(raw, Plan)
    except msgspec.ValidationError as fault:
        raise InputError(f"is no plan: {fault}", where=where) from fault


def faults(plan: Plan) -> tuple[str, ...]:
    """Each broken rule in one line; none: the plan holds. Raises InputError for a scenario that can't be read."""
    if digest(plan.values) != plan.sha256:
        return ("the scenario in the plan is not the one that it was made for",)
    scenario = load(
        plan.values, "the plan's scenario", course=plan.course, without=plan.without
    ).scenario
    if plan.status in ("infeasible", "unknown"):
        return ("the plan is none, but has moves",) if plan.moves or plan.placements else ()
    return tuple(_Check(plan, scenario).all())


class _Check:
    """One plan against one scenario."""

    def __init__(self, plan: Plan, scenario: Scenario) -> None:
        self.plan, self.s = plan, scenario
        self.units = {u.id: u for u in scenario.unit}
        self.lanes = {x.id: x for x in scenario.lane}
        self.camps = {c.id: c for c in scenario.camp}
        self.places = {p.id: p for p in scenario.place}
        self.moves = {m.unit: m for m in plan.moves}
        self.last = scenario.start + timedelta(days=scenario.days - 1)

    def all(self) -> Iterator[str]:
        """Every fault."""
        yield from self._known()
        if len(self.moves) != len(self.plan.moves):
            yield "a unit moves twice"
        if wrong := [
            m
            for m in self.plan.moves
            if m.unit not in self.units or not set(m.billets) <= set(self.camps)
        ]:
            yield f"{wrong[0].unit}: no such unit or camp in the scenario"
            return
        for move in self.plan.moves:
            yield from self._move(move, self.units[move.unit])
        yield from self._lift()
        yield from self._beds()
        yield from self._ceilings()
        yield from self._placements()
        yield from self._needs()
        yield from self._told()

    def _known(self) -> Iterator[str]:
        if (self.plan.scenario, self.plan.start, self.plan.days) != (
            self.s.id, self.s.start.isoformat(), self.s.days,
        ):  # fmt: skip
            yield "the plan is of another scenario or other days"
        for unit in self.s.unit:
            stated = unit.id in self.plan.not_called
            if stated == (unit.id in self.moves):
                yield f"{unit.id}: must either move or be named as not called"
            if unit.present and unit.id not in self.moves:
                yield f"{unit.id}: is there from the first day and is missing"

    # --- moves -------------------------------------------------------------------------------

    def _move(self, move: Move, unit: Unit) -> Iterator[str]:
        at = unit.id
        if (move.personnel, move.nation) != (unit.strength, unit.nation):
            yield f"{at}: has {unit.strength} persons of {unit.nation}, not {move.personnel} of {move.nation}"
        if sum(move.billets.values()) != unit.strength or min(move.billets.values(), default=0) < 0:
            yield f"{at}: {sum(move.billets.values())} beds for {unit.strength} persons"
        arrives, employable = date.fromisoformat(move.arrives), date.fromisoformat(move.employable)
        if unit.present is not None:
            if move.lane is not None or arrives != self.s.start or employable != self.s.start:
                yield f"{at}: is there from the first day and needs no lane"
        else:
            yield from self._way(move, unit)
            onward = max((self.camps[c].onward_days for c in move.billets), default=0)
            if (employable - arrives).days < unit.reception_days + onward:
                yield f"{at}: on task {(employable - arrives).days} days after arrival, needs {unit.reception_days + onward}"
        if employable > self.last:
            yield f"{at}: is on task only after the last day"
        yield from self._tour(move, unit, arrives)

    def _tour(self, move: Move, unit: Unit, arrives: date) -> Iterator[str]:
        ends = arrives + timedelta(days=unit.tour_days) if unit.tour_days is not None else None
        due = ends.isoformat() if ends is not None and ends <= self.last else None
        if move.leaves != due:
            yield f"{unit.id}: leaves on {move.leaves or 'no day'}, due on {due or 'no day'}"

    def _way(self, move: Move, unit: Unit) -> Iterator[str]:
        at, lane = unit.id, self.lanes.get(move.lane or "")
        told = (move.decided, move.ordered, move.ready)
        if lane is None or lane.id not in unit.lanes or None in told or not move.lift:
            yield f"{at}: comes by {move.lane or 'no lane'}, may come by {', '.join(unit.lanes)}"
            return
        decided, ordered, ready = (date.fromisoformat(d) for d in told if d is not None)
        begins, ends = date.fromisoformat(min(move.lift)), date.fromisoformat(max(move.lift))
        if sum(move.lift.values()) != unit.strength or min(move.lift.values()) < 0:
            yield f"{at}: {sum(move.lift.values())} of {unit.strength} persons are lifted"
        steps = [
            ("decision", self.s.start, decided, unit.decision_days),
            ("activation", decided, ordered, unit.activation_days),
            ("notice", ordered, ready, unit.notice_days),
            ("lift before being ready", ready, begins, 0),
            (f"the way by {lane.id}", ends, date.fromisoformat(move.arrives), lane.days),
        ]
        for what, a, b, least in steps:
            if (b - a).days < least:
                yield f"{at}: {what}: {(b - a).days} days, needs {least}"
        closes = self.last if lane.closes is None else self._day(lane.closes)
        if begins < self._day(lane.opens) or ends > closes:
            yield f"{at}: {lane.id} is not open from {begins} to {ends}"

    def _day(self, day: Any) -> date:
        return self.s.start + timedelta(days=self.s.day(day))

    def _lift(self) -> Iterator[str]:
        carried: Counter[tuple[str, str]] = Counter()
        for m in self.plan.moves:
            for day, persons in m.lift.items():
                carried[m.lane or "", day] += persons
        for (lane, day), persons in carried.items():
            lift = self.lanes[lane].lift if lane in self.lanes else 0
            if persons > lift:
                yield f"{lane or 'no lane'}: {persons} persons on {day}, lift {lift}"

    def _stay(self, move: Move) -> Iterator[date]:
        end = date.fromisoformat(move.leaves) - timedelta(days=1) if move.leaves else self.last
        return _days(date.fromisoformat(move.arrives), min(end, self.last))

    def _beds(self) -> Iterator[str]:
        used: Counter[tuple[str, date]] = Counter()
        for move in self.plan.moves:
            for day in self._stay(move):
                for camp, persons in move.billets.items():
                    used[camp, day] += persons
        for (camp, day), persons in used.items():
            if persons > self.camps[camp].capacity:
                yield f"{camp}: {persons} persons on {day}, beds {self.camps[camp].capacity}"

    def _ceilings(self) -> Iterator[str]:
        for ceiling in self.s.ceiling:
            first, last = self.s.day(ceiling.since), self.s.last(ceiling.until)
            there: Counter[date] = Counter()
            for move in self.plan.moves:
                if not ceiling.nations or move.nation in ceiling.nations:
                    there.update(dict.fromkeys(self._stay(move), move.personnel))
            for day, persons in there.items():
                if first <= (day - self.s.start).days <= last and persons > ceiling.personnel:
                    yield f"ceiling {ceiling.id}: {persons} persons on {day}, at most {ceiling.personnel}"

    # --- placements --------------------------------------------------------------------------

    def _placements(self) -> Iterator[str]:
        used: Counter[tuple[str, str, str]] = Counter()
        reached: dict[str, set[str]] = {c.id: _reached(self.s, c) for c in self.s.camp}
        for p in self.plan.placements:
            unit, move, place = (
                self.units.get(p.unit),
                self.moves.get(p.unit),
                self.places.get(p.place),
            )
            if unit is None or move is None or place is None:
                yield f"{p.unit} at {p.place}: no such unit in theatre, or no such place"
                continue
            for wrong in self._wrongs(unit, place, p.task, p.kind):
                yield f"{p.unit} at {p.place} on {p.day}: {wrong}"
            if p.personnel <= 0:
                yield f"{p.unit} at {p.place} on {p.day}: {p.personnel} persons"
            if not (move.employable <= p.day and (move.leaves is None or p.day < move.leaves)):
                yield f"{p.unit} at {p.place} on {p.day}: is not on task then"
            if not any(p.place in reached[camp] for camp, n in move.billets.items() if n):
                yield f"{p.unit} at {p.place} on {p.day}: no camp of theirs reaches it"
            used[p.day, p.unit, p.kind] += p.personnel
        for (day, name, kind), persons in used.items():
            most = self.units[name].on_duty(kind) if kind in self.units[name].personnel else 0
            if persons > most:
                yield f"{name}: {persons} of {kind} on task on {day}, at most {most}"

    def _wrongs(self, unit: Unit, place: Place, task: str, kind: str) -> Iterator[str]:
        if place.id in unit.not_places:
            yield "a caveat keeps it from the place"
        if task in unit.not_tasks:
            yield f"a caveat keeps it from the task {task}"
        if unit.boundary and unit.boundary != place.sector:
            yield f"may not leave the sector {unit.boundary}"
        if not any(k.id == kind and task in k.tasks for k in self.s.kind):
            yield f"{kind} can't do {task}"

    # --- what is told ------------------------------------------------------------------------

    def _needs(self) -> Iterator[str]:
        """Needs as the scenario and the first future have them, met by the placements and nothing else."""
        given: Counter[tuple[str, str, str]] = Counter()
        for p in self.plan.placements:
            given[p.day, p.place, p.task] += p.personnel
        wanted = _wanted(self.s)
        told = {(n.day, n.place, n.task): n for n in self.plan.needs}
        if set(told) != set(wanted) or len(told) != len(self.plan.needs):
            yield "the needs that are told are not those of the scenario"
            return
        for key, need in wanted.items():
            if told[key].need != need or told[key].met != given[key]:
                yield f"{key[1]}, {key[2]}, {key[0]}: {given[key]} of {need} are met, {told[key].met} of {told[key].need} told"
            if given[key] > need:
                yield f"{key[1]}, {key[2]}, {key[0]}: {given[key]} placed where {need} are needed"
        for key in set(given) - set(wanted):
            yield f"{key[1]}, {key[2]}, {key[0]}: placed where nobody is needed"
        for demand in self.s.demand:
            for day in range(max(0, self.s.day(demand.since)), self.s.last(demand.until) + 1):
                key = (self.s.date(day), demand.place, demand.task)
                if demand.must and given[key] < wanted.get(key, 0):
                    yield f"{key[1]}, {key[2]}, {key[0]}: must be met and is not"

    def _told(self) -> Iterator[str]:
        if len(self.plan.futures) == 1 and self.plan.goals:
            unmet = sum(n.weight * (n.need - n.met) for n in self.plan.needs)
            if abs(unmet - self.plan.goals[0].value) > ALMOST * max(1.0, unmet):
                yield f"{unmet:g} stay unmet, {self.plan.goals[0].value:g} are told"
        short = sum(n.need - n.met for n in self.plan.needs)
        if short != sum(f.short for f in self.plan.shortfalls):
            yield f"{short} person-days are missing, the shortfalls tell {sum(f.short for f in self.plan.shortfalls)}"
        for goal in self.plan.goals:
            if goal.status == "optimal" and goal.value - goal.bound > ALMOST * max(
                1.0, abs(goal.value)
            ):
                yield f"{goal.name}: called optimal with a gap"
        ends = [date.fromisoformat(a.day) - timedelta(days=1) for a in self.plan.arrivals[1:]]
        for row, end in zip(self.plan.arrivals, [*ends, self.last], strict=False):
            days = _days(date.fromisoformat(row.day), end)
            if any(self._there(day) != (row.by_nation, row.total) for day in days):
                yield f"arrivals from {row.day} on are not those of the moves"

    def _there(self, day: date) -> tuple[dict[str, int], int]:
        nations: Counter[str] = Counter()
        for m in self.plan.moves:
            if m.employable <= day.isoformat() and (m.leaves is None or day.isoformat() < m.leaves):
                nations[m.nation] += m.personnel
        return dict(nations), nations.total()


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=k) for k in range((last - first).days + 1))


def _reached(s: Scenario, camp: Camp) -> set[str]:
    if camp.reaches is not None:
        return set(camp.reaches)
    line = StraightLine(s.detour)
    return {
        p.id
        for p in s.place
        if line.km((camp.lon, camp.lat), (p.lon, p.lat)) <= s.reach_km + ALMOST
    }


def _wanted(s: Scenario) -> dict[tuple[str, str, str], int]:
    """Persons needed by day, place and task in the first future."""
    needed: dict[tuple[int, str, str], float] = defaultdict(float)
    for demand in s.demand:
        for day in range(max(0, s.day(demand.since)), s.last(demand.until) + 1):
            needed[day, demand.place, demand.task] += demand.personnel
    for change in s.future[0].changes if s.future else ():
        first, last = s.day(change.since), s.last(change.until)
        for day, place, task in needed:
            if (
                first <= day <= last
                and change.place in (None, place)
                and change.task in (None, task)
            ):
                needed[day, place, task] *= change.factor
    rounded = {k: int(-(-(v - 1e-9) // 1)) for k, v in needed.items()}
    return {(s.date(d), p, t): n for (d, p, t), n in rounded.items() if n > 0}
