"""`guardian warn give`, `record` and `problems`: warnings given, what came of them, and what is watched for."""

from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from ..access import LOCAL
from ..domain import ProblemFinding, TrackRecord
from ..domain.dates import first_day, parse_partial
from ..errors import InputError
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


Unit = Annotated[
    str, typer.Option("--unit", metavar="UNIT", help="area, a municipality, or a dyad: 'a > b'.")
]
By = Annotated[str, typer.Option("--by", metavar="day|week", help="Days, or ISO weeks.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From when; a year back unless given.")
]
YEAR = timedelta(days=365)


def history(
    unit: Unit = "area",
    by: By = "week",
    since: Since = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The tension index of the area, a place or a dyad by weeks or days, as known then."""
    if by not in ("day", "week"):
        raise InputError(f"--by {by!r} is not known", way_out="use day or week")
    with room() as asked:
        at, part = moment(as_of), asked.tension
        first = (
            first_day(parse_partial(since)) if since else _a_year_back(at, asked.operation.clock())
        )
        read = part.weeks if by == "week" else part.days
        found = read(LOCAL, at, part.unit(unit), first)
    if as_json:
        emit(found)
        return
    for one in found:
        level = one.level or "withheld"
        last = "" if one.over else ", not over"
        out().print(
            f"{one.since} to {one.until}: {level}, index {one.index:.0f} ({one.low:.0f} to {one.high:.0f}), "
            f"highest {one.highest:.0f}{last}",
            markup=False,
            soft_wrap=True,
        )


def _a_year_back(at: datetime | None, now: datetime) -> date:
    return (at or now).date() - YEAR


Problem = Annotated[str | None, typer.Argument(metavar="PROBLEM", help="Its id; without one, all.")]


def problems(problem: Problem = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """What one would have to be warned of: scenarios, and which of their indicators were observed."""
    with room() as asked:
        at = moment(as_of)
        found = (
            (asked.problems.finding(LOCAL, problem, at)[0],)
            if problem
            else asked.problems.findings(LOCAL, at)
        )
    if as_json:
        emit(found)
        return
    for one in found:
        _problem(one, indicators=problem is not None)
    if not found:
        note("no warning problem is set: write a problems.yaml (docs/howto/warning-problems.md)")


def _problem(told: ProblemFinding, *, indicators: bool) -> None:
    page = out()
    page.print(
        f"{told.level or 'withheld'} (up to {told.up_to}): {told.question} [{told.id}]",
        markup=False,
        soft_wrap=True,
    )
    for path in told.scenarios:
        page.print(
            f"  {path.level or 'withheld'} (up to {path.up_to}): {path.label}: {path.points} of {path.total} "
            f"points (amber {path.amber}, red {path.red}); {path.why}",
            markup=False,
            soft_wrap=True,
        )
        for one in path.indicators if indicators else ():
            newest = f"; {one.seen[0].day}: {one.seen[0].why}" if one.seen else ""
            words = f"    {one.state.replace('-', ' ')} ({one.counts}): {one.label}; {one.looked}"
            page.print(words + newest, markup=False, soft_wrap=True)


def summed(told: TrackRecord) -> str:
    """What came of the warnings given, in one line."""
    if told.since is None:
        return "Track record: no warning was given so far."
    return (
        f"Track record since {told.since}: {told.hits} hits, {told.late} late, {told.false_alarms} false alarms, "
        f"{told.missed} missed, {told.pending} pending"
    )


def _print(told: TrackRecord) -> None:
    page = out()
    page.print(summed(told), markup=False)
    for one in told.outcomes:
        given = f"{one.warning.day} {one.warning.level}" if one.warning else "no warning"
        page.print(f"  {one.unit}: {given}: {one.verdict}, {one.why}", markup=False, soft_wrap=True)
    page.print(told.note, markup=False, soft_wrap=True)
