"""`guardian positions`: who holds what on which issue, and who backs or rebukes whom."""

from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..domain import Position
from .context import AsOf, Json, emit, moment, out, room

SHORT = 70
Of = Annotated[
    str | None, typer.Option("--issue", metavar="ISSUE", help="Only one issue: its id or label.")
]
By = Annotated[
    str | None,
    typer.Option("--actor", metavar="NAME", help="Only actors whose name has this in it."),
]


def positions(
    issue: Of = None, actor: By = None, as_of: AsOf = None, as_json: Json = False
) -> None:
    """Actors by issue, from what they said and did, with shifts and the words behind each."""
    with room() as asked:
        answer = asked.positions(LOCAL, moment(as_of)).only(issue, actor)
    if as_json:
        emit(answer)
        return
    table = Table("Issue", "Actor", "Holds", "Since", "Shift", "In these words", box=None)
    for p in answer.positions:
        table.add_row(p.issue, p.actor, p.stance, p.since or "?", p.shift or "", _words(p))
    page = out()
    page.print(table, markup=False)
    for r in answer.relations:
        page.print(f"{r.actor} {r.side} {r.target} ({len(r.stands)})", markup=False)


def _words(position: Position) -> str:
    quote = " ".join(position.quote.split())
    return quote if len(quote) <= SHORT else f"{quote[:SHORT]}…"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(positions)
