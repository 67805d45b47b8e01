"""Who asks: the person of a session or a token, or the one local user; and how often he may guess.

The door (`access.door`) keeps the sessions; here is what a request carries of them. Where no
password is set and nobody signed in, the room is readable and works as `local`, as the command
line does; with a password, nothing but the sign-in page answers without a session or a token.
"""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from typing import Literal

from ..access import Viewer
from ..access.door import Door

How = Literal["session", "token", "local"]
PUBLIC = frozenset({"/sign-in", "/healthz", "/healthz/live", "/healthz/ready"})
UNATTENDED = frozenset({"/api/stream", "/api/presence"})
"""What an open page asks again and again, also when nobody sits before it."""
STATIC = "/static/"
FREE_TRIES = 5
LONGEST_WAIT = 900
MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Doorway:
    """How the room is reached. `root` is the path below which a proxy shows it ("" or "/kfor").

    `proxies`: addresses whose X-Forwarded-* words are believed; `names`: host names beside the
    address itself. `hours` and `idle_minutes`: how long a session lives. `named`: nobody writes
    without having given a name.
    """

    root: str = ""
    proxies: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    hours: float = 14
    idle_minutes: float = 240
    named: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request. `cookie` is his session's, to end it by."""

    name: str
    how: How
    cookie: str = ""

    @property
    def known(self) -> str:
        """The name that the visitor gave; empty for the local user."""
        return "" if self.how == "local" else self.name

    def viewer(self, local: Viewer) -> Viewer:
        """The local user's rights under the visitor's name, until there are accounts."""
        return local if self.how == "local" else replace(local, name=self.name)


NOBODY = Visitor("local", "local")


def cookie_name(door: Door) -> str:
    """Cookies know no ports: each operation has its own name for its session."""
    return f"guardian_session_{door.mark}"


def visitor_of(
    door: Door, doorway: Doorway, headers: Mapping[str, str], now: datetime, *, touch: bool = True
) -> Visitor | None:
    """Who comes with these headers; None where a token or cookie was given that opens nothing.

    `touch`: a person did something; what an open page asks by itself keeps no session alive.
    """
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.casefold() in ("bearer", "basic"):
        told = token.strip() if kind.casefold() == "bearer" else _password(token)
        name = door.bearer(told)
        return Visitor(name, "token") if name else None
    cookie = _cookie(headers.get("cookie", ""), cookie_name(door))
    if cookie:
        name = door.who(
            cookie, now, hours=doorway.hours, idle_minutes=doorway.idle_minutes, touch=touch
        )
        if name:
            return Visitor(name, "session", cookie)
    return NOBODY


def is_still(
    visitor: Visitor, door: Door, doorway: Doorway, headers: Mapping[str, str], now: datetime
) -> bool:
    """Whether who opened something with these headers might open it now: not after signing out."""
    if visitor.how == "local" and door.locked:
        return False
    return visitor_of(door, doorway, headers, now, touch=False) == visitor


def is_public(path: str) -> bool:
    """Whether a path answers before anybody signed in: the sign-in itself, its styles, the health."""
    return path in PUBLIC or (path.startswith(STATIC) and ".." not in path)


def safe_back(back: str) -> str:
    """A path of this room to go back to; `/` for anything that leads elsewhere."""
    plain = back.startswith("/") and not back.startswith(("//", "/\\", "/sign-"))
    return back if plain and back.isprintable() and "\\" not in back else "/"


def _password(basic: str) -> str:
    """The password of HTTP Basic (RFC 7617), where programs that know nothing else put a token."""
    try:
        return b64decode(basic.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _cookie(header: str, name: str) -> str:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return next((value for key, _, value in pairs if key == name), "")


@dataclass(slots=True)
class Throttle:
    """Makes an address wait twice as long after each wrong password; nobody else waits for it.

    The first tries are free. Addresses are forgotten after the longest wait.
    """

    clock: Callable[[], float]
    _tries: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, address: str) -> int:
        """Seconds that the address has to wait; 0: it may try."""
        count, last = self._tries.get(address, (0, 0.0))
        if count < FREE_TRIES:
            return 0
        pause = min(2.0 ** (count - FREE_TRIES), LONGEST_WAIT)
        return max(0, ceil(last + pause - self.clock()))

    def failed(self, address: str) -> None:
        """Counts a wrong password."""
        now = self.clock()
        if len(self._tries) >= MOST_ADDRESSES:
            kept = {a: t for a, t in self._tries.items() if now - t[1] < LONGEST_WAIT}
            self._tries = dict(list(kept.items())[-MOST_ADDRESSES // 2 :])
        count, last = self._tries.get(address, (0, now))
        self._tries[address] = (1 if now - last > LONGEST_WAIT else count + 1, now)

    def passed(self, address: str) -> None:
        """Forgets an address's wrong passwords."""
        self._tries.pop(address, None)
