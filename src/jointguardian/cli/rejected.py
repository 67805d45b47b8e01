"""`guardian rejected`: what could not be taken in, and why."""

import typer

from ..access import LOCAL
from .context import Json, emit, out, room


def rejected(as_json: Json = False) -> None:
    """Show the rows that were kept aside, with their reasons."""
    with room() as asked:
        rows = asked.rejected(LOCAL)
    if as_json:
        emit(rows)
        return
    for row in rows:
        out().print(f"{row.path} row {row.row}: {row.reason}", markup=False)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(rejected)
