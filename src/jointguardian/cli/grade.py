"""`guardian grade`: letters for sources and speakers, numbers for what they tell; never one of both."""

from typing import Annotated

import typer
from rich.table import Table

from ..access import LOCAL
from ..picture.grades import Graded
from .answers import GradeAnswer
from .context import AsOf, Json, emit, moment, out, room
from .deciding import By, IncidentId, Reason, person

Letter = Annotated[str, typer.Argument(metavar="LETTER", help="A to F.")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="1 to 6.")]
Words = Annotated[
    str, typer.Option("--words", metavar="TEXT", help="Only sources with these words.")
]

group = typer.Typer(no_args_is_help=False)


@group.callback(invoke_without_command=True)
def grade(context: typer.Context) -> None:
    """Grade sources A-F and information 1-6, each apart; alone: list the sources."""
    if context.invoked_subcommand is None:
        list_()


@group.command("list")
def list_(words: Words = "", as_of: AsOf = None, as_json: Json = False) -> None:
    """The sources with their letters and plain tallies; the table is no score."""
    with room() as asked:
        rows = asked.check.sources(LOCAL, moment(as_of))
    wanted = words.casefold().split()
    found = tuple(r for r in rows if all(w in r.source.name.casefold() for w in wanted))
    if as_json:
        emit(found)
        return
    table = Table(
        "Source",
        "Letter",
        "By",
        "Reports",
        "Accounts",
        "Alone",
        "Borne out",
        "Contradicted",
        box=None,
    )
    for r in found:
        by = r.grade.history[-1].by if r.grade.history else ""
        tallies = (r.reports, r.accounts, r.alone, r.borne_out, r.contradicted)
        table.add_row(r.source.name, r.grade.value, by, *map(str, tallies))
    out().print(table, markup=False)


@group.command()
def source(
    name: Annotated[str, typer.Argument(metavar="SOURCE", help="Its name or id.")],
    letter: Letter,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """A source's letter; the same letter again confirms it."""
    with room() as asked:
        viewer, when = person(by), moment(as_of)
        asked.check.grade_source(viewer, name, letter, reason, when)
        rows = asked.check.sources(viewer, when)
    row = next(r for r in rows if name in (r.source.name, r.source.id))
    _say(row.source.name, "reliability", row.grade, as_json)


@group.command()
def speaker(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who is quoted.")],
    letter: Letter,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The letter of somebody who is quoted: his own, whoever quotes him."""
    with room() as asked:
        viewer, when = person(by), moment(as_of)
        key = asked.check.grade_speaker(viewer, name, letter, reason, when)
        rows = asked.check.speakers(viewer, when)
    row = next(r for r in rows if r.key == key)
    _say(row.name, "reliability", row.grade, as_json)


@group.command()
def account(
    incident: IncidentId,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")],
    number: Number,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The number of what a report tells in an incident."""
    with room() as asked:
        viewer, when = person(by), moment(as_of)
        asked.check.grade_account(viewer, incident, report, number, reason, when)
        now = asked.check.became(viewer, incident, when)
        told = asked.check.of(viewer, asked.incident(viewer, now, when), when)
    _say(f"{now} {report}", "credibility", told.numbers[report], as_json)


@group.command()
def said(
    words: Annotated[
        str,
        typer.Argument(metavar="SAID", help="said:REPORT/START-END, as `incidents` pages show."),
    ],
    number: Number,
    by: By = "",
    reason: Reason = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The number of what a speaker is quoted with."""
    with room() as asked:
        viewer, when = person(by), moment(as_of)
        asked.check.grade_said(viewer, words, number, reason, when)
        report = words.removeprefix("said:").partition("/")[0]
        told = asked.check.of_report(viewer, report, when).quoted
    row = next(q for q in told if q.said_key == words)
    _say(words, "credibility", row.credibility, as_json)


def _say(subject: str, scale: str, grade: Graded, as_json: bool) -> None:
    if as_json:
        emit(GradeAnswer(subject, scale, grade))
        return
    step = grade.history[-1]
    change = f"{step.before or '–'} → {step.now}" if step.before != step.now else step.now
    out().print(f"{subject}: {scale} {change} by {step.by}: {step.reason}", markup=False)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(group, name="grade", help=grade.__doc__)
