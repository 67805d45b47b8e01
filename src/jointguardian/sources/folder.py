"""A folder: every file in it and below, in sorted order; hidden ones and links are left out."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ..domain import Rejected, Report
from ..errors import InputError, UnreadableFile
from .intake import Intake, rejected

Reader = Callable[[Path, Intake], Iterator[Report | Rejected]]


def read_folder(
    path: Path, intake: Intake, reader_of: Callable[[Path], Reader]
) -> Iterator[Report | Rejected]:
    """What the files hold; a file that cannot be read is one rejection, and the others go in."""
    count = 0
    for file in _files(path):
        count += 1
        try:
            yield from reader_of(file)(file, intake)
        except InputError as fault:
            yield rejected(file, 0, fault)
    if not count:
        raise UnreadableFile("the folder holds no file", where=str(path))


def _files(path: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(path):
        below[:] = sorted(d for d in below if not d.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and file.is_file() and not file.is_symlink():
                yield file
