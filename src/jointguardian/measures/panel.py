"""Incidents counted by municipality and period: one row a cell, zeros included."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from ..domain import Incident
from ..domain.dates import first_day, precision
from ..domain.vocab import vocabulary
from ..errors import InputError

PERIODS = {"day": "1d", "week": "1w", "month": "1mo"}
"""Period names and Polars' intervals; weeks begin on Monday (ISO 8601)."""
SCHEMA = {"municipality": pl.String, "start": pl.Date, "quad": pl.String}


def panel(
    incidents: Sequence[Incident], *, since: date, until: date, period: str = "week"
) -> pl.DataFrame:
    """Columns `municipality`, `period` (its first day), `incidents`, `material_conflict`.

    Counts happened and ongoing incidents whose start is known to the day and lies in
    `since`..`until`, both included; every municipality that occurs has a row for every period.
    Raises InputError for an unknown period or a range that ends before it begins.
    """
    if period not in PERIODS:
        raise InputError(f"{period!r} is not a period", way_out=f"use {', '.join(PERIODS)}")
    if until < since:
        raise InputError(f"the range ends ({until}) before it begins ({since})")
    rows = pl.DataFrame(_rows(incidents, since, until), schema=SCHEMA, orient="row")
    every = PERIODS[period]
    counted = (
        rows.with_columns(period=pl.col("start").dt.truncate(every))
        .group_by("municipality", "period")
        .agg(incidents=pl.len(), material_conflict=(pl.col("quad") == "material-conflict").sum())
    )
    cells = rows.select("municipality").unique().join(_periods(since, until, every), how="cross")
    return (
        cells.join(counted, on=["municipality", "period"], how="left")
        .with_columns(pl.col("incidents", "material_conflict").fill_null(0).cast(pl.Int64))
        .sort("municipality", "period")
    )


def _periods(since: date, until: date, every: str) -> pl.DataFrame:
    days = pl.date_range(since, until, "1d", eager=True).alias("period").to_frame()
    return days.select(pl.col("period").dt.truncate(every)).unique()


def _rows(
    incidents: Sequence[Incident], since: date, until: date
) -> list[tuple[str, date, str | None]]:
    quads = {t.id: t.quad for t in vocabulary("event_types").terms}
    found = []
    for one in incidents:
        if one.status not in ("happened", "ongoing") or precision(one.start) != "day":
            continue
        day = first_day(one.start or "")
        municipality = next((p.municipality for p in one.places if p.municipality), None)
        if municipality and since <= day <= until:
            found.append((municipality, day, quads.get(one.type)))
    return found
