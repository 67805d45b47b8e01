"""Who has which incident open, and who edits what in it: kept in memory, gone when they leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from ..errors import InputError

GONE_AFTER = timedelta(seconds=50)
"""A page tells of itself each 20 s; one that was not heard of for so long is closed."""
MOST = 5_000
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Present:
    """One open page: whose it is, of what, since when, and which field is being edited there."""

    name: str
    tab: str
    subject: str
    editing: str
    since: datetime
    seen: datetime


class Presence:
    """The open pages by tab. Nothing of it is recorded."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self._pages: dict[str, Present] = {}
        self._lock = Lock()

    def here(self, name: str, tab: str, subject: str, editing: str = "") -> bool:
        """A page is open; whether that is news. Raises InputError for words too long."""
        if max(len(tab), len(subject), len(editing)) > LONGEST or not (tab and subject):
            raise InputError("no page says so of itself")
        now = self.clock()
        with self._lock:
            self._drop(now)
            had = self._pages.get(tab)
            same = had is not None and (had.name, had.subject, had.editing) == (
                name, subject, editing,
            )  # fmt: skip
            if had is None and len(self._pages) >= MOST:
                return False
            since = had.since if had and had.subject == subject else now
            self._pages[tab] = Present(name, tab, subject, editing, since, now)
            return not same

    def left(self, tab: str) -> bool:
        """A page was closed; whether it was known."""
        with self._lock:
            return self._pages.pop(tab, None) is not None

    def of(self, subject: str, apart_from: str = "") -> tuple[Present, ...]:
        """Who has a subject open, each person once, without one person or tab; who edits first."""
        now = self.clock()
        with self._lock:
            self._drop(now)
            pages = [p for p in self._pages.values() if p.subject == subject]
        others = (p for p in pages if apart_from not in (p.name, p.tab))
        by_name: dict[str, Present] = {}
        for page in sorted(others, key=lambda p: (not p.editing, p.since)):
            by_name.setdefault(page.name, page)
        return tuple(by_name.values())

    def everybody(self) -> dict[str, tuple[str, ...]]:
        """The names of who has what open, by subject."""
        with self._lock:
            self._drop(self.clock())
            found: dict[str, dict[str, None]] = {}
            for page in self._pages.values():
                found.setdefault(page.subject, {})[page.name] = None
        return {subject: tuple(names) for subject, names in found.items()}

    def _drop(self, now: datetime) -> None:
        for tab in [t for t, p in self._pages.items() if now - p.seen > GONE_AFTER]:
            del self._pages[tab]
