"""The tension of an operation: signs from what is known, the index, and why it stands where it stands."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from math import isnan
from threading import Lock

import polars as pl

from ..access import Viewer
from ..domain import (
    IndicatorValue,
    Municipality,
    Reading,
    Restriction,
    TensionDay,
    TensionLevel,
    TensionSpan,
)
from ..domain.dates import first_day
from ..errors import UnknownName
from ..geo import MunicipalityIndex
from ..picture import Followed, Known
from ..picture.build import municipality
from ..picture.lookups import told_day
from ..warning import WEIGHTS, Evidence, indicator_values, signs_of
from ..warning.coverage import HEARD, caveats, why_thin
from ..warning.index import Index, tension_index
from ..warning.indicator import QUARTER, WEEK
from ..warning.level import LEVELS, WITHHELD
from ..warning.scale import SCALE
from ..warning.signs import AREA, Sign, dyad, frame_of
from ..warning.spans import by_day, by_week
from ..warning.why import reasons, what_would_lower
from .known import KnownReader
from .operation import Operation

KEPT = 8
"""Sights of the record whose signs are kept."""
DYADS = 12
"""Dyads that are followed: those with the most weight in the last four weeks."""
SETTLES = timedelta(days=120)
"""How long before a day its level is followed: hysteresis forgets within that."""
LOOKED_AT = timedelta(days=QUARTER + 2 * WEEK)
"""How far back the indicators look."""
LARGE, REST = 5_000, timedelta(seconds=60)
"""With more reports than this the signs are gathered anew at most once in that time."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was known that bears on tension: signs of all places, and reports heard by unit and day.

    `counts` are the signs that count on the day, by unit; `lately` what the indicators look at, `measured`
    their values so far, by place.
    """

    as_of: datetime
    signs: tuple[Sign, ...]
    frame: pl.DataFrame
    heard: pl.DataFrame
    reports: int
    lately: Evidence
    measured: dict[str | None, tuple[IndicatorValue, ...]]
    counts: Mapping[str, list[Sign]]


class Tensions:
    """One operation's tension, as known at a moment. Signs are gathered once for each sight."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._kept: OrderedDict[tuple[object, ...], tuple[datetime, int, Gathered]] = OrderedDict()
        self._busy = set[tuple[object, ...]]()
        self._lock = Lock()

    def level(
        self, viewer: Viewer, as_of: datetime | None = None, unit: str = AREA
    ) -> TensionLevel:
        """The tension of the area, a municipality or a dyad on the moment's day."""
        return self.levels(viewer, as_of, [unit])[0]

    def levels(
        self, viewer: Viewer, as_of: datetime | None = None, units: Sequence[str] | None = None
    ) -> tuple[TensionLevel, ...]:
        """The tension of some units; of the area, all municipalities and the first dyads without any."""
        told = self._gathered(viewer, as_of)
        day = told.as_of.date()
        wanted = list(units or (AREA, *(m.id for m in self.municipalities), *_dyads(told, day)))
        index = self._index(told, wanted, day - SETTLES, day)
        return tuple(_level(told, index, unit, day) for unit in wanted)

    def followed(
        self,
        viewer: Viewer,
        as_of: datetime | None = None,
        place: str | None = None,
        *,
        everywhere: bool = False,
    ) -> Followed:
        """What a picture shows: the level of a municipality or of the area, the indicators, and, where they
        are asked for, the levels of all other municipalities."""
        first = place if place in self._neighbours else None
        units = [first or AREA]
        if everywhere:
            units += [m.id for m in self.municipalities if m.id != first]
        return Followed(self.levels(viewer, as_of, units), self.indicators(viewer, as_of, first))

    def history(
        self,
        viewer: Viewer,
        as_of: datetime | None,
        unit: str,
        since: date,
        until: date | None = None,
    ) -> tuple[TensionDay, ...]:
        """The index of each day, from the signs known by that day of what is known at the moment.

        Incidents are those that the record holds as of the moment; their signs count from the day on
        which they were first reported. What was shown at the time is the track record's.
        """
        return self.histories(viewer, as_of, [unit], since, until)[unit]

    def weeks(
        self, viewer: Viewer, as_of: datetime | None, unit: str, since: date
    ) -> tuple[TensionSpan, ...]:
        """The history by ISO weeks, the first whole from its Monday."""
        monday = since - timedelta(days=since.weekday())
        return by_week(self.history(viewer, as_of, unit, monday))

    def days(
        self, viewer: Viewer, as_of: datetime | None, unit: str, since: date
    ) -> tuple[TensionSpan, ...]:
        """The history by days, in the form of the weeks."""
        return by_day(self.history(viewer, as_of, unit, since))

    def histories(
        self,
        viewer: Viewer,
        as_of: datetime | None,
        units: Sequence[str],
        since: date,
        until: date | None = None,
    ) -> Mapping[str, tuple[TensionDay, ...]]:
        """The history of several units at once."""
        told = self._gathered(viewer, as_of)
        last = min(until or told.as_of.date(), told.as_of.date())
        index = self._index(told, units, min(since, last) - SETTLES, last)
        return {unit: _days(index, row, since) for row, unit in enumerate(index.units)}

    def silent(self, viewer: Viewer, as_of: datetime | None = None) -> dict[str, int]:
        """Days since each municipality was last named; those that never were are left out."""
        told = self._gathered(viewer, as_of)
        newest = told.heard.drop_nulls("unit").group_by("unit").agg(pl.col("day").max())
        known = {m.id for m in self.municipalities}
        return {
            unit: (told.as_of.date() - day).days
            for unit, day in sorted(newest.iter_rows())
            if unit in known
        }

    def lately(
        self, viewer: Viewer, as_of: datetime | None = None
    ) -> tuple[Evidence, pl.DataFrame]:
        """What was known of the last weeks, and the reports heard by unit and day, in the columns of HEARD."""
        told = self._gathered(viewer, as_of)
        return told.lately, told.heard

    def unit(self, name: str) -> str:
        """The id of the area, a municipality (by id or a name) or a dyad of two known actors. Raises UnknownName."""
        pack = self.operation.pack
        if name == AREA:
            return name
        if " > " in name:
            known = {a.id for a in pack.actors} if pack else set()
            for actor in (one.strip() for one in name.split(">")):
                if actor not in known:
                    raise UnknownName(
                        f"no actor {actor!r}", way_out="use ids of actors: 'kfor > serbia'"
                    )
            return " > ".join(one.strip() for one in name.split(">"))
        return municipality(self.municipalities, name) or name

    def signs(self, viewer: Viewer, as_of: datetime | None = None) -> pl.DataFrame:
        """The signs that the index counts, as known at a moment, in the columns of SIGNS."""
        return self._gathered(viewer, as_of).frame

    def indicators(
        self, viewer: Viewer, as_of: datetime | None = None, place: str | None = None
    ) -> tuple[IndicatorValue, ...]:
        """Every indicator of a municipality, or of the whole area, on the moment's day."""
        told = self._gathered(viewer, as_of)
        if place not in told.measured:
            near = self._neighbours.get(place, ()) if place else ()
            told.measured[place] = indicator_values(
                replace(told.lately, place=place, neighbours=near)
            )
        return told.measured[place]

    def _index(self, told: Gathered, units: Sequence[str], since: date, until: date) -> Index:
        return tension_index(told.frame, told.heard, units, since=since, until=until)

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """The municipalities whose tension is followed."""
        return self.operation.pack.municipalities if self.operation.pack else ()

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str, ...]]:
        pack = self.operation.pack
        polygons = pack.municipality_polygons if pack else None
        return MunicipalityIndex.from_geojson(polygons).neighbours if polygons else {}

    def _gathered(self, viewer: Viewer, as_of: datetime | None) -> Gathered:
        key = viewer.level, viewer.compartments, viewer.organisations, as_of
        link, now = self.operation.record.newest_link(), self.operation.clock()
        with self._lock:
            had = self._kept.get(key)
            large = had is not None and had[2].reports > LARGE
            if had is not None and (_holds(had, link, now, as_of) or (large and key in self._busy)):
                return had[2]
            self._busy.add(key)
        try:
            found = self._gather(viewer, as_of)
            with self._lock:
                self._kept[key] = now, link, found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        finally:
            with self._lock:
                self._busy.discard(key)
        return found

    def _gather(self, viewer: Viewer, as_of: datetime | None) -> Gathered:
        known = self.reader.at(viewer, as_of)
        pack = self.operation.pack
        entered = self.operation.record.facts(viewer, "restrictions", Restriction, as_of)
        evidence = Evidence(
            incidents=known.incidents,
            readings=known.readings,
            day=known.as_of.date(),
            triggers=pack.triggers if pack else (),
            restrictions=[r for r in entered if r.state != "rejected"],
        )
        signs = tuple(signs_of(evidence))
        return Gathered(
            as_of=known.as_of,
            signs=signs,
            frame=frame_of(signs, WEIGHTS),
            heard=_heard(known, {u for s in signs for u in s.units if " > " in u}),
            reports=len(known.reports),
            lately=_lately(known, evidence),
            measured={},
            counts=_counting(signs, evidence.day),
        )


def _holds(
    had: tuple[datetime, int, Gathered], link: int, now: datetime, as_of: datetime | None
) -> bool:
    """Whether what was gathered still is what is known, or not old enough to be gathered anew."""
    return (had[1] == link or _rests(had, now)) and _same_day(had, now, as_of)


def _rests(had: tuple[datetime, int, Gathered], now: datetime) -> bool:
    return had[2].reports > LARGE and now - had[0] < REST


def _same_day(had: tuple[datetime, int, Gathered], now: datetime, as_of: datetime | None) -> bool:
    return as_of is not None or had[2].as_of.date() == now.date()


def _lately(known: Known, evidence: Evidence) -> Evidence:
    """What the indicators look at: they ask for the last week and the twelve before it."""
    day, look = evidence.day, known.look
    period = (day - LOOKED_AT).isoformat(), day.isoformat()
    incidents, reports = look.incident_days.near(*period), look.report_days.near(*period)
    return replace(
        evidence,
        incidents=[look.incidents[i] for i in sorted(incidents or ())],
        readings=[look.readings[r] for r in sorted(reports or ())],
    )


def _counting(signs: Iterable[Sign], day: date) -> dict[str, list[Sign]]:
    found: dict[str, list[Sign]] = {}
    for sign in signs:
        if 0 <= (day - sign.day).days < SCALE.window and sign.known <= day:
            for unit in sign.units:
                found.setdefault(unit, []).append(sign)
    return found


def _heard(known: Known, dyads: Collection[str]) -> pl.DataFrame:
    """Reports by day: by municipality named, by dyad whose two actors are both told of, and of the whole area."""
    rows: list[tuple[str | None, date, int]] = [
        (unit, first_day(day), 1)
        for unit, named in known.look.naming.items()
        for day in named.values()
    ]
    rows += [(None, first_day(told_day(r)), 1) for r in known.reports]
    if dyads:
        day_of = {r.id: first_day(told_day(r)) for r in known.reports}
        rows += [
            (pair, day_of[reading.report.id], 1)
            for reading in known.readings
            if reading.report.id in day_of
            for pair in _pairs(reading)
            if pair in dyads
        ]
    frame = pl.DataFrame(rows, schema=HEARD, orient="row")
    area = frame.filter(pl.col("unit").is_null()).with_columns(unit=pl.lit(AREA))
    return pl.concat([frame, area])


def _pairs(reading: Reading) -> Iterator[str]:
    """Each two different actors that a report tells of, in both orders."""
    events = (a.id for e in reading.events for a in (*e.actors, *e.recipients))
    actors = sorted({a for a in (*events, *(c.speaker_id for c in reading.claims)) if a})
    yield from (dyad(a, b) for a in actors for b in actors if a != b)


def _dyads(told: Gathered, day: date) -> Iterator[str]:
    """The dyads with the most weight lately."""
    recent = told.frame.filter(
        pl.col("unit").str.contains(" > ", literal=True),
        pl.col("day") > day - timedelta(days=SCALE.window),
        pl.col("known") <= day,
    )
    most = (
        recent.group_by("unit")
        .agg(pl.col("weight").sum())
        .sort(["weight", "unit"], descending=[True, False])
    )
    yield from most["unit"].head(DYADS)


def _days(index: Index, row: int, since: date) -> tuple[TensionDay, ...]:
    """The days of a unit from `since` on."""
    return tuple(
        TensionDay(
            day=(index.first + timedelta(days=n)).isoformat(),
            index=round(float(index.value[row, n]), 1),
            low=round(float(index.low[row, n]), 1),
            high=round(float(index.high[row, n]), 1),
            level=_named(int(index.state[row, n])),
        )
        for n in range((since - index.first).days, index.value.shape[1])
    )


def _level(told: Gathered, index: Index, unit: str, day: date) -> TensionLevel:
    row, column = index.at(unit, day)
    level = _named(int(index.state[row, column]))
    base = float(index.base[row, column])
    usual = None if isnan(base) else base
    mine = told.counts.get(unit, [])
    value = float(index.value[row, column])
    shown, thin = level or LEVELS[0], int(index.thin[row, column])
    return TensionLevel(
        unit=unit,
        day=day.isoformat(),
        index=round(value, 1),
        low=round(float(index.low[row, column]), 1),
        high=round(float(index.high[row, column]), 1),
        level=level,
        withheld=why_thin(thin),
        caveats=caveats(thin),
        week=round(float(index.week[row, column]), 2),
        base=None if usual is None else round(usual, 2),
        heard=int(index.heard[row, column]),
        usual=round(float(index.usual[row, column]), 1),
        reasons=reasons(mine, day),
        lower=what_would_lower(mine, day, usual, shown) if level else (),
    )


def _named(state: int) -> str | None:
    return None if state == WITHHELD else LEVELS[state]
