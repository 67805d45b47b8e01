"""Any csv, by a mapping file that says which column means what.

series: patrols                 # the name that the rows carry, `csv` if left out
separator: ";"                  # found by itself if left out
dates: ["%d/%m/%Y"]             # %Y-%m-%d if left out
columns: {start: Day, actor: Who, target: Whom, code: Kind, lat: Y, lon: X, best: Dead}
types: {AMBUSH: assault}        # code -> PLOVER type
scale: {AMBUSH: -9.0}           # code -> Goldstein weight
"""

from pathlib import Path

import msgspec
import yaml

from ..domain.vocab import vocabulary
from ..errors import InputError, UnreadableFile
from .layout import SERIES_SCHEMA, Layout

_MAPPABLE = tuple(c for c in SERIES_SCHEMA if c not in ("series", "type", "date_precision"))


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file; `columns` from SeriesEvent's column to the file's."""

    columns: dict[str, str]
    series: str = "csv"
    separator: str | None = None
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    types: dict[str, str] = {}
    scale: dict[str, float] = {}


def mapped(path: Path) -> Layout:
    """The layout that a mapping file describes. Raises UnreadableFile when it is not one."""
    return _layout(_mapping(path), str(path))


def _mapping(path: Path) -> Mapping:
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Mapping)
    except FileNotFoundError as fault:
        raise UnreadableFile("there is no such file", where=str(path)) from fault
    except (OSError, ValueError, RecursionError, yaml.YAMLError, msgspec.ValidationError) as fault:
        raise UnreadableFile(
            f"this is not a mapping file: {fault}",
            where=str(path),
            way_out="see docs/howto/new-source.md",
        ) from fault


def _layout(mapping: Mapping, where: str) -> Layout:
    if strangers := [c for c in mapping.columns if c not in _MAPPABLE]:
        raise UnreadableFile(
            f"the mapping names unknown columns {', '.join(strangers)}",
            where=where,
            way_out=f"use some of {', '.join(_MAPPABLE)}",
        )
    if "start" not in mapping.columns:
        raise UnreadableFile("the mapping does not say which column is start", where=where)
    if mapping.separator is not None and len(mapping.separator) != 1:
        raise UnreadableFile("the separator is not one character", where=where)
    _check_types(mapping, where)
    given = tuple(mapping.columns)
    return Layout(
        series=mapping.series,
        columns={c: (name.strip().lower(),) for c, name in mapping.columns.items()},
        required=("start",),
        dates=mapping.dates,
        type_of=mapping.types.get,
        weight_of=mapping.scale.get,
        identity=tuple(c for c in given if c != "native_id"),
        separator=mapping.separator,
    )


def _check_types(mapping: Mapping, where: str) -> None:
    known = vocabulary("event_types")
    for plover in mapping.types.values():
        if plover not in known:
            raise InputError(
                f"{plover!r} is no event type", where=where, way_out=f"use one of {known.ids()}"
            )
    if any(not -10 <= w <= 10 for w in mapping.scale.values()):
        raise InputError("a weight lies outside -10 to 10", where=where)
