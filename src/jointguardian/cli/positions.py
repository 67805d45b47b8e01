"""`guardian positions`: who holds what on which issue, and who backs or rebukes whom."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..domain import Attribute
from ..domain.dates import first_day, last_day, parse_partial
from ..errors import InputError
from ..picture.board import Positions
from .context import AsOf, Json, emit, moment, out, room

SHORT = 70
Of = Annotated[
    str | None, typer.Option("--issue", metavar="ISSUE", help="Only one issue: its id or label.")
]
By = Annotated[
    str | None,
    typer.Option("--actor", metavar="NAME", help="Only actors whose name has this in it."),
]
From = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Only what was said or done from this day on."),
]
To = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Only what was said or done up to this day."),
]
On = Annotated[
    str | None,
    typer.Option("--day", metavar="DATE", help="Only what was said or done on this day or month."),
]
KINDS = {"nato": "NATO", "eu": "EU", "recognises": "recognises Kosovo"}


def positions(
    issue: Of = None,
    actor: By = None,
    since: From = None,
    until: To = None,
    day: On = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Actors by issue, from what they said and did, with shifts and the words behind each."""
    first, last = days(since, until, day)
    with room() as asked:
        answer = asked.positions(LOCAL, moment(as_of)).only(issue, actor, first, last)
    if as_json:
        emit(answer)
        return
    page = out()
    page.print(_table(answer), markup=False)
    for line in _lines(answer):
        page.print(line, markup=False, soft_wrap=True)


def days(since: str | None, until: str | None, day: str | None) -> tuple[str | None, str | None]:
    """The first and the last day that are asked for. Raises InputError where they run backwards."""
    if day and (since or until):
        raise InputError("--day and --since or --until", way_out="give one or the other")
    begin, end = day or since, day or until
    first = first_day(parse_partial(begin)).isoformat() if begin else None
    last = last_day(parse_partial(end)).isoformat() if end else None
    if first and last and first > last:
        raise InputError(
            f"the days {first} to {last} run backwards", way_out="swap --since and --until"
        )
    return first, last


def _table(answer: Positions) -> Table:
    table = Table("Issue", "Actor", "Holds", "Since", "Shift", "In these words", box=None)
    for p in answer.positions:
        table.add_row(p.issue, p.actor, p.stance, p.since or "?", p.shift or "", _short(p.quote))
    return table


def _lines(answer: Positions) -> Iterator[str]:
    for s in answer.shifts:
        yield f"shift {s.day or '?'}: {s.actor}, {s.issue}: {s.text} ({_short(s.quote)})"
    for r in answer.relations:
        yield f"{r.actor} {r.side} {r.target} ({len(r.stands)})"
    yield from _nations(answer.attributes, answer.nations, {p.actor for p in answer.positions})


def _nations(
    attributes: Iterable[Attribute], nations: Mapping[str, str], shown: set[str]
) -> Iterator[str]:
    """A line for each nation on the board: what it is on that day, and since when."""
    wanted = {code for name, code in nations.items() if name in shown}
    held: dict[str, list[str]] = {}
    for a in attributes:
        if a.nation in wanted:
            said = f"{KINDS.get(a.kind, a.kind)} {a.value} since {a.start}"
            held.setdefault(a.nation, []).append(said)
    for nation, words in sorted(held.items()):
        yield f"{nation}: {', '.join(words)}"


def _short(text: str) -> str:
    quote = " ".join(text.split())
    return quote if len(quote) <= SHORT else f"{quote[:SHORT]}…"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(positions)
