"""`guardian init`: a new operation."""

from pathlib import Path
from typing import Annotated

import typer

from ..pipeline import create_operation
from .context import out


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new operation's folder.")],
    pack: Annotated[str | None, typer.Option(help="A pack to start from: kosovo.")] = None,
    title: Annotated[str | None, typer.Option(help="The operation's title.")] = None,
) -> None:
    """Make a new operation; with a pack, its places, actors, sources and facts are in it."""
    with create_operation(folder, pack=pack, title=title) as made:
        out().print(
            f"{made.settings.title}: made in {folder}. Next: guardian -C {folder} ingest reports PATH"
        )


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(init)
