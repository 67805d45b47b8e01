"""Every write told once to every listener, whichever process made it: kinds and numbers, no content."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from ..record import Record
from .news import News, Written

REMEMBERED = 2_000
MISSED = 500
"""One who missed more writes than this is told to look at everything anew."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a listener hears: `link` of the audit chain (0: none), and its kind.

    Kinds are those of the chain, and `presence` (who looks at what has changed), `reset` and `end`.
    """

    link: int
    kind: str


Listener = Callable[[Told], None]


class Stream:
    """Joins what this process hears of its own writes with what the record shows of others'.

    `look` is to be called now and then (each 2 s, say): it finds the links that nobody told of.
    """

    def __init__(self, record: Record, news: News) -> None:
        self.record = record
        self._listeners: dict[int, Listener] = {}
        self._next = 0
        self._told: deque[int] = deque(maxlen=REMEMBERED)
        self._all_to = record.newest_link()
        self._lock = Lock()
        news.listen(self._heard)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with everything from now on, in any thread; the answer ends it."""
        with self._lock:
            self._next += 1
            number = self._next
            self._listeners[number] = listener

        def stop() -> None:
            with self._lock:
                self._listeners.pop(number, None)

        return stop

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def missed(self, after: int) -> tuple[Told, ...]:
        """What was written after a link, the oldest first; `reset` alone where that is too much."""
        newest = self.record.newest_link()
        if newest - after > MISSED or after > newest:
            return (Told(newest, "reset"),)
        return tuple(Told(link.number, link.kind) for link in self.record.links(after, MISSED))

    def look(self) -> None:
        """Tells of the links that other processes wrote."""
        if self.record.newest_link() > self._all_to:
            for link in self.record.links(self._all_to, MISSED):
                self._tell(Told(link.number, link.kind))

    def presence(self) -> None:
        """Tells that somebody came, went, or began to edit."""
        self._hand_out(Told(0, "presence"))

    def close(self) -> None:
        """Tells everybody that it ends."""
        self._hand_out(Told(0, "end"))

    def _heard(self, written: Written) -> None:
        self._tell(Told(written.link, written.kind))

    def _tell(self, told: Told) -> None:
        with self._lock:
            if told.link <= self._all_to or told.link in self._told:
                return
            self._told.append(told.link)
            while self._all_to + 1 in self._told:
                self._all_to += 1
        self._hand_out(told)

    def _hand_out(self, told: Told) -> None:
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            listener(told)
