"""`guardian read`: one text, or a file of reports, read and not recorded."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from ..domain import Reading, Rejected, Span
from ..domain.dates import parse_partial
from ..errors import UnreadableFile
from ..pipeline import read_file, read_text
from .answers import ReadAnswer
from .context import Json, emit, emit_line, note, out


def read(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A report, a .jsonl of reports, or - for stdin.")
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Whose report it is.")] = None,
    as_json: Json = False,
) -> None:
    """Read events, claims, figures and places out of a text; nothing is recorded."""
    day = parse_partial(published) if published else None
    if file == "-":
        text = _stdin()
        _show(read_text(text, published=day, source=source), text, as_json, lines=False)
        return
    lines, read_any = file.endswith(".jsonl"), False
    for row in read_file(file, published=day, source=source):
        if isinstance(row, Rejected):
            note(f"{row.path} row {row.row}: {row.reason}")
            continue
        read_any = True
        report, reading = row
        _show(reading, report.text, as_json, lines=lines)
    if not read_any:
        raise UnreadableFile(
            "no report in it could be read", where=file, way_out="see the lines above"
        )


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableFile(
            "is not UTF-8 text", where="stdin", way_out="convert it first"
        ) from fault


def _show(reading: Reading, text: str, as_json: bool, *, lines: bool) -> None:
    if as_json:
        (emit_line if lines else emit)(ReadAnswer.of(reading))
        return
    page = out()
    page.rule(reading.report.id or reading.report.source or "reading")
    _list(
        page,
        "Events",
        [(f"{e.start or 'undated'}  {e.type} ({e.status})", e.span) for e in reading.events],
        text,
    )
    _list(
        page,
        "Claims",
        [(f"{c.speaker or 'publisher'} {c.stance}", c.span) for c in reading.claims],
        text,
    )
    _list(
        page,
        "Figures",
        [(f"{f.value:g} {f.unit}: {f.what}", f.span) for f in reading.figures],
        text,
    )
    page.print(f"Places: {', '.join(dict.fromkeys(p.name for p in reading.places))}")


def _list(page: Console, title: str, rows: list[tuple[str, Span]], text: str) -> None:
    page.print(f"{title} ({len(rows)})", style="bold")
    for label, span in rows:
        quote = " ".join(span.of(text).split())
        page.print(f"  {label}  “{quote[:140]}{'…' if len(quote) > 140 else ''}”", markup=False)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(read)
