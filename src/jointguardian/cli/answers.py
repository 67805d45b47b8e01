"""What each command prints with `--json`, as types; `docs/reference/schema/` holds their schemas."""

from dataclasses import dataclass

from ..domain import Claim, Event, Figure, Incident, PlaceMention, Reading, Rejected, ReportHeader
from ..picture import Tension
from ..pipeline import Hit, Ingested, Verification


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """`guardian read --json`: one text (or one line of a `.jsonl`), read."""

    report: ReportHeader
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    places: tuple[PlaceMention, ...]

    @classmethod
    def of(cls, reading: Reading) -> "ReadAnswer":
        """The part of a reading that is printed."""
        return cls(reading.report, reading.events, reading.claims, reading.figures, reading.places)


@dataclass(frozen=True, slots=True)
class IngestAnswer:
    """`guardian ingest ... --json`: what became of the rows."""

    new: int
    same: int
    versions: int
    rejected: tuple[Rejected, ...]

    @classmethod
    def of(cls, done: Ingested) -> "IngestAnswer":
        """The part of an ingest that is printed."""
        return cls(done.new, done.same, done.versions, done.rejected)


ANSWERS: dict[str, object] = {
    "incidents": tuple[Incident, ...],
    "ingest": IngestAnswer,
    "read": ReadAnswer,
    "rejected": tuple[Rejected, ...],
    "search": tuple[Hit, ...],
    "tension": Tension,
    "verify": Verification,
}
"""Each command that answers in JSON, and the type of its document."""
