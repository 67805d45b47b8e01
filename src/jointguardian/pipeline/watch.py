"""The watch: what changed, what is unread, who works on what, shifts and saved views."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from ..access import Viewer
from ..domain import Marking, ReadMark, SavedView, WatchShift, Work
from ..domain.ids import new_id
from ..domain.marking import LEVELS, PUBLIC
from ..domain.watch import EVERYTHING, WORK_STATES
from ..errors import InputError, NotPermitted, UnknownName
from ..picture import Known
from ..picture.watch.bursts import GAP, SYSTEM, Burst, Entry, fold
from ..picture.watch.filter import Filter, parse_filter
from ..picture.watch.index import Index, derive, moment_of
from ..picture.watch.overlay import Overlay, overlay_of
from ..picture.watch.rows import LogRow, Summary, log_row, summary
from ..picture.watch.select import PAGE, Choice, Selection, select
from .known import KnownReader
from .operation import Operation
from .written import longest

KEPT = 8
"""Indexes kept: one for each recently visited moment and sight."""
LINKS = 5_000
"""The newest links of the chain that are folded into bursts."""
F = TypeVar("F", bound=ReadMark | Work | SavedView | WatchShift)


@dataclass(frozen=True, slots=True)
class Shifts:
    """One person's shifts: the one that runs, the last one that ended, and how long he was away."""

    current: WatchShift | None
    last: WatchShift | None
    away: timedelta | None


@dataclass(frozen=True, slots=True)
class ViewCount:
    """A saved view and how many rows it has now."""

    view: SavedView
    n: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, with everything that stands around it."""

    as_of: datetime
    filter: Filter
    rows: tuple[LogRow, ...]
    total: int
    next: str | None
    choices: dict[str, tuple[Choice, ...]]
    bursts: tuple[Burst, ...]
    summary: Summary | None
    shifts: Shifts
    views: tuple[ViewCount, ...]
    link: int


class _Followed(Generic[F]):
    """The newest fact of each key, kept up by reading only what was added."""

    def __init__(self, kind: str, cls: type[F], key: Callable[[F], object]) -> None:
        self.kind = kind
        self.cls = cls
        self.key = key
        self._rows: dict[tuple[object, ...], dict[object, F]] = {}
        self._read: dict[tuple[object, ...], int] = {}
        self._asked: dict[tuple[object, ...], tuple[int, tuple[F, ...]]] = {}
        self._lock = Lock()

    def now(self, operation: Operation, viewer: Viewer) -> tuple[F, ...]:
        """All newest facts that the viewer may see."""
        sight, link = sight_of(viewer), operation.record.newest_link()
        with self._lock:
            asked, told = self._asked.get(sight, (-1, ()))
            if asked == link:
                return told
            after = self._read.get(sight, 0)
            fresh, last = operation.record.facts_after(viewer, self.kind, self.cls, after)
            rows = self._rows.setdefault(sight, {})
            for row in fresh:
                known = rows.get(self.key(row))
                if known is None or _moment(known) <= _moment(row):
                    rows[self.key(row)] = row
            self._read[sight] = last
            self._asked[sight] = link, tuple(rows.values())
            return self._asked[sight][1]


def _moment(row: ReadMark | Work | SavedView | WatchShift) -> datetime:
    return (row.ended or row.began) if isinstance(row, WatchShift) else row.at


def sight_of(viewer: Viewer) -> tuple[object, ...]:
    """What decides what a viewer sees: two of the same sight share an index."""
    return (viewer.level, viewer.compartments, viewer.organisations)


class Watch:
    """The watch of one operation. What a person enters is a fact; the past is only looked at."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._indexes: OrderedDict[tuple[object, ...], tuple[Known, Index]] = OrderedDict()
        self._marks = _Followed("read-marks", ReadMark, lambda m: (m.by, m.subject))
        self._work = _Followed("work", Work, lambda w: w.subject)
        self._views = _Followed("saved-views", SavedView, lambda v: v.id)
        self._shifts = _Followed("watch-shifts", WatchShift, lambda s: s.id)
        self._links: list[Entry] = []
        self._read_to = 0
        self._lock = Lock()

    # --- what is read ------------------------------------------------------------------------

    def index(self, viewer: Viewer, as_of: datetime | None) -> tuple[Known, Index]:
        """What the viewer may see of that moment, and its index."""
        known = self.reader.at(viewer, as_of)
        key = (*sight_of(viewer), as_of)
        with self._lock:
            had = self._indexes.get(key)
            if had is not None and had[0] is known:
                return had
            base = had or next(reversed(self._of_sight(viewer)), None)
            made = (known, derive(base[1] if base else None, known))
            self._indexes[key] = made
            self._indexes.move_to_end(key)
            while len(self._indexes) > KEPT:
                self._indexes.popitem(last=False)
            return made

    def _of_sight(self, viewer: Viewer) -> list[tuple[Known, Index]]:
        sight = sight_of(viewer)
        return [made for key, made in self._indexes.items() if key[:3] == sight]

    def overlay(self, viewer: Viewer, as_of: datetime | None) -> Overlay:
        """What the viewer has read, and who works on what."""
        last = self.shifts(viewer, as_of).last
        marks = self._rows(self._marks, viewer, as_of)
        work = self._rows(self._work, viewer, as_of)
        return overlay_of(viewer.name, marks, work, last.ended if last else None)

    def _rows(self, kind: _Followed[F], viewer: Viewer, as_of: datetime | None) -> tuple[F, ...]:
        if as_of is None:
            return kind.now(self.operation, viewer)
        return self.operation.record.facts(viewer, kind.kind, kind.cls, as_of)

    def page(
        self,
        viewer: Viewer,
        line: str = "",
        as_of: datetime | None = None,
        after: str | None = None,
        size: int = PAGE,
        counted: bool = True,
    ) -> LogPage:
        """A page of the log under a filter. Raises InputError for one that cannot be read.

        `counted`: with the counts of every choice and of the shift, which takes most of the time.
        """
        link = self.operation.record.newest_link()
        known, index = self.index(viewer, as_of)
        overlay, wanted = self.overlay(viewer, as_of), parse_filter(line)
        found = select(index, overlay, wanted, after, size, counted)
        letters = {s.name: s.reliability for s in known.sources}
        rows = tuple(log_row(row, overlay, letters) for row in found.rows)
        return LogPage(
            as_of=known.as_of,
            filter=wanted,
            rows=rows,
            total=found.total,
            next=found.next,
            choices=dict(found.choices),
            bursts=self._bursts(rows, after is None, as_of),
            summary=summary(index, overlay) if counted else None,
            shifts=self.shifts(viewer, as_of),
            views=self._counted(viewer, as_of, index, overlay),
            link=link,
        )

    def row(self, viewer: Viewer, subject: str, as_of: datetime | None = None) -> LogRow:
        """One line of the log. Raises UnknownName for what the viewer may not see, as for nothing."""
        known, index = self.index(viewer, as_of)
        at = _in_sight(index, subject)
        letters = {s.name: s.reliability for s in known.sources}
        return log_row(index.rows[at], self.overlay(viewer, as_of), letters)

    def matching(self, viewer: Viewer, line: str, as_of: datetime | None) -> frozenset[str]:
        """The ids of the incidents and reports that a filter leaves."""
        _, index = self.index(viewer, as_of)
        mask = Selection(index, self.overlay(viewer, as_of), parse_filter(line)).rows()
        return frozenset(index.rows[n].id for n in mask.nonzero()[0].tolist())

    def shifts(self, viewer: Viewer, as_of: datetime | None) -> Shifts:
        """The viewer's own shifts as known at the moment."""
        rows = self._rows(self._shifts, viewer, as_of)
        mine = sorted((s for s in rows if s.by == viewer.name), key=lambda s: s.began)
        current = next((s for s in reversed(mine) if s.ended is None), None)
        ended = [s for s in mine if s.ended is not None]
        last = max(ended, key=_moment) if ended else None
        back = current.began if current else (as_of or self.operation.clock())
        away = back - last.ended if last and last.ended else None
        return Shifts(current, last, away)

    def on_watch(self, viewer: Viewer, as_of: datetime | None) -> tuple[WatchShift, ...]:
        """Everybody's running shifts, the oldest first."""
        rows = self._rows(self._shifts, viewer, as_of)
        return tuple(sorted((s for s in rows if s.ended is None), key=lambda s: s.began))

    def _counted(
        self, viewer: Viewer, as_of: datetime | None, index: Index, overlay: Overlay
    ) -> tuple[ViewCount, ...]:
        views = (v for v in self._rows(self._views, viewer, as_of) if not v.gone)
        mine = [v for v in views if v.shared or v.by == viewer.name]
        made = (ViewCount(v, _count(index, overlay, v.query)) for v in mine)
        return tuple(sorted(made, key=lambda c: (c.view.by != viewer.name, c.view.name.casefold())))

    def _bursts(
        self, rows: tuple[LogRow, ...], first: bool, as_of: datetime | None
    ) -> tuple[Burst, ...]:
        """The machine's writes of the time that the page covers."""
        self._follow_links()
        newest = as_of if first else (rows[0].changed if rows else None)
        oldest = rows[-1].changed - GAP if rows else None
        entries = (
            e
            for e in self._links
            if (newest is None or e.at <= newest) and (oldest is None or e.at >= oldest)
        )
        return fold(entries, [row.changed for row in rows])

    def _follow_links(self) -> None:
        with self._lock:
            newest = self.operation.record.newest_link()
            if newest == self._read_to:
                return
            start = max(self._read_to, newest - LINKS)
            links = self.operation.record.links(start, LINKS)
            fresh = [Entry(x.number, SYSTEM[x.kind], x.at) for x in links if x.kind in SYSTEM]
            self._links = [*self._links, *fresh][-LINKS:]
            self._read_to = links[-1].number if links else self._read_to

    # --- what a person enters ----------------------------------------------------------------

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why nothing can be entered at that moment; empty where it can."""
        past = as_of is not None and as_of < self.operation.clock()
        if past and not self.operation.settings.replay:
            return "this is what was known then; open the present to work on it"
        return ""

    def entering(self, viewer: Viewer, as_of: datetime | None) -> datetime:
        """Since when an entry is known: in a replay the moment looked at. Raises InputError."""
        if refusal := self.why_not(viewer, as_of):
            raise InputError(refusal)
        now = self.operation.clock()
        return min(as_of, now) if as_of and self.operation.settings.replay else now

    def mark(
        self, viewer: Viewer, subject: str, unread: bool, as_of: datetime | None = None
    ) -> None:
        """Marks one thing read as it is, or unread again; `EVERYTHING` marks all as read."""
        at = self.entering(viewer, as_of)
        _, index = self.index(viewer, as_of)
        # what was seen, not when: what is recorded later for an earlier moment is unread
        seen = _newest(index, at) if subject == EVERYTHING else _changed(index, subject)
        self._add("read-marks", ReadMark(viewer.name, subject, seen, at, unread), at)

    def work(
        self,
        viewer: Viewer,
        subject: str,
        state: str,
        *,
        assignee: str | None = None,
        note: str = "",
        as_of: datetime | None = None,
    ) -> Work:
        """Sets where the work stands and who has it. Raises UnknownName, InputError."""
        if state not in WORK_STATES:
            raise InputError(f"no state {state!r}", way_out=f"use one of {', '.join(WORK_STATES)}")
        at = self.entering(viewer, as_of)
        _in_sight(self.index(viewer, as_of)[1], subject)
        who = longest(assignee, "who") if assignee else None
        work = Work(subject, state, who, viewer.name, at, longest(note, "note"))
        self._add("work", work, at)
        return work

    def begin_shift(self, viewer: Viewer, as_of: datetime | None = None) -> WatchShift:
        """Begins a shift; the one that runs already, if there is one."""
        at = self.entering(viewer, as_of)
        running = self.shifts(viewer, as_of).current
        if running is not None:
            return running
        shift = WatchShift(new_id("shift"), viewer.name, at)
        self._add("watch-shifts", shift, at)
        return shift

    def end_shift(self, viewer: Viewer, as_of: datetime | None = None) -> WatchShift:
        """Ends the shift that runs. Raises InputError where none does."""
        at = self.entering(viewer, as_of)
        running = self.shifts(viewer, as_of).current
        if running is None:
            raise InputError("you are not on watch", way_out="begin a shift first")
        ended = replace(running, ended=max(at, running.began))
        self._add("watch-shifts", ended, at)
        return ended

    def save_view(
        self,
        viewer: Viewer,
        name: str,
        line: str,
        *,
        shared: bool = False,
        as_of: datetime | None = None,
    ) -> SavedView:
        """Saves a filter under a name; the person's own view of that name is replaced.

        Raises InputError for an empty name or a wrong filter.
        """
        at = self.entering(viewer, as_of)
        title = longest(name, "name")
        if not title:
            raise InputError("a view needs a name")
        known = self._rows(self._views, viewer, as_of)
        mine = (v.id for v in known if (v.by, v.name, v.gone) == (viewer.name, title, False))
        id_ = next(mine, None) or new_id("view")
        view = SavedView(id_, title, str(parse_filter(line)), viewer.name, at, shared)
        self._add("saved-views", view, at, _own(viewer))
        return view

    def remove_view(self, viewer: Viewer, view: str, as_of: datetime | None = None) -> None:
        """Withdraws a view. Raises UnknownName, and NotPermitted for somebody else's."""
        at = self.entering(viewer, as_of)
        known = self._rows(self._views, viewer, as_of)
        found = next((v for v in known if v.id == view and not v.gone), None)
        if found is None or not (found.shared or found.by == viewer.name):
            raise UnknownName("there is no such view")
        if found.by != viewer.name:
            raise NotPermitted(f"the view {found.name!r} belongs to {found.by}")
        self._add("saved-views", replace(found, gone=True, at=at), at, _own(viewer))

    def _add(self, kind: str, row: object, at: datetime, marking: Marking = PUBLIC) -> None:
        self.operation.record.add_facts(kind, [row], at=at, marking=marking)


def _own(viewer: Viewer) -> Marking:
    """What carries a person's own words: internal, or lower where he himself sees less."""
    return Marking(LEVELS[min(1, LEVELS.index(viewer.level))])


def _count(index: Index, overlay: Overlay, line: str) -> int:
    return int(Selection(index, overlay, parse_filter(line)).rows().sum())


def _in_sight(index: Index, subject: str) -> int:
    """The row of a subject. Raises UnknownName."""
    at = index.at.get(subject)
    if at is None:
        raise UnknownName(f"{subject!r} is not known", way_out="look at the log of the watch")
    return at


def _newest(index: Index, at: datetime) -> datetime:
    """When the newest of all rows changed; `at` where there is none."""
    return moment_of(int(index.changed.max())) if len(index) else at


def _changed(index: Index, subject: str) -> datetime:
    return moment_of(int(index.changed[_in_sight(index, subject)]))
