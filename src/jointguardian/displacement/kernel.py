"""One run, day by day, compiled: people as counts by seat, first journey and recent travel; flows, not persons.

Rules as FLEE's (docs/models/displacement.md names each with its source); the cost does not depend on how many people
there are. A count is divided among chances as an expectation (`lottery` False) or drawn (True).

Recent travel, 0 (rested) upwards, is held on a grid of step 1 / TRAVEL_STEPS; a value between two grid points is split
between them so that its mean stays. Kilometres of today are held on a grid of a day's way / KM_STEPS.
"""

from typing import Any, NamedTuple

import numpy as np

from .compiled import compiled

TRAVEL_STEPS = 8
TRAVEL = 2 * TRAVEL_STEPS + 1
KM_STEPS = 32
TINY = 1e-4
FULL = 0.5
"""A camp with less of its room left than this turns away people who chose it (FLEE)."""


class Roads(NamedTuple):
    """The network's arrays (`network.Network`), and `reach[c]`: the way of choice c as the weights count it."""

    seat_place: Any
    seat_first: Any
    seat_last: Any
    seat_leg: Any
    seat_goal: Any
    seat_home: Any
    home_seat: Any
    choice_leg: Any
    choice_goal: Any
    choice_power: Any
    choice_roads: Any
    reach: Any
    leg_road: Any
    leg_seat: Any
    leg_back: Any
    road_km: Any
    road_speed: Any
    group_share: Any


class Days(NamedTuple):
    """The timeline's arrays (`timeline.Timeline`)."""

    chance: Any
    town: Any
    camp: Any
    score: Any
    open: Any
    newcomers: Any
    origin: Any
    capacity: Any
    first: Any


class Manner(NamedTuple):
    """The rules that hold on all days; `lottery`: draws of whole people, from `rng`."""

    speed: float
    walk: float
    on_foot: bool
    stints: bool
    weight_softening: float
    weight_power: float
    buffer: float
    aware: bool
    lottery: bool
    rng: Any


class State(NamedTuple):
    """Where people are and the scratch of a day; the last axis is always recent travel.

    `wait[s, f]`: at seat s, f = 1 before the first journey. `fresh[s]`: arrived today, there for the night.
    `riding[slot, leg, f]`: on a road, by day of arrival, f = 1 on foot; `turning`: the same, back to its start.
    `today[k, s]`, where `busy[k, s]`: at seat s with k steps of kilometres gone today. `going`, `chosen`: those who
    would leave a seat, and of them who takes one way or is kept by a full camp. `tally[0]`: on the roads.
    """

    wait: Any
    fresh: Any
    riding: Any
    turning: Any
    today: Any
    busy: Any
    going: Any
    chosen: Any
    kept: Any
    usable: Any
    base: Any
    weights: Any
    totals: Any
    stamp: Any
    room: Any
    here: Any
    tally: Any
    flows: Any


@compiled
def room_left(people: float, capacity: float, buffer: float) -> float:
    """What is left of a place's pull as it fills: 1 up to `buffer` of the capacity, 0 when full."""
    if capacity < 1.0 or people <= buffer * capacity:
        return 1.0
    if people >= capacity:
        return 0.0
    return (capacity - people) / (capacity * (1.0 - buffer))


@compiled
def draw(count: float, chance: float, rng: Any) -> float:
    """How many of `count` whole people it falls to."""
    if chance >= 1.0:
        return count
    if chance <= 0.0 or count <= 0.0:
        return 0.0
    return float(rng.binomial(int(count), chance))


@compiled
def take(source: Any, chance: float, taken: Any, manner: Manner) -> float:
    """Of each in `source` those to whom it falls by `chance` go over into `taken` (overwritten); gives how many."""
    count = 0.0
    if manner.lottery:
        for r in range(TRAVEL):
            taken[r] = draw(source[r], chance, manner.rng)
            count += taken[r]
            source[r] -= taken[r]
        return count
    for r in range(TRAVEL):
        taken[r] = source[r] * chance
        count += taken[r]
        source[r] -= taken[r]
    return count


@compiled
def settle(people: Any, factor: float, shift: float, row: Any, manner: Manner) -> float:
    """Adds `people` to `row`, recent travel t becoming factor x t + shift; empties `people` and gives how many they were."""
    total = 0.0
    for r in range(TRAVEL):
        count = people[r]
        if count == 0.0:
            continue
        people[r] = 0.0
        total += count
        at = min(r * factor + shift * TRAVEL_STEPS, TRAVEL - 1.0)
        low = int(at)
        upper = count * (at - low)
        if manner.lottery:
            upper = min(np.floor(upper + manner.rng.random()), count)
        row[low] += count - upper
        if upper > 0.0:
            row[low + 1] += upper
    return total


@compiled
def days_on(km: float, speed: float) -> int:
    """On which day of travel (1 is the first) a road of `km` is passed: the distance gone must exceed it."""
    return int(np.floor(km / speed)) + 1


@compiled
def weigh(s: int, roads: Roads, manner: Manner, state: State) -> float:
    """Weights of the choices of seat s; their sum, -1 where there is no way. Where all weigh nothing, all weigh alike (FLEE)."""
    total = 0.0
    ways = 0
    weights = state.weights
    for c in range(roads.seat_first[s], roads.seat_last[s]):
        weights[c] = 0.0
        if state.usable[c]:
            ways += 1
            left = state.room[roads.choice_goal[c]]
            weights[c] = state.base[c] * (
                left if manner.weight_power == 1.0 else left**manner.weight_power
            )
            total += weights[c]
    if ways == 0:
        return -1.0
    if total <= 0.0:
        for c in range(roads.seat_first[s], roads.seat_last[s]):
            weights[c] = 1.0 if state.usable[c] else 0.0
        return float(ways)
    return total


@compiled
def ride(leg: int, km: float, walking: bool, d: int, roads: Roads, manner: Manner, state: State) -> None:  # fmt: skip
    """Those in `chosen` take a leg with `km` gone today: they arrive today, or are on the road for some days.

    As in FLEE, a further road on the same day is again begun with a whole day's way.
    """
    road, seat = roads.leg_road[leg], roads.leg_seat[leg]
    pace = roads.road_speed[road] if roads.road_speed[road] > 0.0 else manner.speed
    if walking:
        pace = manner.walk
    needed = days_on(roads.road_km[road], pace)
    count = 0.0
    if needed > 1:
        slot = (d + needed - 1) % state.riding.shape[0]
        still = 0.5 ** (needed - 2)
        shift = (km + pace) / manner.speed / 2.0 * still + pace / manner.speed * (1.0 - still)
        row = state.riding[slot, leg, 1 if walking else 0]
        count = settle(state.chosen, still / 2.0, shift, row, manner)
        state.tally[0] += count
    else:
        gone = (km + roads.road_km[road]) / manner.speed
        k = max(int(gone * KM_STEPS), int(km / manner.speed * KM_STEPS) + 1)
        if gone < 1.0 and k < KM_STEPS:
            state.busy[k, seat] = True
            row = state.today[k, seat]
            for r in range(TRAVEL):
                row[r] += state.chosen[r]
                count += state.chosen[r]
                state.chosen[r] = 0.0
        else:
            count = settle(state.chosen, 0.5, gone / 2.0, state.fresh[seat], manner)
        state.here[roads.seat_place[seat]] += count
    if state.flows.shape[0] > 0:
        state.flows[d, road] += count


@compiled
def go_on(s: int, km: float, walking: bool, d: int, roads: Roads, days: Days, manner: Manner, state: State) -> None:  # fmt: skip
    """Those in `going` follow their way; a closed road or a full camp at its end, and they forget it and stay."""
    leg, goal = roads.seat_leg[s], roads.seat_goal[s]
    stopped = not days.open[d, roads.leg_road[leg]]
    if stopped or (days.camp[d, goal] and state.room[goal] < FULL):
        settle(state.going, 0.5, km / manner.speed / 2.0, state.fresh[roads.seat_home[s]], manner)
        return
    state.here[roads.seat_place[s]] -= take(state.going, 1.0, state.chosen, manner)
    ride(leg, km, walking, d, roads, manner, state)


@compiled
def set_out(s: int, km: float, walking: bool, d: int, tick: int, roads: Roads, days: Days, manner: Manner, state: State) -> None:  # fmt: skip
    """Those in `going` leave seat s with `km` gone today; who stays after all (a full camp, no way) is left in `going`."""
    if roads.seat_leg[s] >= 0:
        go_on(s, km, walking, d, roads, days, manner, state)
        return
    if state.stamp[s] != tick:
        state.stamp[s] = tick
        state.totals[s] = weigh(s, roads, manner, state)
    left = state.totals[s]
    for c in range(roads.seat_first[s], roads.seat_last[s]):
        weight = state.weights[c]
        if weight <= 0.0 or left <= 0.0:
            continue
        count = take(state.going, min(1.0, weight / left), state.chosen, manner)
        left -= weight
        if count <= 0.0:
            continue
        goal = roads.choice_goal[c]
        if days.camp[d, goal] and state.room[goal] < FULL:
            for r in range(TRAVEL):
                state.kept[r] += state.chosen[r]
            continue
        state.here[roads.seat_place[s]] -= count
        ride(roads.choice_leg[c], km, walking, d, roads, manner, state)
    for r in range(TRAVEL):
        state.going[r] += state.kept[r]
        state.kept[r] = 0.0


@compiled
def place_newcomers(d: int, held: float, roads: Roads, days: Days, manner: Manner, state: State) -> float:  # fmt: skip
    """People leave home where the conflict says so; gives how many nobody could place."""
    if days.origin[d].sum() <= 0.0:
        return held
    left, share_left = held, 1.0
    for i in range(days.chance.shape[1]):
        share = days.origin[d, i]
        if share <= 0.0:
            continue
        from_here = held * share
        if manner.lottery:
            from_here = draw(left, min(1.0, share / max(share_left, 1e-300)), manner.rng)
        left -= from_here
        share_left -= share
        seat_by_group(i, from_here, roads, manner, state)
    if manner.lottery and left > 0.0:
        seat_by_group(int(np.argmax(days.origin[d])), left, roads, manner, state)
    return 0.0


@compiled
def seat_by_group(i: int, count: float, roads: Roads, manner: Manner, state: State) -> None:
    """People who have not travelled yet, at place i, by group."""
    left, share_left = count, 1.0
    groups = roads.home_seat.shape[0]
    for g in range(groups):
        share = roads.group_share[g, i]
        those = count * share
        if manner.lottery:
            those = left
            if g < groups - 1:
                those = draw(left, min(1.0, share / max(share_left, 1e-300)), manner.rng)
        left -= those
        share_left -= share
        state.wait[roads.home_seat[g, i], 1, 0] += those
    state.here[i] += count


@compiled
def open_and_close(d: int, roads: Roads, days: Days, state: State) -> None:
    """Ways are usable while all their roads are open; who is on a road that closes turns back at its end (FLEE)."""
    for c in range(state.usable.size):
        state.usable[c] = True
        for j in range(roads.choice_roads.shape[1]):
            road = roads.choice_roads[c, j]
            if road >= 0 and not days.open[d, road]:
                state.usable[c] = False
    for leg in range(roads.leg_road.size):
        if not days.open[d, roads.leg_road[leg]]:
            state.turning[:, leg] += state.riding[:, leg]
            state.riding[:, leg] = 0.0


@compiled
def look_far(d: int, roads: Roads, days: Days, manner: Manner, state: State) -> None:
    """What each choice weighs before it is known how full its goal is."""
    for c in range(state.base.size):
        pull = days.score[d, roads.choice_goal[c]]
        if roads.choice_power[c] != 1.0:
            pull = pull ** roads.choice_power[c]
        state.base[c] = 1.0
        if manner.aware:
            state.base[c] = (
                (manner.weight_softening + pull) / roads.reach[c]
            ) ** manner.weight_power


@compiled
def look_around(days: Days, manner: Manner, state: State) -> None:
    """How much room each place has left now."""
    for i in range(state.room.size):
        room = 1.0
        if manner.aware:
            room = room_left(state.here[i], days.capacity[i], manner.buffer)
        state.room[i] = room


@compiled
def all_decide(d: int, tick: int, roads: Roads, days: Days, manner: Manner, state: State) -> None:
    """In the morning everybody who waits stays or sets out."""
    for s in range(roads.seat_place.size):
        likely = days.chance[d, roads.seat_place[s]]
        for f in range(2):
            row = state.wait[s, f]
            if row.sum() <= TINY:
                continue
            if take(row, likely, state.going, manner) > TINY:
                set_out(s, 0.0, f == 1 and manner.on_foot, d, tick, roads, days, manner, state)
            for r in range(TRAVEL):
                row[r] += state.going[r]


@compiled
def come_in(d: int, roads: Roads, manner: Manner, state: State) -> None:
    """Who was on a road for days arrives, or is back where a closed road sent him."""
    slot = d % state.riding.shape[0]
    for leg in range(roads.leg_road.size):
        road, seat, back = roads.leg_road[leg], roads.leg_seat[leg], roads.leg_back[leg]
        for f in range(2):
            pace = roads.road_speed[road] if roads.road_speed[road] > 0.0 else manner.speed
            if f == 1:
                pace = manner.walk
            km = roads.road_km[road] - (days_on(roads.road_km[road], pace) - 1) * pace
            k = min(int(km / manner.speed * KM_STEPS), KM_STEPS - 1)
            count = take(state.riding[slot, leg, f], 1.0, state.chosen, manner)
            if count > 0.0:
                state.busy[k, seat] = True
                for r in range(TRAVEL):
                    state.today[k, seat, r] += state.chosen[r]
                state.here[roads.seat_place[seat]] += count
                state.tally[0] -= count
            rested = km / manner.speed / 2.0
            count = settle(state.turning[slot, leg, f], 0.5, rested, state.fresh[back], manner)
            state.here[roads.seat_place[back]] += count
            state.tally[0] -= count


@compiled
def travel_on(d: int, k: int, tick: int, roads: Roads, days: Days, manner: Manner, state: State) -> None:  # fmt: skip
    """Who has arrived with k steps of kilometres gone today goes on or stays.

    Where short stints are avoided, who has gone less than a day's way in two days leaves a town for sure.
    """
    gone = (k + 0.5) / KM_STEPS
    pressed = min(TRAVEL, int(np.ceil((1.0 - gone) * TRAVEL_STEPS))) if manner.stints else 0
    for s in range(roads.seat_place.size):
        if not state.busy[k, s]:
            continue
        state.busy[k, s] = False
        row = state.today[k, s]
        place = roads.seat_place[s]
        count = take(row, days.chance[d, place], state.going, manner)
        if days.town[d, place]:
            for r in range(pressed):
                count += row[r]
                state.going[r] += row[r]
                row[r] = 0.0
        if count > TINY:
            set_out(s, gone * manner.speed, False, d, tick, roads, days, manner, state)
        settle(state.going, 0.5, gone / 2.0, state.fresh[s], manner)
        settle(row, 0.5, gone / 2.0, state.fresh[s], manner)


@compiled
def night(manner: Manner, state: State) -> None:
    """Recent travel of all who waited is halved; who arrived today now waits too."""
    halved = np.zeros(TRAVEL)
    for s in range(state.wait.shape[0]):
        for f in range(2):
            row = state.wait[s, f]
            settle(row, 0.5, 0.0, halved, manner)
            for r in range(TRAVEL):
                row[r] = halved[r]
                halved[r] = 0.0
        for r in range(TRAVEL):
            state.wait[s, 0, r] += state.fresh[s, r]
            state.fresh[s, r] = 0.0


@compiled
def longest_journey(roads: Roads, manner: Manner) -> int:
    """Days on the longest road at the slowest pace anybody has there."""
    longest = 1
    for k in range(roads.road_km.size):
        pace = roads.road_speed[k] if roads.road_speed[k] > 0.0 else manner.speed
        if manner.on_foot:
            pace = min(pace, manner.walk)
        longest = max(longest, days_on(roads.road_km[k], pace))
    return longest


@compiled
def simulate(roads: Roads, days: Days, manner: Manner, people: Any, transit: Any, flows: Any) -> float:  # fmt: skip
    """Runs the days; fills `people[d, i]` (at place i), `transit[d]` (on the roads) and, where it has rows, `flows[d, k]`
    (set out on road k). Gives how many nobody could place because no conflict said where they come from."""
    seats, legs, choices = roads.seat_place.size, roads.leg_road.size, roads.choice_leg.size
    n = people.shape[1]
    slots = longest_journey(roads, manner) + 1
    state = State(
        np.zeros((seats, 2, TRAVEL)),
        np.zeros((seats, TRAVEL)),
        np.zeros((slots, legs, 2, TRAVEL)),
        np.zeros((slots, legs, 2, TRAVEL)),
        np.zeros((KM_STEPS, seats, TRAVEL)),
        np.zeros((KM_STEPS, seats), np.bool_),
        np.zeros(TRAVEL),
        np.zeros(TRAVEL),
        np.zeros(TRAVEL),
        np.ones(choices, np.bool_),
        np.zeros(choices),
        np.zeros(choices),
        np.zeros(seats),
        np.full(seats, -1, np.int64),
        np.ones(n),
        np.zeros(n),
        np.zeros(1),
        flows,
    )
    for i in range(n):
        if days.first[i] > 0.0:
            seat_by_group(i, days.first[i], roads, manner, state)
    held = 0.0
    tick = 0
    for d in range(people.shape[0]):
        held = place_newcomers(d, held + days.newcomers[d], roads, days, manner, state)
        if d == 0 or (days.open[d] != days.open[d - 1]).any():
            open_and_close(d, roads, days, state)
        if d == 0 or (days.score[d] != days.score[d - 1]).any():
            look_far(d, roads, days, manner, state)
        look_around(days, manner, state)
        tick += 1
        all_decide(d, tick, roads, days, manner, state)
        come_in(d, roads, manner, state)
        for k in range(KM_STEPS):
            if state.busy[k].any():
                look_around(days, manner, state)
                tick += 1
                travel_on(d, k, tick, roads, days, manner, state)
        night(manner, state)
        for i in range(n):
            people[d, i] = state.here[i]
        transit[d] = state.tally[0]
    return held
