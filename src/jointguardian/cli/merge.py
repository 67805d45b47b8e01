"""`guardian merge`: two incidents are one happening, or that is taken back."""

from typing import Annotated

import typer

from ..access import LOCAL, Viewer
from ..domain import Incident
from ..errors import InputError
from ..pipeline import OperationRoom
from .answers import DecidedAnswer
from .context import AsOf, Json, emit, moment, out, room
from .deciding import By, Reason, Undo, person

One = Annotated[str | None, typer.Argument(metavar="INCIDENT", help="An incident's id.")]
Other = Annotated[str | None, typer.Argument(metavar="OTHER", help="The other incident's id.")]


def merge(
    one: One = None,
    other: Other = None,
    undo: Undo = None,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Say that two incidents are one happening; the older id stays, the other leads to it."""
    with room() as asked:
        viewer, when = person(by), moment(as_of)
        if undo:
            now = asked.check.undo(viewer, undo, reason, when)
        elif one and other:
            now = asked.check.merge(viewer, one, other, reason, when)
        else:
            raise InputError("a merge needs two incidents", way_out="guardian incidents --json")
        show(decided(asked, viewer, now, as_of), as_json)


def decided(
    asked: OperationRoom, viewer: Viewer, incident: str, as_of: str | None
) -> DecidedAnswer:
    """An incident as it is after a merge, a split or its undoing."""
    page = asked.incident(viewer, incident, moment(as_of))
    found: Incident = page.incident
    last = asked.check.of(LOCAL, page, moment(as_of)).undoable
    return DecidedAnswer(found.id, found.what, found.reports, found.sources, last)


def show(answer: DecidedAnswer, as_json: bool) -> None:
    """Prints what came of it."""
    if as_json:
        emit(answer)
        return
    page = out()
    page.print(f"{answer.incident}  {answer.what}: {', '.join(answer.sources)}", markup=False)
    for one in answer.undoable:
        page.print(f"  {one.text} ({one.by}); undo: --undo {one.item}", markup=False)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(merge)
