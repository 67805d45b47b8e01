"""A request for information: what somebody in the field is asked to find out, and by when."""

from dataclasses import dataclass
from datetime import datetime

REQUEST_STATES = ("open", "answered", "withdrawn")
PRIORITIES = ("flash", "immediate", "priority", "routine")
"""Precedence, the highest first. Source: ACP 121, the precedence of messages."""


@dataclass(frozen=True, slots=True)
class Request:
    """One version of a request (RFI); each change is a new row of the same id.

    `due` is an aware moment; `asked_by` and `asked_at` stay, `by` and `at` are those of this version,
    `note` says why it changed. `place` is a municipality's id or a name as written; `answers` are ids
    of reports. `released_by` named himself when the text went out.
    """

    id: str
    question: str
    to: str
    priority: str
    due: datetime
    asked_by: str
    asked_at: datetime
    by: str
    at: datetime
    incident: str | None = None
    place: str | None = None
    state: str = "open"
    answers: tuple[str, ...] = ()
    note: str = ""
    released_by: str = ""
    released_at: datetime | None = None
