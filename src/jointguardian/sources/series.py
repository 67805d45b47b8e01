"""The event series that can be read, one line each."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from ..errors import InputError, UnknownName
from .acled import ACLED
from .cameo import CAMEO
from .gdelt import GDELT
from .layout import SERIES_SCHEMA, Layout, SeriesFile, batches
from .mapped import mapped
from .ucdp import UCDP
from .weis import WEIS

LAYOUTS: dict[str, Layout] = {
    "ucdp": UCDP,
    "acled": ACLED,
    "gdelt": GDELT,
    "weis": WEIS,
    "cameo": CAMEO,
}
SERIES_FORMATS = (*LAYOUTS, "csv")


def series_batches(
    path: Path,
    format: str,  # noqa: A002 - the word that the command line uses too
    *,
    mapping: Path | None = None,
) -> Iterator[SeriesFile]:
    """An event series block by block (16 MB of the file each), for files of any length.

    `format` is one of SERIES_FORMATS, `mapping` the file that `csv` needs. Raises UnknownName,
    InputError or UnreadableFile, the latter also while iterating.
    """
    return batches(Path(path), _layout(format, mapping))


def read_series(
    path: Path,
    format: str,  # noqa: A002 - the word that the command line uses too
    *,
    mapping: Path | None = None,
) -> SeriesFile:
    """A whole event series in memory; see `series_batches`."""
    parts = list(series_batches(path, format, mapping=mapping))
    frame = pl.concat([p.frame for p in parts]) if parts else pl.DataFrame(schema=SERIES_SCHEMA)
    return SeriesFile(frame, tuple(r for p in parts for r in p.rejected))


def _layout(name: str, mapping: Path | None) -> Layout:
    if name == "csv":
        if mapping is None:
            raise InputError("the format csv needs a mapping file", way_out="give --mapping FILE")
        return mapped(mapping)
    if name not in LAYOUTS:
        raise UnknownName(
            f"{name!r} is no event series format", way_out=f"use {', '.join(SERIES_FORMATS)}"
        )
    return LAYOUTS[name]
