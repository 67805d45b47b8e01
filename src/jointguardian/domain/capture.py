"""How a report was taken down: who wrote it, from whom, when it happened and where."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """One report that a person took down by hand.

    `by` is the recorder; `received` (ISO moment) is the server's clock, `happened` the time that the
    reporter gave; `when` and `where` are his words for it. `lat` and `lon` (WGS 84) and `mgrs` are
    empty where the place is not known; `shown` are the given words of a person's part in it
    ("victim: farmer"), never a name; `note` is the report that holds the sealed names.
    """

    report: str
    source: str
    by: str
    received: str
    happened: str
    when: str = ""
    where: str = ""
    place: str = ""
    gazetteer_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    mgrs: str = ""
    shown: tuple[str, ...] = ()
    note: str | None = None
    incident: str | None = None

    @property
    def happened_at(self) -> datetime:
        """The moment at which it happened."""
        return datetime.fromisoformat(self.happened)

    @property
    def received_at(self) -> datetime:
        """The moment at which the server had it."""
        return datetime.fromisoformat(self.received)
