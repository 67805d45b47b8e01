"""`guardian posture`: which sites cover the people, who can be where when, and a check of each plan."""

from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..errors import InputError
from ..pipeline.coverage import MODELS, Answer, Ways, Wish, cover_file, cover_operation
from .context import Json, emit, operation, out

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
