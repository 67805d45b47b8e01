"""Who wrote what, told to everybody who listens in this process: the room's pages stay in step."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

KEPT = 500
"""How many of the last writes are remembered for one who lost the connection."""


@dataclass(frozen=True, slots=True)
class Written:
    """One committed write: the number of its audit link, what kind, and since when it is known."""

    link: int
    kind: str
    at: datetime


Listener = Callable[[Written], None]


class News:
    """Tells listeners of every write, in the order of the audit links; safe from any thread.

    A listener is called in the thread that wrote, so it has to be quick and must not raise.
    """

    def __init__(self) -> None:
        self._listeners: dict[int, Listener] = {}
        self._last: deque[Written] = deque(maxlen=KEPT)
        self._next = 0
        self._lock = Lock()

    def tell(self, link: int, kind: str, at: datetime) -> None:
        """A write has been committed."""
        one = Written(link, kind, at)
        with self._lock:
            self._last.append(one)
            listeners = list(self._listeners.values())
        for listener in listeners:
            listener(one)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every write from now on; the answer ends it."""
        with self._lock:
            self._next += 1
            number = self._next
            self._listeners[number] = listener

        def stop() -> None:
            with self._lock:
                self._listeners.pop(number, None)

        return stop

    def since(self, link: int) -> tuple[Written, ...]:
        """The remembered writes after this audit link, the oldest first."""
        with self._lock:
            return tuple(one for one in self._last if one.link > link)
