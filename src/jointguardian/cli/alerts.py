"""`guardian alerts`: what calls for attention, who saw it, and what a person released."""

from typing import Annotated

import typer

from ..access import LOCAL
from ..domain import Alert
from ..pipeline.alerts import rules_in_words
from .context import AsOf, Json, emit, moment, note, out, room

Note = Annotated[str, typer.Option("--note", help="Why, in a few words.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The id of an alert.")]
alerts = typer.Typer(no_args_is_help=True)


@alerts.callback()
def alerts_() -> None:
    """Alerts: raised by rules, sent to the operation's webhooks only when a person releases them."""


@alerts.command()
def look(as_json: Json = False) -> None:
    """Try the rules on what is known now, and keep what they raise."""
    with room() as asked:
        made = asked.alerts.look(LOCAL)
        said = rules_in_words(asked.alerts.rules)
    if as_json:
        emit(made)
        return
    _lines(made)
    if not made:
        note(f"nothing new; the rules are: {'; '.join(said)}")


@alerts.command("list")
def list_(as_of: AsOf = None, as_json: Json = False) -> None:
    """The alerts that are known, the open ones first."""
    with room() as asked:
        found = asked.alerts.listed(LOCAL, moment(as_of))
    if as_json:
        emit(found)
        return
    _lines(found)


@alerts.command()
def acknowledge(alert: Id, note: Note = "", as_json: Json = False) -> None:
    """Say that somebody saw it."""
    _turn(alert, "acknowledged", note, as_json)


@alerts.command()
def dismiss(alert: Id, note: Note = "", as_json: Json = False) -> None:
    """Close it: nothing is to be done."""
    _turn(alert, "dismissed", note, as_json)


@alerts.command()
def release(alert: Id, note: Note = "", as_json: Json = False) -> None:
    """Send it to the operation's webhooks, in your name."""
    with room() as asked:
        told = asked.alerts.release(LOCAL, alert, note)
    if as_json:
        emit((told,))
        return
    _lines((told,))
    for failed in told.failed:
        out().print(f"  not taken: {failed}", markup=False, soft_wrap=True)


def _turn(alert: str, state: str, said: str, as_json: bool) -> None:
    with room() as asked:
        told = asked.alerts.turn(LOCAL, alert, state, said)
    if as_json:
        emit((told,))
        return
    _lines((told,))


def _lines(rows: tuple[Alert, ...]) -> None:
    for one in rows:
        out().print(
            f"{one.id} {one.state:12} {one.day} {one.rule} {one.unit}: {one.words}",
            markup=False,
            soft_wrap=True,
        )


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(alerts, name="alerts")
