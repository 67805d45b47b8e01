"""`guardian backup`: the whole operation in one file."""

from pathlib import Path
from typing import Annotated

import typer

from ..pipeline import back_up
from .context import Json, emit, operation, out, progress


def backup(
    target: Annotated[Path, typer.Argument(help="The file to make.", metavar="FILE")],
    as_json: Json = False,
) -> None:
    """Copy the operation, while it is in use, into one file that is read back and checked."""
    with operation() as opened, progress() as tell:
        made = back_up(opened, target, tell)
    if as_json:
        emit(made)
        return
    size = f"{made.bytes / 1e6:,.1f} MB"
    out().print(f"{made.path}: {made.files} files, {made.links} links of the record, {size}.")
    out().print("It holds the persons' keys: keep it as you keep the operation.")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(backup)
