"""What can be judged, as a page or a list shows it."""

from dataclasses import dataclass
from datetime import datetime

from ...domain import Span

STATES = ("automatic", "accepted", "corrected", "rejected")


@dataclass(frozen=True, slots=True)
class Value:
    """One field of an item: the `automatic` value, the one `shown` now, and who decided when.

    `form` says how it is written (choice, mode, date, number, text, names, places); a choice is one
    of `vocabulary`. An `essential` value cannot be empty: to reject it is to reject the item.
    """

    name: str
    label: str
    form: str
    vocabulary: str
    essential: bool
    automatic: str
    shown: str
    state: str
    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was read or derived, with its values, its support and what was decided.

    `thing`: event, count, claim, figure, place (of a report), incident, account (a report's share
    in an incident), source. `weight` and `why` say how urgently it waits for a person.
    """

    id: str
    subject: str
    thing: str
    title: str
    report: str | None
    incident: str | None
    span: Span | None
    quote: str
    method: str
    confidence: float | None
    values: tuple[Value, ...]
    rejected: bool = False
    by: str = ""
    at: datetime | None = None
    reason: str = ""
    weight: float = 0.0
    why: tuple[str, ...] = ()

    @property
    def waiting(self) -> bool:
        """Whether a value is still as the machine left it."""
        return not self.rejected and any(v.state == "automatic" and v.shown for v in self.values)

    def value(self, name: str) -> Value | None:
        """The value of that name."""
        return next((v for v in self.values if v.name == name), None)
