"""ACLED, the csv of the export tool. Actors are groups; notes are not taken over.

Source of the column meanings: ACLED codebook (Armed Conflict Location and Event Data, 2023).
"""

import polars as pl

from .crosswalk import crosswalk
from .layout import Layout

# time_precision: 1 the day, 2 the week, 3 the month.
_PRECISION = {"1": "day", "2": "week", "3": "month"}

ACLED = Layout(
    series="acled",
    columns={
        "native_id": ("event_id_cnty",),
        "start": ("event_date",),
        "actor": ("actor1",),
        "target": ("actor2",),
        "code": ("sub_event_type",),
        "place": ("location", "admin2", "admin1"),
        "country": ("country",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "low": ("fatalities",),
        "best": ("fatalities",),
        "high": ("fatalities",),
    },
    required=("native_id", "start", "actor", "code", "country", "lat", "lon", "best"),
    dates=("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y"),
    extra=("time_precision",),
    precision=pl.col("time_precision").replace_strict(
        _PRECISION, default=None, return_dtype=pl.String
    ),
    type_of=crosswalk("acled").exact_type_of,
)
