"""`guardian brief`: the written product in which every sentence leads back to its sources."""

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..errors import InputError
from ..exchange.docx_template import fill_docx
from ..exchange.product_forms import FORMS
from ..picture.brief import KINDS, Brief
from .context import AsOf, moment, out, room

TEXTS = ("md", "html", "json")
Form = Annotated[str, typer.Option("--format", help="md, html, docx, pdf or json.")]
Output = Annotated[Path | None, typer.Option("-o", help="The file; else stdout.")]
Template = Annotated[
    Path | None, typer.Option("--template", metavar="T.docx", help="An own form, for docx.")
]


def brief(
    kind: Annotated[
        str,
        typer.Option(help="sitrep, intsum, flash, incident-report or notice-of-casualty."),
    ] = "sitrep",
    as_of: AsOf = None,
    period: Annotated[str | None, typer.Option(help="What it covers: 24h, 7d.")] = None,
    incident: Annotated[
        str | None, typer.Option(metavar="ID", help="The incident that it is about.")
    ] = None,
    form: Form = "md",
    template: Template = None,
    output: Output = None,
) -> None:
    """Write a product that nobody keeps: a draft, marked so. `guardian product` keeps and releases."""
    if kind not in KINDS:
        raise InputError(f"{kind!r} is not a kind of brief", way_out=f"use {', '.join(KINDS)}")
    check_form(form, template, output)
    hours = _hours(period)
    with room() as asked:
        at = moment(as_of) or asked.operation.clock()
        made = asked.brief(LOCAL, kind=kind, as_of=at, period_hours=hours, incident=incident)
    write_out(made, at, form, template, output)


def check_form(form: str, template: Path | None, output: Path | None) -> None:
    """Raises InputError for a format that there is not, or one that a terminal cannot show."""
    if form not in FORMS:
        raise InputError(
            f"{form!r} is not a format of the brief", way_out=f"use {', '.join(FORMS)}"
        )
    if template is not None and form != "docx":
        raise InputError("a template is for docx", way_out="add --format docx")
    if output is None and form not in TEXTS:
        raise InputError(f"{form} is written to a file", way_out="give one with -o")


def write_out(
    made: Brief, at: datetime, form: str, template: Path | None, output: Path | None
) -> None:
    """The product in a format, to a file or stdout."""
    raw = FORMS[form].write(made, at) if template is None else _filled(made, at, template)
    if output is None:
        typer.echo(raw.decode())
        return
    try:
        output.write_bytes(raw)
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", where=str(output)) from fault
    state = "a draft, marked so" if made.draft else "released"
    out().print(f"{made.kind} written to {output} ({state})", markup=False)


def _filled(made: Brief, at: datetime, template: Path) -> bytes:
    try:
        own = template.read_bytes()
    except OSError as fault:
        raise InputError(f"cannot be read: {fault.strerror}", where=str(template)) from fault
    return fill_docx(made, at, own, template.name)


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
