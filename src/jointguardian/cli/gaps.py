"""`guardian gaps`: where nobody has reported from, against each place's own rhythm."""

from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..errors import InputError
from ..picture.gaps import STATES, missing_words
from .context import AsOf, Json, emit, moment, out, room

Days = Annotated[
    int | None,
    typer.Option(
        "--days", min=1, max=3650, metavar="N", help="Silent from so many days; else as set."
    ),
]
State = Annotated[
    str | None, typer.Option("--state", metavar="S", help=f"Only one of {', '.join(STATES)}.")
]


def gaps(days: Days = None, state: State = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """Collection gaps: each place's silence in days, its usual silence, and whose voice is missing."""
    if state not in (None, *STATES):
        raise InputError(f"no state {state!r}", way_out=f"use one of {', '.join(STATES)}")
    with room() as asked:
        rows = asked.silence.gaps(LOCAL, moment(as_of), days)
    found = tuple(g for g in rows if state in (None, g.state))
    if as_json:
        emit(found)
        return
    table = Table("Place", "State", "Days", "Last", "Missing voices", box=None)
    for g in found:
        silent = str(g.days) if g.days is not None else "–"
        voices = "; ".join(missing_words(g.missing))
        table.add_row(g.name, g.state, silent, g.last_day or "never", voices)
    out().print(table, markup=False)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(gaps)
