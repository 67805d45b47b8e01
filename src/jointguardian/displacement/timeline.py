"""Day by day what the rules make of a scenario: scores, move chances, newcomers, open roads."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .rules import Rules
from .scenario import Closure, Counts, Floats, Scenario

Bools = NDArray[np.bool_]
EVER = 1 << 30


@dataclass(frozen=True, slots=True)
class Timeline:
    """Arrays over days d, places i and directed roads k (2r: route r forth, 2r + 1: back).

    `chance[d, i]`: of going on a day. `town`, `camp`: what place i is that day. `score[d, i]`: its pull. `open[d, k]`:
    whether road k is. `newcomers[d]`: people who leave home. `origin[d, i]`: the share of them from place i (rows sum to
    1, or to 0 where nobody can say from where). `capacity[i]`: room, below 1 without a limit. `first[i]`: in refuge
    when day 0 begins.
    """

    chance: Floats
    town: Bools
    camp: Bools
    score: Floats
    open: Bools
    newcomers: NDArray[np.int64]
    origin: Floats
    capacity: Floats
    first: NDArray[np.int64]


def timeline(
    scenario: Scenario, rules: Rules, outflow: NDArray[np.int64] | None = None
) -> Timeline:
    """The arrays of a run. `outflow`: newcomers by day, else what the counts say (as FLEE takes them)."""
    days, n = scenario.days, len(scenario.places)
    shut = _kinds_shut(scenario)
    base = [p.kind for p in scenario.places]
    refuge = np.array([p.refuge for p in scenario.places])
    camp = refuge[None, :] & ~shut
    conflict, since = conflict_of(scenario)
    fighting = conflict > 0
    town = np.broadcast_to(np.array([k in ("town", "conflict_zone") for k in base]), (days, n))
    town = (town | shut) & ~fighting
    chance = np.where(camp, _refuge_chance(base, rules), rules.default_movechance)
    passing = np.array([k in ("forwarding_hub", "marker") for k in base])
    chance = np.where(passing[None, :], 1.0, chance)
    chance = np.where(fighting, rules.conflict_movechance, chance)
    people = np.array([p.people for p in scenario.places], float)
    if rules.movechance_pop_scale_factor:
        size = people / rules.movechance_pop_base
        chance = np.clip(chance * size**rules.movechance_pop_scale_factor, 0.0, 1.0)
    day0, newcomers = _newcomers(scenario.counts, scenario, rules)
    capacity = np.where(refuge, people, -1.0)
    if rules.insert_day0:
        capacity = np.where(capacity > 0, capacity - day0, capacity)
    if outflow is not None:
        newcomers = np.asarray(outflow, np.int64)
    return Timeline(
        chance,
        town,
        camp,
        _scores(scenario, rules, camp, conflict, since),
        _open(scenario),
        newcomers,
        _origins(scenario, rules, conflict, since, newcomers),
        capacity * rules.capacity_scaling,
        day0 if rules.insert_day0 and not rules.empty_camps_on_day0 else np.zeros(n, np.int64),
    )


def _refuge_chance(kinds: list[str], rules: Rules) -> Floats:
    return np.array(
        [rules.idpcamp_movechance if k == "idpcamp" else rules.camp_movechance for k in kinds]
    )


def _holds(closure: Closure, days: int) -> slice:
    end = closure.end if closure.end > closure.start else EVER
    return slice(max(0, closure.start), min(end, days))


def _kinds_shut(scenario: Scenario) -> Bools:
    """Where and when a camp is closed: a town then."""
    shut = np.zeros((scenario.days, len(scenario.places)), bool)
    at = scenario.index()
    for closure in scenario.closures:
        if closure.kind in ("camp", "idpcamp"):
            shut[_holds(closure, scenario.days), at[closure.first]] = True
    return shut


def conflict_of(scenario: Scenario) -> tuple[Floats, Floats]:
    """Intensity by day and place, and how many days it has lasted there.

    A zone of conflict from the start stays one until the file has once said so and then ended it (as in FLEE).
    """
    conflict = scenario.conflict.copy()
    days = scenario.days
    since = np.zeros((days, len(scenario.places)))
    for i, place in enumerate(scenario.places):
        told = conflict[:, i] > 0
        begun = int(np.argmax(told)) if told.any() else days
        starts_so = place.kind == "conflict_zone" and place.conflict_day <= 0
        if starts_so and begun > 0:
            conflict[:begun, i] = 1.0
        fighting = conflict[:, i] > 0
        start = np.where(fighting & ~np.r_[False, fighting[:-1]], np.arange(days), -1)
        if starts_so and begun > 0:
            start[0] = -1
            start[begun : begun + 1] = begun
        since[:, i] = np.arange(days) - np.maximum.accumulate(start)
    return conflict, since


def _decays(rules: Rules, since: Floats) -> Floats:
    if not rules.conflict_spawn_decay:
        return np.ones_like(since)
    table = np.array(rules.conflict_spawn_decay)
    step = np.clip(since // rules.conflict_spawn_decay_interval, 0, len(table) - 1)
    decays: Floats = table[step.astype(int)]
    return decays


def _scores(
    scenario: Scenario, rules: Rules, camp: Bools, conflict: Floats, since: Floats
) -> Floats:
    foreign = np.array([p.country != scenario.home for p in scenario.places])
    score = np.where(foreign[None, :], rules.foreign_weight, 1.0)
    pull = np.ones(len(scenario.places))
    if rules.capacity_pull:
        room = np.array([p.people if p.refuge else 0 for p in scenario.places], float)
        if (room > 0).any():
            typical = room[room > 0].mean()
            pull = np.where(room > 0, np.maximum(room, 1.0) / typical, 1.0) ** rules.capacity_pull
    score = np.where(camp, score * rules.camp_weight * pull, score)
    fought = rules.conflict_weight ** (_decays(rules, since) * conflict)
    scores: Floats = np.where(conflict > 0, score * fought, score)
    return scores


def _origins(
    scenario: Scenario, rules: Rules, conflict: Floats, since: Floats, newcomers: NDArray[np.int64]
) -> Floats:
    """Shares of the newcomers by place: population x intensity x what is left of the conflict's pull out."""
    people = np.array([0 if p.refuge else p.people for p in scenario.places], float)
    changed = np.ones(scenario.days, bool)
    changed[1:] = ((conflict[1:] > 0) != (conflict[:-1] > 0)).any(axis=1)
    lag = np.where(changed, 0, 1)[:, None]
    decay = _decays(rules, np.maximum(since - lag, 0))
    weight = people[None, :] * conflict * decay
    if rules.take_from_population:
        left = people.copy()
        for d in range(scenario.days):
            row = left * conflict[d] * decay[d]
            if row.sum() > 0:
                left = np.maximum(left - newcomers[d] * row / row.sum(), 0.0)
            weight[d] = row
    total = weight.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    return shares


def _newcomers(
    counts: Counts | None, scenario: Scenario, rules: Rules
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """People in refuge on day 0 by place, and people who leave home by day: the rise of the counts.

    A fall is a debt that later rises pay first (FLEE's rule: nobody goes home).
    """
    day0 = np.zeros(len(scenario.places), np.int64)
    newcomers = np.zeros(scenario.days, np.int64)
    if counts is None:
        return day0, newcomers
    at = scenario.index()
    for name, row in zip(counts.names, counts.by_day, strict=True):
        if name in at and scenario.places[at[name]].refuge:
            day0[at[name]] = row[0]
    total = counts.by_day.sum(axis=0) if rules.sum_from_camps else counts.total
    debt = 0 if rules.insert_day0 or rules.empty_camps_on_day0 else -int(total[0])
    for d in range(scenario.days):
        new = (int(total[d] - total[d - 1]) if d else 0) - debt
        debt = max(0, -new)
        newcomers[d] = max(0, new)
    return day0, newcomers


def _open(scenario: Scenario) -> Bools:
    """Which directed roads are open: none of the closures that name it holds."""
    is_open = np.ones((scenario.days, 2 * len(scenario.routes)), bool)
    country = {p.name: p.country for p in scenario.places}
    for closure in scenario.closures:
        ends = {closure.first, closure.second}
        for r, route in enumerate(scenario.routes):
            shut = {
                "country": ends == {country[route.start], country[route.end]} and len(ends) == 2,
                "location": closure.first in (route.start, route.end),
                "link": ends == {route.start, route.end},
            }.get(closure.kind, False)
            if shut:
                is_open[_holds(closure, scenario.days), 2 * r : 2 * r + 2] = False
    return is_open
