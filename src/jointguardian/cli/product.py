"""`guardian product`: products that are kept: drafted, prepared, approved, released, checked."""

from dataclasses import replace
from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL, Viewer
from ..errors import CheckFailed, InputError
from ..picture.products import Listed, moment
from .brief import Form, Output, Template, check_form, write_out
from .context import AsOf, Json, emit, out, room
from .context import moment as asked_moment

ProductId = Annotated[str, typer.Argument(metavar="ID", help="The id that the list shows.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it, by name.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, or what to know.")]
Version = Annotated[
    int | None, typer.Option("--version", min=1, metavar="N", help="A version; else the newest.")
]

group = typer.Typer(no_args_is_help=False)


@group.callback(invoke_without_command=True)
def product(context: typer.Context) -> None:
    """Draft, prepare, approve, release and check products; without a word after it: list them."""
    if context.invoked_subcommand is None:
        list_()


@group.command("list")
def list_(as_of: AsOf = None, as_json: Json = False) -> None:
    """The products by DTG, and what the battle rhythm asks for."""
    with room() as asked:
        found = asked.products.listed(LOCAL, asked_moment(as_of))
        wanted = asked.products.due(LOCAL, asked_moment(as_of))
    if as_json:
        emit(found)
        return
    table = Table("Id", "Serial", "Version", "DTG", "State", "By", box=None)
    for one in found:
        p = one.product
        table.add_row(p.id, p.serial, str(p.version), one.dtg, one.state, one.by)
    out().print(table, markup=False)
    for due in wanted:
        out().print(f"{due.abbreviation} {due.state}: {due.dtg} ({due.source})", markup=False)


@group.command()
def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="sitrep, intsum, flash ...")],
    by: By = "",
    as_of: AsOf = None,
    incident: Annotated[
        str | None, typer.Option(metavar="ID", help="The incident that it is about.")
    ] = None,
    level: Annotated[
        str | None, typer.Option(metavar="LEVEL", help="Its marking; else the operation's.")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="ORG", help="Releasable to; repeat it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Begin a draft on the picture as known at a moment."""
    with room() as asked:
        made = asked.products.new(
            _person(by),
            kind,
            as_of=asked_moment(as_of),
            incident=incident,
            level=level,
            releasable_to=tuple(to or ()),
        )
    _say(f"{made.id}  {made.serial}  draft", made, as_json)


@group.command()
def prepare(id_: ProductId, by: By = "", note: Note = "", as_json: Json = False) -> None:
    """The draft is ready for approval."""
    _step(id_, "prepared", by, note, (), as_json)


@group.command()
def approve(id_: ProductId, by: By = "", note: Note = "", as_json: Json = False) -> None:
    """Approve what somebody else prepared."""
    _step(id_, "approved", by, note, (), as_json)


@group.command("return")
def return_(id_: ProductId, by: By = "", note: Note = "", as_json: Json = False) -> None:
    """Give it back to draft."""
    _step(id_, "draft", by, note, (), as_json)


@group.command()
def release(
    id_: ProductId,
    to: Annotated[list[str] | None, typer.Option("--to", metavar="ORG", help="To whom.")] = None,
    by: By = "",
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Release what was approved: from then on it never changes."""
    _step(id_, "released", by, note, tuple(to or ()), as_json)


@group.command()
def withdraw(id_: ProductId, by: By = "", note: Note = "", as_json: Json = False) -> None:
    """Withdraw what was released, with the reason."""
    _step(id_, "withdrawn", by, note, (), as_json)


@group.command()
def write(
    id_: ProductId,
    form: Form = "md",
    template: Template = None,
    version: Version = None,
    output: Output = None,
) -> None:
    """A version in a format; marked DRAFT until it is released."""
    check_form(form, template, output)
    with room() as asked:
        page = asked.products.page(LOCAL, id_, version)
    write_out(page.brief, moment(page.product.as_of), form, template, output)


@group.command()
def check(
    id_: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One; else all released.")
    ] = None,
    version: Version = None,
    as_json: Json = False,
) -> None:
    """Check released products against their digests and their frozen pictures; exit 1 when one fails."""
    with room() as asked:
        ids = [(id_, version)] if id_ else _released(asked.products.listed(LOCAL))
        found = [asked.products.check(LOCAL, one, number) for one, number in ids]
    if as_json:
        emit(found)
    else:
        for one in found:
            out().print(f"{one.serial} version {one.version}: {one.what}", markup=False)
    failed = [one for one in found if not one.ok]
    if failed:
        raise CheckFailed(failed[0].what, where=f"{failed[0].serial} version {failed[0].version}")


def _released(rows: tuple[Listed, ...]) -> list[tuple[str, int | None]]:
    return [(r.product.id, r.product.version) for r in rows if r.state in ("released", "withdrawn")]


def _step(id_: str, state: str, by: str, note: str, to: tuple[str, ...], as_json: bool) -> None:
    with room() as asked:
        made = asked.products.step(_person(by), id_, state, note, to)
    _say(f"{id_}  {made.state} by {made.by}", made, as_json)


def _person(name: str) -> Viewer:
    """The local user under a person's name. Raises InputError without one."""
    if not name.strip():
        raise InputError("a product needs a person's name", way_out="give --by NAME")
    return replace(LOCAL, name=name.strip())


def _say(line: str, value: object, as_json: bool) -> None:
    if as_json:
        emit(value)
    else:
        out().print(line, markup=False)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="product", help=product.__doc__)
