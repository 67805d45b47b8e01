"""`guardian ingest`: reports and event series into the record."""

from pathlib import Path
from typing import Annotated

import typer

from ..errors import InputError
from ..pipeline import Ingested, ingest_events, ingest_reports
from .answers import IngestAnswer
from .context import Json, emit, note, operation, out, progress

group = typer.Typer(help="Take reports or event series into the record.", no_args_is_help=True)


@group.command("reports")
def reports(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or feeds.")],
    source: Annotated[
        str | None, typer.Option(help="Whose reports they are, if the file does not say.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Their day, if the file does not say.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Reports: .txt .md .html .pdf .docx .jsonl, folders, RSS and Atom feeds (a file or a URL)."""
    with operation() as op, progress() as tell:
        done = ingest_reports(op, paths, source=source, published=published, progress=tell)
    _say(done, "reports", as_json)


@group.command("events")
def events(
    path: Annotated[Path, typer.Argument(help="The series' file.")],
    series: Annotated[
        str, typer.Option("--format", help="ucdp, acled, gdelt, weis, cameo or csv.")
    ],
    mapping: Annotated[
        Path | None, typer.Option(help="For csv: a YAML file that maps its columns.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Event series: UCDP GED, ACLED, GDELT 2.0, WEIS, CAMEO, or any CSV with a mapping."""
    with operation() as op, progress() as tell:
        done = ingest_events(op, path, series, mapping=mapping, progress=tell)
    _say(done, "events", as_json)


def _say(done: Ingested, what: str, as_json: bool) -> None:
    if as_json:
        emit(IngestAnswer.of(done))
    else:
        out().print(
            f"{done.new} new {what}, {done.versions} new versions, {done.same} already there, "
            f"{len(done.rejected)} rejected"
        )
        for row in done.rejected[:5]:
            note(f"{row.path} row {row.row}: {row.reason}")
    if done.rejected and not done.new + done.same + done.versions:
        raise InputError(
            f"nothing could be taken in: {done.rejected[0].reason}",
            where=done.rejected[0].path,
            way_out="guardian rejected shows each row",
        )


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="ingest")
