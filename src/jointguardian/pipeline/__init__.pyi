from .annotators import annotator_of
from .backup import BackedUp, back_up, restore
from .demonstration import Demonstration, build_demonstration
from .dictionaries import load_dictionaries, with_codings
from .handed_on import Hit, Progress, Verification, silent
from .ingest import Ingested, ingest_events, ingest_reports
from .knowledge import default_knowledge, read_file, read_text
from .log import Logs
from .log_out import Wanted
from .log_taking import LogImport
from .operation import Operation, create_operation, open_operation
from .room import Moment, OperationRoom

__all__ = [
    "BackedUp",
    "Demonstration",
    "Hit",
    "Ingested",
    "LogImport",
    "Logs",
    "Moment",
    "Operation",
    "OperationRoom",
    "Progress",
    "Verification",
    "Wanted",
    "annotator_of",
    "back_up",
    "build_demonstration",
    "create_operation",
    "default_knowledge",
    "ingest_events",
    "ingest_reports",
    "load_dictionaries",
    "open_operation",
    "read_file",
    "read_text",
    "restore",
    "silent",
    "with_codings",
]
