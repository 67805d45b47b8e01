"""Event series in CAMEO codes, in the columns that KEDS uses for its WEIS series too."""

from .crosswalk import crosswalk
from .layout import Layout
from .weis import KEDS_COLUMNS, KEDS_REQUIRED

CAMEO = Layout(
    series="cameo",
    columns=KEDS_COLUMNS,
    required=KEDS_REQUIRED,
    type_of=crosswalk("cameo").type_of,
    weight_of=crosswalk("cameo").weight_of,
)
