"""What one person has read, and who works on what, laid over the index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from ...domain import ReadMark, Work
from ...domain.watch import EVERYTHING
from .index import Index, Ints, Mask, micros

UNREAD = -1
"""What stands for "put back among the unread" where a moment in microseconds is kept."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """For one reader: `seen` is what he read up to when (microseconds), `work` the newest state of each.

    `read_to` covers everything; `since` is when his last shift ended (None: he had none).
    """

    me: str = ""
    read_to: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)
    work: Mapping[str, Work] = field(default_factory=dict)
    since: int | None = None

    def is_unread(self, subject: str, changed: int) -> bool:
        """Whether something became known of the subject that the reader has not seen."""
        own = self.seen.get(subject)
        return own == UNREAD or changed > max(own or 0, self.read_to)

    def state(self, subject: str) -> str:
        """Where the work on a subject stands."""
        work = self.work.get(subject)
        return work.state if work else "open"


def overlay_of(
    me: str, marks: Iterable[ReadMark], work: Iterable[Work], since: datetime | None
) -> Overlay:
    """The overlay of one reader from all marks and the newest work rows."""
    mine = [m for m in marks if m.by == me]
    star = max((m for m in mine if m.subject == EVERYTHING), key=lambda m: m.at, default=None)
    seen: dict[str, int] = {}
    for mark in mine:
        if mark.subject == EVERYTHING or (star and mark.unread and mark.at <= star.at):
            continue
        seen[mark.subject] = UNREAD if mark.unread else micros(mark.seen)
    return Overlay(
        me,
        micros(star.seen) if star else 0,
        seen,
        {w.subject: w for w in work},
        micros(since) if since else None,
    )


def unread_rows(index: Index, overlay: Overlay) -> Mask:
    """The rows that the reader has not seen as they are."""
    seen = np.full(len(index), overlay.read_to, np.int64)
    for subject, moment in overlay.seen.items():
        row = index.at.get(subject)
        if row is not None:
            seen[row] = moment if moment == UNREAD else max(moment, overlay.read_to)
    unread: Mask = index.changed > seen
    return unread


def since_rows(index: Index, since: int | None) -> tuple[Mask, Mask]:
    """The rows that became known after a moment, and those known before that changed after it."""
    after: Mask = index.changed > (since if since is not None else np.iinfo(np.int64).max)
    new: Mask = after & (index.first > (since or 0))
    return new, after & ~new


def worked_rows(index: Index, work: Iterable[Work]) -> Ints:
    """The rows of the given work, those that are in sight."""
    found = (index.at.get(w.subject) for w in work)
    return np.array([row for row in found if row is not None], np.int64)
