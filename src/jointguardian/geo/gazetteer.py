"""Names of places, in every spelling that reports use, and what they may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pkgutil import get_data

from ..domain import Place, Span
from ..errors import UnknownName, UnreadableFile
from .archive import Archive, decode_place, unpack
from .distance import distance_km
from .prior import prior
from .scan import NameFinder
from .transliterate import fold

# A hundred kilometres away costs as much as ten times fewer inhabitants. Own choice.
_KM_PER_POINT = 100.0
_MOST_POINTS_FOR_DISTANCE = 8.0
_COUNTRY_BONUS = 12.0


@dataclass(slots=True)
class Gazetteer:
    """A compiled gazetteer: immutable but for its cache of parsed rows; safe to share by threads."""

    archive: Archive
    stop: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    _by_id: dict[str, int] = field(default_factory=dict)
    _parsed: dict[int, Place] = field(default_factory=dict)
    _finder: NameFinder = field(init=False)

    def __post_init__(self) -> None:
        self._finder = NameFinder(
            self.archive.names, self.archive.longest, self.stop, self.given, self.surnames
        )

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, in any spelling or script, the likeliest first."""
        return self._places(fold(name))

    def place(self, id_: str) -> Place:
        """The place of an id such as `xk-783770`. Raises UnknownName."""
        if not self._by_id:
            rows = self.archive.rows
            self._by_id.update((row[: row.index(b"\t")].decode(), n) for n, row in enumerate(rows))
        if id_ not in self._by_id:
            raise UnknownName(f"no place has the id {id_!r}")
        return self._row(self._by_id[id_])

    def scan(self, text: str) -> tuple[tuple[Span, tuple[Place, ...]], ...]:
        """The names of places in a text, left to right, the longest at each point, with candidates.

        Only capitalised words; words of the stop list are left out. Whether a name means the place,
        a person who bears it, or the government that sits there is for the reader to judge.
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
        rows = self.archive.names.get(key)
        return tuple(self._row(int(n)) for n in rows.split(",")) if rows else ()

    def _row(self, number: int) -> Place:
        place = self._parsed.get(number)
        if place is None:
            place = self._parsed[number] = decode_place(self.archive.rows[number])
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


def read_word_list(text: str) -> frozenset[str]:
    """The folded words of a list parted by commas and line ends; `#` starts a comment."""
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(fold(word) for line in lines for word in line.split(",") if word.strip())


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the product; read once in a process.

    Raises UnreadableFile when the installation lacks it.
    """
    stop, given, surnames = (
        read_word_list(_data(name).decode()) for name in ("stop.txt", "given.txt", "surnames.txt")
    )
    return Gazetteer(unpack(_data("gazetteer.bin")), stop, given, surnames)


def _data(name: str) -> bytes:
    """A file of this package's data; `get_data` starts faster than importlib.resources."""
    try:
        raw = get_data(__name__, f"data/{name}")
    except OSError as fault:
        raise UnreadableFile(f"the gazetteer's {name} is missing", way_out="reinstall") from fault
    return raw or b""
