"""Event series in WEIS codes, as the Kansas Event Data System published them, with a header line.

A weight in the row counts; where it is blank, Goldstein's (1992) for the code, if he gives one.
"""

from .crosswalk import crosswalk
from .layout import Layout

KEDS_COLUMNS = {
    "start": ("date",),
    "actor": ("source",),
    "target": ("target",),
    "code": ("code",),
    "scale": ("goldstein",),
}
KEDS_REQUIRED = ("start", "actor", "target", "code")

WEIS = Layout(
    series="weis",
    columns=KEDS_COLUMNS,
    required=KEDS_REQUIRED,
    type_of=crosswalk("weis").type_of,
    weight_of=crosswalk("weis").weight_of,
)
