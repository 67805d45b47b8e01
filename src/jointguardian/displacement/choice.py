"""The model of our own: people choose a refuge among those they can reach, by its room and the way there.

On day d the newcomers leave home from place o in proportion to people[o] ** `crowd` x intensity x exp(-`fatigue` x days of
conflict there). Of them, P(c | o) ~ room_c ** `pull` x e_c x m_c x left_c x ((`near` + km_oc) / 100) ** -`distance` go to refuge c, the
way km_oc being the shortest over open roads that passes through no other refuge: a multinomial logit of destinations with
a gravity of distance (McFadden 1974; Wilson 1971). e_c is what nobody knows of a place (log-normal, `spread`), m_c what
early counts say of it (below), left_c the room that is left up to `limit` x capacity. They arrive after km / `pace` days.
Who reaches no refuge waits at home. Each day a share `relocation` of the people in all refuges is moved to where the room is known to be.

Without counts nobody says how many leave: then on each day a share 1 - exp(-`push` x intensity) of those still at home in a place does.

Early counts (those dated up to a day) are taken in once, on that day: people in refuge are set to what was counted, their
sum kept, and m_c = (counted share x seen + modelled share x trust) / (modelled share x (seen + trust)), `trust` in people being
`trust` x all room. Nobody is created or lost; a closed road is not taken; without conflict nobody leaves.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from .compiled import compiled
from .rules import Rules
from .scenario import Floats, Scenario
from .timeline import Timeline, conflict_of, timeline

SEEN_MOST = 50.0
"""Early counts change what a refuge draws by no more than this factor either way."""


class Theta(NamedTuple):
    """The parameters; each may be a number or an array of members. See the module for their meaning and units."""

    pull: Any
    distance: Any
    near: Any
    crowd: Any
    fatigue: Any
    relocation: Any
    limit: Any
    trust: Any
    pace: Any
    spread: Any
    push: Any


@dataclass(frozen=True, slots=True)
class Early:
    """Counts known early: `people[c]` on `day`, as dated no later than that day."""

    day: int
    people: Floats


@dataclass(frozen=True, slots=True)
class Ways:
    """A scenario made ready: which refuges, and `km[u, o, c]` the shortest way in each state u of the roads, inf where none.

    `state[d]`: the state on day d. `back[u, c, i]`: the next place on the way from i to refuge c, -1 where none.
    """

    refuges: NDArray[np.int64]
    km: Floats
    state: NDArray[np.int64]
    back: NDArray[np.int64]
    room: Floats
    days: Timeline
    intensity: Floats
    since: Floats
    people: Floats
    told: bool
    """Whether counts, or the one who asks, say how many leave."""


def ways(scenario: Scenario, outflow: NDArray[np.int64] | None = None) -> Ways:
    """The shortest ways of a scenario on each of its days."""
    days = timeline(scenario, Rules(), outflow)
    at = scenario.index()
    n = len(scenario.places)
    refuges = np.array([i for i, p in enumerate(scenario.places) if p.refuge], np.int64)
    starts = np.array([at[r.start] for r in scenario.routes], np.int64)
    ends = np.array([at[r.end] for r in scenario.routes], np.int64)
    lengths = np.array([r.km for r in scenario.routes], float)
    known: dict[bytes, int] = {}
    kms: list[Floats] = []
    backs: list[NDArray[np.int64]] = []
    state = np.zeros(scenario.days, np.int64)
    for d in range(scenario.days):
        key = days.open[d].tobytes() + days.camp[d].tobytes()
        if key not in known:
            known[key] = len(kms)
            is_open = days.open[d][0::2]
            km, back = _shortest(
                n, refuges, starts[is_open], ends[is_open], lengths[is_open], days.camp[d]
            )
            kms.append(km)
            backs.append(back)
        state[d] = known[key]
    intensity, since = conflict_of(scenario)
    return Ways(
        refuges,
        np.array(kms).reshape(len(kms), n, len(refuges)),
        state,
        np.array(backs, np.int64).reshape(len(kms), len(refuges), n),
        np.maximum(1.0, np.array([scenario.places[i].people for i in refuges], float)),
        days,
        intensity,
        since,
        np.array([0.0 if p.refuge else float(p.people) for p in scenario.places]),
        scenario.counts is not None or outflow is not None,
    )


def _shortest(
    n: int,
    refuges: NDArray[np.int64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    lengths: Floats,
    camp: NDArray[np.bool_],
) -> tuple[Floats, NDArray[np.int64]]:
    """From each place to each refuge: km, and the next place on the way. People who reach a refuge stay there."""
    km = np.full((n, len(refuges)), np.inf)
    back = np.full((len(refuges), n), -1, np.int64)
    order = np.argsort(-lengths, kind="stable")
    a, b, w = starts[order], ends[order], lengths[order]
    shortest: dict[tuple[int, int], float] = {}
    for x, y, length in zip([*a, *b], [*b, *a], [*w, *w], strict=True):
        shortest[x, y] = min(length, shortest.get((x, y), np.inf))
    for c, refuge in enumerate(refuges):
        if not camp[refuge]:
            continue
        kept = [(x, y, length) for (x, y), length in shortest.items() if x == refuge or not camp[x]]
        if not kept:
            continue
        rows, cols, data = zip(*kept, strict=True)
        graph = sparse.csr_matrix((data, (rows, cols)), shape=(n, n))
        km[:, c], found = csgraph.dijkstra(graph, indices=int(refuge), return_predecessors=True)
        back[c] = np.where(found < 0, -1, found)
    return km, back


@compiled
def choose(
    base: Any, state: Any, lag: Any, leaving: Any, first: Any, room: Any, limit: float, target: Any, relocation: float,
    early_day: int, early: Any, trust: float, people: Any, waiting: Any, moving: Any, pairs: Any,
) -> None:  # fmt: skip
    """Runs the days; fills `people[d, c]`, `waiting[d, o]` (at home), `moving[d]` (under way), and `pairs[d, o, c]` (who sets out)
    where it has rows."""
    days, refuges = people.shape
    places = waiting.shape[1]
    slots = int(lag.max()) + 1
    coming = np.zeros((slots, refuges))
    held = np.zeros(places)
    here = first.copy()
    seen = np.ones(refuges)
    arrived = np.zeros(refuges)
    weights = np.zeros(refuges)
    for d in range(days):
        if d == early_day:
            _take_in(here, first, arrived, early, trust, seen)
        for c in range(refuges):
            came = coming[d % slots, c]
            here[c] += came
            arrived[c] += came
            coming[d % slots, c] = 0.0
        for o in range(places):
            held[o] += leaving[d, o]
            if held[o] > 0.0:
                _choose_from(
                    d,
                    o,
                    state[d],
                    base,
                    lag,
                    room,
                    limit,
                    seen,
                    held,
                    here,
                    arrived,
                    coming,
                    weights,
                    pairs,
                )
        _move_between(relocation, target[state[d]], here)
        for c in range(refuges):
            people[d, c] = here[c]
        for o in range(places):
            waiting[d, o] = held[o]
        moving[d] = coming.sum()


@compiled
def _choose_from(
    d: int, o: int, u: int, base: Any, lag: Any, room: Any, limit: float, seen: Any, held: Any, here: Any, arrived: Any, coming: Any,
    weights: Any, pairs: Any,
) -> None:  # fmt: skip
    """Those who would leave place o on day d choose among the refuges with room; without any they stay."""
    total = 0.0
    for c in range(here.size):
        left = 1.0
        if room[c] > 1.0:
            left = min(1.0, max(0.0, (limit * room[c] - here[c]) / (0.1 * limit * room[c])))
        weights[c] = base[u, o, c] * seen[c] * left
        total += weights[c]
    if total <= 0.0:
        return
    for c in range(here.size):
        gone = held[o] * weights[c] / total
        if pairs.shape[0] > 0:
            pairs[d, o, c] = gone
        if lag[u, o, c] == 0:
            here[c] += gone
            arrived[c] += gone
        else:
            coming[(d + lag[u, o, c]) % coming.shape[0], c] += gone
    held[o] = 0.0


@compiled
def _move_between(relocation: float, target: Any, here: Any) -> None:
    """A share of the people in all refuges is moved to where there is room."""
    wanted = target.sum()
    if relocation <= 0.0 or wanted <= 0.0:
        return
    moved = relocation * here.sum()
    for c in range(here.size):
        here[c] += moved * target[c] / wanted - relocation * here[c]


@compiled
def _take_in(here: Any, first: Any, arrived: Any, early: Any, trust: float, seen: Any) -> None:
    """Early counts: people in refuge as counted, their sum kept, and what they say of each refuge's draw."""
    came, counted = 0.0, 0.0
    for c in range(here.size):
        came += arrived[c]
        counted += max(0.0, early[c] - first[c])
    if came > 0.0 and counted > 0.0:
        for c in range(here.size):
            share = arrived[c] / came
            if share > 1e-6:
                more = max(0.0, early[c] - first[c])
                factor = (more + trust * share) / (counted + trust) / share
                seen[c] = min(SEEN_MOST, max(1.0 / SEEN_MOST, factor))
    if early.sum() > 0.0 and here.sum() > 0.0:
        scale = here.sum() / early.sum()
        for c in range(here.size):
            here[c] = early[c] * scale


@dataclass(frozen=True, slots=True)
class Chosen:
    """One member's run: `people[d, c]` in refuge c, `waiting[d, o]` at home, `moving[d]` under way, and `pairs[d, o, c]` who sets out."""

    people: Floats
    waiting: Floats
    moving: Floats
    pairs: Floats


def run_choice(
    ready: Ways, theta: Theta, effects: Floats, early: Early | None = None, *, pairs: bool = False
) -> Chosen:
    """One member: `theta` of numbers, `effects[c]` standard normal (what nobody knows of each refuge)."""
    days = ready.days
    draw = (ready.room / ready.room.mean()) ** theta.pull * np.exp(theta.spread * effects)
    base = draw[None, None, :] * ((theta.near + ready.km) / 100.0) ** -theta.distance
    reachable = np.isfinite(ready.km)
    base = np.where(reachable, base, 0.0)
    lag = np.where(reachable, ready.km, 0.0) / theta.pace
    leaving = _told(ready, theta) if ready.told else _pushed(ready, theta)
    n_days, n = leaving.shape
    refuges = len(ready.refuges)
    people, waiting = np.zeros((n_days, refuges)), np.zeros((n_days, n))
    moving = np.zeros(n_days)
    who = np.zeros((n_days if pairs else 0, n, refuges))
    choose(
        base,
        ready.state,
        lag.astype(np.int64),
        leaving,
        days.first[ready.refuges].astype(float),
        ready.room,
        float(theta.limit),
        draw[None, :] * reachable.any(axis=1) * (ready.room > 1.0)[None, :],
        float(theta.relocation),
        -1 if early is None else early.day,
        np.zeros(refuges) if early is None else early.people,
        float(theta.trust) * float(ready.room.sum()),
        people,
        waiting,
        moving,
        who,
    )
    return Chosen(people, waiting, moving, who)


def _told(ready: Ways, theta: Theta) -> Floats:
    """Who leaves home, by day and place, where it is told how many; those of days without a conflict leave on the next that has one."""
    source = ready.people[None, :] ** theta.crowd * (ready.people > 0)[None, :]
    source = source * ready.intensity * np.exp(-theta.fatigue * ready.since)
    total = source.sum(axis=1, keepdims=True)
    share = np.divide(source, total, out=np.zeros_like(source), where=total > 0)
    leaving = np.zeros(len(share))
    held = 0.0
    for d, new in enumerate(ready.days.newcomers):
        held += new
        if total[d, 0] > 0:
            leaving[d], held = held, 0.0
    result: Floats = share * leaving[:, None]
    return result


def _pushed(ready: Ways, theta: Theta) -> Floats:
    """Who leaves home, by day and place, where only the conflict tells."""
    stays = np.exp(
        -theta.push * np.cumsum(ready.intensity * np.exp(-theta.fatigue * ready.since), axis=0)
    )
    before = np.vstack([np.ones((1, stays.shape[1])), stays[:-1]])
    result: Floats = ready.people[None, :] * (before - stays)
    return result
