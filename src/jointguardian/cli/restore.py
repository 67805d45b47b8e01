"""`guardian restore`: an operation out of its backup."""

from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from .context import Json, emit, out, progress


def restore(
    source: Annotated[Path, typer.Argument(help="The backup.", metavar="FILE")],
    folder: Annotated[Path, typer.Argument(help="A new folder.", metavar="DIR")],
    as_json: Json = False,
) -> None:
    """Put a backup into a new folder, once its digests and its audit chain held."""
    with progress() as tell:
        found = pipeline.restore(source, folder, tell)
    if as_json:
        emit({"folder": str(folder), "made": found.made, "links": found.links, "head": found.head})
        return
    made = f"{found.made:%Y-%m-%d %H:%M} UTC"
    out().print(f"{folder}: {found.title}, as of {made}; {found.links} links, all whole.")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(restore)
