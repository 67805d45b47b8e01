"""How tense a place, a dyad or the whole area is on a day, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that the index counts: `share` of the level (0 to 1) of an incident, claim or fact `ref`."""

    indicator: str
    label: str
    day: str
    ref: str
    why: str
    share: float


@dataclass(frozen=True, slots=True)
class TensionLevel:
    """The tension index of a unit on a day, 0 to 100 with a 90 percent interval.

    `unit` is `area`, a municipality's id, or a dyad "actor > target". `week` is the weight a week of
    the signs that count and `base` the usual one (None: too short a history); `level` is green, amber or
    red, None while it is withheld for the reasons in `withheld`; `caveats` are to be read beside it. `heard` are the reports of four weeks
    and `usual` their mean number. `reasons` come in the order of their shares, `lower` says what would
    lower the level.
    """

    unit: str
    day: str
    index: float
    low: float
    high: float
    level: str | None
    withheld: tuple[str, ...]
    caveats: tuple[str, ...]
    week: float
    base: float | None
    heard: int
    usual: float
    reasons: tuple[Reason, ...] = ()
    lower: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TensionDay:
    """A day of a unit's history."""

    day: str
    index: float
    low: float
    high: float
    level: str | None
