"""What other people's parsers do on damaged files, and how it is kept at the edge.

They promise little about the exceptions that they raise and they log a lot; here both end: every
known failure becomes one UnreadableFile, loggers are silent and warnings are dropped meanwhile.
"""

import logging
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import UnreadableFile

PARSER_FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@contextmanager
def parsing(
    kind: str, where: str, *loggers: str, also: tuple[type[Exception], ...] = ()
) -> Iterator[None]:
    """Runs a parser; its failures are raised as UnreadableFile `where` is not a readable `kind`."""
    named = [logging.getLogger(n) for n in loggers]
    before = [log.level for log in named]
    for log in named:
        log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PARSER_FAULTS + also as fault:
        said = f" ({type(fault).__name__})"
        raise UnreadableFile(
            f"this is not a readable {kind}{said}", where=where, way_out="check the file"
        ) from fault
    finally:
        for log, level in zip(named, before, strict=True):
            log.setLevel(level)
