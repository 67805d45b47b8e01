"""What fusion is given: a report, what was read in it, and who published it."""

from dataclasses import dataclass

from ..domain import Reading, Report, Source


@dataclass(frozen=True, slots=True)
class Told:
    """One report with its reading and source; the reading's spans point into the report's text."""

    report: Report
    reading: Reading
    source: Source

    @property
    def day(self) -> str:
        """The day it was told: of publication, else of receipt."""
        return self.report.published_day or f"{self.report.received:%Y-%m-%d}"
