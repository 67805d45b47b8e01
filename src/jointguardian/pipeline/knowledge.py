"""What reading needs to know of the world, and reading a text without recording it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache

from ..domain import Reading, Rejected, Report
from ..domain.dates import first_day
from ..geo import load_gazetteer
from ..packs import load_pack, pack_names
from ..reading import Knowledge, read
from ..sources import read_reports


@cache
def knowledge_of(pack: str) -> Knowledge:
    """The gazetteer with the actors of one pack."""
    return Knowledge(gazetteer=load_gazetteer(), actors=load_pack(pack).actors)


@cache
def default_knowledge() -> Knowledge:
    """The gazetteer with the actors of every pack that ships: for texts outside an operation."""
    actors = {a.id: a for name in pack_names() for a in load_pack(name).actors}
    return Knowledge(gazetteer=load_gazetteer(), actors=tuple(actors.values()))


def day_of(published: str | None) -> date | None:
    """The day of publication from an ISO partial date or date-time; None when unknown."""
    return first_day(published[:10]) if published else None


def read_report(report: Report, knowledge: Knowledge) -> Reading:
    """Events, claims, figures and places of one report."""
    return read(
        report.text,
        published=day_of(report.published),
        source=report.source,
        report_id=report.id,
        language=report.language,
        knowledge=knowledge,
    )


def read_text(text: str, *, published: str | None, source: str | None) -> Reading:
    """One text read and nothing recorded: nothing is sealed, since it is the user's own text."""
    return read(text, published=day_of(published), source=source, knowledge=default_knowledge())


def read_file(
    path: str, *, published: str | None, source: str | None
) -> Iterator[tuple[Report, Reading] | Rejected]:
    """Each report of a file read, in order; the report's own id stands in its reading.

    A row whose date is none is told of, and read without it: here nothing is recorded.
    """
    knowledge = default_knowledge()
    for row in read_reports(
        path,
        source=source,
        published=published,
        received=datetime.now(UTC),
        undated_ok=True,
    ):
        if isinstance(row, Rejected):
            yield row
        else:
            yield (
                row,
                read(
                    row.text,
                    published=day_of(row.published),
                    source=row.source,
                    report_id=row.native_id,
                    language=row.language,
                    knowledge=knowledge,
                ),
            )
