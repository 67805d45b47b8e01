"""What a process does until it is killed: it takes in reports, and acknowledges each by its id."""

import hashlib
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from jointguardian.domain import Report
from jointguardian.record import Record, Secret

RECEIVED = datetime(2023, 5, 29, tzinfo=UTC)


def numbered(number: int) -> Report:
    """A report with a private name in it, of up to several pages."""
    text = f"Proba Ime says: report {number}. " + f"word{number} " * (number % 700)
    return Report(
        id=f"r_{number}",
        source="Danas",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        received=RECEIVED,
        native_id=str(number),
    )


def ingest(url: str, first: int, acknowledge: Connection) -> None:
    """Reports `first`, `first` + 1, ... without end."""
    with Record.open(url) as record:
        acknowledge.send("ready")
        for number in range(first, first + 1_000_000):
            report = numbered(number)
            added = record.add_report(report, None, [Secret(report.id, 0, 9, "Proba Ime")])
            acknowledge.send(added.id)
