"""Event series: a million rows in, and the map's questions about them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from ..domain import Marking, SeriesEvent
from ..errors import InputError
from .journal import Writing
from .policy import View, marking_number
from .tables import series_batch, series_event
from .values import SeriesCount

CHUNK = 100_000
"""Rows per transaction: others can write in between, and a link vouches for each."""

BBox = tuple[float, float, float, float]
_SLICE = 10_000
_DAY0 = date(1970, 1, 1)
_REQUIRED = ("native_id", "start")
_TEXTS = ("date_precision", "actor", "target", "code")
_MAYBE_TEXTS = ("type", "place", "country", "cell", "municipality")
_REALS = ("scale", "lat", "lon")
_WHOLE = ("low", "best", "high")
_COLUMNS = tuple(c.name for c in series_event.columns)[3:]


def ready(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in the table's columns, types and order. Raises InputError for missing columns or dates."""
    if missing := [c for c in _REQUIRED if c not in frame.columns]:
        raise InputError(f"the series has no column {missing[0]!r}")
    given = set(frame.columns)

    def column(name: str, kind: Any) -> pl.Expr:
        return pl.col(name).cast(kind) if name in given else pl.lit(None, kind).alias(name)

    end = "end" if "end" in given else "start"
    table = frame.select(
        pl.col("native_id").cast(pl.String),
        _day(frame, "start", first=True).alias("start_day"),
        _day(frame, end, first=False).alias("end_day"),
        *(column(name, pl.String).fill_null("") for name in _TEXTS),
        *(column(name, pl.String) for name in _MAYBE_TEXTS),
        *(column(name, pl.Float64).fill_nan(None) for name in _REALS),
        *(column(name, pl.Int64) for name in _WHOLE),
    )
    if bad := table.filter(pl.col("native_id").is_null() | pl.col("start_day").is_null()).height:
        raise InputError(f"{bad} rows of the series have no id or no date")
    day = pl.col("start_day").cast(pl.Date)
    month = (day.dt.year() * 12 + day.dt.month() - 1).alias("month")
    return table.with_columns(month).select(_COLUMNS)


def _day(frame: pl.DataFrame, name: str, *, first: bool) -> pl.Expr:
    """Days since 1970 of a column of dates or of partial ISO dates; their first or last day."""
    if frame.schema[name] in (pl.Date, pl.Datetime):
        return pl.col(name).cast(pl.Date).cast(pl.Int32)
    text = pl.col(name).cast(pl.String).str.slice(0, 10)
    length = text.str.len_chars()
    start = (text + pl.lit("-01-01")).str.slice(0, 10)
    day = start.str.to_date("%Y-%m-%d", strict=False)
    if not first:
        whole = pl.when(length == 4).then(day.dt.offset_by("1y").dt.offset_by("-1d"))
        day = whole.when(length == 7).then(day.dt.month_end()).otherwise(day)
    return day.cast(pl.Int32)


def write_chunk(writing: Writing, chunk: pl.DataFrame, series: str, marking: Marking) -> int:
    """The rows of a ready frame that the record does not have; how many they were."""
    number, new = writing.next_number(series_event), 0
    for part in chunk.iter_slices(_SLICE):
        head = pl.select(
            seq=pl.int_range(number, number + part.height, dtype=pl.Int64),
            link=pl.lit(writing.number, pl.Int64),
            series=pl.lit(series),
        )
        new += writing.put_new(series_event, head.hstack(part).rows())
        number += part.height
    if new:
        batch = {"series": series, "marking_id": marking_number(writing, marking)}
        writing.put(series_batch, [batch | {"recorded_at": writing.at}])
    return new


def seen_links(connection: Connection, view: View) -> list[int]:
    """The links whose series rows are in sight."""
    wanted = select(series_batch.c.link).where(view.sees(series_batch))
    return [int(n) for n in connection.execute(wanted).scalars()]


def find_events(
    connection: Connection,
    view: View,
    since: str | None,
    until: str | None,
    where: ColumnElement[bool] | None,
    limit: int,
) -> tuple[SeriesEvent, ...]:
    """Events that began in `[since, until]`, the oldest first."""
    wanted = (
        select(series_event)
        .where(_in_sight(connection, view), *_between(since, until))
        .order_by(series_event.c.start_day, series_event.c.series, series_event.c.native_id)
        .limit(limit)
    )
    if where is not None:
        wanted = wanted.where(where)
    return tuple(_event(row) for row in connection.execute(wanted))


def place_condition(
    municipality: str | None, cell: str | None, bbox: BBox | None
) -> ColumnElement[bool] | None:
    """The condition on place; `bbox` is west, south, east, north in degrees."""
    table, parts = series_event, []
    if municipality is not None:
        parts.append(table.c.municipality == municipality)
    if cell is not None:
        parts.append(table.c.cell == cell)
    if bbox is not None:
        west, south, east, north = bbox
        parts.append(table.c.lon.between(west, east) & table.c.lat.between(south, north))
    return and_(*parts) if parts else None


def count_events(
    connection: Connection, view: View, by: str, municipality: str | None, series: str | None
) -> tuple[SeriesCount, ...]:
    """Events and their deaths (best) by period, series and municipality."""
    if by not in _PERIODS:
        raise InputError(f"no count by {by!r}", way_out=f"use one of {', '.join(_PERIODS)}")
    table = series_event
    period = {"day": table.c.start_day, "month": table.c.month, "year": table.c.month // 12}[by]
    keys = (period, table.c.series, table.c.municipality)
    wanted = (
        select(*keys, func.count().label("n"), func.coalesce(func.sum(table.c.best), 0).label("d"))
        .where(_in_sight(connection, view))
        .group_by(*keys)
    )
    if municipality is not None:
        wanted = wanted.where(table.c.municipality == municipality)
    if series is not None:
        wanted = wanted.where(table.c.series == series)
    rows = connection.execute(wanted)
    found = (SeriesCount(_PERIODS[by](p), s, place, n, int(d)) for p, s, place, n, d in rows)
    return tuple(sorted(found, key=lambda c: (c.period, c.series, c.municipality or "")))


def count_all(connection: Connection, view: View) -> int:
    """How many series events are in sight."""
    wanted = select(func.count()).where(_in_sight(connection, view))
    return int(connection.execute(wanted).scalar_one())


def _in_sight(connection: Connection, view: View) -> ColumnElement[bool]:
    return series_event.c.link.in_(seen_links(connection, view))


def _between(since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield series_event.c.start_day >= _number(since)
    if until is not None:
        yield series_event.c.start_day <= _number(until)


def _number(day: str) -> int:
    try:
        return (date.fromisoformat(day[:10]) - _DAY0).days
    except ValueError as fault:
        raise InputError(f"{day!r} is not a day", way_out="write YYYY-MM-DD") from fault


def _iso(number: int) -> str:
    return (_DAY0 + timedelta(days=number)).isoformat()


def _event(row: Row[Any]) -> SeriesEvent:
    return SeriesEvent(
        series=row.series,
        native_id=row.native_id,
        start=_iso(row.start_day),
        end=_iso(row.end_day),
        date_precision=row.date_precision,
        actor=row.actor,
        target=row.target,
        code=row.code,
        type=row.type,
        scale=row.scale,
        place=row.place,
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        low=row.low,
        best=row.best,
        high=row.high,
    )


_PERIODS: dict[str, Callable[[int], str]] = {
    "year": lambda year: f"{year:04d}",
    "month": lambda month: f"{month // 12:04d}-{month % 12 + 1:02d}",
    "day": _iso,
}
