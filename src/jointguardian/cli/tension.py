"""`guardian tension`: the warning level, or why there is none, with the coverage behind it."""

import typer

from ..access import LOCAL
from .context import AsOf, Json, PlaceName, emit, moment, out, room


def tension(place: PlaceName = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """The tension level with its reasons and coverage; withheld while no model stands behind it."""
    with room() as asked:
        picture = asked.picture(LOCAL, as_of=moment(as_of), place=place)
    if as_json:
        emit(picture.tension)
        return
    page = out()
    page.print(f"Level: {picture.tension.level or 'withheld'}. {picture.tension.why}")
    for row in sorted(picture.tension.coverage, key=lambda c: -c.reports):
        page.print(f"  {row.municipality}: {row.reports} reports, last {row.last or 'never'}")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(tension)
