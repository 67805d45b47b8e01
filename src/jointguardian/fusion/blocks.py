"""Where an event looks for others that may tell the same happening: never among all of them.

A dated event is entered under its days with its place cells (H3, resolution 5: about 250 km²), its
municipality, its casualty numbers, the lasting thing that it tells of, and some bands of its words'
signature. A vague one is entered under the months that it may mean, always with something specific:
a place, a telling number or its wording; "clashes, some time ago, in the north" finds nothing.
Keys are hashes; a collision costs a comparison and changes nothing.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import h3

from ..geo import cell
from .compare import MISREAD_DAYS, TELLING, compatible_types
from .enduring import thing
from .profile import Mention, Profile

RESOLUTION = 5  # cells of about 17 km across: with their neighbours they hold all within 15 km
BANDS = 3  # bands of a signature that are indexed: near-equal texts share one of them nearly always
SPECIFIC = 3  # a casualty number above this may stand for a place
LONGEST = 62  # days of a vague window that is still looked through


class Blocks:
    """Mentions by key, for one kind of key."""

    def __init__(self) -> None:
        self._at: dict[int, list[Mention]] = {}

    def put(self, mention: Mention, keys: Iterable[int]) -> None:
        """Enter a mention."""
        for key in keys:
            self._at.setdefault(key, []).append(mention)

    def drop(self, mention: Mention, keys: Iterable[int]) -> None:
        """Take a mention out again."""
        for key in keys:
            here = [m for m in self._at.get(key, ()) if m.key != mention.key]
            if here:
                self._at[key] = here
            else:
                self._at.pop(key, None)

    def near(self, keys: Iterable[int], mention: Mention) -> list[Mention]:
        """The mentions under any of these keys, of a type that may tell the same happening."""
        kinds = compatible_types(mention.event.type)
        things = mention.profile.things
        found = {
            id(m): m
            for key in keys
            for m in self._at.get(key, ())
            if m.event.type in kinds or (things and m.profile.things == things)
        }
        found.pop(id(mention), None)
        return list(found.values())


def day_keys(p: Profile) -> set[int]:
    """Under what a dated event is entered."""
    keys = {hash(("words", b)) for b in p.bands[:BANDS]}
    where = ["all", *_where(p)] if p.points else ["all", "coarse", *p.places]
    for day in p.days:
        keys.update(hash((day, w)) for w in where)
        keys.update(hash((day, kind, n)) for kind, _, n in p.numbers)
        keys.update(hash((day, "thing", t)) for t in p.things)
    return keys


def day_asks(p: Profile) -> set[int]:
    """Where a dated event looks for others that have a day."""
    keys = {hash(("words", b)) for b in p.bands[:BANDS]}
    where = ["coarse", *_where(p), *_around(p)] if p.points else ["all"]
    for day in p.days:
        keys.update(hash((day, w)) for w in where)
        for kind, _, n in p.numbers:
            reach = MISREAD_DAYS if n > TELLING else 1
            keys.update(hash((day + d, kind, n)) for d in range(-reach, reach + 1))
        for t in p.things:
            reach = thing(t).gap
            keys.update(hash((day + d, "thing", t)) for d in range(-reach, reach + 1))
    return keys


def month_keys(p: Profile) -> set[int]:
    """Under what any event can be found by, or finds, a vague one."""
    if p.window and p.window[1] - p.window[0] > LONGEST:
        return set()
    hooks: list[object] = [*p.places, *_cells(p.points)]
    hooks += [(kind, n) for kind, _, n in p.numbers if n > SPECIFIC]
    hooks += p.bands[:BANDS]
    first, last = p.window or (p.days[0], p.days[-1])
    return {hash((month, hook)) for month in _months(first, last) for hook in hooks}


def _where(p: Profile) -> list[str]:
    return [*p.places, *_cells(p.points)]


def _cells(points: Iterable[tuple[float, float]]) -> list[str]:
    return [_cell(*point) for point in points]


def _around(p: Profile) -> list[str]:
    return [c for point in p.points for c in _ring(_cell(*point))]


@lru_cache(maxsize=65_536)
def _cell(lat: float, lon: float) -> str:
    return cell(lat, lon, RESOLUTION)


@lru_cache(maxsize=16_384)
def _ring(centre: str) -> tuple[str, ...]:
    return tuple(sorted(h3.grid_disk(centre, 1)))


def _months(first: int, last: int) -> list[int]:
    start, end = date.fromordinal(first), date.fromordinal(last)
    return list(range(12 * start.year + start.month, 12 * end.year + end.month + 1))
