"""`guardian forces`: order of battle, strength, patrols, restrictions, reserves; files in and out."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..errors import InputError
from ..pipeline.mandate_plan import planned_moves
from .context import AsOf, Json, emit, moment, note, out, room
from .trials import print_trials

group = typer.Typer(
    help="Order of battle, strength, patrols, freedom of movement, reserves.", no_args_is_help=True
)
Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="Which strength; else the one with most numbers."),
]
Week = Annotated[
    str | None, typer.Option("--week", metavar="DATE", help="The week with this day; else now.")
]


@group.command("orbat")
def orbat(as_of: AsOf = None, as_json: Json = False) -> None:
    """The order of battle of the day, as a tree."""
    with room() as asked:
        tree = asked.forces.orbat(LOCAL, moment(as_of))
    if as_json:
        emit(tree)
        return
    page = out()
    page.print(f"{tree.units} units on {tree.day}")
    stack = [(0, n) for n in reversed(tree.roots)]
    while stack:
        depth, node = stack.pop()
        nation = node.nation or "several nations, or not known"
        page.print(f"{'  ' * depth}{node.unit.name} ({nation}): {node.words}", markup=False)
        stack += [(depth + 1, n) for n in reversed(node.children)]
    if tree.unconfirmed:
        page.print(f"{len(tree.unconfirmed)} more that no source confirms any more")


@group.command("strength")
def strength(kind: Kind = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """Numbers of one kind over time; kinds are never added up."""
    with room() as asked:
        told = asked.forces.strength(LOCAL, kind, moment(as_of))
    if as_json:
        emit(told)
        return
    table = Table("Scope", "Low", "Best", "High", "Date", "Source", box=None)
    for row in told.rows:
        table.add_row(row.scope, str(row.low), str(row.best), str(row.high), row.date, row.source)
    page = out()
    page.print(told.kind)
    page.print(table, markup=False)


@group.command("patrols")
def patrols(week: Week = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """A week's patrols, and where none was for long."""
    with room() as asked:
        told = asked.forces.patrols.week(LOCAL, week, moment(as_of))
    if as_json:
        emit(told)
        return
    page, table = out(), Table("Start", "End", "State", "Kind", "Places", "Unit", box=None)
    for shown in told.patrols:
        p = shown.patrol
        table.add_row(p.start[:16], p.end[:16], shown.state, p.kind, ", ".join(p.places), p.unit)
    page.print(f"week of {told.week}")
    page.print(table, markup=False)
    for c in told.coverage:
        if c.days is not None and c.days > 0:
            page.print(f"{c.municipality}: not patrolled for {c.days} days")
    never = [c.municipality for c in told.coverage if c.days is None]
    if never:
        page.print(f"not patrolled, as far as known: {len(never)} municipalities")


@group.command("restrictions")
def restrictions(as_of: AsOf = None, as_json: Json = False) -> None:
    """Restrictions of movement in force, and what reports propose."""
    with room() as asked:
        board = asked.forces.restrictions.board(LOCAL, moment(as_of))
    if as_json:
        emit(board)
        return
    page, table = out(), Table("Place", "Kind", "Since", "Until", "By, as claimed", box=None)
    for r in board.in_force:
        table.add_row(r.place, r.kind, r.since, r.until or "?", r.attributed_to)
    page.print(table, markup=False)
    for p in board.proposals:
        words = " ".join(p.passage.quote.split())[:100]
        page.print(f"for a person to decide: {p.passage.day} {words}", markup=False)


@group.command("reserves")
def reserves(as_of: AsOf = None, as_json: Json = False) -> None:
    """The ladder of reserves with the earliest day in the area, and from what it follows."""
    with room() as asked:
        ladder = asked.forces.reserves(LOCAL, moment(as_of))
    if as_json:
        emit(ladder)
        return
    table = Table("Reserve", "State", "Earliest", "From", box=None)
    for r in ladder:
        table.add_row(r.reserve.name, r.state, r.earliest or "?", r.inputs)
    out().print(table, markup=False)


@group.command("movements")
def movements(as_of: AsOf = None, as_json: Json = False) -> None:
    """Planned movements, each with what it would do to the rules of the mandate."""
    with room() as asked:
        when = moment(as_of)
        ladder = asked.forces.reserves(LOCAL, when)
        found = planned_moves(asked.mandate, LOCAL, when, ladder)
    if as_json:
        emit(found)
        return
    print_trials(out(), found)
    if not found:
        note("no reserve is on its way and no unit is placed on a later day")


@group.command("import")
def import_units(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help=".csv .xlsx .json (ORBAT Mapper) .xml (MSDL)")
    ],
    start: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Since when units stand that have no day; else today."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Whose word it is; else the file's name.")
    ] = None,
) -> None:
    """Takes an order of battle in: what cannot be used is kept aside with its reason."""
    with room() as asked:
        done = asked.forces.import_units(LOCAL, path, start=start, source=source)
    out().print(
        f"{done.new} rows new or changed, {done.same} already there, {len(done.rejected)} kept aside"
    )
    for row in done.rejected[:5]:
        note(f"{row.path} row {row.row}: {row.reason}")
    if done.rejected and not done.new + done.same:
        raise InputError(
            f"nothing could be taken in: {done.rejected[0].reason}",
            where=str(path),
            way_out="guardian rejected shows each row",
        )


@group.command("export")
def export_units(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, msdl or orbat-mapper.")],
    output: Annotated[Path, typer.Option("-o", help="The file.")],
    by: Annotated[str, typer.Option("--released-by", metavar="NAME", help="Who lets it go.")],
    to: Annotated[str, typer.Option("--to", metavar="WHOM", help="For whom it is.")],
    as_of: AsOf = None,
) -> None:
    """Writes the order of battle for another program. It has to be released."""
    from ..pipeline.force_release import give_out_units

    with room() as asked:
        raw, release = give_out_units(asked.forces, LOCAL, form, by=by, to=to, as_of=moment(as_of))
    try:
        output.write_bytes(raw)
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", where=str(output)) from fault
    out().print(f"{release.rows} rows released by {release.by} to {release.to}: {output}")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="forces")
