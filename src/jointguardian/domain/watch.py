"""The watch in an operations centre: shifts, what was read, who works on what, and the handover."""

from dataclasses import dataclass
from datetime import datetime

WORK_STATES = ("open", "working", "done", "parked")
HANDOVER_STATES = ("draft", "signed", "acknowledged")
EVERYTHING = "*"
"""The subject of a read mark that covers all incidents and reports."""


@dataclass(frozen=True, slots=True)
class WatchShift:
    """A person's time on watch. `ended` is None while it lasts; moments are aware."""

    id: str
    by: str
    began: datetime
    ended: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadMark:
    """What a person has read: everything of `subject` that was known up to `seen`.

    `subject` is the id of an incident or report, or `EVERYTHING`. `unread` puts it back among the
    unread until it is read again. `at` is when the mark was set.
    """

    by: str
    subject: str
    seen: datetime
    at: datetime
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """Where the work on an incident or report stands (`WORK_STATES`), and who has it in hand."""

    subject: str
    state: str
    assignee: str | None
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter with a name. `shared`: offered to everybody; `gone`: withdrawn by its owner."""

    id: str
    name: str
    query: str
    by: str
    at: datetime
    shared: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Handover:
    """One version of a handover between two shifts; none is ever changed, a later one follows it.

    `level`, `compartments` and `releasable_to` are its marking: the high-water mark of the sheet.
    `since` and `as_of` bound what became known; `lookout` is what the outgoing says to look out for;
    `body` is the whole sheet, as JSON, as it stood when this version was written.
    """

    id: str
    version: int
    state: str
    outgoing: str
    incoming: str
    since: datetime
    as_of: datetime
    lookout: str
    body: str
    by: str
    at: datetime
    shift: str = ""
    level: str = "public"
    compartments: tuple[str, ...] = ()
    releasable_to: tuple[str, ...] = ()
