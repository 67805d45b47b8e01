"""`guardian warn`: how probable an escalation is, and how good such probabilities were."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..domain.dates import first_day, parse_partial
from ..pipeline.warn_backtest import Asked, back_test_file
from .answers import BackTestAnswer
from .context import Json, emit, note, out, progress
from .warned import give, problems, record

Series = Annotated[
    Path, typer.Argument(metavar="SERIES", help="The event series, also .gz or .zip.")
]
Format = Annotated[str, typer.Option("--format", metavar="weis|cameo", help="How it is coded.")]
Focus = Annotated[
    list[str] | None,
    typer.Option(
        "--focus", metavar="CODE", help="Actor codes begin so, on either side; may be repeated."
    ),
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First origin scored.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last origin scored.")]
Predictions = Annotated[
    Path | None,
    typer.Option("--predictions", metavar="P.csv", help="Write each origin's probabilities here."),
]
Seed = Annotated[int, typer.Option("--seed", help="For the trees and the resampling.")]

group = typer.Typer(no_args_is_help=True)


@group.callback()
def warn() -> None:
    """The warning: how probable an escalation is, and how good such probabilities were."""


@group.command()
def backtest(
    series: Series,
    format: Format,  # noqa: A002 - the name of the option
    focus: Focus = None,
    since: From = None,
    until: To = None,
    predictions: Predictions = None,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """The warning on an event series, rolling origin, against baselines and placebo dates."""
    asked = Asked(tuple(focus or ()), _day(since), _day(until), seed)
    with progress() as told:
        tested = back_test_file(series, format, asked, predictions=predictions, progress=told)
    if tested.rejected:
        note(f"{tested.rejected} rows of {series} could not be read and were left out")
    answer = BackTestAnswer.of(tested)
    if as_json:
        emit(answer)
        return
    _print(answer)


def _print(answer: BackTestAnswer) -> None:
    page = out()
    page.print(f"{answer.events} events, origins {answer.first} to {answer.last}", markup=False)
    for name, scored in answer.escalation.items():
        if scored is None:
            page.print(f"{name}: too few escalations to score", markup=False)
            continue
        low, high = scored.interval
        page.print(
            f"{name}: AP {scored.ap:.3f} (prevalence {scored.prevalence:.3f}, gain "
            f"{scored.ap_gain:+.3f}, 90 % {low:+.3f} to {high:+.3f}), AUROC {scored.auroc:.3f} "
            f"(gain {scored.auroc_gain:+.3f}), over calibrated persistence too "
            f"{scored.ap_gain_all:+.3f} and {scored.auroc_gain_all:+.3f}, Brier skill {scored.brier_skill:+.3f}, "
            f"calibration slope {scored.calibration_slope:.2f}",
            markup=False,
        )
        for rival, rank in scored.baselines.items():
            page.print(f"    {rival}: AP {rank.ap:.3f}, AUROC {rank.auroc:.3f}", markup=False)
    on = answer.onsets
    page.print(
        f"onsets: {on.warned} of {on.of} warned, {on.false_alarms_per_year:.1f} false alarms a year; "
        f"random dates: {on.placebo_mean:.1f}, P = {on.placebo_p:.3f}",
        markup=False,
    )


def _day(text: str | None) -> date | None:
    return first_day(parse_partial(text)) if text else None


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (problems, give, record):
        group.command()(command)
    app.add_typer(group, name="warn")
