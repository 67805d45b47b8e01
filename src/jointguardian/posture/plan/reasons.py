"""Why something stays unmet, in words: who may act there and is in use, who is on the way, who is kept out by what."""

from collections.abc import Iterator

import numpy as np

from .deficit import Classes
from .master import Master
from .network import Bools, Network
from .steps import earliest, latency
from .values import Gap, Shortfall

NAMED = 4
"""Units that are named with each reason; the rest are counted."""


def shortfalls(
    master: Master, options: tuple[int, ...], met: dict[tuple[int, int], int]
) -> Iterator[Shortfall]:
    """Stretches of days with too few on a need in the first future; `met` is by day and node."""
    n = master.network
    proofs = _proofs(master, options)
    for node in range(len(n.nodes)):
        start = None
        for day in range(n.days + 1):
            short = _short(n, met, day, node)
            if start is not None and (short == 0 or n.weight[day, node] != n.weight[start, node]):
                yield _told(n, options, met, node, (start, day - 1), proofs)
                start = None
            if short and start is None:
                start = day


def gaps(n: Network, met: dict[tuple[int, int], int]) -> Iterator[Gap]:
    """Each area's hours without the force that it needed, in the first future; without areas, each sector's."""
    s = n.scenario
    areas = {a.id: (a.name or a.id, set(a.places)) for a in s.area}
    if not areas:
        for p in s.place:
            areas.setdefault(p.sector, (p.sector or "all", set()))[1].add(p.id)
    for id_, (name, places) in areas.items():
        mine = [k for k, node in enumerate(n.nodes) if s.place[node.place].id in places]
        need = n.need[0][:, mine].sum(1)
        short = np.array([sum(_short(n, met, day, k) for k in mine) for day in range(n.days)])
        share = np.divide(short, need, out=np.zeros(n.days), where=need > 0)
        some = np.flatnonzero(short)
        if len(some):
            yield Gap(
                id_,
                name,
                round(24 * float(share.sum()), 1),
                s.date(int(np.flatnonzero(need)[0])),
                s.date(int(some[-1])),
            )


def _short(n: Network, met: dict[tuple[int, int], int], day: int, node: int) -> int:
    return 0 if day >= n.days else int(n.need[0, day, node]) - met.get((day, node), 0)


def _proofs(master: Master, options: tuple[int, ...]) -> dict[tuple[int, int], Bools]:
    """By weight and day the set of needs that can't all be met."""
    classes: Classes = master.classes
    present = master.columns.presence_of(options)
    _, found = classes.exact(classes.supply(present))
    return {(level, t): classes.sets[number] for level, w, t, number in found if w == 0}


def _told(
    n: Network, options: tuple[int, ...], met: dict[tuple[int, int], int], node: int, span: tuple[int, int],
    proofs: dict[tuple[int, int], Bools],
) -> Shortfall:  # fmt: skip
    first, last = span
    s, at = n.scenario, n.nodes[node]
    missing = [_short(n, met, d, node) for d in range(first, last + 1)]
    worst = first + int(np.argmax(missing))
    weight = float(n.weight[worst, node])
    level = int(np.flatnonzero(n.weights == weight)[0])
    together = proofs.get((level, worst))
    places = list(np.flatnonzero(together)) if together is not None else [node]
    why = "; ".join(_reasons(n, options, worst, node, [int(k) for k in places]))
    return Shortfall(
        s.place[at.place].id, at.task, s.date(first), s.date(last), sum(missing), weight,
        f"at worst {max(missing)} of {int(n.need[0, worst, node])} missing, on {s.date(worst)}: {why}",
    )  # fmt: skip


def _reasons(
    n: Network, options: tuple[int, ...], day: int, node: int, places: list[int]
) -> Iterator[str]:
    s = n.scenario
    taken = {n.options[k].unit: n.options[k] for k in options}
    used, coming, uncalled = 0, [], []
    barred: dict[str, list[str]] = {}
    for u, unit in enumerate(s.unit):
        label = f"{unit.name or unit.id} ({unit.strength})"
        bar = _bar(n, u, node)
        if bar:
            barred.setdefault(bar, []).append(label)
        elif u not in taken:
            begins = earliest(n, u)
            uncalled.append(
                f"{label}, {'not within these days' if begins is None or begins > day else 'not called'}; {latency(n, u)}"
            )
        elif n.absent[0, u]:
            barred.setdefault("declined", []).append(label)
        elif taken[u].employable + n.late[0, u] > day:
            coming.append(
                f"{label}, on task from {s.date(int(taken[u].employable + n.late[0, u]))}; {latency(n, u)}"
            )
        elif taken[u].leaves <= day:
            barred.setdefault("gone after their tour", []).append(label)
        else:
            used += sum(
                p.on_duty for p in n.parts[u] if any(k in p.nodes[taken[u].group] for k in places)
            )
    others = len(places) - 1
    where = (
        f" and {others} more need{'s' if others > 1 else ''} as heavy or heavier"
        if others > 0
        else ""
    )
    yield (
        f"all {used} who can be on task here{where} are in use"
        if used
        else "nobody who could be on task here is there"
    )
    if coming:
        yield f"still on the way: {_some(coming)}"
    if uncalled:
        yield f"not here: {_some(uncalled)}"
    for bar, units in barred.items():
        yield f"{bar}: {_some(units)}"


def _bar(n: Network, u: int, node: int) -> str:
    """What keeps a unit from a need for good; empty: nothing."""
    s, unit, at = n.scenario, n.scenario.unit[u], n.nodes[node]
    place = s.place[at.place]
    if place.id in unit.not_places:
        return "kept out by a caveat on the place"
    if at.task in unit.not_tasks:
        return "kept out by a caveat on the task"
    if unit.boundary not in ("", place.sector):
        return "may not leave their sector"
    able = [k.id for k in s.kind if at.task in k.tasks]
    if not any(unit.personnel.get(k) for k in able):
        return "not of a kind for the task"
    if not any(node in g for p in n.parts[u] for g in p.nodes):
        return "no camp of theirs reaches the place"
    return ""


def _some(names: list[str]) -> str:
    rest = len(names) - NAMED
    return " | ".join(names[:NAMED]) + (f" and {rest} more" if rest > 0 else "")
