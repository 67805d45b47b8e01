"""`guardian read`: one text, or a file of reports, read and not recorded."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..domain import Reading, Rejected, Span
from ..domain.dates import parse_partial
from ..errors import UnreadableFile
from ..pipeline import annotator_of, read_file, read_text
from ..settings import LOCAL_MODEL
from .context import Json, emit, emit_line, note, out
from .read_answer import ReadAnswer

if TYPE_CHECKING:
    from rich.console import Console


def read(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A report, a .jsonl of reports, or - for stdin.")
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Whose report it is.")] = None,
    dictionaries: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder of PETRARCH dictionaries to code events with."),
    ] = None,
    annotator: Annotated[
        str, typer.Option(metavar="NAME", help="builtin, spacy:<pipeline> or openai:<model>.")
    ] = "builtin",
    model_url: Annotated[
        str, typer.Option(metavar="URL", help="Where the model of openai:<model> answers.")
    ] = LOCAL_MODEL,
    model_elsewhere: Annotated[
        bool, typer.Option("--model-elsewhere", help="Let the text leave this machine for it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read events, claims, figures and places out of a text; nothing is recorded."""
    day = parse_partial(published) if published else None
    coded = _coder(dictionaries)
    reader = annotator_of(annotator, url=model_url, elsewhere=model_elsewhere, note=note)
    if file == "-":
        text = _stdin()
        reading = coded(read_text(text, published=day, source=source, annotator=reader), text)
        _show(reading, text, as_json, lines=False)
        return
    lines, read_any = file.endswith(".jsonl"), False
    for row in read_file(file, published=day, source=source, annotator=reader):
        if isinstance(row, Rejected):
            note(f"{row.path} row {row.row}: {row.reason}")
            continue
        read_any = True
        report, reading = row
        _show(coded(reading, report.text), report.text, as_json, lines=lines)
    if not read_any:
        raise UnreadableFile(
            "no report in it could be read", where=file, way_out="see the lines above"
        )


def _coder(folder: Path | None) -> Callable[[Reading, str], Reading]:
    """What adds the codings of the user's dictionaries; what could not be read of them is told."""
    if folder is None:
        return lambda reading, text: reading
    from ..pipeline import load_dictionaries, with_codings

    known = load_dictionaries(folder)
    for warning in known.warnings:
        note(warning)
    return lambda reading, text: with_codings(reading, text, known)


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableFile(
            "is not UTF-8 text", where="stdin", way_out="convert it first"
        ) from fault


def _show(reading: Reading, text: str, as_json: bool, *, lines: bool) -> None:
    if reading.method == "unread":
        which = reading.report.id or reading.report.source or "the text"
        note(f"{which}: left unread, nothing here reads {reading.report.language!r}")
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
    if reading.codings is not None:
        coded = [(f"{c.source} {c.event} {c.target}", c.span) for c in reading.codings]
        _list(page, "Codings", coded, text)
    page.print(f"Places: {', '.join(dict.fromkeys(p.name for p in reading.places))}")


def _list(page: "Console", title: str, rows: list[tuple[str, Span]], text: str) -> None:
    page.print(f"{title} ({len(rows)})", style="bold")
    for label, span in rows:
        quote = " ".join(span.of(text).split())
        page.print(f"  {label}  “{quote[:140]}{'…' if len(quote) > 140 else ''}”", markup=False)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(read)
