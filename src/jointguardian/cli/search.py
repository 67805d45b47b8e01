"""`guardian search`: words in the reports' sealed texts."""

from typing import Annotated

import typer

from ..access import LOCAL
from .context import AsOf, Json, emit, moment, out, room


def search(
    words: Annotated[str, typer.Argument(help="What to look for.")],
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(help="How many at the most.", min=1, max=1000)] = 20,
    as_json: Json = False,
) -> None:
    """Find reports by the words in their text or title."""
    with room() as asked:
        hits = asked.search(LOCAL, words, moment(as_of), limit)
    if as_json:
        emit(hits)
        return
    for hit in hits:
        out().print(
            f"{hit.report}  {hit.published or 'undated'}  {hit.source}: {hit.snippet}", markup=False
        )


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(search)
