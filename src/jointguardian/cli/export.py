"""`guardian export`: the picture in other programs' formats."""

from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..errors import InputError
from ..exchange import FORMATS, to_geojson
from .context import AsOf, PlaceName, Since, Until, moment, out, room


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=f"{', '.join(sorted(FORMATS))}.")],
    output: Annotated[Path, typer.Option("-o", help="The file.")],
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    as_of: AsOf = None,
) -> None:
    """Write incidents for another program."""
    if form not in FORMATS:
        raise InputError(f"{form!r} is not a format", way_out=f"use {', '.join(sorted(FORMATS))}")
    with room() as asked:
        found = asked.incidents(LOCAL, as_of=moment(as_of), since=since, until=until, place=place)
        links = asked.check.links(LOCAL, moment(as_of)) if form == "geojson" else ()
    raw = to_geojson(found, links) if form == "geojson" else FORMATS[form](found)
    try:
        output.write_bytes(raw)
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", where=str(output)) from fault
    out().print(f"{len(found)} incidents written to {output}")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(export)
