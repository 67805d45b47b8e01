"""`guardian requests`: what the field is asked, by when, and what came of it."""

from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..domain import Request
from ..domain.dates import format_dtg
from ..domain.request import PRIORITIES
from ..pipeline.request import Asking
from .context import AsOf, Json, emit, moment, out, room
from .deciding import By, person

RequestId = Annotated[
    str, typer.Argument(metavar="ID", help="The id that the list shows, or its beginning.")
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, or what to know.")]
Question = Annotated[str, typer.Argument(metavar="QUESTION", help="What is asked, in words.")]
To = Annotated[str, typer.Option("--to", metavar="WHOM", help="Who is asked: a team, a liaison.")]
Due = Annotated[str, typer.Option("--due", metavar="T", help="Answer by: a moment, DTG or +HOURS.")]

group = typer.Typer(no_args_is_help=False)


@group.callback(invoke_without_command=True)
def requests(context: typer.Context) -> None:
    """Requests for information to the field; without a word after it: list them, overdue first."""
    if context.invoked_subcommand is None:
        list_()


@group.command("list")
def list_(
    standing: Annotated[
        str, typer.Option(metavar="S", help="Only overdue, open, answered or withdrawn.")
    ] = "",
    to: Annotated[str, typer.Option("--to", metavar="WHOM", help="Only of this addressee.")] = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The requests, overdue ones first."""
    with room() as asked:
        lines = asked.requests.lines(LOCAL, moment(as_of), state=standing, to=to)
    if as_json:
        emit(lines)
        return
    table = Table("Id", "Standing", "Due", "Precedence", "To", "Question", "May answer", box=None)
    table.columns[0].no_wrap = table.columns[2].no_wrap = True
    for x in lines:
        r = x.request
        proposed = x.proposed[0].report if x.proposed else ""
        due = format_dtg(r.due)
        table.add_row(r.id, x.standing, due, r.priority, r.to, r.question, proposed)
    out().print(table, markup=False)


@group.command()
def make(
    question: Question,
    to: To,
    due: Due = "+24",
    priority: Annotated[
        str, typer.Option(metavar="P", help=f"One of {', '.join(PRIORITIES)}.")
    ] = "routine",
    incident: Annotated[
        str | None, typer.Option(metavar="ID", help="The incident that it is about.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="The place that it is about.")
    ] = None,
    by: By = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Ask the field."""
    with room() as asked:
        viewer, when = person(by), moment(as_of)
        until = asked.requests.due(viewer, due, when)
        made = asked.requests.ask(
            viewer, Asking(question, to, until, priority, incident, place), when
        )
    _say(made, as_json)


@group.command()
def answer(
    id_: RequestId,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report that answers it.")],
    note: Note = "",
    by: By = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Mark a report as the answer."""
    with room() as asked:
        made = asked.requests.answer(person(by), id_, report, note, moment(as_of))
    _say(made, as_json)


@group.command()
def close(
    id_: RequestId, note: Note = "", by: By = "", as_of: AsOf = None, as_json: Json = False
) -> None:
    """Close a request without a report, with the reason."""
    _state(id_, "answered", note, by, as_of, as_json)


@group.command()
def withdraw(
    id_: RequestId, note: Note = "", by: By = "", as_of: AsOf = None, as_json: Json = False
) -> None:
    """Withdraw a request, with the reason."""
    _state(id_, "withdrawn", note, by, as_of, as_json)


@group.command()
def reopen(
    id_: RequestId, note: Note = "", by: By = "", as_of: AsOf = None, as_json: Json = False
) -> None:
    """Open a request again, with the reason."""
    _state(id_, "open", note, by, as_of, as_json)


@group.command()
def release(id_: RequestId, by: By = "", as_of: AsOf = None) -> None:
    """The request as text for radio or e-mail; who releases it is recorded."""
    with room() as asked:
        text = asked.requests.release(LOCAL, id_, by, moment(as_of))
    out().print(text, markup=False, end="")


def _state(id_: str, state: str, note: str, by: str, as_of: str | None, as_json: bool) -> None:
    with room() as asked:
        made = asked.requests.set_state(person(by), id_, state, note, moment(as_of))
    _say(made, as_json)


def _say(request: Request, as_json: bool) -> None:
    if as_json:
        emit(request)
        return
    words = f"{request.id}  {request.state}, due {format_dtg(request.due)}, to {request.to}"
    out().print(f"{words}: {request.question}", markup=False)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="requests", help=requests.__doc__)
