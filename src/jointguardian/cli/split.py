"""`guardian split`: some accounts of an incident tell another happening."""

from typing import Annotated

import typer

from ..errors import InputError
from .context import AsOf, Json, moment, room
from .deciding import By, Reason, Undo, person
from .merge import One, decided, show

Accounts = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REPORT]...", help="The reports that tell another happening."),
]


def split(
    incident: One = None,
    reports: Accounts = None,
    undo: Undo = None,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Split accounts off from an incident: they become one of their own."""
    with room() as asked:
        viewer, when = person(by), moment(as_of)
        if undo:
            now = asked.check.undo(viewer, undo, reason, when)
        elif incident and reports:
            now = asked.check.split(viewer, incident, tuple(reports), reason, when)
        else:
            raise InputError("a split needs an incident and the reports that go")
        show(decided(asked, viewer, now, as_of), as_json)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(split)
