"""What the commands of checking share: who decides, and why."""

from dataclasses import replace
from typing import Annotated

import typer

from ..access import LOCAL, Viewer

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in a few words.")]
IncidentId = Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident's id.")]
Undo = Annotated[
    str | None, typer.Option("--undo", metavar="ITEM", help="Take one back, by the id it printed.")
]


def person(by: str) -> Viewer:
    """The local user, under the name that he gives."""
    return replace(LOCAL, name=" ".join(by.split()) or LOCAL.name)
