"""Names of places, in every spelling that reports use, and what they may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain import Place, Span
from ..errors import UnknownName
from .archive import Archive, unpack
from .distance import distance_km
from .prior import prior
from .scan import NameFinder
from .transliterate import fold
from .wordlists import WordLists, data, word_lists

if TYPE_CHECKING:
    from .similar import Similar

# A hundred kilometres away costs as much as ten times fewer inhabitants. Own choice.
_KM_PER_POINT = 100.0
_MOST_POINTS_FOR_DISTANCE = 8.0
_COUNTRY_BONUS = 12.0
# Namesakes beyond these are villages; the table has them best first. Own choice.
_MOST_NAMESAKES = 80
# Names kept parsed; the commonest come first.
_MOST_KEPT = 50_000
# Names looked at for one beginning of a name; beyond them two letters say too little. Own choice.
_MOST_BEGINNINGS = 8_000
# A whole name counts for more than the beginning of one. Own choice.
_WHOLE_NAME = 3.0
# Whose misspelt names are recognised: towns of the operation's own area. Own choice.
_HOME, _TOWN = "XK", 1000


@dataclass(slots=True)
class Gazetteer:
    """A compiled gazetteer: immutable but for its cache of parsed rows; safe to share by threads."""

    archive: Archive
    lists: WordLists = field(default_factory=WordLists)
    _by_id: dict[str, int] = field(default_factory=dict)
    _parsed: dict[int, Place] = field(default_factory=dict)
    _named: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    _similar: Similar | None = None
    _finder: NameFinder = field(init=False)

    def __post_init__(self) -> None:
        self._finder = NameFinder(self, self.archive.longest, self.lists)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, in any spelling or script, the likeliest first."""
        return self._places(fold(name))

    def __contains__(self, key: object) -> bool:
        """Whether some place bears a folded name."""
        return isinstance(key, str) and bool(self._places(key))

    def place(self, id_: str) -> Place:
        """The place of an id such as `xk-783770`. Raises UnknownName."""
        if id_ not in self._by_id:
            number = self.archive.number_of(id_)
            if number is None:
                raise UnknownName(f"no place has the id {id_!r}")
            self._by_id[id_] = number
        return self._row(self._by_id[id_])

    def similar(self, name: str) -> tuple[Place, ...]:
        """The home area's places whose name is most like a misspelt one; none when none is near.

        Seats of municipalities come before villages, of which some name is always near.
        """
        from .similar import Similar

        if self._similar is None:
            here = [p for p in self.archive.places() if p.country == _HOME and p.id[:3] == "xk-"]
            towns = [p for p in here if p.kind == "settlement" and p.population >= _TOWN]
            names = [n for p in towns for n in (*p.names.values(), *p.aliases)]
            self._similar = Similar(names)
        nearest = self._similar.nearest(name)
        return self.lookup(nearest) if nearest else ()

    def starting(
        self, beginning: str, countries: frozenset[str] = frozenset(), limit: int = 12
    ) -> tuple[Place, ...]:
        """Places of which a name, in any language, begins so: those in `countries` first, towns before hamlets."""
        wanted = fold(beginning)
        if len(wanted) < 2:
            return ()
        found: dict[str, tuple[tuple[int, float], Place]] = {}
        for name, rows in islice(self.archive.names.starting(wanted), _MOST_BEGINNINGS):
            for place in map(self._row, rows[:_MOST_NAMESAKES]):
                known = prior(place) + (_WHOLE_NAME if name == wanted else 0)
                found[place.id] = ((place.country not in countries, -known), place)
        return tuple(p for _, p in sorted(found.values(), key=lambda f: (f[0], f[1].id)))[:limit]

    def scan(self, text: str) -> tuple[tuple[Span, tuple[Place, ...]], ...]:
        """The names of places in a text, left to right, the longest at each point, with candidates.

        Only capitalised words and abbreviations ("Ky."); words of the stop list are left out. Whether
        a name means the place, a person who bears it, or the government that sits there is for the
        reader to judge.
        """
        return tuple((span, self._places(key)) for span, key in self._finder.find(text))

    def resolve(
        self, name: str, near: tuple[float, float] | None = None, country: str | None = None
    ) -> Place | None:
        """The likeliest place of a name, given a point nearby and the alpha-2 code of a country."""
        candidates = self.lookup(name)
        if near is None and country is None:
            return candidates[0] if candidates else None
        return best(candidates, near, country)

    def municipality_of_name(self, name: str) -> str | None:
        """The id of the municipality in which the likeliest place of that name lies."""
        found = self.lookup(name)
        return found[0].municipality if found else None

    def _places(self, key: str) -> tuple[Place, ...]:
        found = self._named.get(key)
        if found is None:
            rows = self.archive.names.rows(key)
            found = tuple(self._row(n) for n in rows[:_MOST_NAMESAKES])
            if len(self._named) < _MOST_KEPT:
                self._named[key] = found
        return found

    def _row(self, number: int) -> Place:
        place = self._parsed.get(number)
        if place is None:
            place = self._parsed[number] = self.archive.place(number)
        return place


def best(
    candidates: Sequence[Place],
    near: tuple[float, float] | None = None,
    country: str | None = None,
) -> Place | None:
    """The likeliest of some places: prior, less distance, plus the country. None of none."""

    def score(place: Place) -> float:
        points = prior(place)
        if near is not None and place.kind != "country":
            away = distance_km(*near, place.lat, place.lon) / _KM_PER_POINT
            points -= min(_MOST_POINTS_FOR_DISTANCE, away)
        return points + (_COUNTRY_BONUS if country is not None and place.country == country else 0)

    return max(candidates, key=score, default=None)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the product; read once in a process.

    Raises UnreadableFile when the installation lacks it.
    """
    return Gazetteer(unpack(_mapped("gazetteer.bin")), word_lists())


def _mapped(name: str) -> memoryview:
    """A file of this package's data, mapped where it is a file of its own, else read."""
    try:
        with Path(__file__).with_name("data").joinpath(name).open("rb") as file:
            return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    except (OSError, ValueError):
        return memoryview(data(name))
