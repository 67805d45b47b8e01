"""One row of a machine- or expert-coded event series."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeriesEvent:
    """A coded event as its series gives it, in common columns.

    `series` (ucdp, acled, gdelt, weis, cameo, csv) and `native_id` identify it; `code` is the
    series' own code, `type` the PLOVER type (None where no crosswalk exists); `scale` is the
    Goldstein weight, -10..10; `low/best/high` are deaths. Coordinates are WGS 84 degrees.
    """

    series: str
    native_id: str
    start: str
    end: str
    date_precision: str
    actor: str
    target: str
    code: str
    type: str | None
    scale: float | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    low: int | None
    best: int | None
    high: int | None
