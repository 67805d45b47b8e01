"""An operation with a few told reports, and short words to check them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from jointguardian.access import LOCAL
from jointguardian.domain import Incident
from jointguardian.pipeline import Operation, OperationRoom, create_operation
from telling import PRIZREN, make_told

NOW = datetime(2023, 6, 20, 12, tzinfo=UTC)
ANA = replace(LOCAL, name="Ana")
TEXT = "The Western Guard said 30 soldiers were injured in Zvecan on 29 May 2023."


class Told:
    """A room on an operation, and what was told in it."""

    def __init__(self, operation: Operation) -> None:
        self.operation, self.room = operation, OperationRoom(operation)
        self.check = self.room.check

    def tell(self, rid: str, text: str = TEXT, **more: object) -> None:
        made = make_told(rid, text, **more)  # type: ignore[arg-type]
        self.operation.record.add_sources([made.source])
        self.operation.record.add_report(made.report, made.reading)

    def incidents(self, as_of: datetime | None = None) -> tuple[Incident, ...]:
        return self.room.known_at(LOCAL, as_of).incidents

    def of(self, report: str) -> Incident:
        """The incident that a report tells of."""
        return next(i for i in self.incidents() if report in i.reports)


@contextmanager
def told_operation(folder: Path) -> Iterator[Told]:
    """r1 and r2 rival each other about a clash; r3 is a protest elsewhere, weeks before."""
    with create_operation(folder, pack="kosovo") as made:
        found = Told(replace(made, clock=lambda: NOW))
        found.tell("r1", rows=(("injured", "soldiers", 30, None, "KFOR"),),
                   claims=(("Western Guard", "states", (), "30 soldiers were injured"),))  # fmt: skip
        found.tell("r2", "A hospital in Mitrovica counted 41 soldiers injured at Zvecan.",
                   rows=(("injured", "soldiers", 41, None, "hospital"),), hours=1)  # fmt: skip
        found.tell("r3", "Farmers blocked a road near Prizren over the price of milk.",
                   kind="protest", day="2023-05-02", place=PRIZREN, actors=("Farmers",),
                   recipients=(), hours=2)  # fmt: skip
        yield found
