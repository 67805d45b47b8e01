"""`guardian forecast`: how many next, with intervals, scored as the field scores."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..pipeline.forecast_files import (
    MODELS,
    POOL,
    Source,
    backtest_panel,
    run_panel,
    score_file,
)
from ..pipeline.forecasts import SERIES, TARGETS
from .answers import WeeksAnswer
from .context import AsOf as Moment
from .context import Json, emit, moment, note, out, progress, room

group = typer.Typer(
    help="Forecasts of counts by place and month, as draws; for warning and protection.",
    no_args_is_help=True,
)
Panel = Annotated[
    Path,
    typer.Argument(metavar="PANEL", help=".parquet or .csv: month_id and a column for each place, or one row a cell."),
]  # fmt: skip
Value = Annotated[
    str | None, typer.Option("--value", help="Which column has the values (one row a cell).")
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Leave out rows known later (known_from)."),
]
Model = Annotated[str, typer.Option("--model", metavar="|".join(MODELS), help="What tells.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="For the draws.")]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="Processes; the answer is the same.")
]


def _source(panel: Path, value: str | None, as_of: datetime | None) -> Source:
    day: date | None = as_of.date() if as_of else None
    return Source(panel, value, day)


@group.command("run")
def run(
    panel: Panel,
    origin: Annotated[
        str, typer.Option("--origin", metavar="YYYY-MM", help="The last month that is known.")
    ],
    to: Annotated[Path, typer.Option("--out", metavar="F", help="All draws: .parquet or .csv.")],
    horizon: Annotated[
        str, typer.Option("--horizon", metavar="A-B", help="Months after the origin.")
    ] = "3-14",
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="For each cell.")] = 1000,
    seed: Seed = 1,
    model: Model = POOL,
    workers: Workers = 1,
    value: Value = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Forecast every place of a panel, as draws in a file with its fingerprint."""
    with progress() as told:
        made = run_panel(
            _source(panel, value, as_of), origin, horizon, to, draws=draws, seed=seed, model=model,
            workers=workers, progress=told,
        )  # fmt: skip
    if as_json:
        emit(made)
        return
    out().print(
        f"{made.places} places, {made.months[0]} to {made.months[-1]}, {made.draws} draws, {made.model}"
        + (f" with weights from {made.learned_on} past origins" if made.learned_on else "")
    )
    out().print(f"  {made.out}  sha256 {made.sha256}")
    for remark in made.notes:
        out().print(f"  note: {remark}")


@group.command("score")
def score(
    forecast: Annotated[
        Path, typer.Argument(metavar="F", help="month_id, a place, draw, outcome.")
    ],
    actuals: Annotated[Path, typer.Argument(metavar="ACTUALS", help="One row a cell: what came.")],
    as_json: Json = False,
) -> None:
    """Score draws as the VIEWS prediction challenge does: CRPS, ignorance, interval score."""
    made = score_file(forecast, actuals)
    if as_json:
        emit(made)
        return
    out().print(
        f"CRPS {made.crps:.4f}  IGN {made.ign:.4f}  MIS {made.mis:.3f}  log1p-CRPS {made.log1p_crps:.4f}  "
        f"Brier at 25 {made.brier_25:.4f}  90 % interval holds {made.coverage90:.1%}"
    )
    out().print(f"  {made.n_cells:,} cells of {made.draws:,} draws")
    if made.ign_resampled:
        out().print("  note: IGN is of 1,000 draws resampled as the official code does")


@group.command("backtest")
def backtest(
    panel: Panel,
    windows: Annotated[
        str, typer.Option("--windows", metavar="YYYY-YYYY", help="Calendar years to forecast.")
    ] = "2018-2022",
    seed: Seed = 1,
    model: Model = POOL,
    to: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Tables and plots go there.")
    ] = None,
    workers: Workers = 1,
    value: Value = None,
    as_json: Json = False,
) -> None:
    """Forecast past years from what was known before each, beside the history of twelve months."""
    with progress() as told:
        made = backtest_panel(
            _source(panel, value, None), windows, seed=seed, model=model, out=to,
            workers=workers, progress=told,
        )  # fmt: skip
    if as_json:
        emit(made)
        return
    for w in made.windows:
        out().print(
            f"{w.year}: CRPS {w.model['crps']:.2f} ({w.reference['crps']:.2f})  IGN {w.model['ign']:.3f} ({w.reference['ign']:.3f})  "
            f"MIS {w.model['mis']:.1f} ({w.reference['mis']:.1f})  90 % holds {w.model['coverage90']:.1%}"
        )
    for name, ratio in made.ratios.items():
        low, high = ratio.of_means_interval
        out().print(
            f"{name}: ratio of means {ratio.of_means:.3f} ({low:.3f} to {high:.3f}), mean of ratios {ratio.mean_of_windows:.3f}"
        )
    out().print(f"  CRPS without {made.without}: ratio {made.ratio_without:.3f}")
    for remark in made.notes:
        out().print(f"  note: {remark}")


Target = Annotated[
    str, typer.Option("--target", metavar="|".join(TARGETS), help="What is counted.")
]


@group.command("weeks")
def weeks(
    as_of: Moment = None,
    target: Target = "incidents",
    to: Annotated[
        Path | None,
        typer.Option("--out", metavar="F", help="All draws, for displacement and posture."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep all targets for the brief and the track record.")
    ] = False,
    as_json: Json = False,
) -> None:
    """The operation's next four weeks by municipality, from what was known at a moment."""
    with room() as asked:
        forecasts, at = asked.forecasts, moment(as_of)
        made = forecasts.weeks(LOCAL, at, target)
        if to is not None:
            note(f"{to}  sha256 {forecasts.draws(LOCAL, to, at, target)}")
        if keep:
            forecasts.keep(LOCAL, at)
        record = forecasts.record(LOCAL, at)
    if as_json:
        emit(WeeksAnswer(made, record))
        return
    out().print(f"{made.what}, {made.since} to {made.until}:")
    for row in (made.area, *((made.north,) if made.north else ()), *made.places[:10]):
        out().print(
            f"  {row.name}: {row.chance:.0%} one at least, {row.expected:.1f} expected ({row.low} to {row.high})"
        )
    out().print(f"  {made.told}")
    out().print(f"  {made.caution}")
    for one in record:
        out().print(
            f"  {one.since} to {one.until}, {one.target}: {one.expected:.1f} expected ({one.low} to {one.high}), {one.came} came"
        )


@group.command("panel")
def panel(
    to: Annotated[Path, typer.Option("--out", metavar="F", help=".parquet or .csv.")],
    as_of: Moment = None,
    target: Annotated[
        str,
        typer.Option("--target", metavar="|".join((*TARGETS, *SERIES)), help="What is counted."),
    ] = "incidents",
) -> None:
    """Write the operation's incidents, or its series' events or deaths, by month and municipality, for run and backtest."""
    with room() as asked:
        digest = asked.forecasts.panel(LOCAL, to, moment(as_of), target)
    out().print(f"{to}  sha256 {digest}")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.add_typer(group, name="forecast")
