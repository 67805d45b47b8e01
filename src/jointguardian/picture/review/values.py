"""What can be judged, as a page or a list shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    in an incident), source. `weight` and `why` say how urgently it waits for a person; `context` are
    the words around a short quotation.
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
    context: str = ""

    @property
    def waiting(self) -> bool:
        """Whether a value is still as the machine left it."""
        return not self.rejected and any(v.state == "automatic" and v.shown for v in self.values)

    def value(self, name: str) -> Value | None:
        """The value of that name."""
        return next((v for v in self.values if v.name == name), None)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about an item: `values` to correct, or `fields` to accept or reject.

    Without fields the whole item is meant. `as_of` is the moment whose picture was looked at.
    """

    item: str
    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    by: str = ""
    reason: str = ""
    as_of: datetime | None = None
