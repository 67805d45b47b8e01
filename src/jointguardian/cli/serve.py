"""`guardian serve`: the operations room for one person on this machine, or, with a password, for a watch."""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..access import LOCAL
from ..errors import InputError
from ..pipeline import OperationRoom
from ..settings import Settings
from .context import out, progress, room

if TYPE_CHECKING:
    from ..web.session import Doorway

PasswordFile = Annotated[
    Path | None,
    typer.Option(help="A file with the password for this start; else the kept one, if any."),
]


def serve(
    host: Annotated[str | None, typer.Option(help="The address; 127.0.0.1 unless set.")] = None,
    port: Annotated[int | None, typer.Option(help="The port.")] = None,
    password_file: PasswordFile = None,
    root_path: Annotated[
        str | None, typer.Option(help="The path below which a proxy shows the room: /kfor.")
    ] = None,
    logs: Annotated[
        str,
        typer.Option(help="JSON lines on stderr: all, errors, or auto (all unless a terminal)."),
    ] = "auto",
) -> None:
    """Serve the operations room."""
    with room() as asked:
        settings = asked.operation.settings
        password = _password(password_file) if password_file else ""
        root = settings.root_path if root_path is None else root_path
        serve_room(
            asked,
            host or settings.host,
            port or settings.port,
            password=password,
            root=root,
            logs=logs,
        )


def serve_room(
    asked: OperationRoom,
    host: str,
    port: int,
    *,
    password: str = "",
    root: str = "",
    logs: str = "auto",
) -> None:
    """Says where the room is and serves it until it is stopped.

    The web server is imported only here: every other command starts without it.
    """
    from ..access.door import Door
    from ..web import serve as run
    from ..web.logs import start_logs

    start_logs(_level(logs))
    door = Door.of(asked.operation.folder)
    if password:
        door.hold_password(password)
    doorway = _doorway(asked.operation.settings, root)
    with progress() as tell:
        asked.known.warm(LOCAL, tell)
    out().print(f"\nThe room: http://{host}:{port}{doorway.root}/   (Ctrl-C ends it)")
    try:
        run(asked, viewer=LOCAL, host=host, port=port, door=door, doorway=doorway)
    finally:
        door.close()


def _doorway(settings: Settings, root: str) -> "Doorway":
    from ..web.session import Doorway
    from ..web.subpath import clean_root

    clean = clean_root(root)
    if root.strip("/") and not clean:
        raise InputError(f"{root!r} is no path", way_out="write e.g. --root-path /kfor")
    return Doorway(
        root=clean,
        proxies=_words(settings.trusted_proxies),
        names=_words(settings.host_names),
        hours=settings.session_hours,
        idle_minutes=settings.session_idle_minutes,
        named=settings.names_required,
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())


def _password(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"cannot be read ({fault})", where=str(path)) from fault
    if not text:
        raise InputError("holds no password", where=str(path))
    return text


def _level(logs: str) -> int:
    levels = {"all": logging.INFO, "errors": logging.ERROR}
    if logs == "auto":
        return logging.ERROR if sys.stderr.isatty() else logging.INFO
    if logs not in levels:
        raise InputError(f"--logs {logs}", way_out="one of all, errors, auto")
    return levels[logs]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(serve)
