"""`guardian brief`: the written brief in which every sentence leads back to its sources."""

import re
from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..errors import InputError
from .context import AsOf, moment, out, room

KINDS = ("sitrep", "intsum", "flash")
FORMATS = ("md", "html", "json")


def brief(
    kind: Annotated[str, typer.Option(help="sitrep, intsum or flash.")] = "sitrep",
    as_of: AsOf = None,
    period: Annotated[str | None, typer.Option(help="What it covers: 24h, 7d.")] = None,
    form: Annotated[str, typer.Option("--format", help="md, html or json.")] = "md",
    output: Annotated[Path | None, typer.Option("-o", help="The file; else stdout.")] = None,
) -> None:
    """Write a situation report, intelligence summary or flash report."""
    if kind not in KINDS:
        raise InputError(f"{kind!r} is not a kind of brief", way_out=f"use {', '.join(KINDS)}")
    if form not in FORMATS:
        raise InputError(
            f"{form!r} is not a format of the brief", way_out=f"use {', '.join(FORMATS)}"
        )
    with room() as asked:
        made = asked.brief(LOCAL, kind=kind, as_of=moment(as_of), period_hours=_hours(period))
    text = {"md": made.markdown, "html": made.html, "json": made.json}[form]()
    if output is None:
        typer.echo(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", where=str(output)) from fault
    out().print(f"{kind} written to {output}")


def _hours(period: str | None) -> int | None:
    if period is None:
        return None
    found = re.fullmatch(r"(\d{1,4})([hd])", period.strip())
    if not found or int(found[1]) == 0:
        raise InputError(f"{period!r} is not a period", way_out="write 24h or 7d")
    return int(found[1]) * (24 if found[2] == "d" else 1)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(brief)
