"""`guardian posture`: which sites cover the people, who can be where when, and a check of each plan."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..errors import CheckFailed, InputError
from ..pipeline.coverage import MODELS, Answer, Ways, Wish, cover_file, cover_operation
from ..pipeline.reinforcement import Wanted, check_plan, make_plans
from .context import Json, emit, operation, out, progress, room
from .plans import print_plans

group = typer.Typer(
    help="Coverage and reinforcement: for protecting people and places, nothing else.",
    no_args_is_help=True,
)
File = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE]", help="Demand and sites; else the operation's own."),
]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="pmed|points|matrix|roads", help="What FILE holds."),
]
Model = Annotated[str, typer.Option("--model", metavar="|".join(MODELS), help="What is asked.")]
Sites = Annotated[int | None, typer.Option("--p", metavar="N", help="How many sites.")]
Radius = Annotated[
    float | None, typer.Option("--radius", metavar="R", help="How far a site reaches.")
]
Limit = Annotated[float | None, typer.Option("--time-limit", metavar="S", help="Seconds at most.")]
Seed = Annotated[int, typer.Option("--seed", help="For the search.")]
Busy = Annotated[float, typer.Option("--busy", help="Chance that a site is busy (expected).")]
RoadFile = Annotated[
    Path | None, typer.Option("--roads", metavar="F", help="Roads: OpenStreetMap XML or a CSV.")
]
Unit = Annotated[str, typer.Option("--unit", metavar="km|minutes", help="What ways on roads cost.")]
Cutoff = Annotated[
    float | None, typer.Option("--cutoff", metavar="D", help="Longer ways on roads are left out.")
]
Detour = Annotated[
    float | None, typer.Option("--detour", metavar="F", help="Road a straight line, without roads.")
]


@group.command("cover")
def cover(
    file: File = None,
    format: Format = None,  # noqa: A002 - the name of the option
    model: Model = "mclp",
    p: Sites = None,
    radius: Radius = None,
    time_limit: Limit = None,
    seed: Seed = 1,
    busy: Busy = 0.2,
    roads: RoadFile = None,
    unit: Unit = "km",
    cutoff: Cutoff = None,
    detour: Detour = None,
    as_json: Json = False,
) -> None:
    """Which sites serve the demand best; with status, bound and gap."""
    wish = Wish(model, p, radius, time_limit, seed, busy)
    ways = Ways(roads, unit, cutoff, detour)
    if file is None:
        with operation() as opened:
            answer = cover_operation(opened, LOCAL, wish, ways)
    elif format is None:
        raise InputError(
            "what FILE holds is not said", way_out="give --format pmed|points|matrix|roads"
        )
    else:
        answer = cover_file(file, format, wish, ways)
    if as_json:
        emit(answer)
        return
    _print(answer, MODELS[model].says)


Scenario = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO.toml|ID",
        help="A file, or a scenario of the operation (posture scenarios).",
    ),
]
Warned = Annotated[
    bool, typer.Option("--warned", help="Demand at the operation's level of tension where heavier.")
]
Keep = Annotated[bool, typer.Option("--keep", help="Keep the plans in the operation.")]
Courses = Annotated[
    list[str] | None,
    typer.Option("--course", metavar="ID|all", help="A course of action; may be repeated."),
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="ASSUMPTION", help="As if it did not hold; may be repeated."),
]
Seconds = Annotated[float, typer.Option("--time-limit", metavar="S", help="Seconds for each plan.")]
Worths = Annotated[bool, typer.Option("--worth", help="What single changes would bring or break.")]
Replan = Annotated[
    Path | None,
    typer.Option("--replan", metavar="PLAN", help="Change this plan as little as may be."),
]
Day = Annotated[
    str | None, typer.Option("--day", metavar="DATE", help="What was ordered before it stays.")
]


@group.command("plan")
def plan(
    scenario: Scenario,
    course: Courses = None,
    without: Without = None,
    time_limit: Seconds = 60.0,
    seed: Seed = 1,
    worth: Worths = False,
    replan: Replan = None,
    day: Day = None,
    warned: Warned = False,
    keep: Keep = False,
    as_json: Json = False,
) -> None:
    """Who can be where when: arrivals, coverage, shortfalls with reasons, courses side by side."""
    if not time_limit > 0:
        raise InputError("--time-limit must be above 0 seconds")
    wanted = Wanted(tuple(course or ()), tuple(without or ()), time_limit, seed, worth, replan, day)
    named = not scenario.exists() and scenario.suffix == ""
    if warned and not named:
        raise InputError("--warned asks an operation", way_out="name one of its scenarios")
    with room() if keep or named else nullcontext() as opened, progress() as told:
        values = (
            opened.plans.values(str(scenario), warned=warned)
            if opened is not None and named
            else None
        )
        made = make_plans(scenario, wanted, told, values)
        if keep and opened is not None:
            for one in made.plans:
                opened.plans.keep(LOCAL, one, warned=warned)
    if as_json:
        emit(made)
    else:
        print_plans(made.plans)


@group.command("scenarios")
def scenarios(as_json: Json = False) -> None:
    """The operation's scenarios, with their courses of action and assumptions."""
    with room() as opened:
        found = tuple(opened.plans.scenarios.values())
    if as_json:
        emit(found)
        return
    page = out()
    for s in found:
        page.print(f"{s.id}: {s.title}, {s.start} and {s.days} days", markup=False)
        for course in s.course:
            page.print(f"  --course {course.id}: {course.name}", markup=False)
        for assumption in s.assumption:
            page.print(f"  --without {assumption.id}: {assumption.text}", markup=False)


@group.command("check")
def check(
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="What `posture plan` wrote.")],
    as_json: Json = False,
) -> None:
    """Whether a plan keeps every rule of its scenario, without the solver; exit 1 when not."""
    found = check_plan(plan_file)
    if as_json:
        emit(found)
    else:
        page = out()
        for fault in found.faults:
            page.print(fault, markup=False)
    if found.faults:
        raise CheckFailed(f"{len(found.faults)} rules are broken", where=str(plan_file))
    if not as_json:
        out().print(f"{found.plans} plan{'s' if found.plans > 1 else ''}, every rule holds")


def _print(answer: Answer, says: str) -> None:
    page = out()
    page.print(f"{says}: {answer.status}", markup=False)
    if answer.objective is not None:
        gap = "not known" if answer.gap is None else f"{answer.gap:.2%}"
        page.print(
            f"objective {answer.objective:g}, bound {answer.bound:g}, gap {gap}"
            if answer.bound is not None
            else f"objective {answer.objective:g}, no bound",
            markup=False,
        )
        page.print(f"sites: {', '.join(answer.sites)}", markup=False)
    page.print(
        f"{answer.demand} demands, {answer.merged} after merging; measured: {answer.travel}; "
        f"built in {answer.build_seconds:.3g} s, solved in {answer.solve_seconds:.3g} s",
        markup=False,
    )


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="posture")
