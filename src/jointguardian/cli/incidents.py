"""`guardian incidents`: what happened, as several reports tell it."""

import typer
from rich.table import Table

from ..access import LOCAL
from ..domain import Incident
from ..domain.dates import parse_partial
from .context import AsOf, Json, PlaceName, Since, Until, emit, moment, out, room


def incidents(
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Fused incidents with their counts side by side, relations and contradictions."""
    first, last = (parse_partial(d) if d else None for d in (since, until))
    with room() as asked:
        found = asked.incidents(LOCAL, as_of=moment(as_of), since=first, until=last, place=place)
    if as_json:
        emit(found)
        return
    table = Table("Date", "What", "Where", "Counts", "Reports", "Contradictions", box=None)
    for one in found:
        places = ", ".join(p.name for p in one.places[:2])
        table.add_row(
            one.start or "?",
            one.what,
            places,
            _counts(one),
            str(len(one.reports)),
            str(len(one.contradictions)),
        )
    out().print(table)


def _counts(incident: Incident) -> str:
    """Each group's range, as `KFOR injured 25–41`; never a sum."""
    ranges: dict[tuple[str, str], list[int]] = {}
    for count in incident.counts:
        ranges.setdefault((count.group or count.who, count.kind), []).append(count.n)
    parts = []
    for (who, kind), ns in ranges.items():
        span = str(min(ns)) if min(ns) == max(ns) else f"{min(ns)}–{max(ns)}"
        parts.append(f"{who} {kind} {span}")
    return "; ".join(parts[:5])


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(incidents)
