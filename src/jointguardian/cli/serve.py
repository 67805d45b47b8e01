"""`guardian serve`: the operations room for one person on this machine."""

from typing import Annotated

import typer

from ..access import LOCAL
from ..pipeline import OperationRoom
from .context import out, room


def serve(
    host: Annotated[str | None, typer.Option(help="The address; 127.0.0.1 unless set.")] = None,
    port: Annotated[int | None, typer.Option(help="The port.")] = None,
) -> None:
    """Serve the operations room."""
    with room() as asked:
        settings = asked.operation.settings
        serve_room(asked, host or settings.host, port or settings.port)


def serve_room(asked: OperationRoom, host: str, port: int) -> None:
    """Says where the room is and serves it until it is stopped.

    The web server is imported only here: every other command starts without it.
    """
    from ..web import serve as run

    out().print(f"\nThe room: http://{host}:{port}/   (Ctrl-C ends it)")
    run(asked, viewer=LOCAL, host=host, port=port)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(serve)
