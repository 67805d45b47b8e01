"""`guardian tension`: the warning level with its interval, reasons and coverage, or why there is none."""

import typer

from ..access import LOCAL
from .context import AsOf, Json, PlaceName, emit, moment, out, room
from .warned import summed

SHOWN = 6
"""Reasons that are printed."""


def tension(place: PlaceName = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """The tension of the area or of a place: level, index, why, what would lower it, and the coverage."""
    with room() as asked:
        at = moment(as_of)
        picture, record = (
            asked.picture(LOCAL, as_of=at, place=place),
            asked.warnings.record(LOCAL, at),
        )
    told = picture.tension
    if as_json:
        emit(told)
        return
    page = out()
    page.print(f"Level: {told.level or 'withheld'}. {told.why}", markup=False, soft_wrap=True)
    for level in told.followed[:1]:
        for reason in level.reasons[:SHOWN]:
            page.print(
                f"  {reason.share:4.0%} {reason.why} ({reason.label}) [{reason.ref}]",
                markup=False,
                soft_wrap=True,
            )
        for words in level.lower:
            page.print(f"  {words}", markup=False, soft_wrap=True)
    page.print(summed(record), markup=False, soft_wrap=True)
    for row in sorted(told.coverage, key=lambda c: -c.reports):
        page.print(f"  {row.municipality}: {row.reports} reports, last {row.last or 'never'}")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(tension)
