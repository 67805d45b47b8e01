"""A plan in sentences that a staff officer can brief."""

from dataclasses import replace

from .scenario import Scenario
from .values import Plan


def in_words(plan: Plan, scenario: Scenario) -> Plan:
    """The plan with its sentences."""
    return replace(plan, words=tuple(_sentences(plan, scenario)))


def _sentences(plan: Plan, s: Scenario) -> list[str]:
    goal = plan.goals[0]
    need = sum(n.need for n in plan.needs)
    met = sum(n.met for n in plan.needs)
    proof = (
        "proven: no plan leaves less unmet"
        if goal.status == "optimal"
        else f"not proven: at least {goal.bound:,.0f} stay unmet in any plan"
    )
    share = f"{met / need:.0%}" if need else "all"
    made = [
        f"{share} of what is needed is met ({met:,} of {need:,} person-days); weighted by level "
        f"{goal.value:,.0f} stay unmet ({proof})."
    ]
    called = [m for m in plan.moves if m.lane is not None]
    if called:
        first, last = called[0], called[-1]
        persons = sum(m.personnel for m in called)
        made.append(
            f"{len(called)} of {len(called) + len(plan.not_called)} reserves are called, {persons:,} persons: the first on task "
            f"{_on(first.name, first.employable)}, the last {_on(last.name, last.employable)}."
        )
    else:
        made.append("No reserve is called.")
    made.append(_first_closed(plan))
    made += [
        f"{g.name}: {g.hours:,.0f} hours without the force that it needed, {g.since} to {g.until}."
        for g in sorted(plan.gaps, key=lambda g: -g.hours)[:3]
    ]
    worst = sorted(plan.shortfalls, key=lambda f: -f.short * f.price)[:3]
    made += [f"{_place(s, f.place)}, {f.task}, {f.since} to {f.until}: {f.why}." for f in worst]
    if len(plan.futures) > 1:
        bad = max(plan.futures, key=lambda f: f.unmet)
        good = min(plan.futures, key=lambda f: f.unmet)
        made.append(
            f"Over {len(plan.futures)} futures {good.unmet:,.0f} ({good.name or good.id}) to {bad.unmet:,.0f} "
            f"({bad.name or bad.id}) stay unmet."
        )
    if invented := _invented(s):
        made.append(f"Invented values stand behind this: {invented}.")
    return made


def _on(name: str, day: str) -> str:
    return f"{name} on {day}"


def _place(s: Scenario, id_: str) -> str:
    return next((p.name or p.id for p in s.place if p.id == id_), id_)


def _first_closed(plan: Plan) -> str:
    """From when on nothing is missing any more, to the last day."""
    short = sorted({n.day for n in plan.needs if n.met < n.need})
    if not short:
        return "Nothing is missing on any day."
    last = max(n.day for n in plan.needs)
    if short[-1] == last:
        return f"Something is missing on {len(short)} days, and still on the last, {last}."
    return f"Something is missing on {len(short)} days, the last of them {short[-1]}."


def _invented(s: Scenario) -> str:
    kinds = {
        "units": s.unit, "demand": s.demand, "lanes": s.lane, "camps": s.camp, "ceilings": s.ceiling,
    }  # fmt: skip
    told = [
        f"{sum(x.invented for x in things)} of {len(things)} {name}"
        for name, things in kinds.items()
        if any(x.invented for x in things)
    ]
    return ", ".join(told)
