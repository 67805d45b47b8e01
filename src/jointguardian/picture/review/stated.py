"""What a mission's log states in its columns: its keeper's own word, which waits for nobody."""

from ...domain import Event, Report
from .rulings import Mark, Ruling
from .things import Thing

LOG = "log_"
"""How the id of the event begins that a row of a log states."""
WHY = "stated in a column of the log"


def stated(report: Report, thing: Thing, event: object) -> Ruling | None:
    """The ruling that holds for a stated event and its counts until a person decides otherwise.

    A count that was read in the text, before the columns, stays automatic.
    """
    if not isinstance(event, Event) or not event.id.startswith(LOG) or event.confidence < 1:
        return None
    if thing.kind == "count" and thing.span.start < event.span.end:
        return None
    return Ruling(thing.subject, whole=Mark("accepted", report.source, report.received, WHY))
