"""UCDP Georeferenced Event Dataset, csv.

Source of the column meanings: UCDP GED codebook (Uppsala Conflict Data Program).
"""

import polars as pl

from .crosswalk import crosswalk
from .layout import Layout

# date_prec: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more than a month.
_PRECISION = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
# where_prec 6 is a country's centre, 7 international waters or airspace: no point to draw.
_VAGUE = ("6", "7")

UCDP = Layout(
    series="ucdp",
    columns={
        "native_id": ("id",),
        "start": ("date_start",),
        "end": ("date_end",),
        "actor": ("side_a",),
        "target": ("side_b",),
        "code": ("type_of_violence",),
        "place": ("where_coordinates", "adm_2", "adm_1"),
        "country": ("country",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "low": ("low",),
        "best": ("best",),
        "high": ("high",),
    },
    required=("native_id", "start", "end", "actor", "code", "country", "lat", "lon",
              "low", "best", "high"),
    extra=("date_prec", "where_prec"),
    precision=pl.col("date_prec").replace_strict(_PRECISION, default=None, return_dtype=pl.String),
    vague=pl.col("where_prec").is_in(_VAGUE),
    type_of=crosswalk("ucdp").exact_type_of,
)  # fmt: skip
