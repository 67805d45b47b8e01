"""GDELT 2.0 events: tab-separated, 61 columns, no header; `.csv`, `.CSV.zip` or `.gz`.

Codes are CAMEO; countries are FIPS 10-4 as given. The columns on religion and ethnicity of actors
are not read. Source of the columns: The GDELT Event Database, data format codebook 2.0 (2015).
"""

import polars as pl

from .crosswalk import crosswalk
from .layout import Layout

_ACTOR = ("code", "name", "country", "group", "ethnic", "religion1", "religion2", "type1", "type2",
          "type3")  # fmt: skip
_GEO = ("type", "fullname", "country", "adm1", "adm2", "lat", "lon", "feature")
NAMES = (
    "globaleventid", "day", "monthyear", "year", "fractiondate",
    *(f"actor1_{c}" for c in _ACTOR),
    *(f"actor2_{c}" for c in _ACTOR),
    "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldstein",
    "nummentions", "numsources", "numarticles", "avgtone",
    *(f"{who}_geo_{c}" for who in ("actor1", "actor2", "action") for c in _GEO),
    "dateadded", "sourceurl",
)  # fmt: skip

GDELT = Layout(
    series="gdelt",
    columns={
        "native_id": ("globaleventid",),
        "start": ("day",),
        "actor": ("actor1_code", "actor1_name"),
        "target": ("actor2_code", "actor2_name"),
        "code": ("eventcode",),
        "scale": ("goldstein",),
        "place": ("action_geo_fullname",),
        "country": ("action_geo_country",),
        "lat": ("action_geo_lat",),
        "lon": ("action_geo_lon",),
    },
    required=("native_id", "start", "code"),
    dates=("%Y%m%d",),
    extra=("action_geo_type",),
    vague=pl.col("action_geo_type") == "1",  # the point is a country's centre
    type_of=crosswalk("cameo").type_of,
    weight_of=crosswalk("cameo").weight_of,
    separator="\t",
    quote=None,
    names=NAMES,
)
