"""The machine's own writes (imports, readings, fusions), folded into one line a burst."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..wording import joined

GAP = timedelta(minutes=10)
"""Writes further apart than this are two bursts."""
SYSTEM = {
    "reports": "import",
    "reading": "reading",
    "incidents": "fusion",
    "series": "series import",
    "rejected": "rejection",
}
"""Kinds of link that no person enters one by one, and what one is called."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One automatic write: its link's number, what it is called, when."""

    link: int
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Burst:
    """Writes close to each other, the newest first; `entries` are the first `SHOWN` of `n`."""

    first: datetime
    last: datetime
    n: int
    words: str
    entries: tuple[Entry, ...]


def fold(entries: Iterable[Entry], breaks: Sequence[datetime] = ()) -> tuple[Burst, ...]:
    """The bursts, the newest first. A person's entry at one of `breaks` parts two bursts."""
    found: list[list[Entry]] = []
    for entry in sorted(entries, key=lambda e: (e.at, e.link)):
        if found and not _parted(found[-1][-1].at, entry.at, breaks):
            found[-1].append(entry)
        else:
            found.append([entry])
    return tuple(_burst(entries) for entries in reversed(found))


def _parted(one: datetime, other: datetime, breaks: Sequence[datetime]) -> bool:
    return other - one > GAP or any(one < at <= other for at in breaks)


def _burst(entries: list[Entry]) -> Burst:
    kinds = Counter(e.what for e in entries)
    words = joined(f"{n} {what}{'s' if n > 1 else ''}" for what, n in kinds.most_common())
    return Burst(entries[0].at, entries[-1].at, len(entries), words, tuple(entries[::-1][:SHOWN]))
