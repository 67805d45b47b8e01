"""`guardian user`: the room's password and the tokens of programs, until there are accounts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .context import Json, emit, operation, out

if TYPE_CHECKING:
    from ..access.door import Door


@contextmanager
def _door() -> Iterator["Door"]:
    from ..access.door import Door

    with operation() as opened:
        door = Door.of(opened.folder)
        try:
            yield door
        finally:
            door.close()


def password(
    file: Annotated[
        Path | None, typer.Option(help="A file with it; else it is asked for, or read from stdin.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the password away.")] = False,
) -> None:
    """Set the room's password: all sessions end, and the room may then be served to a network."""
    with _door() as door:
        if remove:
            door.drop_password()
            out().print("The room has no password any more; it is served to this machine only.")
            return
        door.set_password(_asked(file))
        out().print("The password is set; whoever was signed in signs in again.")


def _asked(file: Path | None) -> str:
    from .serve import _password

    if file is not None:
        return _password(file)
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().strip("\r\n")


def token(name: Annotated[str, typer.Argument(help="Whose name what it writes carries.")]) -> None:
    """Make a token for a program; it is printed once and only its digest is kept."""
    with _door() as door:
        sys.stdout.write(door.make_token(name, datetime.now(UTC)) + "\n")


def withdraw(name: Annotated[str, typer.Argument(help="Whose tokens and sessions end.")]) -> None:
    """Withdraw all tokens of a name, and end its sessions."""
    with _door() as door:
        out().print(f"{door.withdraw(name)} tokens and sessions of {name} ended.")


def tokens(json: Json = False) -> None:
    """Who has a token, and since when."""
    with _door() as door:
        told = [{"name": n, "made": datetime.fromtimestamp(m, UTC)} for n, m in door.tokens()]
    if json:
        emit(told)
        return
    for one in told:
        out().print(f"{one['name']}  since {one['made']:%Y-%m-%d %H:%M} UTC")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(no_args_is_help=True, help="The room's password, and tokens for programs.")
    for command in (password, token, tokens, withdraw):
        group.command()(command)
    app.add_typer(group, name="user")
