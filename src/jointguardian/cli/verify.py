"""`guardian verify`: whether the record is as it was written."""

import typer

from ..errors import CheckFailed
from .context import Json, emit, out, room


def verify(as_json: Json = False) -> None:
    """Check the audit chain and every row behind it; exit 1 and say where, when it breaks."""
    with room() as asked:
        result = asked.verify()
    if as_json:
        emit(result)
    if not result.ok:
        raise CheckFailed(f"the chain breaks: {result.what}", where=f"link {result.broken_at}")
    if not as_json:
        out().print(f"The record is whole: {result.links} links.")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(verify)
