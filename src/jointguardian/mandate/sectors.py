"""Each unit's own sector: whether what was seen of a unit lies outside the sector it belongs to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ..domain import Observation
from ..domain.dates import first_day, last_day
from .areas import Area
from .truth import Truth, every, negated

UNIT = "unit:"
"""`about` of the position of a unit: two units are never the same persons."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` to before `end` (ISO; None: not known to have ended) a unit belongs to `sector`.

    `sector` None: it belongs to none.
    """

    first: str
    end: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class SectorGround:
    """A sector that stood from `first` to before `end`, made of municipalities."""

    id: str
    name: str
    first: str
    end: str | None
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class OwnSectors:
    """The drawn sectors by id, and to which of them each unit belonged when."""

    areas: Mapping[str, Area]
    units: Mapping[str, tuple[Stretch, ...]]

    def left_by(self, seen: Observation, inside: Callable[[Observation, Area], Truth]) -> Truth:
        """Whether a unit was seen outside its own sector; not known where its sector is not."""
        unit = seen.about.removeprefix(UNIT)
        if unit == seen.about or unit not in self.units:
            return None
        days = first_day(seen.start), last_day(seen.end or seen.start)
        held = [s for s in self.units[unit] if _touches(s, *days)]
        if len({s.sector for s in held}) != 1:
            return None
        if held[0].sector is None:
            return False
        area = self.areas[held[0].sector]
        covered = True if any(_throughout(s, *days) for s in held) else None
        outside = negated(inside(seen, area))
        return False if outside is False else every([outside, covered])


def _touches(stretch: Stretch, first: date, last: date) -> bool:
    over = stretch.end is not None and last_day(stretch.end) <= first
    return first_day(stretch.first) <= last and not over


def _throughout(stretch: Stretch, first: date, last: date) -> bool:
    over = stretch.end is not None and first_day(stretch.end) <= last
    return last_day(stretch.first) <= first and not over
