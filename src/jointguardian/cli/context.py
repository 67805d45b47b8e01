"""What all commands share: the operation's folder, dates, progress on stderr, JSON on stdout."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from .. import __version__, pipeline
from ..domain.dates import parse_moment

if TYPE_CHECKING:
    from rich.console import Console

_FOLDER = [Path()]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"guardian {__version__}")
        raise typer.Exit


def remember_folder(
    folder: Annotated[
        Path,
        typer.Option("-C", metavar="DIR", help="The operation's folder; else the current one."),
    ] = Path(),
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Joint Guardian: the knowledge side of a peace operation."""
    _FOLDER[0] = folder


@contextmanager
def operation() -> Iterator["pipeline.Operation"]:
    """The operation that the command is about, open for as long as the command needs it."""
    with pipeline.open_operation(_FOLDER[0]) as opened:
        yield opened


@contextmanager
def room() -> Iterator["pipeline.OperationRoom"]:
    """The questions one can ask of that operation."""
    with operation() as opened:
        yield pipeline.OperationRoom(opened)


def moment(text: str | None) -> datetime | None:
    """`--as-of` as a UTC moment. Raises InputError."""
    return parse_moment(text) if text else None


def emit(value: object) -> None:
    """One JSON document on stdout, and nothing else."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def emit_line(value: object) -> None:
    """One JSON document on one line."""
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def note(line: str) -> None:
    """One line for the person on stderr."""
    typer.echo(f"guardian: {line}", err=True)


def out() -> "Console":
    """The person's output, on stdout; plain when it is no terminal."""
    from rich.console import Console

    return Console(soft_wrap=True, highlight=False)


@contextmanager
def progress() -> Iterator["pipeline.Progress"]:
    """A progress bar on stderr when it is a terminal; otherwise silence."""
    if not sys.stderr.isatty():
        yield pipeline.silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("working", total=None)
        yield lambda done, total, what: bar.update(
            task, completed=done, total=total, description=what
        )


AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="T", help="As known at this moment: ISO date, date-time or DTG."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day.")]
PlaceName = Annotated[
    str | None, typer.Option("--place", help="A place or municipality, in any spelling.")
]
