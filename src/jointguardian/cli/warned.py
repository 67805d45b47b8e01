"""`guardian warn give` and `guardian warn record`: warnings that were given, and what came of them."""

from typing import Annotated

import typer

from ..access import LOCAL
from ..domain import TrackRecord
from ..domain.dates import first_day, parse_partial
from .context import AsOf, Json, emit, moment, note, out, room

Replayed = Annotated[
    str | None,
    typer.Option(
        "--replay-since", metavar="DATE", help="Work out what would have come of each rise since."
    ),
]


def give(as_json: Json = False) -> None:
    """Record a warning for the area and each place whose level rose today."""
    with room() as asked:
        made = asked.warnings.give(LOCAL)
    if as_json:
        emit(made)
        return
    for one in made:
        out().print(f"{one.day} {one.unit}: {one.level}, index {one.index:.0f}", markup=False)
    if not made:
        note("no level rose today")


def record(replay_since: Replayed = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """What came of the warnings that were given: hits, late ones, false alarms, and what was missed."""
    with room() as asked:
        if replay_since:
            since = first_day(parse_partial(replay_since))
            told = asked.warnings.replayed(LOCAL, moment(as_of), since)
        else:
            told = asked.warnings.record(LOCAL, moment(as_of))
    if as_json:
        emit(told)
        return
    _print(told)


def _print(told: TrackRecord) -> None:
    page = out()
    page.print(
        f"{told.hits} hits, {told.late} late, {told.false_alarms} false alarms, {told.missed} missed, "
        f"{told.pending} pending",
        markup=False,
    )
    for one in told.outcomes:
        given = f"{one.warning.day} {one.warning.level}" if one.warning else "no warning"
        page.print(f"  {one.unit}: {given}: {one.verdict}, {one.why}", markup=False, soft_wrap=True)
    page.print(told.note, markup=False, soft_wrap=True)
