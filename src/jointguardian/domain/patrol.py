"""A patrol: planned, under way, done or called off."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patrol:
    """One patrol as it was last entered; all moments are ISO date-times in UTC.

    `kind` and `state` are of vocab `patrol_kinds` and `patrol_states`; that one is overdue follows
    from the clock and is never entered. `municipalities` are the ids of those it goes through,
    `places` the names as they were typed. `observations` are ids of reports that came of it.
    """

    id: str
    unit: str
    kind: str
    start: str
    end: str
    municipalities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    route: str = ""
    purpose: str = ""
    state: str = "planned"
    done_start: str | None = None
    done_end: str | None = None
    observations: tuple[str, ...] = ()
    note: str = ""
    by: str = ""
    source: str = ""
    invented: bool = False
