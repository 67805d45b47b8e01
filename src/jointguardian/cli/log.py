"""`guardian log`: the mission's own Excel or CSV log in, and out again in its own columns."""

from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..errors import InputError
from ..pipeline import LogImport, Wanted
from .context import AsOf, Json, PlaceName, Since, Until, emit, moment, note, out, progress, room

group = typer.Typer(help="The mission's own Excel or CSV log, in and out.", no_args_is_help=True)
MappingName = Annotated[
    str | None, typer.Option("--mapping", metavar="NAME", help="A saved mapping, or a new name.")
]


@group.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="The log: .xlsx or .csv.")],
    mapping: MappingName = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would happen; record nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take a log in: by a saved mapping, one of its shape, or a proposed one (saved by its name)."""
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise InputError(f"cannot be read: {fault.strerror}", where=str(file)) from fault
    with room() as asked, progress() as tell:
        done = asked.logs.import_file(
            LOCAL, data, file.name, mapping=mapping, dry_run=dry_run, progress=tell
        )
    if as_json:
        emit(done)
    else:
        _say(done)
    if done.rejected and not done.new + done.same + done.changed:
        raise InputError(
            f"no row could be taken in: {done.rejected[0].reason}",
            where=done.file,
            way_out="look at the mapping on the page /log",
        )


def _say(done: LogImport) -> None:
    would = "would be " if done.dry_run else ""
    out().print(
        f"log {done.log!r}: {done.rows} rows; {would}{done.new} new, {done.changed} changed, "
        f"{done.same} as before, {done.missing} missing since, {len(done.rejected)} rejected"
    )
    for line in done.notes:
        note(line)
    for row in done.rejected[:10]:
        note(row.reason)
    if len(done.rejected) > 10:
        note(f"and {len(done.rejected) - 10} more: guardian rejected shows each row")
    for line in done.left_out[:10]:
        note(f"{line} (the row went in without this value)")
    if len(done.left_out) > 10:
        note(f"and {len(done.left_out) - 10} more values were left out")


@group.command("export")
def give_out(
    output: Annotated[Path, typer.Option("-o", help="The file: .xlsx or .csv.")],
    by: Annotated[str, typer.Option("--released-by", metavar="NAME", help="Who lets it go.")],
    to: Annotated[str, typer.Option("--to", metavar="WHOM", help="For whom it is.")],
    mapping: MappingName = None,
    per: Annotated[str, typer.Option("--rows", help="One row a report or an incident.")] = "report",
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Write the log in the mission's own columns, with what the system adds. It has to be released."""
    with room() as asked:
        data, release = asked.logs.give_out(
            LOCAL,
            output.suffix.lower(),
            Wanted(since, until, place, per),
            by=by,
            to=to,
            mapping=mapping,
            as_of=moment(as_of),
        )
    try:
        output.write_bytes(data)
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", where=str(output)) from fault
    if as_json:
        emit(release)
    else:
        out().print(f"{release.rows} rows released by {release.by} to {release.to}: {output}")


@group.command("mappings")
def mappings(as_json: Json = False) -> None:
    """The saved mappings."""
    with room() as asked:
        found = asked.logs.mappings(LOCAL)
    if as_json:
        emit(found)
        return
    for mapping in found:
        used = sum(c.field not in ("keep", "ignore") for c in mapping.columns)
        out().print(
            f"{mapping.name}: {used} of {len(mapping.columns)} columns mapped, source {mapping.source}"
        )
    if not found:
        note("no mapping is saved yet; guardian log import FILE saves the proposed one")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="log")
