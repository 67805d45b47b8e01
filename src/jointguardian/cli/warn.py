"""`guardian warn`: how probable an escalation is, and how good such probabilities were."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..domain.dates import first_day, parse_partial
from ..pipeline.warn_backtest import Asked, BackTestAnswer, Escalation, Onsets, back_test_file
from .context import Json, emit, note, out, progress, room
from .warned import give, history, problems, record

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

Keep = Annotated[
    bool, typer.Option("--keep", help="Keep the answer in the operation: the room shows it.")
]
SKILL = 0.05
"""The chance of random dates from which onset warnings show no skill."""
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
    keep: Keep = False,
    as_json: Json = False,
) -> None:
    """The warning on an event series, rolling origin, against baselines and placebo dates."""
    asked = Asked(tuple(focus or ()), _day(since), _day(until), seed)
    with room() if keep else nullcontext() as opened:
        with progress() as told:
            tested = back_test_file(series, format, asked, predictions=predictions, progress=told)
        answer = BackTestAnswer.of(tested)
        if opened is not None:
            opened.back_tests.keep(LOCAL, answer, series, format, asked.focus, seed)
    if tested.rejected:
        note(f"{tested.rejected} rows of {series} could not be read and were left out")
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
        for line in _scores(name, scored):
            page.print(line, markup=False, soft_wrap=True)
        for rival, rank in scored.baselines.items():
            page.print(f"    {rival}: AP {rank.ap:.3f}, AUROC {rank.auroc:.3f}", markup=False)
    page.print(_onsets(answer.onsets), markup=False, soft_wrap=True)
    for told in answer.explanation.values():
        page.print(
            f"after {told.origin}, {told.horizon_days} days: {told.probability:.0%}. {told.words}",
            markup=False,
            soft_wrap=True,
        )


def _scores(name: str, scored: Escalation) -> Iterator[str]:
    at: dict[str, str] = defaultdict(lambda: "no interval")
    at |= {n: f"{low:+.3f} to {high:+.3f}" for n, (low, high) in scored.intervals.items()}
    gain, area = scored.interval, scored.auroc_interval
    yield (
        f"{name}: AP {scored.ap:.3f} ({at['ap']}; prevalence {scored.prevalence:.3f}), "
        f"AUROC {scored.auroc:.3f} ({at['auroc']})"
    )
    yield (
        f"    gain over the best baseline: AP {scored.ap_gain:+.3f} ({gain[0]:+.3f} to {gain[1]:+.3f}), "
        f"AUROC {scored.auroc_gain:+.3f} ({area[0]:+.3f} to {area[1]:+.3f}); over calibrated persistence too: "
        f"{scored.ap_gain_all:+.3f} and {scored.auroc_gain_all:+.3f}"
    )
    yield (
        f"    Brier skill {scored.brier_skill:+.3f} ({at['brier_skill']}), "
        f"calibration slope {scored.calibration_slope:.2f} ({at['calibration_slope']})"
    )


def _onsets(on: Onsets) -> str:
    at = {n: f" ({low:.2f} to {high:.2f})" for n, (low, high) in on.intervals.items()}
    words = (
        f"onsets: {on.warned} of {on.of} warned, {on.false_alarms_per_year:.1f} false alarms a year"
        f"{at.get('false_alarms_per_year', '')}; random dates: {on.placebo_mean:.1f}, P = {on.placebo_p:.3f}"
    )
    if on.placebo_p >= SKILL or on.lead_days is None:
        return f"{words}: no skill is shown, so no lead time is told"
    return f"{words}; {on.lead_days:.0f} days before{at.get('lead_days', '')}"


def _day(text: str | None) -> date | None:
    return first_day(parse_partial(text)) if text else None


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (problems, history, give, record):
        group.command()(command)
    app.add_typer(group, name="warn")
