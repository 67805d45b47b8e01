"""When nothing is feasible: a least set of requirements that can't be held together.

Requirements are left out one by one; one without which there is still no plan stays out (a deletion filter). What remains is
minimal: leave out any of it and there is a plan. Source: Chinneck and Dravnieks, ORSA Journal on Computing 3 (1991).
"""

from collections.abc import Callable

import msgspec

from ..coverage.answer import Clock
from .master import Master
from .network import expanded
from .scenario import Scenario

SECONDS = 5.0
"""For each question whether there is a plan; one that is not answered in time counts as a plan."""
Lift = Callable[[Scenario], Scenario]


def conflicts(scenario: Scenario) -> tuple[str, ...]:
    """The requirements, in words."""
    open_ = dict(_requirements(scenario))
    kept = dict(open_)
    for words in open_:
        rest = {w: lift for w, lift in kept.items() if w != words}
        if not _possible(scenario, [lift for w, lift in open_.items() if w not in rest]):
            kept = rest
    return tuple(kept)


def _possible(scenario: Scenario, lifted: list[Lift]) -> bool:
    for lift in lifted:
        scenario = lift(scenario)
    reached = Master(expanded(scenario)).least_unmet(Clock.start(SECONDS))
    return not reached.infeasible


def _requirements(s: Scenario) -> list[tuple[str, Lift]]:
    """Each requirement with what lifts it."""
    made: list[tuple[str, Lift]] = []
    for k, demand in enumerate(s.demand):
        if demand.must:
            span = f"{s.date(max(0, s.day(demand.since)))} to {s.date(s.last(demand.until))}"
            made.append(
                (
                    f"{demand.personnel} for {demand.task} at {demand.place} must be met, {span}",
                    _soft(k),
                )
            )
    made += [
        (
            f"the ceiling {c.id} of {c.personnel}" + (f" ({c.clause})" if c.clause else ""),
            _without("ceiling", c.id),
        )
        for c in s.ceiling
    ]
    made += [(f"the lift of {x.lift} a day on {x.id}", _wide("lane", x.id, "lift")) for x in s.lane]
    made += [(f"{x.capacity} beds in {x.id}", _wide("camp", x.id, "capacity")) for x in s.camp]
    for u in s.unit:
        if u.not_places or u.not_tasks or u.boundary:
            made.append((f"the caveats of {u.id}", _free(u.id)))
        if u.notice_days and u.present is None:
            made.append((f"the notice of {u.id}, {u.notice_days} days", _ready(u.id)))
    return made


def _soft(number: int) -> Lift:
    return lambda s: msgspec.structs.replace(
        s,
        demand=tuple(
            msgspec.structs.replace(d, must=d.must and k != number) for k, d in enumerate(s.demand)
        ),
    )


def _without(field: str, id_: str) -> Lift:
    return lambda s: msgspec.structs.replace(
        s, **{field: tuple(x for x in getattr(s, field) if x.id != id_)}
    )


def _each(field: str, id_: str, **changes: object) -> Lift:
    return lambda s: msgspec.structs.replace(
        s,
        **{
            field: tuple(
                msgspec.structs.replace(x, **changes) if x.id == id_ else x
                for x in getattr(s, field)
            )
        },
    )


def _wide(field: str, id_: str, what: str) -> Lift:
    return lambda s: _each(field, id_, **{what: max(1, sum(u.strength for u in s.unit))})(s)


def _free(id_: str) -> Lift:
    return _each("unit", id_, not_places=(), not_tasks=(), boundary="")


def _ready(id_: str) -> Lift:
    return _each("unit", id_, notice_days=0)
