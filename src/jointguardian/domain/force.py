"""The force: who is there, how many, how quickly more can come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strength:
    """A number of personnel. `kind`: planned, authorised, pledged, ordered, in-transit, in-theatre, in-area.

    `scope` is a nation (ISO alpha-3), TOTAL, or a named part; `part_of` the scope that contains it;
    `date` ISO, as precise as known. Rows of different kinds are never added up.
    """

    kind: str
    scope: str
    date: str
    low: int
    best: int
    high: int
    source: str
    part_of: str | None = None
    note: str = ""
    invented: bool = False
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Camp:
    """A camp or headquarters; its position is that of the town it is named with."""

    id: str
    name: str
    place: str
    role: str
    lat: float
    lon: float
    source: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A brigade sector, battle group or regional command, with the period in which it stood."""

    id: str
    name: str
    lead: str
    start: str
    end: str | None
    municipalities: tuple[str, ...]
    source: str
    approximate: bool = True


@dataclass(frozen=True, slots=True)
class Reserve:
    """A rung of the reserve ladder: what was ordered when, at which notice, and when it came.

    Notice is days from order to ready; `arrived` the day of first arrival (None: not known).
    """

    id: str
    name: str
    event: str
    ordered: str | None
    notice_days: int | None
    notice_days_before: int | None
    arrived: str | None
    personnel: int | None
    part_of: str | None
    note: str
    source: str
    invented: bool = False
