"""What `guardian read --json` prints: apart from the other answers, so that reading starts at once."""

from dataclasses import dataclass

from msgspec import UNSET, UnsetType

from ..domain import Claim, Coding, Event, Figure, PlaceMention, Reading, ReportHeader


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """`guardian read --json`: one text (or one line of a `.jsonl`), read.

    `codings` is there with `--dictionaries` only.
    """

    report: ReportHeader
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    places: tuple[PlaceMention, ...]
    codings: tuple[Coding, ...] | UnsetType = UNSET

    @classmethod
    def of(cls, reading: Reading) -> "ReadAnswer":
        """The part of a reading that is printed."""
        return cls(
            reading.report,
            reading.events,
            reading.claims,
            reading.figures,
            reading.places,
            UNSET if reading.codings is None else reading.codings,
        )
