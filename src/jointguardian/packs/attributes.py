"""Attributes of nations out of YAML, each refusal with its line."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import msgspec
import yaml

from ..domain import Attribute
from ..errors import SettingsError

KINDS = {
    "nato": ("yes", "no"),
    "eu": ("yes", "no"),
    "recognises": ("yes", "no", "withdrawn"),
}
"""What each kind may say."""


def read_attributes(text: str, file: str) -> tuple[Attribute, ...]:
    """The rows of an attributes file, in its order.

    Raises SettingsError, with file and line, for a row that is not one, for a day that is none, for an end
    before its start, and for two rows of one nation and kind that hold on the same day.
    """
    rows = [(line, _row(raw, f"{file} line {line}")) for line, raw in _lines(text, file)]
    _refuse_overlaps(rows, file)
    return tuple(row for _, row in rows)


def _lines(text: str, file: str) -> Iterator[tuple[int, object]]:
    """Each row with the line on which it begins."""
    try:
        top, loaded = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        where = f"{file} line {mark.line + 1}" if mark else file
        raise SettingsError(f"not YAML: {fault.problem}", where=where) from fault
    nodes = {k.value: v for k, v in top.value} if isinstance(top, yaml.MappingNode) else {}
    if not isinstance(nodes.get("rows"), yaml.SequenceNode):
        raise SettingsError("has no list of rows", where=file, way_out="put them under `rows:`")
    marks = (n.start_mark.line + 1 for n in nodes["rows"].value)
    yield from zip(marks, loaded["rows"], strict=True)


def _row(raw: object, where: str) -> Attribute:
    try:
        row = msgspec.convert(raw, Attribute)
        known = set(Attribute.__dataclass_fields__)
        unknown = sorted(set(raw) - known) if isinstance(raw, dict) else []
    except msgspec.ValidationError as fault:
        raise SettingsError(str(fault), where=where) from fault
    if unknown:
        way_out = f"use {', '.join(sorted(known))}"
        raise SettingsError(f"unknown key {unknown[0]!r}", where=where, way_out=way_out)
    _check(row, where)
    return row


def _check(row: Attribute, where: str) -> None:
    if row.kind not in KINDS:
        raise SettingsError(
            f"unknown kind {row.kind!r}", where=where, way_out=f"use one of {', '.join(KINDS)}"
        )
    if row.value not in KINDS[row.kind]:
        way_out = f"use one of {', '.join(KINDS[row.kind])}"
        raise SettingsError(f"{row.kind} is not {row.value!r}", where=where, way_out=way_out)
    if not row.source:
        raise SettingsError("has no source", where=where, way_out="say where it is known from")
    for day in (row.start, row.end):
        _day(day, where)
    if row.end is not None and row.end < row.start:
        raise SettingsError(f"ends {row.end}, before it starts {row.start}", where=where)


def _day(day: str | None, where: str) -> None:
    try:
        whole = day is None or date.fromisoformat(day).isoformat() == day
    except ValueError:
        whole = False
    if not whole:
        raise SettingsError(f"{day!r} is no day", where=where, way_out="write YYYY-MM-DD")


def _refuse_overlaps(rows: list[tuple[int, Attribute]], file: str) -> None:
    ordered = sorted(rows, key=lambda r: (r[1].nation, r[1].kind, r[1].start))
    for (line, one), (other, next_) in pairwise(ordered):
        same = (one.nation, one.kind) == (next_.nation, next_.kind)
        if same and (one.end is None or next_.start <= one.end):
            raise SettingsError(
                f"{one.nation} {one.kind} {next_.value} from {next_.start} overlaps line {line}"
                f" ({one.value}, {one.start} to {one.end or 'now'})",
                where=f"{file} line {other}",
                way_out="end the earlier row on the day before",
            )
