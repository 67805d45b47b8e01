from .cells import with_cells
from .decoding import decode
from .intake import UNATTRIBUTED, Found, Intake, document_of, report_of
from .layout import SERIES_SCHEMA, SeriesFile
from .reports import READERS, read_reports
from .series import SERIES_FORMATS, read_series, series_batches

__all__ = [
    "READERS", "SERIES_FORMATS", "SERIES_SCHEMA", "UNATTRIBUTED", "Found", "Intake",
    "SeriesFile", "decode", "document_of", "read_reports", "read_series", "report_of",
    "series_batches", "with_cells",
]  # fmt: skip
