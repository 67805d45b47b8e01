"""Orders of battle from files: the reader is found by the name's ending and the first characters."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ..domain import Rejected, Unit
from ..errors import UnreadableFile
from .msdl import read_msdl
from .orbat_mapper import read_orbat_mapper
from .unit_rows import UnitIntake
from .unit_table import read_unit_table

UNIT_READERS: dict[str, Callable[[Path, UnitIntake], Iterator[Unit | Rejected]]] = {
    ".csv": read_unit_table,
    ".json": read_orbat_mapper,
    ".msdl": read_msdl,
    ".xlsx": read_unit_table,
    ".xml": read_msdl,
}


def read_units(path: Path, intake: UnitIntake) -> Iterator[Unit | Rejected]:
    """The units of a file, and the rows that could not be used. Raises UnreadableFile."""
    reader = UNIT_READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"no order of battle is read from {path.suffix or 'a file without ending'}",
            where=str(path),
            way_out=f"use {', '.join(UNIT_READERS)}",
        )
    yield from reader(path, intake)
