"""The next four weeks of an operation by municipality, kept for the brief, and scored when they are over."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .. import __version__
from ..access import EVERYBODY, Viewer, require
from ..domain import ForecastOutcome, KeptForecast, Municipality, PlaceForecast
from ..domain.dates import first_day
from ..domain.ids import derived_id
from ..errors import InputError
from ..forecast.files import write
from ..forecast.months import month_id
from ..forecast.panel import Floats
from ..forecast.weeks import LEVELS, Weekly, weekly
from ..measures import TARGETS, by_week, incident_days, week_ends
from ..measures.weeks import WEEK
from ..picture import Known
from ..picture.wording import day_words
from .known import KnownReader
from .operation import Operation

__all__ = ["LEVELS", "SERIES", "TARGETS", "Forecasts", "Weeks"]
AHEAD = 4
AREA = "area"
SERIES = ("events", "deaths")
"""What can be counted of event series, by month."""
HISTORY = 260
"""Weeks that are looked back: five years."""
SEED = 1
MOST_KEPT = 12
CAUTION = (
    "Counts are of what reports told, not of all that happened: where nobody reports from, it looks calm. "
    "Series of deaths are not used: where one has only zeros, as the field's has for Kosovo in every month of 1990 to 2022, it says nothing."
)


@dataclass(frozen=True, slots=True)
class Weeks:
    """What is expected after the evening of `origin`: of the area and of each municipality, the most probable first; `past` and `fan` are the
    area's counts by week and the quantiles of the next ones (`LEVELS`); `told`: how the past was told, in words."""

    target: str
    what: str
    origin: date
    since: date
    until: date
    area: PlaceForecast
    north: PlaceForecast | None
    places: tuple[PlaceForecast, ...]
    past: tuple[tuple[date, int], ...]
    fan: tuple[tuple[date, tuple[float, ...]], ...]
    told: str
    caution: str


class Forecasts:
    """One operation's forecasts. Nothing after the moment counts; kept rows are only ever added."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._made: OrderedDict[tuple[int, str, date], tuple[Known, Weekly]] = OrderedDict()
        self._lock = Lock()

    def weeks(
        self, viewer: Viewer, as_of: datetime | None = None, target: str = "incidents"
    ) -> Weeks:
        """The next four weeks, as a viewer may know at a moment. Raises UnknownName and InputError."""
        known = self.reader.at(viewer, as_of)
        origin = known.as_of.astimezone(UTC).date()
        counts, made = self._of(known, target, origin)
        return _weeks(known.municipalities, target, origin, counts, made, _silence(known, origin))

    def draws(
        self, viewer: Viewer, out: Path, as_of: datetime | None = None, target: str = "incidents"
    ) -> str:
        """Writes the draws by municipality and week, for displacement and posture; the file's SHA-256."""
        known = self.reader.at(viewer, as_of)
        origin = known.as_of.astimezone(UTC).date()
        _, made = self._of(known, target, origin)
        places, weeks, count = made.draws.shape
        ends = [str(d) for d in week_ends(origin + timedelta(days=WEEK * AHEAD), AHEAD)]
        frame = pl.DataFrame(
            {
                "place": np.repeat([m.id for m in known.municipalities], weeks * count),
                "week_ends": np.tile(np.repeat(ends, count), places),
                "draw": np.tile(np.arange(count), places * weeks),
                "outcome": made.draws.ravel(),
            }
        )
        return write(frame, out)

    def panel(
        self, viewer: Viewer, out: Path, as_of: datetime | None = None, target: str = "incidents"
    ) -> str:
        """Writes the operation's incidents, or the events or deaths of its series, by month and municipality, as `forecast run` reads them; the file's SHA-256. Raises InputError where nothing counts."""
        if target in SERIES:
            return write(self._series(viewer, as_of, target), out)
        known = self.reader.at(viewer, as_of)
        days = incident_days(known.incidents, target)
        if not days:
            raise InputError(
                f"no {target} with a day and a municipality",
                way_out="take in reports, or another --target",
            )
        counts = Counter((month_id(f"{day:%Y-%m}"), place) for place, day in days)
        last = month_id(f"{known.as_of:%Y-%m}")
        return write(_months(counts, [m.id for m in known.municipalities], last), out)

    def _series(self, viewer: Viewer, as_of: datetime | None, target: str) -> pl.DataFrame:
        """Events or deaths of the event series that were taken in; those without a municipality count for the area."""
        rows = self.operation.record.series_counts(viewer, as_of, by="month")
        if not rows:
            raise InputError("no event series was taken in", way_out="guardian ingest events")
        counts = Counter[tuple[int, str]]()
        for row in rows:
            cell = month_id(row.period), row.municipality or AREA
            counts[cell] += row.events if target == "events" else row.deaths
        places = sorted({place for _, place in counts})
        return _months(counts, places, max(month for month, _ in counts))

    def _of(self, known: Known, target: str, origin: date) -> tuple[Floats, Weekly]:
        if not known.municipalities:
            raise InputError(
                "the operation has no municipalities", way_out="take a pack that has some"
            )
        days = incident_days(known.incidents, target)
        counts = by_week(days, [m.id for m in known.municipalities], origin, _length(days, origin))
        key = (id(known.incidents), target, origin)
        with self._lock:
            if key not in self._made:
                self._made[key] = (known, weekly(counts, ahead=AHEAD, seed=SEED))
                while len(self._made) > MOST_KEPT:
                    self._made.popitem(last=False)
            return counts, self._made[key][1]

    def keep(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[KeptForecast, ...]:
        """Keeps the forecast of each target for the brief and the track record, as everybody may know it; in a replay as of its moment. Raises NotPermitted."""
        require(viewer, "draft")
        kept = []
        now = self.operation.clock().astimezone(UTC)
        for target in TARGETS:
            made = self.weeks(EVERYBODY, as_of, target)
            kept.append(
                KeptForecast(
                    derived_id("fc", target, made.origin.isoformat()),
                    target,
                    made.what,
                    made.origin.isoformat(),
                    made.since.isoformat(),
                    made.until.isoformat(),
                    made.area,
                    made.north,
                    made.places,
                    SEED,
                    __version__,
                    viewer.name,
                    now.isoformat(),
                    made.caution,
                )
            )
        replays = self.operation.settings.replay and as_of is not None
        self.operation.record.add_facts("forecasts", kept, at=as_of if replays else None)
        return tuple(kept)

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[KeptForecast, ...]:
        """What was kept, the latest first."""
        rows = self.operation.record.facts(viewer, "forecasts", KeptForecast, as_of)
        order = list(TARGETS)
        return tuple(sorted(rows, key=lambda k: (k.origin, -order.index(k.target)), reverse=True))

    def record(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[ForecastOutcome, ...]:
        """What came of kept forecasts whose weeks are over, by what is known at the moment."""
        known = self.reader.at(viewer, as_of)
        today = known.as_of.astimezone(UTC).date().isoformat()
        over = [k for k in self.listed(viewer, as_of) if k.until < today]
        return tuple(
            _outcome(k, incident_days(known.incidents, k.target))
            for k in over
            if k.target in TARGETS
        )


def _silence(known: Known, origin: date) -> str:
    """A sentence where nobody has reported for as long as is forecast."""
    last = max((r.published[:10] for r in known.reports if r.published), default=None)
    if last is None:
        return "No report is known: what follows says nothing. "
    if first_day(last) >= origin - timedelta(days=WEEK * AHEAD):
        return ""
    return f"The last report known is of {day_words(last)}: what follows says nothing. "


def _length(days: Iterable[tuple[str, date]], origin: date) -> int:
    """Weeks from the first incident on, within what is looked back to; a quarter at least."""
    first = min((day for _, day in days if day <= origin), default=origin)
    return min(HISTORY, max(13, (origin - first).days // WEEK + 1))


def _months(
    counts: Mapping[tuple[int, str], int], places: Sequence[str], last: int
) -> pl.DataFrame:
    """Every month from the first count to `last` for every place, zeros included."""
    months = range(min(month for month, _ in counts), last + 1)
    return pl.DataFrame(
        [(m, p, counts.get((m, p), 0)) for m in months for p in places],
        schema={"month_id": pl.Int64, "place": pl.String, "outcome": pl.Int64},
        orient="row",
    )


def _weeks(
    towns: tuple[Municipality, ...],
    target: str,
    origin: date,
    counts: Floats,
    made: Weekly,
    silence: str,
) -> Weeks:
    every = np.arange(len(towns))
    north = np.array([i for i, m in enumerate(towns) if m.north], dtype=int)
    places = [
        PlaceForecast(
            m.id, m.name, round(float(made.expected[i]), 3), int(made.low[i]), int(made.high[i]), round(float(made.chance[i]), 4),
        )
        for i, m in enumerate(towns)
    ]  # fmt: skip
    ends = week_ends(origin, len(counts))[-26:]
    ahead = week_ends(origin + timedelta(days=WEEK * AHEAD), AHEAD)
    return Weeks(
        target,
        TARGETS[target][0],
        origin,
        origin + timedelta(days=1),
        ahead[-1],
        _together("area", "all municipalities", made, every),
        _together("north", "the north", made, north) if len(north) else None,
        tuple(sorted(places, key=lambda p: (-p.chance, p.name))),
        tuple(zip(ends, (int(n) for n in counts.sum(axis=1)[-26:]), strict=True)),
        tuple(zip(ahead, (tuple(float(q) for q in row) for row in made.fan(every)), strict=True)),
        _told(made),
        f"{silence}{CAUTION}",
    )


def _together(place: str, name: str, made: Weekly, inside: NDArray[np.int64]) -> PlaceForecast:
    total = made.draws[inside].sum(axis=(0, 1))
    low, high = np.quantile(total, (0.05, 0.95))
    return PlaceForecast(
        place, name, round(float(made.expected[inside].sum()), 3), round(low), round(high), round(made.chance_of(inside), 4),
    )  # fmt: skip


def _told(made: Weekly) -> str:
    if made.skill is None:
        return "The past is too short or too thin to learn from: half-life and pooling are as set beforehand, and nothing is known of the skill."
    s = made.skill
    better = "less" if s.loss < s.loss_own_mean else "more"
    return (
        f"Over {s.origins} past four-week spans, each told from what was before it, the loss was {s.loss:.3f} bits a municipality, "
        f"{better} than the {s.loss_own_mean:.3f} of each municipality's own mean of a year. Half-life {made.half_life:.0f} weeks, "
        f"{made.lent:.0f} weeks lent by the common rate."
    )


def _outcome(kept: KeptForecast, days: Iterable[tuple[str, date]]) -> ForecastOutcome:
    came: dict[str, int] = {}
    for place, day in days:
        if kept.since <= day.isoformat() <= kept.until:
            came[place] = came.get(place, 0) + 1
    total = sum(n for p, n in came.items() if any(r.place == p for r in kept.places))
    errors = [(r.chance - (came.get(r.place, 0) > 0)) ** 2 for r in kept.places]
    return ForecastOutcome(
        kept.id, kept.target, kept.since, kept.until, kept.area.expected, kept.area.low, kept.area.high, total,
        kept.area.low <= total <= kept.area.high, round(float(np.mean(errors)), 4), round(sum(r.chance for r in kept.places), 2),
        sum(came.get(r.place, 0) > 0 for r in kept.places),
    )  # fmt: skip
