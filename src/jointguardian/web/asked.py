"""What the address of a page asks for, and links that keep it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from ..domain.dates import first_day, last_day, parse_moment, parse_partial
from ..errors import InputError
from .room import Moment


@dataclass(frozen=True, slots=True)
class Asked:
    """As of when, for which days, and which place; None where the address leaves it open."""

    as_of: datetime | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    only: str | None = None

    def link(self, path: str, **more: str | int) -> str:
        """`path` with the moment kept, and the days and place where they are set."""
        given = {"as_of": self.stamp, "since": self.since, "until": self.until, "place": self.place}
        given["only"] = self.only
        query = urlencode({k: v for k, v in {**given, **more}.items() if v not in (None, "")})
        return f"{path}?{query}" if query else path

    def page(self, path: str, **more: str | int) -> str:
        """A link to a page about one thing: the moment is kept, the days and the place are not."""
        return Asked(as_of=self.as_of).link(path, **more)

    @property
    def stamp(self) -> str | None:
        """The moment as the address writes it: a bare day where it is the end of one."""
        if self.as_of is None:
            return None
        utc = self.as_of.astimezone(UTC)
        if (utc.hour, utc.minute, utc.second) == (23, 59, 59):
            return utc.date().isoformat()
        return f"{utc:%Y-%m-%dT%H:%M:%SZ}"


def asked(
    as_of: str | None,
    since: str | None = None,
    until: str | None = None,
    place: str | None = None,
    only: str | None = None,
) -> Asked:
    """The query's words checked. Raises InputError for what is no date, or days out of order."""
    first = first_day(parse_partial(since)).isoformat() if since else None
    last = last_day(parse_partial(until)).isoformat() if until else None
    if first and last and first > last:
        raise InputError(
            f"the days {first} to {last} run backwards", way_out="swap since and until"
        )
    moment = parse_moment(as_of) if as_of else None
    return Asked(moment, first, last, place or None, only or None)


def at_first(wish: Asked, moments: tuple[Moment, ...]) -> Asked:
    """What the room opens with when the address leaves the moment open: the first of its moments."""
    if wish.as_of is not None or wish.since or wish.until or not moments:
        return wish
    opening = moments[0]
    return replace(wish, as_of=opening.as_of, since=opening.since, until=opening.until)
