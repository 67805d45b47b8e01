"""What fusion is given: a report, what was read in it, and who published it."""

from dataclasses import dataclass
from datetime import date

from ..domain import Reading, Report, Source
from ..domain.dates import first_day


@dataclass(frozen=True, slots=True)
class Told:
    """One report with its reading and source; the reading's spans point into the report's text."""

    report: Report
    reading: Reading
    source: Source

    @property
    def day(self) -> str:
        """The day it was told: of publication, else of receipt."""
        published = self.report.published_day
        usable = published is not None and usable_day(published) is not None
        return published if usable and published else f"{self.report.received:%Y-%m-%d}"


def usable_day(partial: str | None) -> date | None:
    """The first day of a partial date between 1900 and 2200; None for anything else."""
    try:
        day = first_day(partial) if partial else None
    except ValueError:
        return None
    return day if day and 1900 <= day.year <= 2200 else None
