"""Actor dictionaries: names, synonyms (`+`) and codes that hold for a time."""

import re
from collections.abc import Iterator
from datetime import date

from .entries import Actor, DatedCode
from .lines import Warnings, lines, name
from .names import Name

_CODE = re.compile(r"\[([^\]]*)\]")
_RANGE = re.compile(r"^(\S+?)\s*([<>]?)\s*(\d{6}|\d{8})(?:\s*-\s*(\d{6}|\d{8}))?$")
_PIVOT = 30
"""Two-digit years above it are of the last century. Source: PETRARCH's documentation."""


def actors(text: str, warnings: Warnings) -> Iterator[Name[Actor]]:
    """The names of an actor dictionary; synonyms share the codes of the entry they stand under."""
    names: list[tuple[int, str]] = []
    codes: list[DatedCode] = []
    for number, line in lines(text):
        written, found = _parts(line)
        if written and not line[0].isspace() and not line.startswith("+"):
            yield from _entry(names, codes, warnings)
            names, codes = [], []
        if written:
            names.append((number, written.lstrip("+")))
        codes += _codes(number, found, warnings)
    yield from _entry(names, codes, warnings)


def _parts(line: str) -> tuple[str, list[str]]:
    return line.partition("[")[0].strip(), _CODE.findall(line)


def _entry(
    names: list[tuple[int, str]], codes: list[DatedCode], warnings: Warnings
) -> Iterator[Name[Actor]]:
    if not names:
        return
    if not codes:
        warnings.add(names[0][0], f"{names[0][1]} has no code")
        return
    actor = Actor(tuple(codes))
    for number, written in names:
        found = name(written, actor)
        if found:
            yield found
        else:
            warnings.add(number, f"no word in {written!r}")


def _codes(number: int, found: list[str], warnings: Warnings) -> Iterator[DatedCode]:
    for written in found:
        code = _dated(written.strip())
        if code:
            yield code
        else:
            warnings.add(number, f"cannot read the code [{written}]")


def _dated(written: str) -> DatedCode | None:
    if not any(c in written for c in " <>"):
        return DatedCode(written.upper()) if written else None
    match = _RANGE.match(written.replace("<", " <").replace(">", " >"))
    if not match:
        return None
    code, sign, first, last = match.groups()
    start, end = day(first), day(last) if last else None
    if start is None or (last and end is None):
        return None
    if sign == "<":
        return DatedCode(code.upper(), until=start)
    return DatedCode(code.upper(), since=start, until=end)


def day(digits: str) -> date | None:
    """A day from `YYMMDD` or `YYYYMMDD`; days beyond a month's end are its last, month 0 its first."""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) > _PIVOT else "20") + digits
    year, month, in_month = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    for shift in range(4):
        try:
            return date(year, max(1, month), max(1, in_month - shift))
        except ValueError:
            continue
    return None
