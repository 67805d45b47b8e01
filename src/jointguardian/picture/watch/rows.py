"""A line of the log as it is shown: what, where, when, how graded, what changed, who has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ...domain import Incident, PlaceMention, Report, Work
from ...domain.watch import WORK_STATES
from ..wording import guarded
from .deltas import Delta, deltas, last_step, shortened
from .filter import parse_filter
from .index import Index, Mask, Row, moment_of
from .overlay import UNREAD, Overlay, since_rows
from .select import Selection

SHORT = 160


@dataclass(frozen=True, slots=True)
class LogRow:
    """One incident or lone report. `changed` is record time; `deltas` say what changed then."""

    id: str
    kind: str
    what: str
    type: str
    status: str
    start: str | None
    end: str | None
    changed: datetime
    first: datetime
    places: tuple[PlaceMention, ...]
    grades: tuple[str, ...]
    reports: int
    sources: tuple[str, ...]
    contradictions: int
    deltas: tuple[Delta, ...]
    unread: bool
    state: str
    assignee: str | None
    since: datetime | None
    by: str | None
    invented: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What awaits somebody who comes on watch, over all that he may see."""

    new: int
    changed: int
    contradicted: int
    unread: int
    still_open: int


def log_row(row: Row, overlay: Overlay, letters: Mapping[str, str]) -> LogRow:
    """The line of a row for one reader; what changed is told since he last read it."""
    work = overlay.work.get(row.id)
    changed = max(row.known)
    unread = overlay.is_unread(row.id, changed)
    told = shortened(deltas(row, _baseline(row, overlay, unread)))
    if isinstance(row.subject, Incident):
        return _incident(row.subject, row, told, unread, work)
    return _report(row.subject, row, told, unread, work, letters)


def _baseline(row: Row, overlay: Overlay, unread: bool) -> int:
    """Since when changes are told: the reader's own last look, his last shift, or the step before."""
    seen = overlay.seen.get(row.id, 0)
    base = max(seen if seen != UNREAD else 0, overlay.read_to, overlay.since or 0)
    return base if unread and 0 < base < max(row.known) else last_step(row)


def _incident(
    told: Incident,
    row: Row,
    changes: tuple[Delta, ...],
    unread: bool,
    work: Work | None,
) -> LogRow:
    grades = tuple(dict.fromkeys(str(m.grade) for m in told.members))
    return LogRow(
        told.id, "incident", told.what, told.type, told.status, told.start, told.end,
        moment_of(max(row.known)), moment_of(min(row.known)), told.places,
        tuple(sorted(grades)), len(told.reports), told.sources, len(told.contradictions), changes,
        unread, *_in_hand(work), False,
    )  # fmt: skip


def _report(
    told: Report,
    row: Row,
    changes: tuple[Delta, ...],
    unread: bool,
    work: Work | None,
    letters: Mapping[str, str],
) -> LogRow:
    what = told.title or _beginning(told.text)
    moment = moment_of(row.known[0])
    return LogRow(
        told.id, "report", what, "report", "", told.published, told.published, moment, moment, (),
        (f"{letters.get(told.source, 'F')}6",), 1, (told.source,), 0, changes, unread,
        *_in_hand(work), told.invented,
    )  # fmt: skip


def _in_hand(work: Work | None) -> tuple[str, str | None, datetime | None, str | None]:
    if work is None:
        return WORK_STATES[0], None, None, None
    return work.state, work.assignee, work.at, work.by


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return guarded(line if len(line) <= SHORT else line[:SHORT].rsplit(" ", 1)[0] + " …")


def summary(index: Index, overlay: Overlay) -> Summary:
    """The counts since the reader's last shift ended."""

    def rows(line: str) -> Mask:
        return Selection(index, overlay, parse_filter(line)).rows()

    new, changed = since_rows(index, overlay.since)
    contradicted = (new | changed) & rows("is:contradicted")
    return Summary(
        int(new.sum()),
        int(changed.sum()),
        int(contradicted.sum()),
        int(rows("is:unread").sum()),
        int(_still_open(index, overlay, new | changed).sum()),
    )


def _still_open(index: Index, overlay: Overlay, fresh: Mask) -> Mask:
    """What a person left open or works on, and what is fresh and nobody has closed or parked."""
    closed = {w.subject for w in overlay.work.values() if w.state in ("done", "parked")}
    mask = fresh.copy()
    for subject in overlay.work:
        row = index.at.get(subject)
        if row is not None:
            mask[row] = subject not in closed
    return mask


def in_hand(index: Index, overlay: Overlay, states: Iterable[str]) -> tuple[Row, ...]:
    """The rows in sight that a person put into one of the states, the newest entry first."""
    mine = (w for w in overlay.work.values() if w.state in states and w.subject in index.at)
    return tuple(
        index.rows[index.at[w.subject]] for w in sorted(mine, key=lambda w: w.at, reverse=True)
    )
