"""A researcher's own dictionaries from a folder, and what they make of a reading."""

import gzip
from dataclasses import replace
from pathlib import Path

from ..domain import Reading
from ..errors import InputError, UnreadableFile
from ..reading.dictionaries import Dictionaries, code_text, dictionaries
from .knowledge import day_of, default_knowledge

_LARGEST = 200_000_000
"""The most characters that a dictionary file may unpack to."""


def load_dictionaries(folder: Path) -> Dictionaries:
    """All PETRARCH-format dictionaries of a folder, `.gz` ones included.

    Raises InputError when there is no verb dictionary, UnreadableFile for a file that is no text.
    """
    if not folder.is_dir():
        raise InputError("is no folder", where=str(folder), way_out="name a folder of dictionaries")
    files = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".")]
    known = dictionaries({p.name: _text(p) for p in files})
    if not known.verbs:
        raise InputError(
            "holds no verb dictionary",
            where=str(folder),
            way_out="put a file in PETRARCH's verb format into it",
        )
    return known


def with_codings(reading: Reading, text: str, known: Dictionaries) -> Reading:
    """A reading with the codings of its text; texts in other languages than English have none."""
    if not reading.report.language.startswith("en"):
        return replace(reading, codings=())
    day = day_of(reading.report.published)
    found = code_text(text, known, published=day, knowledge=default_knowledge())
    return replace(reading, codings=found)


def _text(path: Path) -> str:
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as packed:
                raw = packed.read(_LARGEST + 1)
        else:
            raw = path.read_bytes()
    except OSError as fault:
        raise UnreadableFile(
            "cannot be read", where=str(path), way_out="take it out of the folder"
        ) from fault
    if len(raw) > _LARGEST or b"\0" in raw[:4096]:
        raise UnreadableFile(
            "is no dictionary", where=str(path), way_out="take it out of the folder"
        )
    return raw.decode("utf-8-sig", "replace")
