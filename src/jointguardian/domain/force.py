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

    Notice is days from order to ready (`notice_hours` where it is told in hours); `arrived` the
    day of first arrival (None: not known). `state` is one of vocab `reserve_states` where a person
    set it, else it follows from the dates; `authority` is who may order it, `home` where it waits.
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
    state: str | None = None
    authority: str | None = None
    notice_hours: int | None = None
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An element of the order of battle as it was from `start` to before `end` (ISO, as precise as known).

    One unit has a row for each stretch of time in which something about it was different: another
    nation, parent, place. `end` None: not known to have ended; `attested` is then the last day for
    which a source says so. `nation` is ISO alpha-3, empty for a multinational or unknown one;
    `echelon` and `function` are of the vocabularies of those names; `sidc` counts instead of them
    where it is given. `notice_hours` is the time from order to ready. `caveats` None: withheld.
    """

    id: str
    name: str
    start: str
    nation: str = ""
    echelon: str = "unknown"
    function: str = "unknown"
    parent: str | None = None
    end: str | None = None
    attested: str | None = None
    sidc: str | None = None
    neutral: bool = False
    headquarters: bool = False
    task_force: bool = False
    personnel_low: int | None = None
    personnel_best: int | None = None
    personnel_high: int | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    notice_hours: int | None = None
    capabilities: tuple[str, ...] | None = ()
    caveats: tuple[str, ...] | None = ()
    state: str = "standing"
    source: str = ""
    note: str = ""
    by: str = ""
    invented: bool = False
