"""`guardian mandate`: what resolutions and agreements order, and what the record says of each."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..domain.dates import first_day, parse_partial
from ..errors import CheckFailed
from ..pipeline.mandate import Finding, Measured, Unchecked
from ..pipeline.mandate_plan import read_plan, tried_moves
from ..pipeline.mandate_presence import Wanted, presences
from ..pipeline.mandate_task import task_page
from .context import AsOf, Json, emit, moment, out, room
from .observe import observe
from .positions import positions
from .trials import print_trials

Day = Annotated[
    str | None,
    typer.Option("--day", metavar="DATE", help="The day to judge; else that of the moment."),
]
Only = Annotated[
    str, typer.Option("--rule", metavar="ID", help="Only provisions whose id begins so.")
]
SHOWN = 6
"""Words of the parties that are printed of each commitment."""
DAYS = 13
"""Days before the moment that are told, unless others are asked for."""
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The first day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day.")]
Areas = Annotated[
    list[str] | None, typer.Option("--area", metavar="ID", help="Only this area; may be repeated.")
]
Parties = Annotated[
    list[str] | None,
    typer.Option("--party", metavar="ID", help="Only this party; may be repeated."),
]
Hindsight = Annotated[
    bool, typer.Option("--hindsight", help="As it is known at the moment, not at each day's end.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where a rule is broken.")]

group = typer.Typer(no_args_is_help=True)


@group.callback()
def mandate() -> None:
    """The mandate: rules, and what the record says of each."""


@group.command()
def check(
    rule: Only = "",
    day: Day = None,
    strict: Strict = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Each rule that binds: breach, compliant or not determinable, with facts and what is missing."""
    with room() as asked:
        checked = asked.mandate.checked(LOCAL, moment(as_of), _day(day))
    found = [f for f in checked.findings if f.provision.startswith(rule)]
    if as_json:
        emit(found)
    else:
        page = out()
        for line in (*(x for f in found for x in _lines(f)), *_told(checked.told, rule)):
            page.print(line, markup=False, soft_wrap=True)
    broken = [f.provision for f in found if f.finding == "breach"]
    if strict and broken:
        raise CheckFailed(f"{len(broken)} broken: {', '.join(broken)}")


@group.command()
def tasks(day: Day = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """What the mandate orders: each task's state, its trend, and the measures behind it."""
    with room() as asked:
        states = asked.mandate.tasks(LOCAL, moment(as_of), _day(day))
    if as_json:
        emit(states)
        return
    page = out()
    for s in states:
        page.print(f"{s.state:17} {s.task.name} ({s.task.provision}), {s.trend}", markup=False)
        for m in s.measured:
            value = "" if m.value is None else f": {m.value:g}, before {_before(m)}"
            missing = f"; missing: {m.missing}" if m.missing else ""
            page.print(
                f"    {m.state}: {m.measure.name}{value}{missing}", markup=False, soft_wrap=True
            )


def _before(measured: Measured) -> str:
    return "unknown" if measured.before is None else f"{measured.before:g}"


@group.command()
def task(
    task_id: Annotated[str, typer.Argument(metavar="TASK", help="The id of a task.")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """One task: what is ordered, how its state follows, the incidents behind it, week by week."""
    with room() as asked:
        shown = task_page(asked.mandate, LOCAL, moment(as_of), task_id)
    if as_json:
        emit(shown)
        return
    page, words = out(), dict(shown.rules)
    page.print(f"{shown.state.state}: {shown.state.task.text}", markup=False, soft_wrap=True)
    page.print(f"    {shown.order.instrument}, {shown.order.clause}", markup=False)
    for m in shown.state.measured:
        page.print(f"  {m.state}: {m.measure.name}: {words[m.measure.id]}", markup=False)
        for row in shown.evidence:
            if row.measure == m.measure.id:
                page.print(f"    {row.incident} {row.what}", markup=False, soft_wrap=True)
    for then in shown.history:
        page.print(f"  {then.day} {then.state or 'not ordered'}", markup=False)


@group.command()
def commitments(day: Day = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """What parties undertook, what became of it, and what each side says."""
    with room() as asked:
        states = asked.mandate.commitments(LOCAL, moment(as_of), _day(day))
    if as_json:
        emit(states)
        return
    page = out()
    for s in states:
        c = s.commitment
        late = ", overdue" if s.overdue else ""
        page.print(f"{s.state:10} {c.what} ({c.by} to {c.to}, {c.made}{late})", markup=False)
        page.print(f"    since {s.since}: {s.why} [{s.source}]", markup=False, soft_wrap=True)
        for w in s.said[:SHOWN]:
            page.print(
                f"    {w.day or '?'} {w.actor} {w.stance}: {w.words}", markup=False, soft_wrap=True
            )


@group.command()
def assumptions(day: Day = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """What planning takes for given, with the signs for and against, and what hangs on it."""
    with room() as asked:
        states = asked.mandate.assumptions(LOCAL, moment(as_of), _day(day))
    if as_json:
        emit(states)
        return
    page = out()
    for s in states:
        a = s.assumption
        page.print(f"{s.state:17} {a.statement} ({a.holder}, {a.made})", markup=False)
        for word, rows in (("for", s.shown_for), ("against", s.shown_against)):
            for shown in rows:
                met = {True: "met", False: "not met", None: "not known"}[shown.met]
                page.print(f"    {word}: {shown.sign.measure.name}: {met}", markup=False)


@group.command()
def presence(
    since: Since = None,
    until: Until = None,
    area: Areas = None,
    party: Parties = None,
    hindsight: Hindsight = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Who was in which area on which day: in, out or not known, as known at the end of each day."""
    with room() as asked:
        now = moment(as_of)
        last = _day(until) or (now or asked.operation.clock()).date()
        first = _day(since) or last - timedelta(days=DAYS)
        wanted = Wanted(first, last, area or (), party or (), hindsight)
        stays = presences(asked.mandate, LOCAL, now, wanted)
    if as_json:
        emit(tuple(day for stay in stays for day in stay.days))
        return
    page = out()
    for stay in stays:
        page.print(f"{stay.area.name}: {stay.party.name}", markup=False)
        for day in stay.days:
            bound = f"; bound by {', '.join(day.ordered)}" if day.ordered else ""
            page.print(f"    {day.day} {day.state}{bound}", markup=False, soft_wrap=True)


@group.command()
def plan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Planned moves, YAML or JSON.")],
    strict: Strict = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Planned moves, tried against the rules: would break, in line, or not determinable."""
    with room() as asked:
        moves = read_plan(asked.mandate, file)
        found = tried_moves(asked.mandate, LOCAL, moment(as_of), moves)
    if as_json:
        emit(found)
    else:
        print_trials(out(), found)
    broken = [t.what for t in found if t.outcome == "would break"]
    if strict and broken:
        raise CheckFailed(f"{len(broken)} would break a rule: {', '.join(broken)}")


group.command("positions")(positions)
group.command("observe")(observe)


def _lines(finding: Finding) -> Iterator[str]:
    unread = "" if finding.verified else ", unverified: the clause was not read"
    yield f"{finding.finding:17} {finding.provision}  {finding.clause} ({finding.place}{unread})"
    for used in finding.facts:
        seen = used.seen
        number = "" if seen.high is None else f" {seen.low or 0:g} to {seen.high:g} {seen.unit},"
        yield f"    {used.shows}: {seen.who or 'unknown'},{number} {seen.start}, {seen.source or seen.report}"
    for asked in finding.missing:
        yield f"    missing: {asked}"


def _told(told: Iterable[Unchecked], rule: str) -> Iterator[str]:
    for one in told:
        if one.provision.startswith(rule):
            yield f"{'not checked':17} {one.provision}  {one.clause}: {one.why_not}"


def _day(text: str | None) -> date | None:
    return first_day(parse_partial(text)) if text else None


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="mandate")
