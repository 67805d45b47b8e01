"""Other programs' formats, one file each; a new one is a file, a fixture and a line here."""

from collections.abc import Callable, Sequence

from ..domain import Incident
from .csv import to_csv
from .geojson import to_geojson
from .kml import to_kml

FORMATS: dict[str, Callable[[Sequence[Incident]], bytes]] = {
    "csv": to_csv,
    "geojson": to_geojson,
    "kml": to_kml,
}

__all__ = ["FORMATS", "to_csv", "to_geojson", "to_kml"]
