from .cells import with_cells
from .decoding import decode
from .intake import UNATTRIBUTED, Found, Intake, document_of, report_of
from .layout import SERIES_SCHEMA, SeriesFile
from .reports import READERS, read_reports
from .series import SERIES_FORMATS, read_series, series_batches
from .unit_rows import UnitIntake, unit_of
from .units import UNIT_READERS, read_units

__all__ = [
    "READERS", "SERIES_FORMATS", "SERIES_SCHEMA", "UNATTRIBUTED", "UNIT_READERS", "Found",
    "Intake", "SeriesFile", "UnitIntake", "decode", "document_of", "read_reports", "read_series",
    "read_units", "report_of", "series_batches", "unit_of", "with_cells",
]  # fmt: skip
