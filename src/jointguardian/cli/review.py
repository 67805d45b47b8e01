"""`guardian review`: what the machine read and derived, accepted, corrected or rejected."""

from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..errors import InputError
from ..picture.review.values import Decision, Item, Value
from .context import AsOf, Json, emit, moment, note, out, room

SHORT = 60
ItemId = Annotated[
    str, typer.Argument(metavar="ID", help="The id that the list shows, or its beginning.")
]
Fields = Annotated[
    list[str] | None, typer.Argument(metavar="[FIELD]...", help="Single fields; else all of it.")
]
Pairs = Annotated[
    list[str], typer.Argument(metavar="FIELD=VALUE...", help="What is right; empty: not known.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Limit = Annotated[int, typer.Option("--limit", min=0, metavar="N", help="How many; 0: all.")]
Thing = Annotated[
    str | None,
    typer.Option(
        "--thing",
        metavar="KIND",
        help="Only event, count, claim, figure, place, incident, account or source.",
    ),
]

group = typer.Typer(no_args_is_help=False)


@group.callback(invoke_without_command=True)
def review(context: typer.Context) -> None:
    """Accept, correct or reject what the machine read; without a word after it: list what waits."""
    if context.invoked_subcommand is None:
        list_()


@group.command("list")
def list_(
    thing: Thing = None, limit: Limit = 30, as_of: AsOf = None, as_json: Json = False
) -> None:
    """What waits for review, worst first: rival figures, low confidence, many sources."""
    with room() as asked:
        found = asked.review(LOCAL, moment(as_of))
    found = tuple(i for i in found if thing in (None, i.thing))
    some = found[:limit] if limit else found
    if as_json:
        emit(some)
        return
    table = Table("Id", "What", "Values", "Why it waits", box=None)
    for item in some:
        table.add_row(item.id, item.title[:SHORT], _values(item), ", ".join(item.why))
    out().print(table, markup=False)
    note(f"{len(some)} of {len(found)} that wait")


def _values(item: Item) -> str:
    return ", ".join(f"{v.name}={v.shown[:SHORT]}" for v in item.values if v.shown)


@group.command()
def show(item: ItemId, as_of: AsOf = None, as_json: Json = False) -> None:
    """One thing with its quotation, its automatic and present values, and who decided."""
    with room() as asked:
        found = asked.item(LOCAL, item, moment(as_of))
    _print(found, as_json)


@group.command()
def accept(
    item: ItemId,
    fields: Fields = None,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The values are right as they stand."""
    _judge("accept", item, by, reason, as_of, as_json, fields=tuple(fields or ()))


@group.command()
def correct(
    item: ItemId,
    pairs: Pairs,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Put the right value; `FIELD=` says that it is not known."""
    values = dict(_pair(p) for p in pairs)
    _judge("correct", item, by, reason, as_of, as_json, values=values)


@group.command()
def reject(
    item: ItemId,
    fields: Fields = None,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The report does not say so (or: this field of it is wrong, and the right one not known)."""
    _judge("reject", item, by, reason, as_of, as_json, fields=tuple(fields or ()))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise InputError(f"{text!r} is no correction", way_out="write FIELD=VALUE")
    return name.strip(), value.strip()


def _judge(
    action: str,
    item: str,
    by: str,
    reason: str,
    as_of: str | None,
    as_json: bool,
    *,
    values: dict[str, str] | None = None,
    fields: tuple[str, ...] = (),
) -> None:
    told = Decision(item, action, values or {}, fields, by, reason, moment(as_of))
    with room() as asked:
        _print(asked.judge(LOCAL, told), as_json)


def _print(item: Item, as_json: bool) -> None:
    if as_json:
        emit(item)
        return
    page = out()
    page.print(f"{item.id}  {item.title}{'  REJECTED' if item.rejected else ''}", markup=False)
    if item.quote:
        page.print(f"  “{item.quote}”", markup=False)
    for value in item.values:
        page.print(f"  {value.name}: {_state(value)}", markup=False)


def _state(value: Value) -> str:
    said = value.shown or "–"
    if value.state == "automatic":
        return f"{said} (automatic)"
    was = f", automatic: {value.automatic or '–'}" if value.shown != value.automatic else ""
    when = f" {value.at:%Y-%m-%d %H:%M}Z" if value.at else ""
    why = f": {value.reason}" if value.reason else ""
    return f"{said} ({value.state} by {value.by}{when}{was}{why})"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="review", help=review.__doc__)
