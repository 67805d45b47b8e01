"""`guardian displace`: where displaced people go, compared with counts, and what if."""

from pathlib import Path
from typing import Annotated

import typer

from ..pipeline.displacement import (
    MODES,
    Way,
    calibrate_folders,
    compare_folder,
    run_folder,
    validate_folder,
)
from .context import Json, emit, out, progress

group = typer.Typer(
    help="Displacement and return: for planning help and protection, nothing else.",
    no_args_is_help=True,
)
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="FLEE's input_csv/ and, for counts, source_data/.")
]
Mode = Annotated[str, typer.Option("--mode", metavar="|".join(MODES), help="Whose rules.")]
Settings = Annotated[
    Path | None,
    typer.Option("--settings", metavar="S.yml", help="FLEE's settings, for --mode fidelity."),
]
Calibration = Annotated[
    Path | None,
    typer.Option("--members", metavar="F", help="What calibrate made, for --mode guardian."),
]
Scale = Annotated[int, typer.Option("--scale", metavar="N", help="So many people count as one.")]
Runs = Annotated[int, typer.Option("--runs", metavar="N", help="Draws or members; 0: as usual.")]
Seed = Annotated[int, typer.Option("--seed", help="For the draws.")]


@group.command("run")
def run(
    folder: Folder,
    to: Annotated[
        Path | None, typer.Option("--out", metavar="F", help="All days: .csv or .parquet.")
    ] = None,
    mode: Mode = "guardian",
    settings: Settings = None,
    members: Calibration = None,
    scale: Scale = 1,
    runs: Runs = 0,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Where people are, day by day, with 90 % intervals."""
    with progress() as told:
        made = run_folder(folder, Way(mode, settings, members, scale, runs, seed), to, None, told)
    if as_json:
        emit(made)
        return
    out().print(
        f"{made.scenario}: {made.days} days from {made.start}, {made.mode}, {made.runs} runs"
    )
    for end in made.refuges:
        out().print(
            f"  {end.refuge}: {end.people:,.0f} ({end.low:,.0f} to {end.high:,.0f}) on the last day"
        )
    out().print(f"  not in refuge: {made.waiting:,.0f} waiting, {made.moving:,.0f} under way")
    for quirk in made.quirks:
        out().print(f"  note: {quirk.where}: {quirk.what} ({quirk.times})")


@group.command("validate")
def validate(
    folder: Folder,
    mode: Mode = "guardian",
    settings: Settings = None,
    members: Calibration = None,
    scale: Scale = 1,
    runs: Runs = 0,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """A run against the folder's counts: ARD as FLEE defines it, MASE, and the naive split beside it."""
    with progress() as told:
        made = validate_folder(folder, Way(mode, settings, members, scale, runs, seed), None, told)
    if as_json:
        emit(made)
        return
    out().print(f"{made.scenario}, {made.mode}: ARD {made.ard:.3f}, rescaled {made.ard_rescaled:.3f}; naive split of day 30: {made.ard_split30:.3f}")  # fmt: skip
    if made.coverage90 is not None:
        out().print(f"  {made.coverage90:.0%} of the counts lie within the 90 % interval")
    for camp in made.each:
        out().print(f"  {camp.name}: {camp.run:,.0f}, counted {camp.counted:,.0f}, off by {camp.mean_error:,.0f} a day")  # fmt: skip
    for quirk in made.quirks:
        out().print(f"  note: {quirk.where}: {quirk.what} ({quirk.times})")


@group.command("compare")
def compare(
    folder: Folder,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            metavar="KIND:NAMES[:FROM-TO][:VALUE]",
            help="close-border:A,B, open-border:A,B, close-road:P,Q, open-road:P,Q::KM, close-place:P, add-camp:NAME,AT,KM::ROOM, conflict:P:FROM-TO:INTENSITY, presence:P:FROM-TO:SHARE; may be repeated.",
        ),
    ] = None,
    mode: Mode = "guardian",
    settings: Settings = None,
    members: Calibration = None,
    runs: Runs = 0,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """What if: the scenario as it is and with changes, side by side."""
    with progress() as told:
        made = compare_folder(
            folder, change or (), Way(mode, settings, members, 1, runs, seed), told
        )
    if as_json:
        emit(made)
        return
    out().print(f"{made.scenario}, with {'; '.join(made.changes)}; people on the last day")
    for row in made.refuges:
        out().print(f"  {row.refuge}: {row.before:,.0f} -> {row.after:,.0f} ({row.after_low:,.0f} to {row.after_high:,.0f})")  # fmt: skip
    out().print(f"  waiting at home: {made.waiting_before:,.0f} -> {made.waiting_after:,.0f}")


@group.command("calibrate")
def calibrate(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Conflicts with counts.")],
    to: Annotated[Path, typer.Option("--out", metavar="F", help="Where the members are kept.")],
    runs: Runs = 0,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Weighs the members of the choice model by the counts of conflicts, for use with --members on others."""
    with progress() as told:
        made = calibrate_folders(folders, to, runs, seed, told)
    if as_json:
        emit(made)
        return
    out().print(
        f"{made.members} members on {', '.join(made.conflicts)}; {made.effective:.0f} count"
    )
    for row in made.parameters:
        out().print(f"  {row.name}: {row.mean:.3g} ({row.low:.3g} to {row.high:.3g})")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.add_typer(group, name="displace")
