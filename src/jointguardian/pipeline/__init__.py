"""The whole flow, a step a file: sources -> reading -> record -> fusion -> picture -> brief.

    operation   a folder with its settings, its record and what it knows of its country
    knowledge   the gazetteer and the actors that reading needs
    sealing     whose names the record must seal
    ingest      files and feeds in, read and recorded
    known       what the record knew at a moment, for a viewer, with incidents fused from it
    room        the questions that a person asks of an operation; the command line and the web ask here
    demonstration  the Kosovo operation from its pack

Only this package opens the record. The other packages are pure and know nothing of each other.
"""

from ..compute import Progress, silent
from ..record import Hit, Verification
from .demonstration import Demonstration, build_demonstration
from .ingest import Ingested, ingest_events, ingest_reports
from .knowledge import default_knowledge, read_file, read_text
from .operation import Operation, create_operation, open_operation
from .room import Moment, OperationRoom

__all__ = [
    "Demonstration",
    "Hit",
    "Ingested",
    "Moment",
    "Operation",
    "OperationRoom",
    "Progress",
    "Verification",
    "build_demonstration",
    "create_operation",
    "default_knowledge",
    "ingest_events",
    "ingest_reports",
    "open_operation",
    "read_file",
    "read_text",
    "silent",
]
