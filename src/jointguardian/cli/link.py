"""`guardian link`: how one incident hangs together with another."""

from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..domain import IncidentLink
from ..domain.link import LINK_KINDS
from .context import AsOf, Json, emit, moment, out, room
from .deciding import By, IncidentId, Reason, person

Kind = Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(LINK_KINDS)}.")]
Only = Annotated[
    str | None, typer.Option("--incident", metavar="ID", help="Only the links of one incident.")
]

group = typer.Typer(no_args_is_help=False)


@group.callback(invoke_without_command=True)
def link(context: typer.Context) -> None:
    """Link incidents: causes, retaliates for, follows, same campaign; alone: list the links."""
    if context.invoked_subcommand is None:
        list_()


@group.command("list")
def list_(incident: Only = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """The links that stand, with who holds them and why."""
    with room() as asked:
        lines = asked.check.links(LOCAL, moment(as_of))
        mine = asked.check.became(LOCAL, incident, moment(as_of)) if incident else None
    found = tuple(x for x in lines if mine in (None, x.from_incident, x.to_incident))
    if as_json:
        emit(found)
        return
    table = Table("Id", "Incident", "", "Other", "By", "Why", box=None)
    table.columns[0].no_wrap = True
    for x in found:
        table.add_row(x.id, x.from_what, x.words, x.to_what, x.by, x.reason)
    out().print(table, markup=False)


@group.command()
def add(
    incident: IncidentId,
    kind: Kind,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other incident's id.")],
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """INCIDENT causes, retaliates for, follows, or is of one campaign with OTHER."""
    with room() as asked:
        made = asked.check.link(person(by), incident, kind, other, reason, moment(as_of))
    _say(made, as_json)


@group.command()
def withdraw(
    link_id: Annotated[str, typer.Argument(metavar="LINK", help="The id that the list shows.")],
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Withdraw a link, with the reason."""
    with room() as asked:
        gone = asked.check.unlink(person(by), link_id, reason, moment(as_of))
    _say(gone, as_json)


def _say(link: IncidentLink, as_json: bool) -> None:
    if as_json:
        emit(link)
        return
    words = f"{link.id}  {link.from_incident} {link.kind} {link.to_incident}: {link.state}"
    out().print(f"{words}, by {link.by}", markup=False)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="link", help=link.__doc__)
