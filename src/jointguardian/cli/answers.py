"""What each command prints with `--json`, as types; `docs/reference/schema/` holds their schemas."""

from dataclasses import dataclass

import msgspec
from msgspec import UNSET, UnsetType

from ..domain import (
    Incident,
    Rejected,
)
from ..picture import Tension
from ..picture.board import Positions
from ..picture.review.values import Item
from ..pipeline import Hit, Ingested, Verification
from .read_answer import ReadAnswer


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


class RefAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What a sentence or row rests on; `report` is None for incidents and facts of the pack."""

    kind: str
    id: str
    report: str | None


class RowAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A table row of a brief."""

    cells: tuple[str, ...]
    refs: tuple[RefAnswer, ...]


class ItemAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A note; or a sentence with its references; or a table's columns and rows."""

    note: str | UnsetType = UNSET
    sentence: str | UnsetType = UNSET
    refs: tuple[RefAnswer, ...] | UnsetType = UNSET
    columns: tuple[str, ...] | UnsetType = UNSET
    rows: tuple[RowAnswer, ...] | UnsetType = UNSET


class SectionAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A section of a brief; `kind` is fact, assessment or absent."""

    number: int
    title: str
    kind: str
    items: tuple[ItemAnswer, ...]


class BriefAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """`guardian brief --format json`."""

    kind: str
    title: str
    header: dict[str, str]
    banner: str | None
    sections: tuple[SectionAnswer, ...]


ANSWERS: dict[str, object] = {
    "brief": BriefAnswer,
    "incidents": tuple[Incident, ...],
    "ingest": IngestAnswer,
    "positions": Positions,
    "read": ReadAnswer,
    "rejected": tuple[Rejected, ...],
    "review": tuple[Item, ...],
    "search": tuple[Hit, ...],
    "tension": Tension,
    "verify": Verification,
}
"""Each command that answers in JSON, and the type of its document."""
