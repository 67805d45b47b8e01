"""`guardian mandate observe`: what somebody saw, counted or certified, entered, corrected, withdrawn."""

from pathlib import Path
from typing import Annotated

import typer

from ..access import LOCAL
from ..errors import CheckFailed, InputError
from ..pipeline.observing import Entered, read_rows
from .context import AsOf, Json, emit, moment, note, out, room

Field = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="FIELD=VALUE", help="One thing told, e.g. what=presence; repeat."
    ),
]
File = Annotated[
    Path | None, typer.Option("--file", help="Rows: CSV with a header, or JSON lines.")
]
Correct = Annotated[
    str | None, typer.Option("--correct", metavar="ID", help="Tells it otherwise; the old stays.")
]
Withdraw = Annotated[str | None, typer.Option("--withdraw", metavar="ID", help="Takes it back.")]
Reason = Annotated[str, typer.Option("--reason", help="Why it is taken back.")]


def observe(
    told: Field = None,
    file: File = None,
    correct: Correct = None,
    withdraw: Withdraw = None,
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Enters observations; good rows of a file go in, bad ones are told with the reason."""
    with room() as asked:
        desk = asked.observing
        at, said = moment(as_of), dict(_pair(t) for t in told or ())
        if sum(map(bool, (said and not correct, file, correct, withdraw))) != 1:
            raise InputError("say one thing", way_out="use --set, --file, --correct or --withdraw")
        if file:
            found = desk.add_all(LOCAL, read_rows(file), at)
        elif withdraw:
            found = Entered((desk.withdraw(LOCAL, withdraw, reason, at),), (), ())
        elif correct:
            found = Entered((desk.correct(LOCAL, correct, said, at),), (), ())
        else:
            found = Entered((desk.add(LOCAL, said, at),), (), ())
    _tell(found, as_json)


def _tell(found: Entered, as_json: bool) -> None:
    for fault in found.rejected:
        note(f"row {fault.row}: {fault.reason}")
    if as_json:
        emit(found)
    else:
        for row in found.added:
            out().print(f"{row.id}  {row.what} {row.who} {row.start}", markup=False)
    if found.rejected:
        raise CheckFailed(f"{len(found.rejected)} rows were not taken in, {len(found.added)} were")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise InputError(f"{text!r} tells nothing", where="--set", way_out="write FIELD=VALUE")
    return name.strip(), value
